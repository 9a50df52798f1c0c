"""Fields of an HTML form become the same answers as those sent by the browser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.answers import AnswerError, read_answer
from surveys.conditions import Value
from surveys.forms import Form, from_form
from surveys.guide import Question
from tests.unit.surveys.answering import CODES, GUIDE, interviews


@pytest.mark.parametrize(
    ("code", "form", "value"),
    [
        ("F1", {"F1-now": ["2"], "F1-wanted": ["4"]}, {"now": 2, "wanted": 4}),
        ("F1", {"F1-state": "dont_know"}, {"state": "dont_know"}),
        ("F1", {}, None),
        ("C4", {"C4": "weak"}, "weak"),
        ("G3", {"G3-state": ["dont_know"], "G3": [""]}, {"state": "dont_know"}),
        ("I2", {"I2": ["bank", "customers"]}, ["customers", "bank"]),
        (
            "F2",
            {
                "F2-10-step": ["Packning"],
                "F2-2-step": ["Pressning"],
                "F2-2-per_year": ["40 000"],
                "F2-3-step": [""],
            },
            [{"step": "Pressning", "per_year": 40000}, {"step": "Packning"}],
        ),
        ("F.urgency", {"F.urgency": ["2"]}, 2),
        ("F.words", {"F.words": "Tungt"}, "Tungt"),
    ],
)
def test_a_question_is_read_from_its_fields(code: str, form: Form, value: Value) -> None:
    assert from_form(GUIDE.item(code), form) == value


@pytest.mark.parametrize(
    ("code", "form", "problem"),
    [
        ("F1", {"F1-state": ["dont_know", "not_relevant"]}, "unknown_state"),
        ("F1", {"F1-state": ["dont_know"], "F1-now": ["3"]}, "state_and_answer"),
        ("F2", {"F2-0-step": ["Press"], "F2-state": ["not_relevant"]}, "state_and_answer"),
        ("F2", {"F2-0-vikt": ["12"]}, "unknown_field"),
    ],
)
def test_fields_that_contradict_each_other_are_refused(code: str, form: Form, problem: str) -> None:
    with pytest.raises(AnswerError) as refused:
        from_form(GUIDE.item(code), form)
    assert refused.value.code == problem


@given(
    st.dictionaries(
        st.sampled_from([f"{code}{end}" for code in CODES for end in ("", "-now", "-state", "-0-step")])
        | st.text(max_size=6),
        st.lists(st.text(max_size=6) | st.sampled_from(["3", "yes", "dont_know"]), max_size=2),
    )
)
def test_no_form_crashes_the_reading(form: dict[str, list[str]]) -> None:
    for item in (item for area in GUIDE.areas for item in area.items):
        assert question_told(item, form) == item.code


def question_told(item: Question, form: Form) -> str:
    """The question that a refusal names, or the one that was read."""
    try:
        from_form(item, form)
    except AnswerError as refused:
        return refused.question
    return item.code


@given(interviews())
def test_a_form_filled_in_with_answers_gives_the_same_answers(values: dict[str, Value]) -> None:
    for code, given_value in values.items():
        value = read_answer(GUIDE, code, given_value)
        assert from_form(GUIDE.item(code), fields_of(code, value)) == value


def fields_of(code: str, value: Value) -> dict[str, list[str]]:
    """The form fields in which a page shows this answer."""
    if isinstance(value, dict):
        return {f"{code}-{key}": ["" if each is None else str(each)] for key, each in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        rows = [row for row in value if isinstance(row, dict)]
        return {f"{code}-{n}-{key}": [str(each)] for n, row in enumerate(rows) for key, each in row.items()}
    if isinstance(value, list):
        return {code: [str(each) for each in value]}
    return {code: ["" if value is None else str(value)]}
