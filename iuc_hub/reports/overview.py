"""What a report shows: its counts by name, the same for page, Excel, PDF and JSON, hidden ones as None."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from iuc_hub import taxonomy
from iuc_hub.ordering import swedish_key
from iuc_hub.reports.figures import SIZES, STANDINGS, Figures, branch_codes
from iuc_hub.reports.period import Period

SHADES = ((0.75, 4), (0.5, 3), (0.25, 2))
FEW_COMPANIES = 4
"""A share of fewer than so many companies says little and is not coloured."""


@dataclass(frozen=True)
class Population:
    """How many companies there are to meet, by municipality and branch, with where that is known from.

    ``source`` is empty for the hub's own register.
    """

    companies: Mapping[tuple[str, str], int]
    source: str = ""
    year: int | None = None

    def of(self, place: str | None = None, branch: str | None = None) -> int:
        """The companies of a municipality, of a branch, of both or of all."""
        return self._sums.get((place, branch), 0)

    @cached_property
    def _sums(self) -> Mapping[tuple[str | None, str | None], int]:
        sums: dict[tuple[str | None, str | None], int] = {}
        for (place, branch), count in self.companies.items():
            for key in ((place, branch), (place, None), (None, branch), (None, None)):
                sums[key] = sums.get(key, 0) + count
        return sums


@dataclass(frozen=True)
class Overview:
    """One period's figures as they may be shown to a reader."""

    period: Period
    counts: Mapping[str, int | None]
    granted_sek: int | None
    themes: tuple[str, ...]
    places: tuple[str, ...]
    branches: tuple[str, ...]
    population: Population
    published: bool = False
    hubs: int = 1
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def count(self, name: str) -> int | None:
        """The figure, nought for a name that counted nobody, None where it is hidden."""
        return self.counts.get(name, 0)

    def share(self, name: str, whole: str) -> float | None:
        """One figure as part of another; None where one is hidden or there is nothing to be part of."""
        part, of = self.count(name), self.count(whole)
        return part / of if part is not None and of else None

    def coverage(self, place: str | None = None, branch: str | None = None) -> float | None:
        """How many of the companies there are have been met."""
        met, all_of = self.count(met_name(place, branch)), self.population.of(place, branch)
        return min(met / all_of, 1.0) if met is not None and all_of else None

    def shade(self, place: str, branch: str) -> str:
        """How dark a cell of the coverage table is drawn, "few" or "" where it is not drawn at all."""
        all_of = self.population.of(place, branch)
        share = self.coverage(place, branch)
        if share is None:
            return ""
        if all_of < FEW_COMPANIES:
            return "few"
        if share == 0:
            return "s0 is-spot"
        return "s" + str(next((shade for least, shade in SHADES if share >= least), 1))


def met_name(place: str | None = None, branch: str | None = None) -> str:
    """The name of the figure of those met in a municipality, a branch or both."""
    name = f"met.place:{place}" if place else "met"
    return f"{name}.branch:{branch}" if branch else name


def overview_of(figures: Figures, period: Period, population: Population) -> Overview:
    """The hub's own overview, which hides nothing."""
    counts = {name: len(rows) for name, rows in {**figures.companies, **figures.proposals}.items()}
    return _overview(figures, period, population, counts, figures.granted_sek)


def published_overview(
    figures: Figures, period: Period, population: Population, counts: Mapping[str, int | None], hubs: int
) -> Overview:
    """What may leave the hub, in an order that tells nothing of what is hidden; the amount granted is decided apart."""
    return _overview(figures, period, population, counts, None, published=True, hubs=hubs)


def hidden_in(hidden: Collection[str], names: Iterable[str]) -> bool:
    """Whether any of these figures is hidden."""
    return any(name in hidden for name in names)


def _overview(
    figures: Figures,
    period: Period,
    population: Population,
    counts: Mapping[str, int | None],
    amount: int | None,
    *,
    published: bool = False,
    hubs: int = 1,
) -> Overview:
    places = sorted({*figures.places, *(place for place, _branch in population.companies)}, key=_by_name)
    ranked = sorted(figures.themes, key=lambda theme: (-(counts.get(f"theme:{theme}") or 0), theme))
    return Overview(
        period, counts, amount, tuple(ranked), tuple(places), branch_codes(figures), population, published, hubs,
        {name: _reasons(figures, name, counts) for name in ("rejected", "sent.state:declined")},
    )  # fmt: skip


def _by_name(place: str) -> str:
    entry = taxonomy.places().get(place)
    return swedish_key(entry.short if entry else place)


def _reasons(figures: Figures, name: str, counts: Mapping[str, int | None]) -> tuple[str, ...]:
    """The reasons given, the most common first, hidden ones last by their codes."""
    start = f"{name}.reason:"
    found = [each for each in figures.proposals if each.startswith(start)]
    ordered = sorted(found, key=lambda each: (-(counts.get(each) or 0), each))
    return tuple(each.removeprefix(start) for each in ordered)


__all__ = ["SIZES", "STANDINGS", "Overview", "Population", "met_name", "overview_of", "published_overview"]
