"""Supports prepared for scoring under one model; adding or removing one leaves the others' figures as they were."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from matching import features
from matching.concepts import concept_ids, kin, mentions, number_of, theme_of_concept
from matching.eligibility import EligibilityTable
from matching.features import Column, help_ids
from matching.model import Model
from matching.text import Text, lexicon, read, stop_words
from matching.types import Hierarchies, Support

GRAMS = 2**16
GRAM_SIZES = (4, 5)
THEMES = tuple(lexicon("concepts"))[:-1]  # the last group, general, is no theme
TITLE_TIMES = 2  # a title says more than as many words of a description
SparseVector = dict[int, float]
Row = tuple[NDArray[np.int32], NDArray[np.float64]]
Matrix: TypeAlias = "csr_matrix[np.float64]"
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Prepared:
    """One support's own figures; they depend on the support and the model only."""

    support: Support
    words: Mapping[str, str]
    terms: dict[str, float]
    grams: Row
    concepts: Row
    direct: Row
    title: Row
    helps: Column
    themes: Column


class Index:
    """Supports in the order given, as matrices with a row each."""

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

    def table(self, hierarchies: Hierarchies) -> EligibilityTable:
        """The supports' rules, prepared once for these code lists."""
        if self._table is None or self._table.hierarchies is not hierarchies:
            self._table = EligibilityTable(self.supports, hierarchies)
        return self._table

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
        by_number = [_row({self.vocabulary[t]: w for t, w in each.terms.items()}) for each in prepared]
        width = len(concept_ids())
        self.terms = _matrix(by_number, max(1, len(self.vocabulary)))
        self.grams = _matrix([each.grams for each in prepared], GRAMS)
        self.concepts = _matrix([each.concepts for each in prepared], width)
        self.direct = _matrix([each.direct for each in prepared], width)
        self.titles = _matrix([each.title for each in prepared], width)
        self.helps = np.array([each.helps for each in prepared]).reshape(-1, len(help_ids()))
        self.themes = np.array([each.themes for each in prepared]).reshape(-1, len(THEMES))
        self.declared = np.array([[t in s.themes for t in THEMES] for s in self.supports], dtype=float)
        self.declared = self.declared.reshape(-1, len(THEMES))
        self.first = np.array([[t in s.themes[:1] for t in THEMES] for s in self.supports], dtype=float)
        self.first = self.first.reshape(-1, len(THEMES))
        self.place_of_id = np.argsort(
            np.argsort(np.array([support.id for support in self.supports], dtype=object))
        )
        self.figures = features.Figures(self.supports)


def prepare(model: Model, support: Support) -> Prepared:
    """A support's own figures under the model."""
    language = support.language
    text = read("\n".join([support.title] * TITLE_TIMES + [support.description]), language)
    named = mentions(text, language)
    found = {concept: weight for concept, (weight, _) in named.items()}
    titled = {concept: weight for concept, (weight, _) in mentions(read(support.title, language)).items()}
    return Prepared(
        support=support,
        words={concept: words[0] for concept, (_, words) in named.items()},
        terms=term_vector(model, text),
        grams=_row(gram_vector(text)),
        concepts=_row(concept_vector(model, found)),
        direct=_row(presence(found)),
        title=_row(concept_vector(model, titled)),
        helps=features.support_helps(support, text),
        themes=theme_shares(model, found, support.themes),
    )


def term_vector(model: Model, text: Text) -> dict[str, float]:
    """Lemmas by weight, of length 1."""
    weights = {term: (1 + np.log(count)) * model.idf(term) for term, count in text.terms.items()}
    return _unit(weights)


def concept_vector(model: Model, found: Mapping[str, float]) -> SparseVector:
    """Concepts with their kin by weight, of length 1."""
    ids = concept_ids()
    weights: SparseVector = {}
    for concept, weight in found.items():
        for other, share in kin()[number_of()[concept]]:
            weights[other] = weights.get(other, 0.0) + weight * share
    return _unit({number: weight * model.concept_idf(ids[number]) for number, weight in weights.items()})


def presence(found: Mapping[str, float]) -> SparseVector:
    """Concept by number -> 1 where the text names it, less where it names only its kin."""
    weights: SparseVector = {}
    for concept in found:
        for other, share in kin()[number_of()[concept]]:
            weights[other] = max(share, weights.get(other, 0.0))
    return weights


def theme_shares(model: Model, found: Mapping[str, float], declared: Sequence[str]) -> Column:
    """How much a text is about each theme, of length 1: the themes declared and those of its concepts."""
    at = {theme: number for number, theme in enumerate(THEMES)}
    weights = np.zeros(len(THEMES))
    for concept, weight in found.items():
        number = at.get(theme_of_concept()[concept])
        if number is not None:
            weights[number] += weight * model.concept_idf(concept)
    total = float(np.linalg.norm(weights))
    weights = weights / total if total else weights
    for theme in declared:
        if theme in at:
            weights[at[theme]] += 1.0
    length = float(np.linalg.norm(weights))
    return np.asarray(weights / length if length else weights)


def gram_vector(text: Text) -> SparseVector:
    """Character pieces of the words by hashed number, of length 1; they bridge typos and spoken spellings."""
    counts: SparseVector = {}
    for word in text.words:
        if word not in stop_words():
            for piece in _pieces(word):
                counts[piece] = counts.get(piece, 0.0) + 1.0
    return _unit({piece: 1.0 + float(np.log(count)) for piece, count in counts.items()})


@lru_cache(maxsize=200_000)
def _pieces(word: str) -> tuple[int, ...]:
    padded = f" {word} "
    pieces = (padded[i : i + size] for size in GRAM_SIZES for i in range(len(padded) - size + 1))
    return tuple(zlib.crc32(piece.encode()) % GRAMS for piece in pieces)


def _unit(weights: Mapping[Key, float]) -> dict[Key, float]:
    length = sum(weight * weight for weight in weights.values()) ** 0.5
    return {key: float(weight / length) for key, weight in weights.items()} if length else {}


def _row(vector: Mapping[int, float]) -> Row:
    """A sparse vector as packed arrays, in its own order."""
    size = len(vector)
    return np.fromiter(vector, np.int32, size), np.fromiter(vector.values(), np.float64, size)


def _matrix(rows: Sequence[Row], width: int) -> Matrix:
    """Rows of a sparse matrix, each row's columns in its own order, so that sums never depend on other rows."""
    starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([np.zeros(0, np.int32), *(columns for columns, _ in rows)])
    values = np.concatenate([np.zeros(0), *(values for _, values in rows)])
    return csr_matrix((values, columns, starts), shape=(len(rows), width))
