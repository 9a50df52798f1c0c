"""How the working days left until a last day compare with the days of work that a support takes."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources

import yaml

from iuc_hub.catalogue.models import Support
from matching.eligibility import deadline_of
from matching.types import Support as KnownSupport

SATURDAY = 5


class Pace(StrEnum):
    """Whether there is time enough."""

    TOO_LATE = "too_late"
    HURRY = "hurry"
    ENOUGH = "enough"


@dataclass(frozen=True)
class Estimate:
    """Days of work by kind of support; ``together`` when it is applied for with others."""

    days: dict[str, int]
    together: int
    margin: int


@cache
def estimate() -> Estimate:
    """The shipped estimates of reference/effort.yaml, with their source in the file."""
    text = (resources.files("iuc_hub") / "reference" / "effort.yaml").read_text(encoding="utf-8")
    record = yaml.safe_load(text)
    return Estimate(record["days"], record["together"], record["margin"])


@dataclass(frozen=True)
class Effort:
    """The days of work a support takes, and whether that is an estimate by its kind."""

    days: int
    is_estimate: bool


@dataclass(frozen=True)
class TimeLeft:
    """A last day ahead: the working days left with that day included, against the work."""

    last_day: date
    left: int
    effort: Effort
    begin_by: date
    """The last working day to begin on and still be done."""

    @property
    def pace(self) -> Pace:
        spare = self.left - self.effort.days
        if spare < 0:
            return Pace.TOO_LATE
        return Pace.HURRY if spare < estimate().margin else Pace.ENOUGH

    @property
    def urgency(self) -> tuple[int, date]:
        """What sorts the most urgent first."""
        return self.left - self.effort.days, self.last_day


def effort_of(row: Support, known: KnownSupport) -> Effort:
    """What the support says it takes, else what its kind usually does."""
    if row.effort_days is not None:
        return Effort(row.effort_days, is_estimate=False)
    if known.eligibility.consortium_required:
        return Effort(estimate().together, is_estimate=True)
    return Effort(estimate().days.get(known.kind, 1), is_estimate=True)


def time_left(row: Support, known: KnownSupport, today: date) -> TimeLeft | None:
    """None without a last day, or when it has passed."""
    last_day = deadline_of(known, today)
    if last_day is None or last_day < today:
        return None
    effort = effort_of(row, known)
    return TimeLeft(last_day, working_days(today, last_day), effort, begin_by(last_day, effort.days))


def working_days(first: date, last: date) -> int:
    """Mondays to Fridays from ``first`` to ``last``, both included; 0 when the last day has passed."""
    if last < first:
        return 0
    weeks, rest = divmod((last - first).days + 1, 7)
    return weeks * 5 + sum((first.weekday() + day) % 7 < SATURDAY for day in range(rest))


def begin_by(last: date, days: int) -> date:
    """The working day from which ``days`` working days end on the last one."""
    day, left = last, max(days, 1)
    while True:
        if day.weekday() < SATURDAY:
            left -= 1
            if left == 0:
                return day
        day -= timedelta(days=1)
