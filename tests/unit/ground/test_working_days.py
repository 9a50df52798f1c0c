"""Working days until a last day, that day included."""

from datetime import date

import pytest

from iuc_hub.recommendations.effort import working_days


@pytest.mark.parametrize(
    ("last", "days"),
    [
        (date(2026, 11, 24), 1),
        (date(2026, 11, 27), 4),
        (date(2026, 11, 29), 4),
        (date(2026, 11, 30), 5),
        (date(2026, 11, 23), 0),
    ],
)
def test_from_a_tuesday_weekends_do_not_count_and_the_last_day_does(last: date, days: int) -> None:
    assert working_days(date(2026, 11, 24), last) == days
