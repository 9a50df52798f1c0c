"""The time a report covers: whole Swedish days, the last one included."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from iuc_hub.clock import STOCKHOLM
from iuc_hub.errors import N_, InputError

CHOICES = (
    ("quarter", N_("Kvartalet")),
    ("last_quarter", N_("Förra kvartalet")),
    ("year", N_("I år")),
    ("last_year", N_("Förra året")),
    ("all", N_("Allt")),
)
PUBLISHED_CHOICES = (
    ("last_quarter", N_("Förra kvartalet")),
    ("round_year", N_("Året till och med det")),
    ("round_all", N_("Allt till och med det")),
)
"""Published figures change once a quarter, so that no two days can be subtracted from each other."""
OWN = "own"
QUARTER_MONTHS = 3
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From the first day to the last; no first day means from the beginning."""

    name: str
    first: date | None
    last: date

    @property
    def start(self) -> datetime:
        """The first instant, aware."""
        return datetime.combine(self.first or date(1970, 1, 1), time.min, STOCKHOLM)

    @property
    def end(self) -> datetime:
        """The first instant after the last day, aware."""
        return datetime.combine(self.last + ONE_DAY, time.min, STOCKHOLM)


def _quarter_start(day: date) -> date:
    return date(day.year, day.month - (day.month - 1) % QUARTER_MONTHS, 1)


def period_named(name: str | None, today: date) -> Period:
    """The period of a choice as seen today; an unknown choice is the year."""
    if name in dict(PUBLISHED_CHOICES):
        return _of_round(name or "", _quarter_start(today) - ONE_DAY)
    if name == "all":
        return Period("all", None, today)
    if name == "quarter":
        return Period("quarter", _quarter_start(today), today)
    if name == "last_year":
        return Period("last_year", date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    return Period("year", date(today.year, 1, 1), today)


def _of_round(name: str, last: date) -> Period:
    firsts = {"last_quarter": _quarter_start(last), "round_year": date(last.year, 1, 1), "round_all": None}
    return Period(name, firsts[name], last)


def period_between(first: date | None, last: date, today: date) -> Period:
    """The days somebody chose.

    Raises:
        InputError: when the first comes after the last, or the last lies ahead.
    """
    if last > today:
        raise InputError(N_("Den sista dagen ligger framåt i tiden. Välj idag eller tidigare."), field="to")
    if first is not None and first > last:
        raise InputError(N_("Den första dagen kommer efter den sista. Byt plats på dem."), field="from")
    return Period(OWN, first, last)


def published_periods(last: date) -> tuple[Period, ...]:
    """What is published of the quarter that ends on this day: each period holds the next, the longest first."""
    found = [_of_round(name, last) for name, _words in reversed(PUBLISHED_CHOICES)]
    return tuple(
        each for place, each in enumerate(found) if each.first not in {one.first for one in found[:place]}
    )


def round_named(name: str | None, today: date) -> Period:
    """The published period of a choice as seen today; an unknown choice is the year's."""
    known = dict(PUBLISHED_CHOICES)
    wanted = period_named(name if name in known else "round_year", today)
    return next(each for each in published_periods(wanted.last) if each.first == wanted.first)


def lies_in(inner: Period, outer: Period) -> bool:
    """Whether a period is part of another, and not all of it."""
    if (inner.first, inner.last) == (outer.first, outer.last) or inner.last > outer.last:
        return False
    return outer.first is None or (inner.first is not None and inner.first >= outer.first)


def previous(period: Period) -> Period | None:
    """What to compare with: the same days a year or a quarter earlier, or as many days just before."""
    if period.first is None:
        return None
    length = period.last - period.first
    if period.name in {"year", "last_year"}:
        return Period(OWN, _a_year_earlier(period.first), _a_year_earlier(period.last))
    last_possible = period.first - ONE_DAY
    if period.name in {"quarter", "last_quarter"}:
        first = _quarter_start(last_possible)
        whole = period.name == "last_quarter"
        return Period(OWN, first, last_possible if whole else min(first + length, last_possible))
    return Period(OWN, last_possible - length, last_possible)


def _a_year_earlier(day: date) -> date:
    """29 February becomes the 28th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
