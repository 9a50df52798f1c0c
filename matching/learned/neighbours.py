"""What was learned as a sparse matrix, a row a support, so that one product values all supports for needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from scipy.sparse import csr_matrix

from matching.learned.decided import Floats, Profile
from matching.learning import Learned

Rows: TypeAlias = "csr_matrix[np.float64]"


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a value: how many decided needs are like this one, and for how many of them it was taken."""

    like: int
    taken: int


class Neighbours:
    """What was learned, laid out for the supports of an index and the dimensions of profiles.

    Rows do not hang on each other, so adding a support leaves the others' values exactly as they were.

    Args:
        learned: what was learned; empty gives values of 0.
        supports: ids in the index's order; what was learned of others is left out.
        names: the dimensions of profiles in the order of the columns (see decided.dimensions); others are left out.
    """

    def __init__(self, learned: Learned, supports: Sequence[str], names: Sequence[str]) -> None:
        self.learned = learned
        self._row = {support: row for row, support in enumerate(supports)}
        self._column = {name: number for number, name in enumerate(names)}
        self.rows = self._stacked([learned.served.get(support, {}) for support in supports])
        self._needs: dict[
            str, Rows
        ] = {}  # by support, the profiles of its votes' needs; made when first asked for

    def own(self, need: str) -> dict[int, float]:
        """By row, the values that stand instead of the product for a need that was itself decided about."""
        own = self.learned.own.get(need, {})
        return {self._row[support]: value for support, value in own.items() if support in self._row}

    def told(self, support: str, profile: Profile, need: str = "") -> Told:
        """The counts that a support's value is explained with; the need itself is not among them."""
        votes = self.learned.votes.get(support, ())
        if not votes:
            return Told(0, 0)
        if support not in self._needs:
            self._needs[support] = self._stacked([self.learned.needs[vote.need] for vote in votes])
        alike = self._needs[support] @ self._dense(profile) >= self.learned.like
        found = [vote.taken for vote, near in zip(votes, alike, strict=True) if near and vote.need != need]
        return Told(len(found), sum(found))

    def _dense(self, profile: Profile) -> Floats:
        found = np.zeros(len(self._column))
        for name, each in profile.items():
            if name in self._column:
                found[self._column[name]] = each
        return found

    def _stacked(self, rows: Sequence[Mapping[str, float]]) -> Rows:
        kept = [
            {self._column[name]: each for name, each in row.items() if name in self._column} for row in rows
        ]
        starts = np.cumsum([0, *(len(row) for row in kept)])
        columns = np.array([number for row in kept for number in row], dtype=np.int32)
        values = np.array([each for row in kept for each in row.values()], dtype=np.float64)
        return csr_matrix((values, columns, starts), shape=(len(rows), len(self._column)))
