"""The ceiling of small aid at its limits: sums, days, and awards that would cross it."""

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iuc_hub.companies.aid.headroom import Award, Headroom, headroom, in_euro, stops_counting
from iuc_hub.companies.dealings import AidKind
from iuc_hub.companies.thresholds import ceilings_of

RULES = ceilings_of(AidKind.DE_MINIMIS)
DAY = date(2026, 11, 24)


def room(*awards: tuple[date, int], on: date = DAY) -> Headroom:
    rows = [Award(number, day, eur, "Prov") for number, (day, eur) in enumerate(awards)]
    found = headroom(rows, RULES, on)
    assert found is not None
    return found


def test_an_award_counts_for_three_years_to_the_day() -> None:
    award = (date(2024, 3, 14), 40_000)
    assert room(award, on=date(2024, 3, 13)).left_eur == 300_000
    assert room(award, on=date(2024, 3, 14)).left_eur == 260_000
    assert room(award, on=date(2027, 3, 13)).left_eur == 260_000
    assert room(award, on=date(2027, 3, 14)).left_eur == 300_000


def test_an_award_of_a_leap_day_stops_counting_on_the_first_of_march() -> None:
    assert stops_counting(date(2024, 2, 29), 3) == date(2027, 3, 1)
    assert stops_counting(date(2024, 2, 28), 3) == date(2027, 2, 28)
    assert stops_counting(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_the_ceiling_itself_may_be_reached() -> None:
    full = room((date(2025, 1, 1), 200_000), (date(2026, 1, 1), 100_000))
    assert (full.left_eur, full.outside) == (0, [])


def test_an_award_that_would_cross_falls_outside_as_a_whole() -> None:
    found = room((date(2025, 1, 1), 200_000), (date(2026, 1, 1), 100_001), (date(2026, 2, 1), 50_000))
    assert [each.eur for each in found.outside] == [100_001]
    assert (found.used_eur, found.left_eur) == (250_000, 50_000)


def test_room_comes_back_with_the_oldest_award_first() -> None:
    found = room((date(2026, 2, 3), 30_000), (date(2024, 3, 14), 40_000), (date(2025, 6, 12), 22_000))
    assert [(each.day, each.eur) for each in found.freed] == [
        (date(2027, 3, 14), 40_000), (date(2028, 6, 12), 22_000), (date(2029, 2, 3), 30_000),
    ]  # fmt: skip


def test_room_for_an_award_is_judged_as_a_whole() -> None:
    found = room((date(2025, 1, 1), 250_000))
    assert found.has_room_for(50_000)
    assert not found.has_room_for(50_001)


def test_without_a_rule_in_force_there_is_no_room_to_tell() -> None:
    assert headroom([], RULES, date(2030, 12, 31)) is not None
    assert headroom([], RULES, date(2031, 1, 1)) is None


def test_the_general_economic_interest_has_a_ceiling_of_its_own() -> None:
    found = headroom([], ceilings_of(AidKind.DE_MINIMIS_SGEI), DAY)
    assert found is not None
    assert found.left_eur == 750_000


def test_kronor_become_whole_euros_by_the_rate_of_the_award_rounded_up() -> None:
    assert in_euro(Decimal(110_000), Decimal("11.00")) == 10_000
    assert in_euro(Decimal(110_001), Decimal("11.00")) == 10_001
    assert in_euro(Decimal(0), Decimal("11.00")) == 0


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.dates(date(2024, 1, 1), date(2026, 11, 24)), st.integers(0, 400_000)), max_size=12)
)
def test_what_counts_never_passes_the_ceiling(awards: list[tuple[date, int]]) -> None:
    found = room(*awards)
    assert found.used_eur <= 300_000
    assert found.used_eur + found.left_eur == 300_000
    assert sum(each.eur for each in found.freed) == found.used_eur
