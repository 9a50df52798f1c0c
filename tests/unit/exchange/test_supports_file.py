"""supports.jsonl is read with checks and written back the same."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iuc_hub.errors import FileError
from iuc_hub.exchange.rows import decoded
from iuc_hub.exchange.supports import dump_supports, parse_supports, supports_and_errors
from matching.types import AnyOf, Applicant, Criterion, Op
from tests.unit.matching.cases import dev_supports, needs_dev_set

EXAMPLES = Path(__file__).parents[3] / "examples"
LEAST: dict[str, Any] = {"id": "s1", "kind": "offer", "title": "Titel"}


def parse(**fields: Any) -> Any:
    return parse_supports(json.dumps(LEAST | fields), "supports.jsonl")[0]


def refused(text: str) -> FileError:
    with pytest.raises(FileError) as caught:
        parse_supports(text, "supports.jsonl")
    return caught.value


def test_a_support_needs_only_id_kind_and_title() -> None:
    support = parse()
    assert support.eligibility.applicant is Applicant.ANY
    assert support.closes is None


def test_the_examples_come_back_as_they_were() -> None:
    text = (EXAMPLES / "supports.jsonl").read_text(encoding="utf-8")
    supports = parse_supports(text, "supports.jsonl")
    assert parse_supports(dump_supports(supports), "again") == supports


@needs_dev_set
def test_the_development_catalogue_comes_back_as_it_was() -> None:
    assert parse_supports(dump_supports(dev_supports()), "again") == dev_supports()


def test_criteria_are_read_with_dates_lists_and_alternatives() -> None:
    rules = parse(
        criteria=[
            {"fact": "founded", "is": "after", "value": "2020-01-01", "clause": "Startat efter 2020."},
            {"any_of": [{"fact": "sni", "is": "under", "value": "C"}, {"fact": "own_it", "is": "true"}]},
            {"fact": "employees", "is": "between", "value": [2, 49]},
        ]
    ).criteria
    assert rules[0] == Criterion("founded", Op.AFTER, date(2020, 1, 1), "Startat efter 2020.")
    assert isinstance(rules[1], AnyOf)
    assert rules[1].rules[0] == Criterion("sni", Op.UNDER, ("C",))
    assert rules[2].value == (2, 49)


def test_only_line_feeds_part_rows() -> None:
    text = dump_supports([parse(description="a\u2028b\x85c")]) + "\r\n\n"
    supports = parse_supports(text, "x")
    assert supports[0].description == "a\u2028b\x85c"


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("id", {"id": ""}),
        ("id", {"id": "a\tb"}),
        ("title", {"title": 5}),
        ("kind", {"kind": "gift"}),
        ("language", {"language": "xx"}),
        ("themes", {"themes": ["robots"]}),
        ("eligibility.sni", {"eligibility": {"sni": ["99999"]}}),
        ("eligibility.counties", {"eligibility": {"counties": ["99"]}}),
        ("eligibility.employees_max", {"eligibility": {"employees_max": "49"}}),
        ("eligibility.employees_max", {"eligibility": {"employees_min": 9, "employees_max": 2}}),
        ("eligibility.employee_max", {"eligibility": {"employee_max": 49}}),
        ("eligibility.applicant", {"eligibility": {"applicant": "everybody"}}),
        ("funding.share_percent", {"funding": {"share_percent": 150}}),
        ("closes", {"closes": "27 november"}),
        ("closes", {"opens": "2026-02-01", "closes": "2026-01-01"}),
        ("rolling", {"rolling": "ja"}),
        ("municipalities", {"municipalities": ["9999"]}),
        ("cutoffs", {"cutoffs": ["2026-13-01"]}),
        ("criteria[1].is", {"criteria": [{"fact": "x", "is": "like", "value": 1}]}),
        ("criteria[1].fact", {"criteria": [{"is": "true"}]}),
        (
            "criteria[2].value",
            {"criteria": [{"fact": "x", "is": "true"}, {"fact": "x", "is": "at_least", "value": "x"}]},
        ),
        ("criteria[1].value", {"criteria": [{"fact": "x", "is": "between", "value": [5, 1]}]}),
        ("criteria[1].value", {"criteria": [{"fact": "x", "is": "at_least", "value": [1, 2]}]}),
        ("criteria[1].value", {"criteria": [{"fact": "x", "is": "at_least", "value": True}]}),
        ("criteria[1].value", {"criteria": [{"fact": "sni", "is": "under", "value": ["XX"]}]}),
        ("criteria[1].any_of[1].is", {"criteria": [{"any_of": [{"fact": "x", "is": "?"}]}]}),
        ("criteria[1]", {"criteria": ["x"]}),
        ("eligibility", {"eligibility": []}),
    ],
)
def test_a_wrong_field_is_refused_by_file_row_and_field(field: str, fields: dict[str, Any]) -> None:
    error = refused(json.dumps(LEAST | {"id": "first"}) + "\n" + json.dumps(LEAST | fields))
    assert (error.where, error.row, error.field) == ("supports.jsonl", 2, field)
    assert "supports.jsonl, rad 2" in str(error)
    assert str(error).rstrip().endswith(".")


@pytest.mark.parametrize(
    "line", ["{", "[1]", "nonsense", '{"id": NaN}', "[" * 100_000, '{"id": 1' + "0" * 5000 + "}", "null"]
)
def test_a_line_that_is_no_object_is_refused_by_row(line: str) -> None:
    assert refused(json.dumps(LEAST) + "\n" + line).row == 2


def test_an_id_used_twice_is_refused_and_the_first_row_named() -> None:
    error = refused(json.dumps(LEAST) + "\n" + json.dumps(LEAST))
    assert (error.row, error.field, error.values["first"]) == (2, "id", 1)


def test_every_refused_row_is_told_and_the_others_are_read() -> None:
    text = "\n".join([json.dumps(LEAST), "{", json.dumps(LEAST | {"id": "s2", "kind": "?"})])
    supports, errors = supports_and_errors(text, "x")
    assert [each.id for each in supports] == ["s1"]
    assert [each.row for each in errors] == [2, 3]


def test_text_that_is_not_utf8_is_refused_by_row() -> None:
    with pytest.raises(FileError) as caught:
        decoded("en rad\nför många".encode("latin-1"), "x.jsonl")
    assert caught.value.row == 2


def test_a_byte_order_mark_is_no_matter() -> None:
    assert parse_supports(decoded(b"\xef\xbb\xbf" + json.dumps(LEAST).encode(), "x"), "x")


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
fields_of_a_support = st.sampled_from(
    [
        "id",
        "kind",
        "title",
        "themes",
        "funding",
        "eligibility",
        "opens",
        "closes",
        "rolling",
        "cutoffs",
        "criteria",
        "project",
        "municipalities",
        "members_only",
        "verified_on",
        "description",
        "language",
    ]
)


@given(st.dictionaries(fields_of_a_support, json_values, max_size=6))
def test_whatever_a_row_holds_it_is_read_or_refused_in_words(fields: dict[str, Any]) -> None:
    supports, errors = supports_and_errors(json.dumps(LEAST | fields), "x")
    assert len(supports) + len(errors) == 1
    assert all(str(each) for each in errors)
    assert parse_supports(dump_supports(supports), "again") == supports
