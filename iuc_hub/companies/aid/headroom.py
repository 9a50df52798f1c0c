"""How much state aid a single undertaking may still get: pure arithmetic on dated awards."""

from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from iuc_hub.companies.thresholds import Ceiling


@dataclass(frozen=True)
class Award:
    """One award of the kind that the ceiling is for, from the day the right to it arose."""

    id: int
    day: date
    eur: int
    label: str
    company: str = ""


@dataclass(frozen=True)
class Freed:
    """The day an award no longer counts, and what it gives back."""

    day: date
    eur: int


@dataclass(frozen=True)
class Headroom:
    """What counts on a day, what is left, and when room comes back.

    ``outside`` are awards that would have crossed the ceiling on their own day: such an award falls outside as a
    whole and takes no room.
    """

    ceiling: Ceiling
    counted: Sequence[Award]
    outside: Sequence[Award]

    @property
    def used_eur(self) -> int:
        return sum(each.eur for each in self.counted)

    @property
    def left_eur(self) -> int:
        return max(self.ceiling.eur - self.used_eur, 0)

    @property
    def freed(self) -> Sequence[Freed]:
        """When each counted award stops counting, the soonest first."""
        return sorted(
            (Freed(stops_counting(each.day, self.ceiling.years), each.eur) for each in self.counted),
            key=lambda each: each.day,
        )

    def has_room_for(self, eur: int) -> bool:
        """Whether an award of this size would be within the ceiling, as a whole."""
        return eur <= self.left_eur


def stops_counting(day: date, years: int) -> date:
    """The first day an award of ``day`` is outside the years running: the same date that many years on.

    An award of 29 February stops on 1 March where the year has no such day.
    """
    year = day.year + years
    leap_day = (2, 29)
    if (day.month, day.day) == leap_day and not isleap(year):
        return date(year, 3, 1)
    return day.replace(year=year)


def counts_on(award: Award, day: date, years: int) -> bool:
    return award.day <= day < stops_counting(award.day, years)


def headroom(awards: Sequence[Award], ceilings: Sequence[Ceiling], on: date) -> Headroom | None:
    """The room on a day under the ceiling that holds then; None when none does."""
    ceiling = _holding(ceilings, on)
    if ceiling is None:
        return None
    inside: list[Award] = []
    outside: list[Award] = []
    for award in sorted(awards, key=lambda each: (each.day, each.id)):
        then = _holding(ceilings, award.day)
        before = sum(each.eur for each in inside if then and counts_on(each, award.day, then.years))
        crosses = then is not None and before + award.eur > then.eur
        (outside if crosses else inside).append(award)

    def counted(rows: Sequence[Award]) -> list[Award]:
        return [each for each in rows if counts_on(each, on, ceiling.years)]

    return Headroom(ceiling, counted(inside), counted(outside))


def _holding(ceilings: Sequence[Ceiling], day: date) -> Ceiling | None:
    return next((each for each in ceilings if each.period.holds(day)), None)


def in_euro(sek: Decimal, rate: Decimal) -> int:
    """Whole euros, rounded up: an award never counts as less than it is."""
    return int((sek / rate).to_integral_value(ROUND_CEILING))
