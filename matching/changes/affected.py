"""Which needs a change of supports can touch: the others' results are what a whole matching would give."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.eligibility import Answers
from matching.engine import chunks
from matching.index import Index
from matching.profiles import Profiles
from matching.scoring import points_of, shown_tenths, totals_of, values_of
from matching.types import Hierarchies, Need

ROOM = -1  # tenths: whatever comes gets in


@dataclass(frozen=True, slots=True)
class Kept:
    """Of a need's stored result what another support could alter.

    At least unmet.BEST recommended and unmet.BARRED blocked ones are kept, for those can tell whether anything is good.

    Attributes:
        supports: the ids of all that is kept.
        last, last_near: the lowest score in tenths that is recommended, or kept as blocked; `ROOM` below the most.
        theme_served: of an unmet need, whether any support that is possible serves its theme; None where it does
            not matter.
    """

    supports: frozenset[str]
    last: int
    last_near: int
    theme_served: bool | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Supports that are other than they were: those that stand now as an index, and the themes of all of them.

    Attributes:
        index: the changed supports that can be matched now, under the model that the stored results are from.
        themes: id -> the themes that a changed support names or has ever named; those that are gone are here too.
    """

    index: Index
    themes: Mapping[str, Collection[str]]


def only(index: Index, ids: Collection[str]) -> Index:
    """An index with only those of these supports that the whole one holds."""
    return index.removing(support.id for support in index.supports if support.id not in ids)


def lowest(tenths: Sequence[int], most: int) -> int:
    """What a newcomer must reach where at most so many are kept, the best first."""
    return tenths[most - 1] if len(tenths) >= most else ROOM


def theme_served(why: Collection[str]) -> bool | None:
    """What the reasons of an unmet need say of its theme; nothing where nothing at all was possible."""
    return None if "nothing_possible" in why else "theme_missing" not in why


def affected(
    change: Change, needs: Sequence[Need], kept: Sequence[Kept], today: date, hierarchies: Hierarchies
) -> list[bool]:
    """For each need whether matching it again could tell anything else. In doubt it says yes.

    The needs, their companies' facts and the model must be those of the stored results, and every support that the
    day treats otherwise than theirs must be among the changed ones.
    """
    ids = change.themes.keys()
    touched = np.array([not ids.isdisjoint(each.supports) for each in kept], dtype=bool)
    at = 0
    for asked, answers in chunks(change.index, needs, today, hierarchies):
        some = slice(at, at + len(asked.needs))
        touched[some] |= _comes_in(asked, answers, kept[some])
        touched[some] |= _moves_theme(change, asked, answers, kept[some])
        at = some.stop
    return [bool(each) for each in touched]


def _comes_in(asked: Profiles, answers: Answers, kept: Sequence[Kept]) -> NDArray[np.bool_]:
    """Whether a changed support now reaches what is kept of a need."""
    count, width = answers.shape
    if not width:
        return np.zeros(count, dtype=bool)
    which, rows = np.divmod(np.arange(count * width), width)
    totals = totals_of(points_of(asked, values_of(asked, which, rows))).reshape(count, width)
    tenths = shown_tenths(totals)
    last = np.array([each.last for each in kept])[:, None]
    last_near = np.array([each.last_near for each in kept])[:, None]
    relevant = totals >= asked.index.model.weights_.relevant_from
    comes = np.where(answers >= 0, tenths >= last, relevant & (tenths >= last_near))
    return np.asarray(comes.any(axis=1))


def _moves_theme(
    change: Change, asked: Profiles, answers: Answers, kept: Sequence[Kept]
) -> NDArray[np.bool_]:
    """Whether the last possible support of an unmet need's theme may have gone, or the first one come."""
    serves = (answers >= 0) & ((asked.of_theme @ change.index.declared.T) > 0)
    moved = np.zeros(len(kept), dtype=bool)
    for at, (need, each) in enumerate(zip(asked.needs, kept, strict=True)):
        if each.theme_served is False:
            moved[at] = serves[at].any()
        elif each.theme_served:
            still = {change.index.supports[row].id for row in np.flatnonzero(serves[at])}
            moved[at] = any(need.theme in themes and it not in still for it, themes in change.themes.items())
    return moved
