"""The best supports of many needs: every pair scored nearly, then those that may be among the best exactly."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from matching.board import Near
from matching.features import Column
from matching.profiles import Profiles
from matching.scoring import Rows, points_of, shown_tenths, tenths_of, totals_of, values_of

MARGIN = np.float32(0.01)  # points; nearly scored pairs are off by far less
PAIRS = 50_000  # scored exactly together
BLOCK = 32  # supports whose best is looked at together
BLOCKS = 8  # of such for each one wanted, at least
OUT = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Ranked:
    """One need's best rows, best first: each feature's points (rows × FEATURES) and the scores, exact and shown.

    `tenths` are the points as they are shown, in whole tenths that sum to the score shown.
    """

    rows: Rows
    points: Column
    totals: Column
    tenths: NDArray[np.int64]

    def picked(self, chosen: Rows | slice) -> Ranked:
        return Ranked(self.rows[chosen], self.points[chosen], self.totals[chosen], self.tenths[chosen])


def ranked(asked: Profiles, wanted: NDArray[np.bool_], top: int) -> list[Ranked]:
    """For each need the best `top` of the supports wanted for it (needs × supports); 0 ranks them all."""
    index = asked.index
    if top and len(index.supports) > top:
        some = np.flatnonzero(wanted.any(axis=0))
        own = _own(asked, wanted)
        scores = index.board.scores(asked, some)
        scores[np.searchsorted(some, own[:, 1]), own[:, 0]] = OUT  # they hold what the need itself decided
        at, which = _candidates(scores, wanted[:, some].T, top)
        which, rows = _both(np.stack([which, some[at]], axis=1), own)
    else:
        which, rows = np.nonzero(wanted)
    found = pairs(asked, which, rows)
    order = np.lexsort((index.place_of_id[rows], -found.totals, -shown_tenths(found.totals), which))
    ends = np.searchsorted(which[order], np.arange(len(asked.needs) + 1))
    found = found.picked(order)
    return [
        found.picked(slice(start, min(end, start + top) if top else end)) for start, end in pairwise(ends)
    ]


def pairs(asked: Profiles, which: Rows, rows: Rows) -> Ranked:
    """Need `which[i]` with support `rows[i]`, pair after pair, exactly; in the order given."""
    points = _points(asked, which, rows)
    totals = totals_of(points)
    return Ranked(rows, points, totals, tenths_of(points, totals))


def _points(asked: Profiles, which: Rows, rows: Rows) -> Column:
    """Every pair's points, so many pairs at a time that their words fit in memory."""
    parts = [slice(start, start + PAIRS) for start in range(0, max(1, len(which)), PAIRS)]
    return np.concatenate([points_of(asked, values_of(asked, which[part], rows[part])) for part in parts])


def _own(asked: Profiles, wanted: NDArray[np.bool_]) -> Rows:
    """The pairs (need, row) that a need has decided on itself and may have; they are always scored exactly."""
    pairs = [(need, row) for need in range(len(asked.needs)) for row in asked.own(need) if wanted[need, row]]
    return np.array(pairs, dtype=np.intp).reshape(-1, 2)


def _both(candidates: Rows, own: Rows) -> tuple[Rows, Rows]:
    """Pairs of two lists, each once."""
    together = np.unique(np.concatenate([candidates, own]), axis=0) if len(own) else candidates
    return together[:, 0], together[:, 1]


def _candidates(near: Near, wanted: NDArray[np.bool_], top: int) -> tuple[Rows, Rows]:
    """Pairs (row, need) that may be among the best: all that reach the bar, which at least `top` of each need do."""
    near = np.where(wanted, near, OUT)
    bar = _bar(near, top) - MARGIN
    bar[bar < 1.0] = OUT / 2  # where even the best are worth next to nothing, none is passed over
    rows, which = np.nonzero(near >= bar)
    return rows, which


def _bar(near: Near, top: int) -> Near:
    """For each need a score that at least `top` of its supports reach, or the lowest where it has fewer.

    The best of each block of supports are looked at first: the `top`th best of them is such a score.
    """
    size = min(BLOCK, len(near) // (BLOCKS * top))
    if size > 1:
        blocks = len(near) // size
        near = near[: blocks * size].reshape(blocks, size, -1).max(axis=1)
    if len(near) <= top:
        return np.asarray(near.min(axis=0, initial=-OUT))
    return np.asarray(np.partition(near, -top, axis=0)[-top])
