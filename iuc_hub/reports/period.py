"""The time a report covers: whole Swedish days, the last one included."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from iuc_hub.clock import STOCKHOLM
from iuc_hub.errors import N_

CHOICES = (("year", N_("I år")), ("quarter", N_("Kvartalet")), ("all", N_("Allt")))
LONGER = {"quarter": ("year", "all"), "year": ("all",)}
"""Choice -> the choices whose days hold all of its days."""
QUARTER_MONTHS = 3


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
        return datetime.combine(self.last + timedelta(days=1), time.min, STOCKHOLM)


def period_named(name: str | None, today: date) -> Period:
    """The period of a choice as seen today; an unknown choice is the year."""
    if name == "all":
        return Period("all", None, today)
    if name == "quarter":
        month = today.month - (today.month - 1) % QUARTER_MONTHS
        return Period("quarter", date(today.year, month, 1), today)
    return Period("year", date(today.year, 1, 1), today)


def longer_periods(period: Period) -> list[Period]:
    """The other choices of the same day that hold the whole period."""
    return [period_named(name, period.last) for name in LONGER.get(period.name, ())]
