"""All supports' nearly exact scores at once: the columns folded into a few matrices in single precision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from matching.model import Model

if TYPE_CHECKING:
    from matching.features import Column
    from matching.index import Index
    from matching.profiles import Profiles

Near = NDArray[np.float32]
Chosen = NDArray[np.intp]


class Board:
    """An index's columns by weight: what is a sum over words is one sparse product, what is by theme is looked up.

    Supports are rows and needs columns here, so that every step runs along needs that lie side by side.
    """

    def __init__(self, index: Index) -> None:
        model, points = index.model, index.model.points_
        self._index, self._points = index, points
        self._learned = bool(index.neighbours.rows.nnz)
        words = [
            points["concepts"] * index.concepts + points["title"] * index.titles,
            points["terms"] * index.terms,
        ]
        if self._learned:
            words.append(points["decisions"] * index.neighbours.rows)
        self._words: csr_matrix[np.float32] = hstack(words, format="csr", dtype=np.float32)
        self._by_theme = _single(_by_theme(model, index))
        self._mixed = _single(
            np.concatenate([points["themes"] * index.themes, points["help"] * index.answers], axis=1)
        )

    def scores(self, asked: Profiles, rows: Chosen) -> Near:
        """Sums of points before pressing (rows × needs), off by far less than a hundredth of a point."""
        scores: Near = self._words[rows] @ self._words_of(asked)
        scores += self._by_theme[rows][:, asked.theme]
        scores += self._mixed[rows] @ _single(np.concatenate([asked.themes, asked.helps], axis=1).T)
        self._add_places_and_days(scores, asked, rows)
        self._add_sums_and_sizes(scores, asked, rows)
        scores += _single(self._points["reach"] * asked.reach)
        return scores

    def _words_of(self, asked: Profiles) -> Near:
        """What the needs say in words, a column each, in the order of the columns of the supports' words."""
        rows, numbers, weights = asked.terms_in_order
        width = asked.concepts.shape[1]
        words = np.zeros((self._words.shape[1], len(asked.needs)), dtype=np.float32)
        words[:width] = asked.concepts.T
        words[width + numbers, rows] = weights
        if self._learned:
            words[-asked.decisions.shape[1] :] = asked.decisions.T
        return words

    def _add_places_and_days(self, scores: Near, asked: Profiles, rows: Chosen) -> None:
        """Add what a company's place and the day give; needs of the same place and day are done together."""
        figures, points = self._index.figures, self._points
        given = [
            points["place"] * figures.place(place)[rows] + points["time"] * figures.time(day)[rows]
            for place, day in asked.by_place_and_day
        ]
        scores += _single(np.stack(given, axis=1))[:, asked.group]

    def _add_sums_and_sizes(self, scores: Near, asked: Profiles, rows: Chosen) -> None:
        """Add how sums and joint applications suit, apart for the supports where that is not the same for all."""
        figures, points = self._index.figures, self._points
        scores += np.float32(0.5 * points["amount"] + points["size"])
        paying = np.flatnonzero(figures.pays[rows])
        shares = figures.amount(asked.planned[None, :], asked.turnover[None, :], rows[paying][:, None])
        scores[paying] += _single(points["amount"] * (shares - 0.5))
        joint = np.flatnonzero(figures.joint[rows])
        scores[joint] += _single(points["size"] * (asked.bears - 1.0))


def _by_theme(model: Model, index: Index) -> Column:
    """Points that a support has for its themes and kinds of help alone, by the need's theme; the last for none."""
    weights = model.weights_
    own = model.points_["theme"] * np.eye(len(weights.served)) + model.points_["served"] * weights.served
    by_theme = index.declared @ own.T + model.points_["given"] * (index.helps @ weights.given.T)
    return np.concatenate([by_theme, np.zeros((len(by_theme), 1))], axis=1)


def _single(values: Column) -> Near:
    return values.astype(np.float32)
