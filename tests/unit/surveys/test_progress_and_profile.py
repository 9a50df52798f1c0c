"""How far the interview has come, what remains, and the picture of now against wanted."""

import pytest
from hypothesis import given

from surveys.answers import Answers
from surveys.conditions import Value
from surveys.facts import company_facts
from surveys.profile import profile
from surveys.progress import progress, remaining
from tests.unit.surveys.answering import GUIDE, answered, interviews

F_DONE = {"F1": {"now": 2, "wanted": 4}, "F2": [{"step": "Kantpress"}], "F3": {"state": "not_relevant"}}


def test_progress_counts_relevant_questions_area_by_area() -> None:
    done = progress(
        answered({"F1": {"now": 2, "wanted": 4}, "F2": [{"step": "Kantpress"}], "F3": {"now": 1}})
    )
    assert (done.area("F").answered, done.area("F").total, done.area("F").left) == (2, 3, 1)
    assert (done.answered, done.total) == (2, 38)


def test_a_question_that_opens_counts_in_the_total() -> None:
    assert progress(answered({"E2": "yes"})).total == 39
    assert progress(answered({"E2": "yes", "K1": "soon"})).total == 40


def test_urgency_and_impact_are_asked_for_where_something_was_found() -> None:
    left = remaining(answered(F_DONE))
    assert left.ratings == ("F.urgency", "F.impact")
    assert not left.is_done
    assert "F1" not in left.questions
    assert remaining(answered({**F_DONE, "F.urgency": 0, "F.impact": 0})).ratings == ()
    assert remaining(answered({"F1": {"now": 4, "wanted": 4}})).ratings == ()


def test_next_goes_forward_and_then_starts_again() -> None:
    left = remaining(answered(F_DONE))
    assert left.next("F1") == "F.urgency"
    assert left.next("F.impact") == "G1"
    assert left.next("K.observation") == "A1"
    assert left.next() == "A1"


def test_the_profile_is_the_mean_of_complete_answers() -> None:
    rows = {
        each.area: each
        for each in profile(answered({**F_DONE, "F3": {"now": 1, "wanted": 4}, "K2": {"now": 4}}))
    }
    assert (rows["F"].now, rows["F"].wanted, rows["F"].gap) == (1.5, 4.0, 2.5)
    assert (rows["K"].now, rows["K"].wanted, rows["K"].gap) == (4.0, None, None)
    assert (rows["D"].now, rows["D"].wanted) == (None, None)
    assert "A" not in rows


def test_answers_tell_facts_about_the_company() -> None:
    facts = company_facts(
        answered(
            {
                "A2": [{"turnover": "52 000 000", "employees": 34}],
                "C1": {"state": "dont_know"},
                "J2": [{"what": "Robot", "amount": 1_800_000}, {"what": "Mätmaskin", "amount": 900_000}],
            }
        )
    )
    assert facts == {"turnover_sek": 52_000_000, "employees": 34, "planned_sek": 1_800_000}


@given(interviews())
def test_what_remains_and_what_is_answered_make_the_whole(values: dict[str, Value]) -> None:
    answers = Answers.read(GUIDE, values)
    done, left = progress(answers), remaining(answers)
    assert done.answered + len(left.questions) == done.total
    assert 38 <= done.total <= 40
    assert set(left.order) == set(left.questions) | set(left.ratings)
    assert left.next() == (left.order[0] if left.order else None)
    for row in profile(answers):
        assert row.now is None or 1 <= row.now <= 5
        assert row.gap is None or 0 <= row.gap <= 4
    assert isinstance(company_facts(answers), dict)


def test_an_unknown_area_has_no_progress() -> None:
    with pytest.raises(KeyError):
        progress(answered({})).area("Z")
