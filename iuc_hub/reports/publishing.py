"""The figures that may leave the hub: of nested periods together, with small groups and what would show them hidden."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from iuc_hub.reports.figures import Figures
from iuc_hub.reports.knowledge import relations_of
from iuc_hub.reports.period import Period
from iuc_hub.reports.suppression import DEAREST, Cell, Readers, Relation, is_small, shown_cells

Counts = Mapping[str, int]
Place = tuple[int, str]
"""A figure of a period: the period's place in the row and the figure's name."""
KEPT = (("met",), ("needs", "sent"), ("contacted", "proposed", "yes", "under_way", "done", "rejected"))
"""What is hidden last: whom the report is about, then what they need, then what came of it."""


@dataclass(frozen=True)
class Round:
    """The counts of one period, and of the figures of proposals how many companies stand behind each.

    ``shown`` names what was published of it; None while that is to be decided.
    """

    counts: Counts
    behind: Counts
    period: Period
    shown: frozenset[str] | None = None


def round_of(figures: Figures, company_of: Mapping[int, int], period: Period, *, places: bool) -> Round:
    """What of the figures is ever published; with ``places`` coverage by municipality and by branch as well."""
    counts = {
        name: len(rows)
        for name, rows in figures.companies.items()
        if not name.startswith("register") and (places or not _is_place(name)) and not _crosses(name)
    }
    behind = {
        name: len({company_of[row] for row in rows if row in company_of})
        for name, rows in figures.proposals.items()
    }
    return Round({**counts, **{name: len(rows) for name, rows in figures.proposals.items()}}, behind, period)


def _is_place(name: str) -> bool:
    return ".place:" in name or ".branch:" in name


def _crosses(name: str) -> bool:
    """A municipality's branch is too few companies to tell of."""
    return ".place:" in name and ".branch:" in name


def published(
    rounds: Sequence[Round],
    earlier: Sequence[Round] = (),
    tell: Callable[[int, int], None] = lambda _done, _of: None,
) -> tuple[dict[str, int | None], ...]:
    """The counts of every period, the longest first, with None for what is not shown.

    Where a shorter period would give something away by subtraction from a longer one, it is the shorter that hides.
    What was published ``earlier`` stays known; it too is never given away by what comes after. ``tell`` hears how
    many steps of how many are done.
    """
    every = (*earlier, *rounds)
    names = sorted({name for each in every for name in each.counts})
    case = _Case(
        layers=[replace(each, counts={name: each.counts.get(name, 0) for name in names}) for each in every],
        decided=len(earlier),
        few=_few(every),
        before={
            (layer, name)
            for layer, each in enumerate(earlier)
            for name in names
            if name in (each.shown or ()) or name not in each.counts
        },
    )
    shown = _shown(case, names, tell)
    return tuple(
        {name: count if (layer, name) in shown else None for name, count in case.layers[layer].counts.items()}
        for layer in case.newest
    )


def _few(every: Sequence[Round]) -> set[Place]:
    return {
        (layer, name)
        for layer, each in enumerate(every)
        for name, companies in each.behind.items()
        if is_small(companies)
    }


@dataclass(frozen=True)
class _Case:
    """All periods, the first ``decided`` of them published ``before``; ``few`` are about few companies."""

    layers: Sequence[Round]
    decided: int
    few: Collection[Place]
    before: Collection[Place]

    @property
    def newest(self) -> range:
        return range(self.decided, len(self.layers))

    def values(self, names: Sequence[str]) -> dict[Cell, int]:
        return {(layer, name): each.counts[name] for layer, each in enumerate(self.layers) for name in names}

    def relations(self, names: Sequence[str]) -> list[Relation]:
        return relations_of([each.period for each in self.layers], names)

    def hidden_before(self, names: Sequence[str]) -> set[Place]:
        """What earlier rounds hide."""
        cells = {(layer, name) for layer in range(self.decided) for name in names if not _is_base(name)}
        return cells - set(self.before)


def _shown(case: _Case, names: Sequence[str], tell: Callable[[int, int], None]) -> set[Place]:
    """What the new periods show: the companies first, then theme by theme, longer periods before shorter."""
    plain = [name for name in names if not name.startswith("theme:")]
    themes = sorted({name.partition(".")[0] for name in names if name.startswith("theme:")})
    around = [name for name in plain if name.partition(".")[0] in {"met", "needs"} and not _is_place(name)]
    found = _settled(case, plain, [name for name in plain if not _is_base(name)], set())
    shown = {(layer, name) for layer, name in found if (layer, "met") in found}
    for done, theme in enumerate(themes, 1):
        tell(done, len(themes) + 1)
        own = [theme, *(name for name in names if name.startswith(f"{theme}."))]
        others = [each for each in themes if each != theme]
        shown |= _settled(case, [*around, *own, *others], own, shown)
    return shown


def _settled(case: _Case, names: Sequence[str], wanted: Sequence[str], shown: set[Place]) -> set[Place]:
    """Which of the wanted figures each new period shows.

    A shorter period's own can still be known from a longer one and what was published before. What is found to be so
    is hidden in all of them, and the rest is decided again.
    """
    refused: set[str] = set()
    while True:
        found = set(shown)
        for layer in case.newest:
            found |= _decided(case, layer, names, [name for name in wanted if name not in refused], found)
        known = set(wanted) & _known_anyway(case, names, wanted, found)
        if not known - refused:
            return found - shown
        refused |= known


def _known_anyway(
    case: _Case, names: Sequence[str], wanted: Sequence[str], found: Collection[Place]
) -> set[str]:
    """Names of hidden or small figures that can be worked out although they are not shown."""
    values = case.values(names)
    seen = {cell for cell in (*case.before, *found) if cell in values}
    hidden = {(layer, name) for layer in case.newest for name in wanted} - seen
    readers = Readers(values, case.relations(names), case.few)
    return {cell[1] for cell in readers.exposed_cells(seen, hidden | case.hidden_before(names))}


def _is_base(name: str) -> bool:
    """Those with needs in a size class are no figure of any report; they only hold the themes together."""
    return name.startswith("needs.")


def _base_is_shown(name: str, layer: int, shown: Collection[Place]) -> bool:
    """A theme is shown beside those met, its share of a size class beside the class itself."""
    theme, dot, part = name.partition(".")
    if not theme.startswith("theme:"):
        return True
    return (layer, f"met.{part}" if dot and part.startswith("size:") else "met") in shown


def _decided(
    case: _Case, layer: int, names: Sequence[str], wanted: Sequence[str], shown: set[Place]
) -> set[Place]:
    """What a period shows beside what is shown, of what the longer periods of its round show too."""
    values = case.values(names)
    longer = range(case.decided, layer)
    hidden = {(each, name) for each in longer for name in wanted if (each, name) not in shown}
    found = shown_cells(
        values,
        case.relations(names),
        candidates=[
            (layer, name)
            for name in wanted
            if all((each, name) in shown for each in longer) and _base_is_shown(name, layer, shown)
        ],
        already={cell for cell in (*case.before, *shown) if cell in values},
        hidden=hidden | case.hidden_before(names),
        small=[cell for cell in case.few if cell in values],
        keep=_kept,
    )
    return {(layer, name) for name in wanted if (layer, name) in found}


def _kept(cell: Cell) -> int:
    """How long a figure is held on to."""
    name = cell[1] if isinstance(cell, tuple) else ""
    for rank, names in enumerate(KEPT):
        if name in names:
            return DEAREST - rank
    return 5 - str(name).count(".")
