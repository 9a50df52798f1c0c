"""What a planned change would do to matches: which ones move, who gains and who loses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from matching.engine import AT_ONCE, match
from matching.index import Index
from matching.profiles import profiles
from matching.scoring import points_of, values_of
from matching.types import Hierarchies, Match, Need, NeedMatches, Support, Verdict


@dataclass(frozen=True, slots=True)
class Listed:
    """How many of a need's matches are listed: the best that may be had, and the blocked ones worth a mention."""

    top: int = 10
    near: int = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """A match where it stands in its need's list; blocked ones have rank 0."""

    rank: int
    score: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Moved:
    """One match before and after; None where the need's list does not hold it."""

    need_id: str
    support_id: str
    before: Standing | None
    after: Standing | None

    @property
    def gain(self) -> float:
        """What it gains in points, below 0 what it loses; what may not be had and what is not listed have none."""
        return round(_worth(self.after) - _worth(self.before), 1)

    def crosses(self, best: int) -> bool:
        """Whether it comes in among the need's best, or falls out of them."""
        return _among(self.before, best) != _among(self.after, best)


@dataclass(frozen=True, slots=True)
class Preview:
    """All matches that a change moves, and the needs for which nothing good comes to be or ceases to be."""

    needs: int
    moved: tuple[Moved, ...]
    met: tuple[str, ...]
    unmet: tuple[str, ...]


def between(old: Index, new: Index, needs: Sequence[Need], lists: Hierarchies, listed: Listed) -> Preview:
    """What a switch from one index to another moves for these needs, each judged on its own day."""
    before, after = (
        match(index, needs, None, lists, top=listed.top, near=listed.near) for index in (old, new)
    )
    moved = [each for pair in zip(before, after, strict=True) for each in _moved(*pair)]
    return Preview(
        len(needs),
        tuple(moved),
        tuple(a.need_id for b, a in zip(before, after, strict=True) if b.unmet and not a.unmet),
        tuple(a.need_id for b, a in zip(before, after, strict=True) if a.unmet and not b.unmet),
    )


@dataclass(frozen=True, slots=True)
class Planned:
    """An index as it is and as it would be if one of its supports, or a new one, said something else."""

    old: Index
    new: Index
    support: str


def planned(index: Index, support: Support) -> Planned:
    """The support says this from now on, whether it is in the index or new."""
    return Planned(index, index.adding([support]), support.id)


def with_support(plan: Planned, needs: Sequence[Need], lists: Hierarchies, listed: Listed) -> Preview:
    """What a planned wording moves for these needs, each judged on its own day.

    Only needs for which the support's own figures change are matched, before and after: all others' lists stay.
    """
    found = between(plan.old, plan.new, _touched(plan, needs, lists), lists, listed)
    return replace(found, needs=len(needs))


def _touched(plan: Planned, needs: Sequence[Need], lists: Hierarchies) -> Sequence[Need]:
    """The needs that the two wordings stand otherwise for: in points, to the last digit, or in criteria."""
    if plan.support not in plan.old.row:
        return needs
    old, new = (Index(each.model, [each.supports[each.row[plan.support]]]) for each in (plan.old, plan.new))
    found: list[Need] = []
    for start in range(0, len(needs), AT_ONCE):
        some = needs[start : start + AT_ONCE]
        pairs = zip(some, _figures(old, some, lists), _figures(new, some, lists), strict=True)
        found += [need for need, one, other in pairs if one != other]
    return found


def _figures(
    index: Index, needs: Sequence[Need], lists: Hierarchies
) -> Iterator[tuple[tuple[float, ...], Match]]:
    """For each need the exact points of the index's only support, and the match as it is stored."""
    found = match(index, needs, None, lists, top=0, near=None)
    asked = profiles(index, needs, [need.as_of or date.min for need in needs])
    pairs = np.arange(len(needs)), np.zeros(len(needs), dtype=np.intp)
    points = points_of(asked, values_of(asked, *pairs))
    for row, each in zip(points, found, strict=True):
        yield tuple(row.tolist()), (*each.matches, *each.near)[0]


def _moved(before: NeedMatches, after: NeedMatches) -> Iterator[Moved]:
    """The matches of one need that are not the same in both, in the order they had, new ones last."""
    old, new = _standings(before), _standings(after)
    for support_id in dict.fromkeys((*old, *new)):
        one, other = old.get(support_id), new.get(support_id)
        if one != other:
            yield Moved(before.need_id, support_id, one[0] if one else None, other[0] if other else None)


def _standings(found: NeedMatches) -> dict[str, tuple[Standing, Match]]:
    ranks = [(rank, each) for rank, each in enumerate(found.matches, start=1)]
    ranks += [(0, each) for each in found.near]
    return {each.support_id: (Standing(rank, each.score, each.verdict), each) for rank, each in ranks}


def _worth(standing: Standing | None) -> float:
    return 0.0 if standing is None or standing.verdict is Verdict.BLOCKED else standing.score


def _among(standing: Standing | None, best: int) -> bool:
    return standing is not None and 0 < standing.rank <= best
