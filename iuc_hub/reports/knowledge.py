"""What every reader knows of published figures: which are parts of which, within a period and between periods."""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from iuc_hub.reports.figures import DONE, FUNNEL, YES, inclusions_of, sums_of
from iuc_hub.reports.period import ONE_DAY, Period, lies_in
from iuc_hub.reports.suppression import Relation

SUMMED = ("sent", "rejected")
"""A proposal is sent or passed over on one day: those of two periods after each other are those of both."""


def relations_of(periods: Sequence[Period], names: Collection[str]) -> list[Relation]:
    """The relations between the figures of these names, a cell being (place of its period, name)."""
    found = [each for layer in range(len(periods)) for each in _within(layer, names)]
    for inner, outer in _nested(tuple(periods)):
        same_end = periods[inner].last == periods[outer].last
        found += [
            Relation(((outer, name),), ((inner, name),), exact=False)
            for name in names
            if same_end or _only_grows(name)
        ]
    for first, second, both in _joined(tuple(periods)):
        found += _between(first, second, both, names)
    return found


def _within(layer: int, names: Collection[str]) -> Iterator[Relation]:
    for key, parts in sums_of(names).items():
        yield Relation(((layer, key.partition("|")[0]),), tuple((layer, part) for part in parts))
    for part, whole in inclusions_of(names):
        yield Relation(((layer, whole),), ((layer, part),), exact=False)
    for several, one in _covered(names):
        yield Relation(tuple((layer, part) for part in several), ((layer, one),), exact=False, a_group=False)
    for step, states in (("yes", YES), ("done", DONE)):
        wholes = tuple(
            (layer, name) for state in sorted(states) if (name := f"sent.state:{state.value}") in names
        )
        yield Relation(wholes, ((layer, step),), exact=False)


def _covered(names: Collection[str]) -> Iterator[tuple[Sequence[str], str]]:
    """(several, one) where whoever is in the one is in at least one of the several."""
    themes = [name for name in names if name.startswith("theme:") and "." not in name]
    yield themes, "needs"
    yield ["sent"], "proposed"
    for theme in themes:
        if horizons := [name for name in names if name.startswith(f"{theme}.horizon:")]:
            yield horizons, theme


@lru_cache
def _nested(periods: tuple[Period, ...]) -> Sequence[tuple[int, int]]:
    """(inner, outer) of periods that lie in one another with none between."""
    holds = [[lies_in(inner, outer) for outer in periods] for inner in periods]
    every = range(len(periods))
    return [
        (inner, outer)
        for inner in every
        for outer in every
        if holds[inner][outer] and not any(holds[inner][mid] and holds[mid][outer] for mid in every)
    ]


def _only_grows(name: str) -> bool:
    """Whoever was met stays met; a need can end, and a proposal's state changes."""
    return name in {*FUNNEL, *SUMMED} or name.startswith("met.")


@lru_cache
def _joined(periods: tuple[Period, ...]) -> Sequence[tuple[int, int, int]]:
    """(first, second, both) where the second follows the first and both are those two."""
    return [
        (first, second, both)
        for first, one in enumerate(periods)
        for second, two in enumerate(periods)
        if two.first == one.last + ONE_DAY
        for both, whole in enumerate(periods)
        if (whole.first, whole.last) == (one.first, two.last)
    ]


def _between(first: int, second: int, both: int, names: Collection[str]) -> Iterator[Relation]:
    """Those of both periods are those of the first or the second; whom that counts twice was met in each.

    A need found in the first can only have ended at a company met again, so no theme loses more than those.
    """
    for name in names:
        kind = name.partition(".")[0]
        if kind in SUMMED and not name.startswith("sent."):
            yield Relation(((both, name),), ((first, name), (second, name)))
        elif kind in {"met", "contacted", "needs"} or kind.startswith("theme:"):
            yield Relation(((first, name), (second, name)), ((both, name),), exact=False, a_group=False)
        if kind == "needs" or kind.startswith("theme:"):
            yield Relation(
                ((first, "met"), (second, "met"), (both, name)),
                ((both, "met"), (first, name), (second, name)),
                exact=False,
                a_group=False,
            )
