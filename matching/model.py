"""What was learned: term statistics, weights, tables and thresholds, under one version; refitted only on purpose."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from matching.features import COLUMNS, FEATURES, help_ids
from matching.learned.records import learned_from_record, learned_record
from matching.learning import EMPTY, Learned
from matching.text import Text, lexicon
from matching.words.concepts import Addition, Lexicon, lexicon_with

FORMAT = 2
THEMES = tuple(lexicon("concepts"))[:-1]  # the last group, general, is no theme
TABLES = ("served", "given")  # columns that are looked up in a table of points by the need's theme
Table = NDArray[np.float64]


class NotFittedError(RuntimeError):
    """The model was used before its figures were fitted or loaded."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a fit gives: points per column, tables of points by theme, and the limits that follow from them.

    Attributes:
        columns: points of 100 that each column gives at its fullest.
        served: need's theme by support's theme, points for a support that names the theme first.
        given: need's theme by kind of help, points for a support that gives it fully.
        unmet: what speaks for a need having something good (see unmet.py).
        usual: what the signs of needs with something good mostly reach at least.
        relevant_from: a support with at least this score is worth mentioning, also when it is blocked.
    """

    columns: Mapping[str, float]
    served: Table = field(default_factory=lambda: np.zeros((len(THEMES), len(THEMES))))
    given: Table = field(default_factory=lambda: np.zeros((len(THEMES), len(help_ids()))))
    unmet: Mapping[str, float] = field(default_factory=dict)
    usual: Mapping[str, float] = field(default_factory=dict)
    relevant_from: float = 0.0


class Model:
    """Figures that pairs are scored with; an index never changes them.

    Attributes:
        lexicon: the concepts that texts are read with, the shipped ones and `additions_`.
        term_idf_: weight of each known lemma; a lemma not seen when fitting weighs `unseen_idf_`.
        concept_idf_: weight of each concept of the lexicon.
        weights_: points per column, tables and limits, as fitted on judgements.
        learned_: what decisions taught, which moves the weights; empty as shipped.
        points_: points that each column gives at its fullest, moved by what was learned.
        fullest_: points that each feature gives when all its columns are full.

    Example:
        >>> default_model().fitted
        True
    """

    def __init__(self, version: str = "unfitted", additions: Sequence[Addition] = ()) -> None:
        self.version = version
        self.additions = tuple(additions)
        self.lexicon: Lexicon = lexicon_with(self.additions)
        self.learned_ = EMPTY

    @property
    def fitted(self) -> bool:
        return hasattr(self, "weights_") and hasattr(self, "term_idf_")

    def check_fitted(self) -> None:
        if not self.fitted:
            raise NotFittedError("Fit the model or load one before it is used: Model.fit, default_model.")

    def fit_terms(self, texts: Sequence[tuple[Text, str]]) -> Self:
        """Learn how telling each lemma and concept is from texts and their languages."""
        terms: Counter[str] = Counter()
        concepts: Counter[str] = Counter()
        for text, language in texts:
            terms.update(text.terms.keys())
            concepts.update(self.lexicon.mentions(text, language).keys())
        known = {term: _idf(count, len(texts)) for term, count in sorted(terms.items())}
        return self._take_terms(
            known,
            {concept: _idf(count, len(texts)) for concept, count in sorted(concepts.items())},
            _idf(1, len(texts)),
        )

    def fit_weights(self, weights: Weights) -> Self:
        """Take over what a fit gave; columns that it does not name give no points."""
        self.weights_ = weights
        points = {name: float(weights.columns.get(name, 0.0)) for name in COLUMNS}
        points.update(dict.fromkeys(TABLES, 1.0))
        moved = {feature: self.learned_.multiplier(feature) for feature in FEATURES}
        self.points_ = {name: given * moved[COLUMNS[name]] for name, given in points.items()}
        self.fullest_ = {name: full * moved[name] for name, full in fullest_under(weights).items()}
        return self

    def with_learned(self, version: str, learned: Learned) -> Model:
        """The same figures with what decisions taught, under a new version's name; EMPTY takes it all back."""
        other = Model(version, self.additions)
        other._take_terms(self.term_idf_, self.concept_idf_, self.unseen_idf_)
        other.learned_ = learned
        return other.fit_weights(self.weights_)

    def with_additions(self, version: str, additions: Sequence[Addition]) -> Model:
        """The same figures with another set of words added to the lexicon, under a new version's name."""
        other = Model(version, additions)
        other._take_terms(self.term_idf_, self.concept_idf_, self.unseen_idf_)
        other.learned_ = self.learned_
        return other.fit_weights(self.weights_)

    def reads_as(self, other: Model) -> bool:
        """Whether a text is the same terms and concepts, equally telling, under both."""
        return self.additions == other.additions and self.weighs_as(other)

    def weighs_as(self, other: Model) -> bool:
        """Whether a term or concept that a text holds is as telling under both."""
        return (
            self.unseen_idf_ == other.unseen_idf_
            and self.concept_idf_ == other.concept_idf_
            and self.term_idf_ == other.term_idf_
        )

    def idf(self, term: str) -> float:
        return self.term_idf_.get(term, self.unseen_idf_)

    def concept_idf(self, concept: str) -> float:
        return self.concept_idf_.get(concept, self.unseen_idf_)

    def record(self) -> dict[str, Any]:
        """The figures as plain JSON."""
        self.check_fitted()
        weights = self.weights_
        return {
            "format": FORMAT,
            "version": self.version,
            "additions": [asdict(each) for each in self.additions],
            "learned": learned_record(self.learned_),
            "weights": dict(weights.columns),
            "served": _table_record(weights.served, THEMES),
            "given": _table_record(weights.given, help_ids()),
            "unmet": dict(weights.unmet),
            "usual": dict(weights.usual),
            "relevant_from": weights.relevant_from,
            "unseen_idf": self.unseen_idf_,
            "concept_idf": self.concept_idf_,
            "term_idf": self.term_idf_,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The model that a record was made of; refuses a format it does not know."""
        if record.get("format") != FORMAT:
            raise ValueError(f"Model format {record.get('format')} is not {FORMAT}: fit the model again.")
        additions = [
            Addition(**{**each, "up": tuple(each["up"]), "near": tuple(each["near"])})
            for each in record["additions"]
        ]
        model = cls(str(record["version"]), additions)
        model._take_terms(dict(record["term_idf"]), dict(record["concept_idf"]), float(record["unseen_idf"]))
        model.learned_ = learned_from_record(record["learned"])
        return model.fit_weights(
            Weights(
                dict(record["weights"]),
                _table_of(record["served"], THEMES),
                _table_of(record["given"], help_ids()),
                dict(record["unmet"]),
                dict(record["usual"]),
                float(record["relevant_from"]),
            )
        )

    def _take_terms(self, terms: Mapping[str, float], concepts: Mapping[str, float], unseen: float) -> Self:
        self.term_idf_, self.concept_idf_, self.unseen_idf_ = terms, concepts, unseen
        ids, theme_of = self.lexicon.ids, self.lexicon.theme_of
        self.idf_of_concepts_ = np.array([self.concept_idf(each) for each in ids])
        self.theme_of_concepts_ = np.array(
            [[theme_of[each] == theme for theme in THEMES] for each in ids], dtype=float
        )
        self.rare_concepts_ = np.array([each in self.lexicon.rare for each in ids], dtype=float)
        return self


def fullest_under(weights: Weights) -> dict[str, float]:
    """Points that each feature gives when all its columns are full."""
    most = dict.fromkeys(COLUMNS.values(), 0.0)
    for name, feature in COLUMNS.items():
        most[feature] += weights.columns.get(name, 0.0)
    most["theme"] += float(weights.served.max(initial=0.0))
    most["help"] += float(weights.given.max(initial=0.0))
    return most


def _idf(count: int, total: int) -> float:
    return round(math.log((total + 1) / (count + 0.5)), 4)


def _table_record(table: Table, columns: Sequence[str]) -> dict[str, dict[str, float]]:
    """A table by name, zeros left out."""
    return {
        theme: {name: float(value) for name, value in zip(columns, row, strict=True) if value}
        for theme, row in zip(THEMES, table, strict=True)
        if row.any()
    }


def _table_of(record: Mapping[str, Mapping[str, float]], columns: Sequence[str]) -> Table:
    return np.array([[record.get(theme, {}).get(name, 0.0) for name in columns] for theme in THEMES])


@cache
def default_model() -> Model:
    """The model shipped with the engine."""
    text = (resources.files("matching") / "default_model.json").read_text(encoding="utf-8")
    return Model.from_record(json.loads(text))
