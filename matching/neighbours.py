"""Learned votes as a sparse matrix, a row a support, so that one product values all supports for a need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from matching.decided import Profile
from matching.learning import Learned, Vote

Rows: TypeAlias = "csr_matrix[np.complex128]"
Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a value: how many decided needs are like this one, and for how many of them it was taken."""

    like: int
    taken: int


class Neighbours:
    """What was learned, laid out for the supports of an index and the dimensions of profiles.

    A row's real part weighs the decisions near each dimension, its imaginary part is for minus against: one
    product with a profile gives both, and a value is their quotient, drawn towards 0 by the damping. Rows do not
    hang on each other, so adding a support leaves the others' values exactly as they were.

    Args:
        learned: what was learned; empty gives values of 0.
        supports: ids in the index's order; votes on others are left out.
        names: the dimensions of profiles in the order of the columns; those of others are left out.
    """

    def __init__(self, learned: Learned, supports: Sequence[str], names: Sequence[str]) -> None:
        self.learned = learned
        self._row = {support: row for row, support in enumerate(supports)}
        self._column = {name: number for number, name in enumerate(names)}
        rows = [self._summed(learned.votes.get(support, ())) for support in supports]
        self.rows: Rows = _stacked(rows, len(names))
        self._votes: dict[str, Rows] = {}  # by support, each vote's profile; made when first asked for

    def values(self, profile: Profile, need: str = "") -> Column:
        """The value of every support for a need, -1 to 1; the need's own decisions do not count."""
        found = self.valued(self.rows @ self._dense(profile))
        for support, own in self.learned.own.get(need, {}).items():
            if support in self._row:
                found[self._row[support]] = own
        return found

    def valued(self, product: NDArray[np.complex128]) -> Column:
        """Values of a product of the rows with one profile, or with many (a column each); own ones not mended."""
        return np.asarray(product.imag / (product.real + self.learned.damping), dtype=np.float64)

    def told(self, support: str, profile: Profile, need: str = "") -> Told:
        """The counts that a support's value is explained with; the need itself is not among them."""
        votes = self.learned.votes.get(support, ())
        if not votes:
            return Told(0, 0)
        if support not in self._votes:
            self._votes[support] = _stacked([self._profiled(vote) for vote in votes], len(self._column))
        alike = (self._votes[support] @ self._dense(profile)).real >= self.learned.like
        found = [
            vote.weight > 0 for vote, near in zip(votes, alike, strict=True) if near and vote.need != need
        ]
        return Told(len(found), sum(found))

    def _dense(self, profile: Profile) -> Column:
        found = np.zeros(len(self._column))
        for name, each in profile.items():
            if name in self._column:
                found[self._column[name]] = each
        return found

    def _summed(self, votes: Sequence[Vote]) -> Mapping[int, complex]:
        total: dict[int, complex] = {}
        for vote in votes:
            told = complex(abs(vote.weight), vote.weight)
            for number, share in self._profiled(vote).items():
                total[number] = total.get(number, 0j) + told * share
        return total

    def _profiled(self, vote: Vote) -> dict[int, complex]:
        column = self._column
        return {column[name]: complex(share) for name, share in vote.profile.items() if name in column}


def _stacked(rows: Sequence[Mapping[int, complex]], width: int) -> Rows:
    starts = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.array([number for row in rows for number in row], dtype=np.int32)
    weights = np.array([each for row in rows for each in row.values()], dtype=np.complex128)
    return csr_matrix((weights, columns, starts), shape=(len(rows), width))
