"""What follows from a company's facts on a day."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iuc_hub.companies.size_facts import sized
from matching.criteria import evaluate
from matching.facts import facts_on, needed_facts, years_between
from matching.types import Answer, Company, Criterion, FactValue, Op
from tests.unit.matching.cases import TODAY


def found(**facts: FactValue) -> dict[str, FactValue]:
    return facts_on(Company("c", facts=facts), TODAY)


def test_nothing_follows_from_nothing() -> None:
    assert {name for name, value in found().items() if value is not None} == {"today", "applicant"}


def test_a_founding_day_tells_year_and_whole_years() -> None:
    facts = found(founded_on="2020-11-25")
    assert (facts["founded_year"], facts["age_years"]) == (2020, 5)


def test_a_recorded_age_stands() -> None:
    assert found(age_years=7, founded_year=2020)["age_years"] == 7


def test_energy_is_told_in_both_units_and_neither_overrides_the_other() -> None:
    assert found(energy_mwh=12)["energy_kwh"] == 12_000
    assert found(energy_kwh=12_500)["energy_mwh"] == 12.5
    assert found(energy_mwh=12, energy_kwh=11_900)["energy_kwh"] == 11_900


def test_what_was_received_twice_counts_from_the_latest_day() -> None:
    facts = found(received=("Robotkollen 2024-01-10", "robotkollen 2025-11-25"))
    assert facts["received"] == ("robotkollen",)
    assert facts["received_on:robotkollen"] == date(2025, 11, 25)
    assert (facts["years_since:robotkollen"], facts["calendar_years_since:robotkollen"]) == (0, 1)


def test_a_day_that_is_missing_once_leaves_the_latest_unknown() -> None:
    facts = found(received=("robotkollen 2024-01-10", "robotkollen"))
    assert facts["received"] == ("robotkollen",)
    assert "years_since:robotkollen" not in facts


def test_an_empty_list_says_that_nothing_was_received() -> None:
    assert found(received=())["received"] == ("none",)
    assert "received" not in found()


@pytest.mark.parametrize(
    "entry", ["robotkollen, 2025-03-14", "Robotkollen (2025-03-14)", "robotkollen: 20250314"]
)
def test_the_day_of_a_support_is_read_however_it_is_set_apart(entry: str) -> None:
    facts = found(received=(entry,))
    assert (facts["received"], facts["received_on:robotkollen"]) == (("robotkollen",), date(2025, 3, 14))


ONCE, HAD = (Criterion("received", op, ("robotkollen",)) for op in (Op.NONE_OF, Op.ONE_OF))
IN_A_YEAR = Criterion("years_since:robotkollen", Op.AT_LEAST, 1)


@pytest.mark.parametrize(
    "entry",
    [
        "robotkollen 2025",
        "robotkollen (2025)",
        "robotkollen, 14/3 2025",
        "robotkollen 2025-13-45",
        "robotkollen i mars 2025",
        "robotkollen förra året",
    ],
)
def test_a_support_whose_day_cannot_be_read_has_been_had_on_an_unknown_day(entry: str) -> None:
    facts = found(received=(entry,))
    assert evaluate(ONCE, facts, {}).result is Answer.NO
    assert evaluate(HAD, facts, {}).result is Answer.YES
    assert evaluate(IN_A_YEAR, facts, {}).result is Answer.UNKNOWN


@pytest.mark.parametrize(
    "given",
    [
        "",
        "?",
        True,
        7,
        ("",),
        (123,),
        (None,),
        ("2025-03-14",),
        ("energikollen", 3),
    ],
)
def test_what_cannot_be_read_of_supports_that_were_had_lets_nobody_through(given: Any) -> None:
    facts = found(received=given)
    assert evaluate(ONCE, facts, {}).result is Answer.UNKNOWN
    assert evaluate(HAD, facts, {}).result is Answer.UNKNOWN


def test_a_year_may_be_part_of_a_supports_name() -> None:
    facts = found(received=("Horisont 2020",))
    assert evaluate(Criterion("received", Op.ONE_OF, ("horisont 2020",)), facts, {}).result is Answer.YES
    assert evaluate(ONCE, facts, {}).result is Answer.YES


def test_codes_of_sni_2025_are_a_fact_of_their_own() -> None:
    facts = found(sni=("25530",), sni_version="SNI 2025")
    assert (facts["sni"], facts["sni_2025"]) == (None, ("25530",))


def test_a_class_of_size_that_somebody_recorded_stands() -> None:
    facts = sized(Company("c", facts={"size_class": "large", "employees": 3, "turnover_sek": 1}), TODAY).facts
    assert (facts["size_class"], facts["is_sme"]) == ("large", False)


def test_tied_companies_are_sized_together() -> None:
    own = Company("c", facts={"employees": 40, "turnover_sek": 1, "balance_sek": 1})
    mother = Company("m", facts={"employees": 210, "turnover_sek": 1, "balance_sek": 1})
    assert sized(own, TODAY).facts["size_class"] == "small"
    assert sized(own, TODAY, [mother]).facts["is_sme"] is False


@pytest.mark.parametrize(
    ("fact", "needed"), [("years_since:x", "received"), ("age_years", "founded_on"), ("odd", "odd")]
)
def test_it_is_known_what_a_fact_is_read_from(fact: str, needed: str) -> None:
    assert needed in needed_facts(fact)


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_whole_years_never_run_ahead_of_the_calendar(first: date, last: date) -> None:
    assert 0 <= (last.year - first.year) - years_between(first, last) <= 1
