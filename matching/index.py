"""Supports prepared for scoring under one model; adding or removing one leaves the others' figures as they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from matching import features
from matching.board import Board
from matching.eligibility import EligibilityTable
from matching.features import Column, help_ids
from matching.kept import Kept
from matching.learned.decided import dimensions
from matching.learned.neighbours import Neighbours
from matching.model import THEMES, Model
from matching.text import Text, read
from matching.types import Hierarchies, Support

TITLE_TIMES = 2  # a title says more than as many words of a description
DECLARED_LATER = 0.8  # a theme that is not a support's first
Row = tuple[NDArray[np.int32], NDArray[np.float64]]
Matrix: TypeAlias = "csr_matrix[np.float64]"


@dataclass(frozen=True, slots=True)
class Prepared:
    """One support's own figures; they depend on the support and the model only."""

    support: Support
    words: Mapping[str, str]
    terms: Mapping[str, float]
    concepts: Row
    title: Row
    helps: Column
    themes: Column
    declared: Column


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
        """The same supports under another model; what was prepared stays where both read texts alike."""
        alike = model.reads_as(self.model)
        other = Index(model, self.supports, prepared=self._prepared if alike else None)
        other._table = self._table
        return other

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


def prepare(model: Model, support: Support) -> Prepared:
    """A support's own figures under the model."""
    language, lexicon = support.language, model.lexicon
    text = read("\n".join([support.title] * TITLE_TIMES + [support.description]), language)
    mentioned = lexicon.mentions(text, language)
    found = _numbered(model, {concept: weight for concept, (weight, _) in mentioned.items()})
    titled = lexicon.mentions(read(support.title, language), language)
    declared = declared_themes(support)
    return Prepared(
        support=support,
        words={concept: words[0] for concept, (_, words) in mentioned.items()},
        terms=term_vector(model, text),
        concepts=_sparse(unit(spread_out(model, found))),
        title=_sparse(
            unit(spread_out(model, _numbered(model, {c: weight for c, (weight, _) in titled.items()})))
        ),
        helps=features.support_helps(support, text),
        themes=unit(unit(theme_weights(model, found)) + (declared > 0)),
        declared=declared,
    )


def declared_themes(support: Support) -> Column:
    """1 for the theme named first, less for the others, 0 for the rest."""
    return np.array(
        [
            0.0 if each not in support.themes else 1.0 if each == support.themes[0] else DECLARED_LATER
            for each in THEMES
        ]
    )


def term_vector(model: Model, text: Text) -> dict[str, float]:
    """Lemmas by weight, of length 1."""
    weights = {term: float(1 + np.log(count)) * model.idf(term) for term, count in text.terms.items()}
    length = sum(weight * weight for weight in weights.values()) ** 0.5
    return {term: weight / length for term, weight in weights.items()} if length else {}


def spread_out(model: Model, found: Column) -> Column:
    """Concepts found (the last axis), with their kin, each weighted by how telling it is."""
    return np.asarray((found @ model.lexicon.spread) * model.idf_of_concepts_)


def theme_weights(model: Model, found: Column) -> Column:
    """How much the concepts found (the last axis) are about each theme."""
    return np.asarray((found * model.idf_of_concepts_) @ model.theme_of_concepts_)


def unit(weights: Column) -> Column:
    """The same direction along the last axis with length 1; nothing stays nothing."""
    length = np.sqrt((weights * weights).sum(axis=-1, keepdims=True))
    return np.asarray(np.divide(weights, length, out=np.zeros_like(weights), where=length > 0))


def _numbered(model: Model, found: Mapping[str, float]) -> Column:
    numbers = np.zeros(len(model.lexicon.ids))
    for concept, weight in found.items():
        numbers[model.lexicon.number[concept]] = weight
    return numbers


def _sparse(vector: Column) -> Row:
    columns = np.flatnonzero(vector)
    return columns.astype(np.int32), vector[columns]


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
