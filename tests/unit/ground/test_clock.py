"""The clock: the Swedish calendar day decides, whatever the hour in UTC."""

from datetime import UTC, date, datetime

from iuc_hub import clock as clock_module
from iuc_hub.clock import FixedClock, day_in_sweden


def test_the_swedish_day_begins_before_the_day_in_utc() -> None:
    assert day_in_sweden(datetime(2026, 11, 24, 23, 30, tzinfo=UTC)) == date(2026, 11, 25)


def test_summer_time_moves_the_border_an_hour() -> None:
    assert day_in_sweden(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == date(2026, 7, 2)


def test_a_fixed_clock_stands_still_until_it_is_moved(clock: FixedClock) -> None:
    before = clock_module.now()
    assert clock_module.now() == before
    clock.move(days=1, hours=2)
    assert (clock_module.now() - before).total_seconds() == 26 * 3600
