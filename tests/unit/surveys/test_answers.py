"""Raw answers become typed ones, or are refused with the place and the remedy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.answers import AnswerError, Answers, is_answered, read_answer
from surveys.conditions import Value
from tests.unit.surveys.answering import CODES, GUIDE, answered, anything, interviews


@pytest.mark.parametrize(
    ("code", "raw", "value"),
    [
        ("F1", {"now": 2, "wanted": 4}, {"now": 2, "wanted": 4}),
        ("F1", {"now": "2"}, {"now": 2, "wanted": None}),
        ("F1", {"now": None, "wanted": ""}, None),
        ("F1", {"state": "dont_know", "now": None}, {"state": "dont_know"}),
        ("F1", {"state": "", "now": 3}, {"now": 3, "wanted": None}),
        ("K2", {"now": 5}, {"now": 5, "wanted": None}),
        ("B2", "unsolved", "unsolved"),
        ("B2", " ", None),
        ("I2", ["bank", "customers", "bank"], ["customers", "bank"]),
        ("I2", [], None),
        ("C1", "46 %", 46),
        ("C1", "12,5", 12.5),
        ("C1", 40.0, 40),
        (
            "A2",
            [{"turnover": "52 000 000 kr", "employees": "34"}],
            [{"turnover": 52_000_000, "employees": 34}],
        ),
        ("F2", [{"step": " Kantpress "}, {}, {"step": ""}], [{"step": "Kantpress"}]),
        ("F2", [], None),
        ("J2", [{"on": "2027-09-01"}], [{"on": "2027-09-01"}]),
        ("F.urgency", "0", 0),
        ("F.impact", 3, 3),
        ("F.words", " rad ett\r\nrad två ", "rad ett\nrad två"),
    ],
)
def test_an_answer_is_read_as_typed_or_sent(code: str, raw: object, value: Value) -> None:
    assert read_answer(GUIDE, code, raw) == value


@pytest.mark.parametrize(
    ("code", "raw", "problem", "field"),
    [
        ("F1", {"now": 6}, "outside_scale", "now"),
        ("F1", {"now": 0}, "outside_scale", "now"),
        ("F1", {"now": True}, "wrong_shape", "now"),
        ("F1", {"now": 2.5}, "outside_scale", "now"),
        ("F1", {"now": 10**5000}, "outside_scale", "now"),
        ("F1", {"now": "två"}, "outside_scale", "now"),
        ("F1", {"then": 2}, "unknown_field", ""),
        ("F1", 3, "wrong_shape", ""),
        ("F1", {"state": "maybe"}, "unknown_state", "state"),
        ("F1", {"state": "dont_know", "now": 3}, "state_and_answer", "state"),
        ("K2", {"now": 3, "wanted": 5}, "unknown_field", "wanted"),
        ("B2", "kanske", "unknown_choice", ""),
        ("B4", {"state": "not_relevant"}, "unknown_state", "state"),
        ("I2", ["nobody", "bank"], "alone", ""),
        ("C1", "101", "too_large", ""),
        ("C1", "-1", "too_small", ""),
        ("C1", "många", "not_a_number", ""),
        ("C1", "kr", "not_a_number", ""),
        ("C1", float("nan"), "not_a_number", ""),
        ("F2", [{"per_year": "40.000"}], "ambiguous_number", "0-per_year"),
        ("F2", [{"step": "a"}, {"burden": "tungt"}], "unknown_choice", "1-burden"),
        ("F2", [{"vad": "a"}], "unknown_field", ""),
        ("J2", [{"on": "2027-02-30"}], "not_a_date", "0-on"),
        ("J2", [{"on": "20270201"}], "not_a_date", "0-on"),
        ("J4", [{"change": str(each)} for each in range(4)], "too_many_rows", ""),
        ("J4", [{"area": "A"}], "unknown_choice", "0-area"),
        ("F.urgency", 4, "outside_scale", ""),
        ("F.words", "\x00", "bad_characters", ""),
        ("F.words", "\ud800", "bad_characters", ""),
        ("F.words", "x" * 10_001, "too_long", ""),
        ("Z1", 1, "unknown_question", ""),
    ],
)
def test_an_answer_outside_its_scale_is_refused_with_place_and_remedy(
    code: str, raw: object, problem: str, field: str
) -> None:
    with pytest.raises(AnswerError) as refused:
        read_answer(GUIDE, code, raw)
    assert (refused.value.question, refused.value.code, refused.value.field) == (code, problem, field)
    assert refused.value.text("sv") != refused.value.text("en")
    assert "%(" not in refused.value.text("sv") + refused.value.text("en") + str(refused.value)


def test_the_message_says_what_to_write() -> None:
    with pytest.raises(AnswerError) as refused:
        read_answer(GUIDE, "F1", {"now": 6})
    assert refused.value.text("sv") == "6 finns inte på skalan. Välj från 1 till 5."


def test_nothing_of_a_set_is_taken_when_one_answer_is_wrong() -> None:
    with pytest.raises(AnswerError):
        Answers.read(GUIDE, {"F1": {"now": 2}, "F3": {"now": 9}})


@given(st.sampled_from(CODES), anything)
def test_whatever_is_sent_is_read_or_refused(code: str, raw: object) -> None:
    refusal = None
    value: Value = None
    try:
        value = read_answer(GUIDE, code, raw)
    except AnswerError as refused:
        refusal = refused
    if refusal is not None:
        assert refusal.text("sv") != refusal.text("en")
    assert read_answer(GUIDE, code, value) == value


@given(interviews())
def test_a_hidden_answer_is_kept_but_inactive(values: dict[str, Value]) -> None:
    answers = Answers.read(GUIDE, values)
    for code in answers.values:
        assert (code in answers.active) is answers.is_relevant(code)


def test_an_answer_comes_back_when_its_question_is_asked_again() -> None:
    hidden = answered({"E2": "no", "E2b": "Härdat fjäderstål"})
    assert hidden.values["E2b"] == "Härdat fjäderstål"
    assert "E2b" not in hidden.active
    assert "E2b" not in [each.code for each in hidden.relevant()]
    assert answered({**hidden.values, "E2": "yes"}).active["E2b"] == "Härdat fjäderstål"


def test_a_maturity_answer_needs_every_step_its_scale_asks_for() -> None:
    assert not is_answered(GUIDE.item("F1"), {"now": 2, "wanted": None})
    assert is_answered(GUIDE.item("F1"), {"now": 2, "wanted": 2})
    assert is_answered(GUIDE.item("F1"), {"state": "not_relevant"})
    assert is_answered(GUIDE.item("K2"), {"now": 2, "wanted": None})
    assert not is_answered(GUIDE.item("K2"), None)
