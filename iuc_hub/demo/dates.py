"""Days of the demo, written as distances from the day it is shown, so that it never grows old."""

import re
from datetime import date, datetime, time, timedelta

from iuc_hub.clock import STOCKHOLM

DISTANCE = re.compile(r"(today|workday)(?:([+-])(\d+))?(?: (\d\d):(\d\d))?")
NEXT_FRIDAY = "next friday"
FRIDAY = 4
SATURDAY = 5


def resolved(value: object, today: date) -> object:
    """The same value with every distance in it as an ISO day, or moment where a time of day is given.

    ``today-6`` counts days, ``workday-4`` working days, ``next friday`` is one to seven days ahead, and
    ``today 13:30`` is a time in Sweden. Every other text stays as it is.
    """
    if isinstance(value, dict):
        return {key: resolved(each, today) for key, each in value.items()}
    if isinstance(value, list):
        return [resolved(each, today) for each in value]
    return _resolved_text(value, today) if isinstance(value, str) else value


def _resolved_text(text: str, today: date) -> str:
    if text == NEXT_FRIDAY:
        return (today + timedelta(days=(FRIDAY - today.weekday() - 1) % 7 + 1)).isoformat()
    found = DISTANCE.fullmatch(text)
    if found is None:
        return text
    unit, sign, count, hour, minute = found.groups()
    distance = int(f"{sign or ''}{count or 0}")
    day = today + timedelta(days=distance) if unit == "today" else _workdays(today, distance)
    if hour is None:
        return day.isoformat()
    return datetime.combine(day, time(int(hour), int(minute)), STOCKHOLM).isoformat()


def _workdays(today: date, distance: int) -> date:
    """So many working days away; from a weekend, Saturday's and Sunday's steps begin at the day itself."""
    step = timedelta(days=1 if distance > 0 else -1)
    day = today
    for _ in range(abs(distance)):
        day += step
        while day.weekday() >= SATURDAY:
            day += step
    return day
