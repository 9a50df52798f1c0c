"""The figures that may leave the hub: of nested periods together, with small groups and what would show them hidden."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from iuc_hub.reports.figures import DONE, YES, Figures, inclusions_of, sums_of
from iuc_hub.reports.suppression import Cell, Relation, is_small, shown_cells

Counts = Mapping[str, int]
KEPT = (("met",), ("needs", "sent"), ("contacted", "proposed", "yes", "under_way", "done", "rejected"))
"""What is hidden last: whom the report is about, then what they need, then what came of it."""


@dataclass(frozen=True)
class Round:
    """The counts of one period, and of the figures of proposals how many companies stand behind each."""

    counts: Counts
    behind: Counts


def round_of(figures: Figures, company_of: Mapping[int, int], *, places: bool) -> Round:
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
    return Round({**counts, **{name: len(rows) for name, rows in figures.proposals.items()}}, behind)


def _is_place(name: str) -> bool:
    return ".place:" in name or ".branch:" in name


def _crosses(name: str) -> bool:
    """A municipality's branch is too few companies to tell of."""
    return ".place:" in name and ".branch:" in name


def published(rounds: Sequence[Round]) -> tuple[dict[str, int | None], ...]:
    """The counts of every period, the longest first, with None for what is not shown.

    A longer period is decided before a shorter one and never hides for its sake; what it hides, the shorter hides as
    well, and where a shorter one would give something away by subtraction, it is the shorter that hides.
    """
    frozen = tuple((_frozen(each.counts), _frozen(each.behind)) for each in rounds)
    return tuple(dict(each) for each in _published(frozen))


def _frozen(counts: Counts) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items()))


@lru_cache(maxsize=64)
def _published(
    rounds: tuple[tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]], ...],
) -> tuple[tuple[tuple[str, int | None], ...], ...]:
    names = sorted({name for counts, _behind in rounds for name, _count in counts})
    layers = [{name: dict(counts).get(name, 0) for name in names} for counts, _behind in rounds]
    few = {
        (layer, name)
        for layer, (_counts, behind) in enumerate(rounds)
        for name, companies in behind
        if is_small(companies)
    }
    shown: set[Cell] = set()
    for layer in range(len(layers)):
        shown |= _shown_of_layer(layers[: layer + 1], few, shown)
    return tuple(
        tuple((name, count if (layer, name) in shown else None) for name, count in counts.items())
        for layer, counts in enumerate(layers)
    )


def _shown_of_layer(layers: Sequence[Counts], few: Collection[Cell], before: Collection[Cell]) -> set[Cell]:
    """What the last of the layers shows beside the earlier ones: the companies first, then theme by theme."""
    newest = len(layers) - 1
    plain = [name for name in layers[0] if not name.startswith("theme:")]
    shown = _decided(layers, plain, few, before, [name for name in plain if not name.startswith("needs.")])
    if (newest, "met") not in shown:
        return set()
    for theme in sorted({name.partition(".")[0] for name in layers[0] if name.startswith("theme:")}):
        own = [name for name in layers[0] if name == theme or name.startswith(f"{theme}.")]
        around = [
            name for name in plain if name.partition(".")[0] in {"met", "needs"} and not _is_place(name)
        ]
        open_names = [name for name in own if _base_is_shown(name, newest, shown)]
        shown |= _decided(layers, [*around, *own], few, {*before, *shown}, open_names)
    return shown


def _base_is_shown(name: str, layer: int, shown: Collection[Cell]) -> bool:
    """A theme's share of a size class is shown only beside the class itself."""
    _theme, dot, part = name.partition(".")
    return not dot or not part.startswith("size:") or (layer, f"met.{part}") in shown


def _decided(
    layers: Sequence[Counts], names: Sequence[str], few: Collection[Cell], before: Collection[Cell],
    open_names: Sequence[str],
) -> set[Cell]:  # fmt: skip
    newest = len(layers) - 1
    values: dict[Cell, int] = {
        (layer, name): counts[name] for layer, counts in enumerate(layers) for name in names
    }
    return set(
        shown_cells(
            values,
            _relations(len(layers), names),
            candidates=[
                (newest, name)
                for name in open_names
                if all((layer, name) in before for layer in range(newest))
            ],
            already=[cell for cell in before if cell in values],
            hidden=[
                (layer, name) for layer in range(newest) for name in open_names if (layer, name) not in before
            ],
            small=[cell for cell in few if cell in values],
            keep=_kept,
        )
    )


def _kept(cell: Cell) -> int:
    """How long a figure is held on to."""
    name = cell[1] if isinstance(cell, tuple) else ""
    for rank, names in enumerate(KEPT):
        if name in names:
            return 10 - rank
    return 5 - str(name).count(".")


def _relations(layers: int, names: Sequence[str]) -> list[Relation]:
    """What every reader knows of these figures in so many periods, each holding the next."""
    sums, known = sums_of(names), set(names)
    relations = []
    for layer in range(layers):
        for key, parts in sums.items():
            whole = key.partition("|")[0]
            relations.append(Relation(((layer, whole),), tuple((layer, part) for part in parts)))
        relations += [
            Relation(((layer, whole),), ((layer, part),), exact=False) for part, whole in inclusions_of(names)
        ]
        for step, states in (("yes", YES), ("done", DONE)):
            wholes = tuple(
                (layer, name) for state in states if (name := f"sent.state:{state.value}") in known
            )
            relations.append(Relation(wholes, ((layer, step),), exact=False))
    relations += [
        Relation(((layer, name),), ((layer + 1, name),), exact=False)
        for layer in range(layers - 1)
        for name in names
    ]
    return relations
