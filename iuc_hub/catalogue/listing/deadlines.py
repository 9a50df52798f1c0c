"""The catalogue's last days and cut-offs, one month at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.listing import queries
from iuc_hub.catalogue.listing.filters import Filters
from iuc_hub.catalogue.models import Support

AHEAD = 12
"""So many months are offered, this one among them."""
MONTHS = 12
YEARS = range(2000, 2100)


@dataclass(frozen=True)
class Stop:
    """A support by which something must be in; a cut-off where more days follow."""

    support: Support
    is_last: bool


@dataclass(frozen=True)
class Day:
    on: date
    is_past: bool
    stops: Sequence[Stop]


@dataclass(frozen=True)
class MonthChoice:
    """A month to look at; ``count`` last days and cut-offs are in it."""

    first: date
    count: int
    url: str
    current: bool


@dataclass(frozen=True)
class Calendar:
    """The days of one month on which something must be in, and the months to choose among."""

    filters: Filters
    first: date
    days: Sequence[Day]
    months: Sequence[MonthChoice]
    before: date
    after: date

    @property
    def count(self) -> int:
        return sum(len(day.stops) for day in self.days)


def read_month(text: str, today: date) -> date:
    """The first day of the month that "2026-12" names; of this month for anything else."""
    year, _, month = text.partition("-")
    known = {str(each) for each in YEARS}, {f"{each:02}" for each in range(1, MONTHS + 1)}
    return date(int(year), int(month), 1) if year in known[0] and month in known[1] else today.replace(day=1)


def written_month(first: date) -> str:
    """As an address has it."""
    return f"{first.year}-{first.month:02}"


def later(first: date, months: int) -> date:
    """The first day of the month so many months on, or back."""
    year, month = divmod(first.year * MONTHS + first.month - 1 + months, MONTHS)
    return date(year, month + 1, 1)


def calendar(
    session: Session, scope: Scope, filters: Filters, first: date, *, today: date, url: Callable[[date], str]
) -> Calendar:
    """The month's days in two selects, whatever there is in it."""
    stops = queries.list_days(session, scope, filters, first, later(first, 1), today=today)
    start = today.replace(day=1)
    counts = queries.count_days_by_month(session, scope, filters, start, later(start, AHEAD), today=today)
    offered = [later(start, each) for each in range(AHEAD)]
    return Calendar(
        filters=filters,
        first=first,
        days=[
            Day(on, on < today, [Stop(support, day.is_last) for day, support in rows])
            for on, rows in groupby(stops, key=lambda row: row[0].day)
        ],
        months=[
            MonthChoice(each, counts.get((each.year, each.month), 0), url(each), each == first)
            for each in offered
        ],
        before=later(first, -1),
        after=later(first, 1),
    )
