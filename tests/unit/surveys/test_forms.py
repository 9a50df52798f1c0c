"""Fields of an HTML form become the same answers as those sent by the browser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.answers import AnswerError, read_answer
from surveys.conditions import Value
from surveys.forms import Form, area_from_form, from_form
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


def test_an_area_tells_everything_that_is_wrong_at_once() -> None:
    form = {
        "F1-now": ["9"],
        "F2-0-per_year": ["många"],
        "F3-now": ["1"],
        "F3-wanted": ["4"],
        "F.urgency": ["2"],
    }
    values, errors = area_from_form(GUIDE, "F", form)
    assert [(each.question, each.field) for each in errors] == [("F1", "now"), ("F2", "0-per_year")]
    assert values["F3"] == {"now": 1, "wanted": 4}
    assert values["F.urgency"] == 2
    assert values["F.impact"] is None


@given(
    st.dictionaries(
        st.sampled_from([f"{code}{end}" for code in CODES for end in ("", "-now", "-state", "-0-step")])
        | st.text(max_size=6),
        st.lists(st.text(max_size=6) | st.sampled_from(["3", "yes", "dont_know"]), max_size=2),
    )
)
def test_no_form_crashes_the_reading(form: dict[str, list[str]]) -> None:
    for area in GUIDE.areas:
        values, errors = area_from_form(GUIDE, area.code, form)
        assert set(values) | {each.question for each in errors} == {each.code for each in area.items}


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
