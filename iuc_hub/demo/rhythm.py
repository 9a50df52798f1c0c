"""When things happen at a hub: on days people work, at hours they meet, never twice at once."""

import random
from datetime import date, datetime, time, timedelta

from iuc_hub.clock import STOCKHOLM

SATURDAY = 5
JULY, DECEMBER, JANUARY, JUNE = 7, 12, 1, 6
CHRISTMAS_FROM, CHRISTMAS_TO = 21, 6
NATIONAL_DAYS = {(5, 1), (6, 6)}
VISIT_HOURS = (time(8, 30), time(9, 0), time(10, 0), time(13, 0), time(13, 30))
EASTER_DAYS = (-2, 1, 39)
"""Good Friday, Easter Monday and Ascension Day, counted from Easter Sunday."""


def is_office_day(day: date) -> bool:
    """A weekday outside July, the weeks of Christmas and the public holidays."""
    if day.weekday() >= SATURDAY or day.month == JULY or (day.month, day.day) in NATIONAL_DAYS:
        return False
    if (day.month == DECEMBER and day.day >= CHRISTMAS_FROM) or (
        day.month == JANUARY and day.day <= CHRISTMAS_TO
    ):
        return False
    if day in {easter(day.year) + timedelta(days=days) for days in EASTER_DAYS}:
        return False
    return not _is_midsummer_eve(day)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Butcher's rule)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, within = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * within + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _is_midsummer_eve(day: date) -> bool:
    friday, first, last = 4, 19, 25
    return day.month == JUNE and first <= day.day <= last and day.weekday() == friday


def office_day(day: date, step: int = -1) -> date:
    """The day itself if people work then, else the nearest in the direction."""
    while not is_office_day(day):
        day += timedelta(days=step)
    return day


def office_days_after(day: date, count: int) -> date:
    """So many office days later."""
    for _ in range(count):
        day = office_day(day + timedelta(days=1), 1)
    return day


def at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, STOCKHOLM)


class Diary:
    """Who is where: an advisor makes a visit at an hour once, and at most two a day."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._taken: dict[tuple[str, date], list[time]] = {}

    def take(self, advisor: str, moment: datetime) -> None:
        """Note a visit that was booked elsewhere."""
        self._taken.setdefault((advisor, moment.date()), []).append(moment.timetz().replace(tzinfo=None))

    def book(self, advisor: str, day: date, step: int) -> datetime:
        """A free hour on the day, or on the nearest in the direction that has one."""
        day = office_day(day, step)
        while True:
            taken = self._taken.setdefault((advisor, day), [])
            free = [hour for hour in VISIT_HOURS if all(_is_apart(hour, each) for each in taken)]
            if free and is_office_day(day):
                hour = self._rng.choice(free)
                taken.append(hour)
                return at(day, hour)
            day = office_day(day + timedelta(days=step), step)


def _is_apart(one: time, other: time) -> bool:
    noon = 12
    return (one.hour < noon) != (other.hour < noon)
