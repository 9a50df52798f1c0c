"""Days of the demo follow the day it is shown, whichever weekday that is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iuc_hub.demo import data
from iuc_hub.demo.dates import resolved

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("today", "2026-11-24"),
        ("today-1", "2026-11-23"),
        ("today+20", "2026-12-14"),
        ("workday-1", "2026-11-23"),
        ("workday-2", "2026-11-20"),
        ("next friday", "2026-11-27"),
        ("today 13:30", "2026-11-24T13:30:00+01:00"),
        ("workday-2 09:05", "2026-11-20T09:05:00+01:00"),
        ("today is a word in a sentence", "today is a word in a sentence"),
        (46, 46),
    ],
)
def test_a_distance_becomes_a_day_and_everything_else_stays(told: object, meant: object) -> None:
    assert resolved({"a": [told]}, TUESDAY) == {"a": [meant]}


@given(st.dates(date(2026, 1, 1), date(2036, 12, 31)))
def test_next_friday_is_one_to_seven_days_ahead(today: date) -> None:
    friday = date.fromisoformat(str(resolved("next friday", today)))
    assert friday.isoweekday() == 5
    assert today < friday <= today + timedelta(days=7)


@given(st.dates(date(2026, 1, 1), date(2036, 12, 31)), st.integers(1, 15))
def test_earlier_working_days_are_earlier_and_never_on_a_weekend(today: date, count: int) -> None:
    day = date.fromisoformat(str(resolved(f"workday-{count}", today)))
    before = date.fromisoformat(str(resolved(f"workday-{count + 1}", today)))
    assert before < day < today
    assert day.isoweekday() <= 5


@pytest.mark.parametrize("days", range(14))
def test_every_story_can_be_told_on_any_day_and_runs_forwards(days: int) -> None:
    today = TUESDAY + timedelta(days=days)
    for told in data.companies(today):
        visit, steps = told.interview, [told.added]
        assert visit is not None
        steps += [at for at in (visit.started, visit.completed, visit.approved) if at is not None]
        steps += [each.at for each in (told.accept, told.send) if each is not None]
        steps += [each.at for each in told.replies]
        assert steps == sorted(steps), told.name
        assert steps[-1].date() < today, told.name
