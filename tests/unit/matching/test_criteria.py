"""One criterion against one company."""

from datetime import date
from typing import Any

import pytest

from iuc_hub import taxonomy
from matching.criteria import evaluate
from matching.types import Answer, AnyOf, Criterion, Op
from tests.unit.matching.cases import answer


@pytest.mark.parametrize(
    ("op", "value", "have", "expected"),
    [
        ("at_least", 10, 10, "yes"),
        ("at_least", 10, 9.9, "no"),
        ("at_most", 49, 49, "yes"),
        ("at_most", 49, 50, "no"),
        ("between", (10, 49), 10, "yes"),
        ("between", (10, 49), 49, "yes"),
        ("between", (10, 49), 50, "no"),
        ("before", 2015, 2014, "yes"),
        ("before", 2015, 2015, "no"),
        ("after", 2015, 2016, "yes"),
        ("after", 2015, 2015, "no"),
        ("after", date(2026, 1, 1), "2026-01-02", "yes"),
        ("before", date(2026, 1, 1), date(2026, 1, 1), "no"),
        ("one_of", ("AB", "HB"), "AB", "yes"),
        ("one_of", ("AB",), "ab", "yes"),
        ("none_of", ("AB",), "AB", "no"),
        ("true", None, True, "yes"),
        ("true", None, False, "no"),
        ("false", None, False, "yes"),
    ],
)
def test_each_comparison_means_what_it_says(op: str, value: Any, have: Any, expected: Any) -> None:
    assert answer("x", op, value, {"x": have}).result == expected


@pytest.mark.parametrize("op", list(Op))
@pytest.mark.parametrize("facts", [{}, {"x": None}, {"x": ""}, {"x": ()}])
def test_an_absent_fact_is_unknown_and_never_false(op: str, facts: Any) -> None:
    value = (1, 2) if op is Op.BETWEEN else 1
    assert answer("x", op, value, facts).result is Answer.UNKNOWN


@pytest.mark.parametrize("op", [op for op in Op if op not in (Op.TRUE, Op.FALSE)])
@pytest.mark.parametrize("value", [None, (), ""])
def test_an_empty_limit_limits_nothing(op: str, value: Any) -> None:
    assert answer("x", op, value, {}).result is Answer.YES


@pytest.mark.parametrize(
    ("op", "value", "have"),
    [
        ("at_least", 10, "många"),
        ("at_least", 10, True),
        ("at_least", 10, float("nan")),
        ("at_least", 10, 10**400),
        ("at_least", 10, "2026-01-01"),
        ("after", date(2026, 1, 1), 2026),
        ("at_least", 10, (11, 12)),
        ("true", None, "ja"),
        ("under", ("25",), 25620),
        ("under", ("25",), "tjugofem"),
    ],
)
def test_a_fact_that_cannot_be_read_is_unknown_and_crashes_nothing(op: str, value: Any, have: Any) -> None:
    assert (
        answer("sni" if op == "under" else "x", op, value, {"sni": have, "x": have}).result is Answer.UNKNOWN
    )


@pytest.mark.parametrize(
    ("fact", "limit", "have", "expected"),
    [
        ("sni", "C", "25620", "yes"),
        ("sni", "25", "25620", "yes"),
        ("sni", "25620", "25620", "yes"),
        ("sni", "A", "25620", "no"),
        ("sni", "25620", "25", "unknown"),
        ("sni", "25620", "C", "unknown"),
        ("sni", "26", "25", "no"),
        ("sni", "25", "25.620", "yes"),
        ("sni", "28", "28131", "yes"),
        ("sni", "31010", "31011", "yes"),
        ("sni", "25", ("10710", "25620"), "yes"),
        ("sni", "25", ("10710", "x"), "unknown"),
        ("county", "18", "1880", "yes"),
        ("county", "18", "18", "yes"),
        ("county", "20", "1880", "no"),
        ("municipality_code", "1880", "18", "unknown"),
        ("municipality_code", "1880", "1881", "no"),
    ],
)
def test_codes_are_placed_in_their_hierarchy(fact: str, limit: str, have: Any, expected: Any) -> None:
    assert answer(fact, "under", (limit,), {fact: have}).result == expected
    opposite = {"yes": "no", "no": "yes", "unknown": "unknown"}
    assert answer(fact, "not_under", (limit,), {fact: have}).result == opposite[expected]


def test_a_word_outside_a_known_list_is_unknown_where_it_is_not_what_is_asked_for() -> None:
    assert answer("legal_form", "one_of", ("AB",), {"legal_form": "Bolag?"}).result is Answer.UNKNOWN


def test_any_of_is_yes_if_one_is_and_unknown_before_no() -> None:
    few, many = Criterion("employees", Op.AT_MOST, 9), Criterion("turnover_sek", Op.AT_MOST, 2_000_000)
    lists = taxonomy.hierarchies()
    assert evaluate(AnyOf((few, many)), {"employees": 5}, lists).result is Answer.YES
    assert evaluate(AnyOf((few, many)), {"employees": 12}, lists).result is Answer.UNKNOWN
    refused = evaluate(AnyOf((few, many)), {"employees": 12, "turnover_sek": 9_000_000}, lists)
    assert refused.result is Answer.NO
    assert refused.change is not None
    assert refused.change.values["amount"] == 3


def test_an_any_of_without_alternatives_limits_nothing() -> None:
    assert evaluate(AnyOf(()), {}, {}).result is Answer.YES


def test_a_no_tells_the_smallest_change_that_would_flip_it() -> None:
    result = answer("employees", "between", (10, 49), {"employees": 51})
    assert result.change is not None
    assert (result.change.code, result.change.values["amount"]) == ("fewer", 2)
    result = answer("employees", "between", (10, 49), {"employees": 8})
    assert result.change is not None
    assert (result.change.code, result.change.values["amount"]) == ("more", 2)


def test_a_yes_and_an_unknown_ask_for_no_change() -> None:
    assert answer("employees", "at_most", 49, {"employees": 3}).change is None
    assert answer("employees", "at_most", 49, {}).change is None
