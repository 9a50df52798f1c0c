"""needs.jsonl and companies.jsonl are read with checks."""

import json
from pathlib import Path
from typing import Any

import pytest

from iuc_hub.errors import FileError
from iuc_hub.exchange.needs import parse_companies, parse_needs

EXAMPLES = Path(__file__).parents[3] / "examples"
NEED: dict[str, Any] = {"id": "n1", "area": "energy", "text": "elräkningen", "company": {"employees": 3}}


def test_the_examples_can_be_read() -> None:
    needs = parse_needs((EXAMPLES / "needs.jsonl").read_text(encoding="utf-8"), "needs.jsonl")
    companies = parse_companies((EXAMPLES / "companies.jsonl").read_text(encoding="utf-8"), "companies.jsonl")
    assert all(need.text and need.company.facts for need in needs)
    assert all(company.facts for company in companies)


def test_a_need_without_as_of_and_priority_has_none_and_the_middle_one() -> None:
    need = parse_needs(json.dumps(NEED), "x")[0]
    assert need.as_of is None
    assert need.priority == 3
    assert need.company.facts == {"employees": 3}


def test_null_facts_are_left_out_so_that_they_count_as_unknown() -> None:
    company = parse_companies(
        json.dumps({"id": "c", "employees": None, "sni": [], "facts": {"x": None}}), "x"
    )[0]
    assert company.facts == {}


def test_industry_codes_come_alone_or_many_with_or_without_dots() -> None:
    rows = [{"id": "a", "sni": "25.620"}, {"id": "b", "sni": ["25620", "     ", "28131"]}]
    companies = parse_companies("\n".join(map(json.dumps, rows)), "x")
    assert [each.facts["sni"] for each in companies] == [("25620",), ("25620", "28131")]


def test_codes_of_another_industry_list_are_taken_as_they_are() -> None:
    company = parse_companies(json.dumps({"id": "c", "sni": "99999", "sni_version": 2025}), "x")[0]
    assert company.facts["sni"] == ("99999",)


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("area", {"area": "robots"}),
        ("text", {"text": " "}),
        ("priority", {"priority": 6}),
        ("priority", {"priority": 2.5}),
        ("as_of", {"as_of": "i går"}),
        ("company.sni", {"company": {"sni": "99999"}}),
        ("company.county", {"company": {"county": "99"}}),
        ("company.municipality_code", {"company": {"municipality_code": "1899"}}),
        ("company.employees", {"company": {"employees": -1}}),
        ("company.employees", {"company": {"employees": True}}),
        ("company.facts.x", {"company": {"facts": {"x": {"y": 1}}}}),
        ("company.facts.received", {"company": {"facts": {"received": True}}}),
        ("company.facts.received", {"company": {"facts": {"received": [""]}}}),
        ("company.facts.received", {"company": {"facts": {"received": ["robotkollen, 14/3 2025"]}}}),
        ("company", {"company": "AB"}),
        ("helps", {"helps": ["luck"]}),
    ],
)
def test_a_wrong_field_of_a_need_is_refused_by_row_and_field(field: str, fields: dict[str, Any]) -> None:
    with pytest.raises(FileError) as caught:
        parse_needs(json.dumps(NEED | fields), "needs.jsonl")
    assert (caught.value.row, caught.value.field) == (1, field)
