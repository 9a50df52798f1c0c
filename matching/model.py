"""What was learned: term statistics, weights and thresholds, under one version; refitted only on purpose."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Self

from matching.concepts import mentions
from matching.features import COLUMNS
from matching.text import Text

FORMAT = 1


class NotFittedError(RuntimeError):
    """The model was used before its figures were fitted or loaded."""


class Model:
    """Figures that pairs are scored with; an index never changes them.

    Attributes:
        term_idf_: weight of each known lemma; a lemma not seen when fitting weighs `unseen_idf_`.
        concept_idf_: weight of each concept of the lexicon.
        weights_: points of 100 that each column gives at its fullest.
        unmet_below_: a need whose strength (the mean of its three best scores) is lower has nothing good.
        relevant_from_: a support with at least this score is worth mentioning, also when it is blocked.

    Example:
        >>> default_model().fitted
        True
    """

    def __init__(self, version: str = "unfitted") -> None:
        self.version = version

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
            concepts.update(mentions(text, language).keys())
        self.term_idf_ = {term: _idf(count, len(texts)) for term, count in sorted(terms.items())}
        self.unseen_idf_ = _idf(1, len(texts))
        self.concept_idf_ = {concept: _idf(count, len(texts)) for concept, count in sorted(concepts.items())}
        return self

    def fit_weights(self, weights: Mapping[str, float], unmet_below: float, relevant_from: float) -> Self:
        """Take over points per column, the strength under which a need is unmet, and what is relevant."""
        self.weights_ = {name: float(weights.get(name, 0.0)) for name in COLUMNS}
        self.unmet_below_ = unmet_below
        self.relevant_from_ = relevant_from
        return self

    @property
    def fullest(self) -> Mapping[str, float]:
        """Points that each feature gives when all its columns are full."""
        most = dict.fromkeys(COLUMNS.values(), 0.0)
        for name, feature in COLUMNS.items():
            most[feature] += self.weights_[name]
        return most

    def idf(self, term: str) -> float:
        return self.term_idf_.get(term, self.unseen_idf_)

    def concept_idf(self, concept: str) -> float:
        return self.concept_idf_.get(concept, self.unseen_idf_)

    def record(self) -> dict[str, Any]:
        """The figures as plain JSON."""
        self.check_fitted()
        return {
            "format": FORMAT,
            "version": self.version,
            "weights": self.weights_,
            "unmet_below": self.unmet_below_,
            "relevant_from": self.relevant_from_,
            "unseen_idf": self.unseen_idf_,
            "concept_idf": self.concept_idf_,
            "term_idf": self.term_idf_,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The model that a record was made of; refuses a format it does not know."""
        if record.get("format") != FORMAT:
            raise ValueError(f"Model format {record.get('format')} is not {FORMAT}: fit the model again.")
        model = cls(str(record["version"]))
        model.term_idf_ = dict(record["term_idf"])
        model.unseen_idf_ = float(record["unseen_idf"])
        model.concept_idf_ = dict(record["concept_idf"])
        limits = float(record["unmet_below"]), float(record["relevant_from"])
        return model.fit_weights(record["weights"], *limits)


def _idf(count: int, total: int) -> float:
    return round(math.log((total + 1) / (count + 0.5)), 4)


@cache
def default_model() -> Model:
    """The model shipped with the engine."""
    text = (resources.files("matching") / "default_model.json").read_text(encoding="utf-8")
    return Model.from_record(json.loads(text))
