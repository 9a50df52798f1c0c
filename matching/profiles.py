"""Needs as numbers: what each is about, asks for and plans, many at once, under one index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching import features
from matching.features import Column
from matching.index import Index
from matching.learned import decided
from matching.learned.policy import default_policy
from matching.model import THEMES
from matching.preparing import spread_out, theme_weights, unit
from matching.text import Text, read
from matching.types import Need

NO_THEME = len(THEMES)
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Profiles:
    """Needs prepared for scoring, one row each; `today` is the day that each is judged on."""

    index: Index
    needs: Sequence[Need]
    today: Sequence[date]
    texts: Sequence[Text]

    @cached_property
    def found(self) -> Column:
        """How clearly each need names each concept (needs × concepts)."""
        lexicon = self.index.model.lexicon
        found = np.zeros((len(self.needs), len(lexicon.ids)))
        for row, text in enumerate(self.texts):
            for number, weight in lexicon.weights(text):
                found[row, number] = weight
        return found

    @cached_property
    def concepts(self) -> Column:
        return unit(spread_out(self.index.model, self.found))

    @cached_property
    def shares(self) -> Column:
        """What each need is about, as shares of the whole."""
        weights = self.found * self.index.model.idf_of_concepts_
        total = weights.sum(axis=1, keepdims=True)
        return np.asarray(np.divide(weights, total, out=np.zeros_like(weights), where=total > 0))

    @cached_property
    def reach(self) -> Column:
        """The share of each need that is not about matters which support seldom exists for."""
        return np.asarray(1.0 - self.shares @ self.index.model.rare_concepts_)

    @cached_property
    def terms(self) -> Column:
        """Lemmas by weight, in the numbers of the index's vocabulary."""
        rows, numbers, weights = self.terms_in_order
        terms = np.zeros((len(self.needs), self.index.terms.shape[1]))
        terms[rows, numbers] = weights
        return terms

    @cached_property
    def terms_in_order(self) -> tuple[Rows, Rows, Column]:
        """The same as rows, columns and weights; terms that no support has only lengthen a need."""
        placed, lengths = self.index.placed, [len(text.terms) for text in self.texts]
        found, counts = list[tuple[int, float]](), list[int]()
        for text in self.texts:
            found += [placed[term] for term in text.terms]
            counts += text.terms.values()
        numbers, telling = np.array(found).reshape(-1, 2).T
        rows = np.repeat(np.arange(len(self.texts)), lengths)
        weights = (1 + np.log(np.array(counts, dtype=np.float64))) * telling
        total = np.sqrt(np.bincount(rows, weights=weights * weights, minlength=len(self.texts)))
        known = numbers >= 0
        rows = rows[known]
        return rows, numbers[known].astype(np.intp), weights[known] / total[rows]

    @cached_property
    def theme(self) -> Rows:
        """The number of each need's theme; `NO_THEME` where it has none that the model knows."""
        at = {theme: number for number, theme in enumerate(THEMES)}
        return np.array([at.get(need.theme, NO_THEME) for need in self.needs], dtype=np.intp)

    @cached_property
    def of_theme(self) -> Column:
        """1 in the column of each need's theme."""
        return np.eye(NO_THEME + 1)[self.theme][:, :NO_THEME]

    @cached_property
    def themes(self) -> Column:
        """How much each need is about each theme, by its own theme and its words."""
        return unit(unit(theme_weights(self.index.model, self.found)) + self.of_theme)

    @cached_property
    def helps(self) -> Column:
        """The shares of the kinds of help that each need asks for."""
        return features.helps_asked(self.needs, self.texts)

    @cached_property
    def decisions(self) -> Column:
        """Each need in the dimensions that decisions are learned in."""
        telling = self.found * self.index.model.idf_of_concepts_
        return decided.profiles(telling, self.of_theme, default_policy())

    def own(self, row: int) -> Mapping[int, float]:
        """Rows of supports that the need itself has decided on, each with what the other decisions say."""
        return self.index.neighbours.own(self.needs[row].id)

    @cached_property
    def planned(self) -> Column:
        """Planned investments in kronor; NaN where there is none."""
        return np.array([features.planned_sum(need) for need in self.needs])

    @cached_property
    def turnover(self) -> Column:
        return np.array([features.turnover_of(need) for need in self.needs])

    @cached_property
    def places(self) -> Sequence[features.Place]:
        return [features.place_of(need.company.facts) for need in self.needs]

    @cached_property
    def by_place_and_day(self) -> Mapping[tuple[features.Place, date], Rows]:
        """The needs of each place that are judged on the same day."""
        found: dict[tuple[features.Place, date], list[int]] = {}
        for at, key in enumerate(zip(self.places, self.today, strict=True)):
            found.setdefault(key, []).append(at)
        return {key: np.array(needs, dtype=np.intp) for key, needs in found.items()}

    @cached_property
    def group(self) -> Rows:
        """The number of each need's place and day among those."""
        number = np.zeros(len(self.needs), dtype=np.intp)
        for at, needs in enumerate(self.by_place_and_day.values()):
            number[needs] = at
        return number

    @cached_property
    def bears(self) -> Column:
        """How well each company bears a joint application."""
        return np.array([features.bears_joint(need.company.facts.get("employees")) for need in self.needs])

    def profile(self, row: int) -> dict[str, float]:
        """One need in the dimensions that decisions are learned in, by name."""
        model = self.index.model
        weights = {concept: weight for concept, (weight, _) in self.mentions(row).items()}
        theme = self.needs[row].theme if self.theme[row] != NO_THEME else ""
        return decided.profile(weights, theme, model.concept_idf, default_policy())

    def mentions(self, row: int) -> Mapping[str, tuple[float, tuple[str, ...]]]:
        """The concepts that one need names, each with how clearly and the words that say so."""
        if row not in self._mentions:
            self._mentions[row] = self.index.model.lexicon.mentions(self.texts[row])
        return self._mentions[row]

    @cached_property
    def _mentions(self) -> dict[int, Mapping[str, tuple[float, tuple[str, ...]]]]:
        """What has been asked for: each of a need's matches tells its words by them."""
        return {}


def profiles(index: Index, needs: Sequence[Need], today: Sequence[date]) -> Profiles:
    return Profiles(index, needs, today, [read(need.text) for need in needs])
