"""Size classes at their limits, over groups, and while something is unknown."""

from datetime import date
from decimal import Decimal

import pytest

from iuc_hub.companies.sizes import Figures, Lacking, Measure, Size, SizeKind, size_class
from iuc_hub.companies.thresholds import euro_rate_on, size_rules_on, thresholds

DAY = date(2026, 11, 24)
RATE = Decimal("11.00")
MILLION = 1_000_000


def size(*companies: Figures) -> Size:
    return size_class(companies, size_rules_on(DAY), RATE)


def one(employees: float | None, turnover_eur: float | None = 1, balance_eur: float | None = None) -> Size:
    """The size of one company, its sums given in million euro."""
    turnover = None if turnover_eur is None else turnover_eur * MILLION * 11
    balance = None if balance_eur is None else balance_eur * MILLION * 11
    return size(Figures("Provbolaget", employees, turnover, balance))


@pytest.mark.parametrize(
    ("employees", "kind"),
    [
        (0, "micro"), (9, "micro"), (10, "small"), (49, "small"), (50, "medium"), (249, "medium"),
        (250, "small_mid_cap"), (749, "small_mid_cap"), (750, "large"),
    ],
)  # fmt: skip
def test_staff_must_be_under_the_limit(employees: int, kind: str) -> None:
    assert one(employees).kind is SizeKind(kind)


@pytest.mark.parametrize(
    ("turnover", "kind"),
    [
        (2, "micro"), (2.000001, "small"), (10, "small"), (10.000001, "medium"), (50, "medium"),
        (50.000001, "small_mid_cap"), (150, "small_mid_cap"), (150.000001, "large"),
    ],
)  # fmt: skip
def test_a_turnover_at_the_limit_is_within_it(turnover: float, kind: str) -> None:
    assert one(5, turnover, 1000).kind is SizeKind(kind)


@pytest.mark.parametrize(
    ("balance", "kind"),
    [
        (2, "micro"),
        (10, "small"),
        (43, "medium"),
        (43.000001, "small_mid_cap"),
        (129, "small_mid_cap"),
        (130, "large"),
    ],
)
def test_a_balance_within_the_limit_is_enough(balance: float, kind: str) -> None:
    assert one(5, 1000, balance).kind is SizeKind(kind)


def test_the_reasons_say_why_it_is_no_smaller_and_why_it_is_no_larger() -> None:
    found = one(12, 2.7)
    told = [(each.kind, each.measure, each.within) for each in found.reasons]
    assert told == [
        (SizeKind.MICRO, Measure.EMPLOYEES, False),
        (SizeKind.MICRO, Measure.TURNOVER, False),
        (SizeKind.SMALL, Measure.EMPLOYEES, True),
        (SizeKind.SMALL, Measure.TURNOVER, True),
    ]
    assert found.reasons[-1].eur == Decimal(2700000)


def test_linked_companies_count_together() -> None:
    parent = Figures("Modern", 40, 5 * MILLION * 11)
    child = Figures("Dottern", 10, 5 * MILLION * 11)
    assert size(parent).kind is SizeKind.SMALL
    assert (size(parent, child).kind, size(parent, child).companies) == (SizeKind.MEDIUM, 2)


def test_an_unknown_fact_makes_the_class_unknown_and_is_named() -> None:
    assert one(None).settled_by == (Lacking("Provbolaget", Measure.EMPLOYEES),)
    assert one(None).kind is SizeKind.UNKNOWN
    assert one(30, None).settled_by == (Lacking("Provbolaget", Measure.TURNOVER),)
    assert one(30, 12).settled_by == (Lacking("Provbolaget", Measure.BALANCE),)


def test_an_unknown_fact_of_a_linked_company_is_asked_for_by_its_name() -> None:
    found = size(Figures("Modern", 40, MILLION), Figures("Dottern", None, MILLION))
    assert found.kind is SizeKind.UNKNOWN
    assert found.settled_by == (Lacking("Dottern", Measure.EMPLOYEES),)


def test_what_is_unknown_does_not_matter_when_the_rest_decides() -> None:
    assert one(800, None).kind is SizeKind.LARGE
    assert size(Figures("Modern", 800, None), Figures("Dottern")).kind is SizeKind.LARGE
    assert one(5, 1, None).kind is SizeKind.MICRO


def test_every_threshold_tells_its_source_and_its_days() -> None:
    held = thresholds()
    assert all(each.rule.source and each.period.first for each in held.sizes)
    assert all(each.source and each.period.last == date(2030, 12, 31) for each in held.ceilings)
    assert {(each.kind.value, each.eur, each.years) for each in held.ceilings} == {
        ("de_minimis", 300_000, 3), ("de_minimis_sgei", 750_000, 3),
    }  # fmt: skip


def test_small_mid_caps_exist_from_the_day_of_their_recommendation() -> None:
    before = [rule.kind for rule in size_rules_on(date(2025, 5, 20))]
    assert SizeKind.SMALL_MID_CAP not in before
    assert SizeKind.SMALL_MID_CAP in [rule.kind for rule in size_rules_on(date(2025, 5, 21))]


def test_a_rate_nobody_checked_says_so_and_there_is_none_before_the_first() -> None:
    rate = euro_rate_on(DAY)
    assert rate is not None
    assert not rate.verified
    assert euro_rate_on(date(1999, 1, 1)) is None
