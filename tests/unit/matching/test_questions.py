"""Which missing fact is worth asking for first."""

from hypothesis import given
from hypothesis import strategies as st

from matching.questions import next_questions
from matching.types import Answer, CriterionResult, Match, Reason, Verdict


def waiting(support_id: str, score: float, *facts: str, met: str = "employees") -> Match:
    results = [CriterionResult(met, Answer.YES, Reason("at_most"))]
    results += [CriterionResult(fact, Answer.UNKNOWN, Reason("true")) for fact in facts]
    verdict = Verdict.UNKNOWN if facts else Verdict.ELIGIBLE
    return Match(support_id, score, verdict, (), tuple(results))


def test_the_fact_that_settles_most_relevance_comes_first() -> None:
    found = next_questions(
        [
            waiting("a", 80, "work_started"),
            waiting("b", 50, "work_started"),
            waiting("c", 90, "member"),
            waiting("d", 99),
        ]
    )
    assert [(each.fact, each.settles, each.relevance) for each in found] == [
        ("work_started", ("a", "b"), 130.0),
        ("member", ("c",), 90.0),
    ]
    assert found[0].best.support_id == "a"


def test_a_fact_that_is_not_the_only_one_missing_counts_in_part() -> None:
    found = next_questions([waiting("a", 80, "x", "y"), waiting("b", 30, "y")])
    assert [(each.fact, each.settles, each.touches, each.relevance) for each in found] == [
        ("y", ("b",), ("a",), 70.0),
        ("x", (), ("a",), 40.0),
    ]


def test_a_support_that_serves_several_needs_counts_once_with_its_best_score() -> None:
    found = next_questions([waiting("a", 40, "x"), waiting("a", 60, "x")])
    assert [(each.settles, each.relevance) for each in found] == [(("a",), 60.0)]


def test_two_rules_on_one_fact_are_one_question_and_an_age_is_asked_by_its_year() -> None:
    found = next_questions([waiting("a", 60, "age_years", "founded_year")], {"age_years": "founded_year"})
    assert [(each.fact, each.settles) for each in found] == [("founded_year", ("a",))]


def test_nothing_unknown_asks_nothing() -> None:
    blocked = Match("b", 90, Verdict.BLOCKED, (), (CriterionResult("x", Answer.UNKNOWN, Reason("true")),))
    assert next_questions([waiting("a", 60), blocked]) == ()


pairs = st.tuples(st.integers(0, 1000), st.sets(st.sampled_from("uvwxyz"), max_size=4))


@given(st.lists(pairs, max_size=12))
def test_the_questions_share_out_all_the_relevance_that_is_unknown(given: list[tuple[int, set[str]]]) -> None:
    matches = [waiting(str(at), tenths / 10, *sorted(facts)) for at, (tenths, facts) in enumerate(given)]
    found = next_questions(matches)
    unknown = sum(tenths / 10 for tenths, facts in given if facts)
    assert abs(sum(each.relevance for each in found) - unknown) < 0.6
    assert list(found) == sorted(found, key=lambda each: -each.relevance)
