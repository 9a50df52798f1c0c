"""The evaluator of conditions on its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.conditions import as_data, holds, read, references
from surveys.problems import Problems
from tests.unit.surveys.condition_strategies import conditions, values


def holds_of(data: object, answers: dict[str, object]) -> bool:
    problems = Problems()
    condition = read(data, "here", problems)
    assert not problems.found
    return holds(condition, answers)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"answer": "F1.now", "is": "at_most", "value": 2}, True),
        ({"answer": "F1.now", "is": "less_than", "value": 2}, False),
        ({"answer": "F1.wanted", "is": "at_least", "value": 1}, False),
        ({"answer": "C1", "is": "more_than", "value": 40}, True),
        ({"answer": "J2", "is": "at_most", "value": "2027-01-01"}, True),
        ({"answer": "B2", "is": "equal", "value": "unsolved"}, True),
        ({"answer": "B2", "is": "one_of", "value": ["solved", "unsolved"]}, True),
        ({"answer": "I2", "is": "includes", "value": ["bank"]}, True),
        ({"answer": "I2", "is": "equal", "value": "bank"}, False),
        ({"answer": "F.urgency", "is": "at_least", "value": 3}, True),
        ({"answer": "Z9", "is": "answered"}, False),
        ({"not": {"answer": "Z9", "is": "answered"}}, True),
        ({"all": [{"answer": "B2", "is": "answered"}, {"answer": "Z9", "is": "answered"}]}, False),
        ({"any": [{"answer": "B2", "is": "answered"}, {"answer": "Z9", "is": "answered"}]}, True),
        ({"some": "F2", "where": {"answer": "burden", "is": "equal", "value": "heavy"}}, True),
        ({"some": "F2", "where": {"answer": "burden", "is": "equal", "value": "volume"}}, False),
    ],
)
def test_each_comparison_reads_the_answers(data: object, expected: bool) -> None:  # noqa: FBT001 - the expected result
    answers = {
        "F1": {"now": 2, "wanted": None},
        "C1": 46,
        "J2": "2026-12-31",
        "B2": "unsolved",
        "I2": ["customers", "bank"],
        "F.urgency": 3,
        "F2": [{"burden": "monotonous"}, {"burden": "heavy"}],
    }
    assert holds_of(data, answers) is expected


def test_text_has_no_order_and_truth_is_no_number() -> None:
    assert not holds_of({"answer": "T", "is": "at_least", "value": "2027-01-01"}, {"T": "zebra"})
    assert not holds_of({"answer": "T", "is": "at_least", "value": 0}, {"T": True})
    assert not holds_of({"answer": "T", "is": "equal", "value": 1}, {"T": True})


@given(conditions, values)
def test_no_answers_crash_a_condition(data: dict[str, object], answers: dict[str, object]) -> None:
    assert holds_of(data, answers) in (True, False)


@given(conditions)
def test_a_condition_is_the_same_after_being_written_and_read(data: dict[str, object]) -> None:
    problems = Problems()
    condition = read(data, "", problems)
    assert read(as_data(condition), "", problems) == condition
    assert not problems.found
    assert all(isinstance(each, str) for each in references(condition))


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["all", "any", "not", "some", "where", "answer", "is", "value"]),
                inner,
                max_size=3,
            )
        ),
    )
)
def test_data_that_is_no_condition_is_refused_with_its_place(data: object) -> None:
    problems = Problems()
    condition = read(data, "rules.x.when", problems)
    assert all(each.path.startswith("rules.x.when") and each.text("sv") for each in problems.found)
    assert holds(condition, {}) in (True, False)
