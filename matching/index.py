"""Supports prepared for scoring under one model; adding or removing one leaves the others' figures as they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

import numpy as np
from scipy.sparse import csr_matrix

from matching import features
from matching.board import Board
from matching.eligibility import EligibilityTable
from matching.features import Column, help_ids
from matching.kept import Kept
from matching.learned.decided import dimensions
from matching.learned.neighbours import Neighbours
from matching.model import THEMES, Model
from matching.preparing import Prepared, Row, prepare, taken_over
from matching.types import Hierarchies, Support

Matrix: TypeAlias = "csr_matrix[np.float64]"


class Index:
    """Supports in the order given, as matrices with a row each.

    Attributes:
        terms: lemmas by weight, each row of length 1; columns are numbered by `vocabulary`.
        concepts, titles: concepts with their kin by weight, each row of length 1.
        neighbours: what earlier decisions say of each support.
        helps: how fully each kind of help is given; `answers`: how well each kind asked for is answered.
        themes: how much the text is about each theme; `declared`: the themes that it declares.
    """

    def __init__(
        self, model: Model, supports: Iterable[Support], *, prepared: Sequence[Prepared] | None = None
    ) -> None:
        model.check_fitted()
        self.model = model
        if prepared is None:
            prepared = [prepare(model, support) for support in supports]
        self._prepared = prepared
        self._table: EligibilityTable | None = None
        self.supports = tuple(each.support for each in prepared)
        self.row = {support.id: row for row, support in enumerate(self.supports)}
        if len(self.row) != len(self.supports):
            raise ValueError("Two supports have the same id: give each its own.")
        self._build()

    def adding(self, supports: Iterable[Support]) -> Index:
        """A new index that also holds these; one with an id that is here already takes its place."""
        fresh = [prepare(self.model, support) for support in supports]
        replaced = {each.support.id for each in fresh}
        return self._with([each for each in self._prepared if each.support.id not in replaced] + fresh)

    def removing(self, ids: Iterable[str]) -> Index:
        """A new index without the supports of these ids."""
        gone = set(ids)
        return self._with([each for each in self._prepared if each.support.id not in gone])

    def under(self, model: Model) -> Index:
        """The same supports under another model; what was prepared stays where both read a text alike."""
        other = Index(model, (), prepared=taken_over(self._prepared, self.model, model))
        other._table = self._table
        return other

    def holding(self, supports: Sequence[Support], model: Model) -> Index:
        """Exactly these supports, in this order, under a model; what was prepared of the same ones is taken over."""
        same = [self._prepared[self.row[each.id]] for each in supports if self._holds(each)]
        known = {each.support.id: each for each in taken_over(same, self.model, model)}
        return Index(model, (), prepared=[known.get(each.id) or prepare(model, each) for each in supports])

    def _holds(self, support: Support) -> bool:
        row = self.row.get(support.id)
        return row is not None and self.supports[row] == support

    def table(self, hierarchies: Hierarchies) -> EligibilityTable:
        """The supports' rules, prepared once for these code lists."""
        if self._table is None or self._table.hierarchies is not hierarchies:
            self._table = EligibilityTable(self.supports, hierarchies)
        return self._table

    def _place(self, term: str) -> tuple[int, float]:
        """A term's number, -1 where no support has it, and how telling it is."""
        return self.vocabulary.get(term, -1), self.model.idf(term)

    @cached_property
    def board(self) -> Board:
        """The same figures folded for scoring many needs at once."""
        return Board(self)

    def words_of(self, row: int) -> Mapping[str, str]:
        """The concepts a support's text names, each with a word for it."""
        return self._prepared[row].words

    def _with(self, prepared: Sequence[Prepared]) -> Index:
        return Index(self.model, (), prepared=prepared)

    def _build(self) -> None:
        prepared = self._prepared
        self.vocabulary: dict[str, int] = {}
        for each in prepared:
            for term in each.terms:
                self.vocabulary.setdefault(term, len(self.vocabulary))
        self.placed = Kept(self._place)
        by_number = [_row({self.vocabulary[t]: w for t, w in each.terms.items()}) for each in prepared]
        width = len(self.model.lexicon.ids)
        self.terms = _matrix(by_number, max(1, len(self.vocabulary)))
        self.concepts = _matrix([each.concepts for each in prepared], width)
        self.titles = _matrix([each.title for each in prepared], width)
        names = dimensions(self.model.lexicon.ids, THEMES)
        self.neighbours = Neighbours(self.model.learned_, [each.id for each in self.supports], names)
        self.helps = _stacked([each.helps for each in prepared], len(help_ids()))
        self.answers = np.stack(
            [(self.helps * row).max(axis=1, initial=0.0) for row in features.meets()], axis=1
        )
        self.themes = _stacked([each.themes for each in prepared], len(THEMES))
        self.declared = _stacked([each.declared for each in prepared], len(THEMES))
        order = np.argsort(np.array([support.id for support in self.supports], dtype=object))
        self.place_of_id = np.argsort(order)
        self.figures = features.Figures(self.supports)


def _row(vector: Mapping[int, float]) -> Row:
    """A sparse vector as packed arrays, by column."""
    columns = np.array(sorted(vector), dtype=np.int32)
    return columns, np.array([vector[int(each)] for each in columns], dtype=np.float64)


def _matrix(rows: Sequence[Row], width: int) -> Matrix:
    starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([np.zeros(0, np.int32), *(columns for columns, _ in rows)])
    values = np.concatenate([np.zeros(0), *(values for _, values in rows)])
    return csr_matrix((values, columns, starts), shape=(len(rows), width))


def _stacked(rows: Sequence[Column], width: int) -> Column:
    return np.array(rows, dtype=np.float64).reshape(-1, width)
