"""A published period as it is stored: what was shown, and what stays hidden when later rounds are decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from iuc_hub.reports.figures import DONE
from iuc_hub.reports.overview import Overview, Population, hidden_in
from iuc_hub.reports.period import OWN, Period
from iuc_hub.reports.publications.amounts import Amount, may_be_shown
from iuc_hub.reports.publishing import Round


class PopulationRecord(BaseModel):
    """(municipality, branch, companies), with whose figures they are."""

    source: str
    year: int | None
    companies: list[tuple[str, str, int]]


class PeriodRecord(BaseModel):
    """One period of a round. ``hidden`` names the counts that are not shown.

    ``granted`` is what each company got, by its id: never shown, but later amounts are decided with it known.
    """

    first: date | None
    last: date
    counts: dict[str, int]
    behind: dict[str, int]
    hidden: list[str]
    granted: dict[int, int]
    shows_granted: bool
    themes: list[str]
    places: list[str]
    branches: list[str]
    reasons: dict[str, list[str]]
    population: PopulationRecord
    hubs: int

    @property
    def period(self) -> Period:
        return Period(OWN, self.first, self.last)

    @property
    def amount(self) -> Amount:
        return Amount(self.period, self.granted)


@dataclass(frozen=True)
class Decided:
    """A period's figures with what of them may be shown."""

    overview: Overview
    round: Round
    shown: Mapping[str, int | None]
    granted: Mapping[int, int]


def record_of(decided: Decided, before: list[PeriodRecord]) -> PeriodRecord:
    """The period as it is stored, after those published ``before``."""
    found = decided.overview
    record = PeriodRecord(
        first=found.period.first, last=found.period.last, counts=dict(decided.round.counts),
        behind=dict(decided.round.behind),
        hidden=sorted(name for name, count in decided.shown.items() if count is None),
        granted=dict(decided.granted), shows_granted=False, themes=list(found.themes), places=list(found.places),
        branches=list(found.branches), reasons={name: list(each) for name, each in found.reasons.items()},
        population=PopulationRecord(
            source=found.population.source, year=found.population.year,
            companies=[(place, branch, count) for (place, branch), count in found.population.companies.items()],
        ),
        hubs=found.hubs,
    )  # fmt: skip
    return record.model_copy(update={"shows_granted": _may_show_granted(record, before)})


def _may_show_granted(record: PeriodRecord, before: list[PeriodRecord]) -> bool:
    """Neither the amount itself nor what it makes of published ones may be what a few companies got."""
    if hidden_in(record.hidden, (*(f"sent.state:{state.value}" for state in DONE), "done")):
        return False
    return may_be_shown(record.amount, [each.amount for each in before if each.shows_granted])


def overview_from(record: PeriodRecord) -> Overview:
    """What is shown of a stored period."""
    hidden = set(record.hidden)
    used = record.population
    return Overview(
        period=record.period,
        counts={name: None if name in hidden else count for name, count in record.counts.items()},
        granted_sek=sum(record.granted.values()) if record.shows_granted else None,
        themes=tuple(record.themes),
        places=tuple(record.places),
        branches=tuple(record.branches),
        population=Population(
            {(place, branch): count for place, branch, count in used.companies}, used.source, used.year
        ),
        published=True,
        hubs=record.hubs,
        reasons={name: tuple(each) for name, each in record.reasons.items()},
    )


def round_from(record: PeriodRecord) -> Round:
    """What later rounds must know of a stored period."""
    shown = frozenset(record.counts) - frozenset(record.hidden)
    return Round(record.counts, record.behind, record.period, shown)
