"""A support's rules as rows: what somebody leaves alone stays, whatever else of the rule they change."""

from dataclasses import replace

import pytest

from iuc_hub.catalogue.records import Record
from iuc_hub.catalogue.writing.rule_rows import row_of, rule_of

RULES: list[Record] = [
    {"fact": "has_eu_funding", "is": "true"},
    {"fact": "antal_robotar", "is": "one_of", "value": [1, 2, 3]},
    {"fact": "postnummer", "is": "one_of", "value": ["01234"]},
    {"fact": "svar", "is": "none_of", "value": ["Ja, delvis", "Nej"]},
    {"fact": "svar", "is": "one_of", "value": ["Ja, delvis"]},
    {"fact": "sni", "is": "under", "value": ["25", "28"]},
    {"fact": "municipality_code", "is": "under", "value": ["18", "1480", "01"]},
    {"fact": "county", "is": "one_of", "value": ["18", "01"]},
    {"fact": "planned_sek", "is": "between", "value": [50000, 2500000.5]},
    {"fact": "founded", "is": "before", "value": "2020-01-01"},
]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule['fact']} {rule['is']}")
def test_other_words_for_a_rule_leave_its_fact_and_value(rule: Record, language: str) -> None:
    row = replace(row_of(rule, language), clause="Andra ord.")
    assert rule_of(row, language) == rule | {"clause": "Andra ord."}


@pytest.mark.parametrize(
    ("rule", "typed", "value"),
    [
        (RULES[1], "1; 2; 4", [1, 2, 4]),
        (RULES[2], "01234; 05678; 70210", ["01234", "05678", 70210]),
        (RULES[3], "Ja, delvis; Nej; Vet inte, alls", ["Ja, delvis", "Nej", "Vet inte, alls"]),
        (RULES[5], "25, 28, 29", ["25", "28", "29"]),
        (RULES[6], "Örebro län; Stockholm; Stockholms län", ["18", "0180", "01"]),
        (RULES[8], "50 000–75 000", [50000, 75000]),
    ],
)
def test_a_value_that_is_changed_keeps_the_items_that_stood_there(
    rule: Record, typed: str, value: object
) -> None:
    assert rule_of(replace(row_of(rule, "sv"), value=typed), "sv") == rule | {"value": value}


def test_several_numbers_are_not_shown_as_a_span() -> None:
    assert row_of(RULES[1], "sv").value == "1; 2; 3"
    assert row_of(RULES[6], "sv").value == "Örebro län; Göteborg; Stockholms län"
    assert row_of(RULES[8], "sv").value == "50 000–2 500 000,5"
