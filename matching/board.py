"""All supports' nearly exact scores at once: the columns folded into a few matrices in single precision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from matching.features import Column, Rows
from matching.model import Model

if TYPE_CHECKING:
    from matching.index import Index
    from matching.profiles import Profiles

Near = NDArray[np.float32]


class Board:
    """An index's columns by weight: what is a sum over words is one sparse product, what is by theme is looked up."""

    def __init__(self, index: Index) -> None:
        model, points = index.model, index.model.points_
        self._index, self._points = index, points
        self._learned = bool(index.neighbours.rows.nnz)
        words = [
            points["concepts"] * index.concepts + points["title"] * index.titles,
            points["covered"] * index.named,
            points["terms"] * index.terms,
        ]
        if self._learned:
            words.append(points["decisions"] * index.neighbours.rows)
        self._words: csr_matrix[np.float32] = hstack(words, format="csr", dtype=np.float32)
        self._by_theme = _single(_by_theme(model, index))
        self._themes = _single(points["themes"] * index.themes.T)
        self._answers = _single(points["help"] * index.answers.T)

    def scores(self, asked: Profiles, rows: Rows) -> Near:
        """Sums of points before pressing (needs × rows), off by far less than a hundredth of a point."""
        blocks = [asked.concepts, asked.covered, asked.terms]
        if self._learned:
            blocks.append(asked.decisions)
        words = np.ascontiguousarray(np.concatenate(blocks, axis=1, dtype=np.float32).T)
        scores: Near = np.ascontiguousarray((self._words[rows] @ words).T)
        scores += self._by_theme[:, rows][asked.theme]
        scores += _single(asked.themes) @ self._themes[:, rows]
        scores += _single(asked.helps) @ self._answers[:, rows]
        self._add_figures(scores, asked, rows)
        return scores

    def _add_figures(self, scores: Near, asked: Profiles, rows: Rows) -> None:
        """Add what is not read from words: place, deadline, sums, size and how usual such needs are."""
        figures, points = self._index.figures, self._points
        shares = figures.amount(asked.planned[:, None], asked.turnover[:, None], rows)
        scores += _single(points["amount"] * shares)
        scores += _single(points["size"] * figures.size(asked.bears[:, None], rows))
        scores += _single(points["reach"] * asked.reach)[:, None]
        for row, (need, day) in enumerate(zip(asked.needs, asked.today, strict=True)):
            column = points["place"] * figures.place(need.company.facts) + points["time"] * figures.time(day)
            scores[row] += column[rows]


def _by_theme(model: Model, index: Index) -> Column:
    """Points that a support has for its themes and kinds of help alone, by the need's theme; the last row for none."""
    weights = model.weights_
    by_theme = (model.points_["theme"] * np.eye(len(weights.served)) + weights.served) @ index.declared.T
    by_theme += weights.given @ index.helps.T
    return np.concatenate([by_theme, np.zeros((1, by_theme.shape[1]))])


def _single(values: Column) -> Near:
    return values.astype(np.float32)
