"""One need against every support of an index: columns, points, and the words that they were read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from matching import features
from matching.amounts import SCALE
from matching.concepts import mentions, number_of, rare_concepts, spread
from matching.features import COLUMNS, FEATURES, Column
from matching.index import (
    THEMES,
    Index,
    Matrix,
    SparseVector,
    concept_vector,
    gram_vector,
    term_vector,
    theme_shares,
)
from matching.text import Text, read
from matching.types import Contribution, Decision, Need, Support

MOST_EVIDENCE = 3
ASKED, GIVEN = 0.2, 0.5  # shares from which a kind of help is named; words alone never say that it is given
FREE, ROOM = 90.0, 10.0
FEW = 2  # decisions; with no more than these a support is not yet well tried
DECLARED_LATER = 0.8  # a theme that is not a support's first
GOOD = frozenset({"accepted", "sent", "interested", "granted"})
BAD = frozenset({"rejected", "declined", "refused"})


@dataclass(frozen=True)
class Query:
    """A need prepared for scoring."""

    need: Need
    today: date
    index: Index

    @cached_property
    def text(self) -> Text:
        return read(self.need.text)

    @cached_property
    def found(self) -> Mapping[str, tuple[float, tuple[str, ...]]]:
        return mentions(self.text)

    @cached_property
    def weights(self) -> dict[str, float]:
        return {concept: weight for concept, (weight, _) in self.found.items()}


def rare_share(query: Query) -> float:
    """How much of what the need is about are matters that support seldom exists for, 0-1."""
    model = query.index.model
    weights = {concept: w * model.concept_idf(concept) for concept, w in query.weights.items()}
    total = sum(weights.values())
    return sum(weights[each] for each in weights if each in rare_concepts()) / total if total else 0.0


def columns(query: Query, decisions: Sequence[Decision] = ()) -> dict[str, Column]:
    """Every column's values, one a support of the index."""
    index, need, model = query.index, query.need, query.index.model
    concepts = _dot(index.concepts, concept_vector(model, query.weights))
    declared = _themes_declared(index, need.theme)
    helps = _helps(query)
    place = index.figures.place(need.company.facts)
    terms = {
        index.vocabulary[t]: w for t, w in term_vector(model, query.text).items() if t in index.vocabulary
    }
    return {
        "concepts": concepts,
        "covered": _covered(query),
        "title": _dot(index.titles, concept_vector(model, query.weights)),
        "terms": _dot(index.terms, terms),
        "grams": _dot(index.grams, gram_vector(query.text)),
        "theme": declared,
        "themes": _weighted(index.themes, theme_shares(model, query.weights, (need.theme,))),
        "theme_and_concepts": declared * concepts,
        "help": helps,
        "help_and_concepts": helps * concepts,
        "place": place,
        "place_and_theme": place * declared,
        "time": index.figures.time(query.today),
        "amount": index.figures.amount(features.planned_sum(need), need.company.facts.get("turnover_sek")),
        "size": index.figures.size(need.company.facts.get("employees")),
        "decisions": _decided(index.supports, need, decisions),
    }


def raw_points(index: Index, values: Mapping[str, Column]) -> dict[str, Column]:
    """Points of each feature for every support, before rounding; a sum above 90 is pressed under 100."""
    weights = index.model.weights_
    points = {feature: np.zeros(len(index.supports)) for feature in FEATURES}
    for name, feature in COLUMNS.items():
        if weights[name]:
            points[feature] = points[feature] + weights[name] * values[name]
    total = total_of(points)
    scale = np.where(total > FREE, pressed(total) / np.maximum(total, 1.0), 1.0)
    return {feature: each * scale for feature, each in points.items()}


def pressed(total: Column) -> Column:
    """Sums as scores: as they are up to 90, above it ever closer to 100, so that no two best ones become one."""
    return np.asarray(np.where(total > FREE, 100 - ROOM * np.exp((FREE - total) / ROOM), total))


def total_of(points: Mapping[str, Column]) -> Column:
    """The sum over features, always added in the same order."""
    total: Column = np.zeros_like(points[FEATURES[0]])
    for feature in FEATURES:
        total = total + points[feature]
    return total


def contributions(
    query: Query, row: int, points: Mapping[str, Column], total: float
) -> tuple[float, tuple[Contribution, ...]]:
    """The score in tenths and the features' shares of it, whose displayed points sum to it exactly."""
    exact = [float(points[feature][row]) * 10 for feature in FEATURES]
    tenths = _rounded(exact, round(total * 10))
    fullest = query.index.model.fullest
    evidence = {"words": _evidence_words(query, row), "help": _evidence_help(query, row)}
    shares = tuple(
        Contribution(
            feature,
            round(min(1.0, exact[at] / 10 / fullest[feature]), 4) if fullest[feature] else 0.0,
            tenths[at] / 10,
            evidence.get(feature, ()),
        )
        for at, feature in enumerate(FEATURES)
    )
    return sum(tenths) / 10, shares


def _rounded(exact: Sequence[float], whole: int) -> list[int]:
    """Whole numbers that sum to `whole`: what is left over goes to the largest remainders."""
    floors = [int(each) for each in exact]
    left = whole - sum(floors)
    by_remainder = sorted(range(len(exact)), key=lambda at: (floors[at] - exact[at], at))
    for at in by_remainder[: max(0, left)]:
        floors[at] += 1
    return floors


def _dot(matrix: Matrix, vector: Mapping[int, float]) -> Column:
    dense = np.zeros(matrix.shape[1])
    for number, weight in vector.items():
        dense[number] = weight
    return np.asarray(matrix @ dense, dtype=np.float64)


def _weighted(matrix: Column, weights: Column) -> Column:
    """Row sums by weight, added column by column so that they never depend on how many rows there are."""
    total: Column = np.zeros(len(matrix))
    for number in np.flatnonzero(weights):
        total += matrix[:, number] * weights[number]
    return total


def _themes_declared(index: Index, theme: str) -> Column:
    if theme not in THEMES:
        return np.zeros(len(index.supports))
    number = THEMES.index(theme)
    return np.asarray(np.maximum(index.first[:, number], DECLARED_LATER * index.declared[:, number]))


def _covered(query: Query) -> Column:
    """The share of what the need is about that a support names, kin counting in part."""
    model, at = query.index.model, number_of()
    weights: SparseVector = {at[c]: w * model.concept_idf(c) for c, w in query.weights.items()}
    total = sum(weights.values())
    if not total:
        return np.zeros(len(query.index.supports))
    return _dot(query.index.direct, {number: weight / total for number, weight in weights.items()})


def _helps(query: Query) -> Column:
    """How well the kinds of help given answer those asked for."""
    asked, table = features.need_helps(query.need, query.text), features.meets()
    total: Column = np.zeros(len(query.index.supports))
    for row in np.flatnonzero(asked):
        total = total + asked[row] * (query.index.helps * table[row]).max(axis=1, initial=0.0)
    return total


def _decided(supports: Sequence[Support], need: Need, decisions: Sequence[Decision]) -> Column:
    """How often the support was taken rather than turned down for other needs; 0 where it never was."""
    if not decisions:
        return np.zeros(len(supports))
    counts: dict[str, list[int]] = {}
    for each in decisions:
        if each.need_id != need.id:
            seen = counts.setdefault(each.support_id, [0, 0])
            seen[0] += each.decision in GOOD
            seen[1] += each.decision in BAD
    tallies = [counts.get(support.id, [0, 0]) for support in supports]
    return np.array([max(0, good - bad) / (good + bad + FEW) for good, bad in tallies], dtype=float)


def _evidence_words(query: Query, row: int) -> tuple[str, ...]:
    """Pairs "word of the need|word of the support" for the concepts they share, most telling first."""
    theirs = query.index.words_of(row)
    at = number_of()
    pairs: list[tuple[float, str]] = []
    for concept, (weight, words) in query.found.items():
        kin = {other: float(spread()[at[concept], at[other]]) for other in theirs}
        best = max(kin, key=lambda other: (kin[other], other), default="")
        if best and kin[best] > 0:
            idf = query.index.model.concept_idf(concept)
            ours = next((word for word in words if word not in SCALE), "")
            pairs.append((weight * idf * kin[best], f"{ours}|{theirs[best]}" if ours else ""))
    pairs.sort(key=lambda pair: (-pair[0], pair[1]))
    return tuple(dict.fromkeys(text for _, text in pairs if text))[:MOST_EVIDENCE]


def _evidence_help(query: Query, row: int) -> tuple[str, ...]:
    """The kinds of help that are plainly asked for and plainly given, best answered first."""
    asked, given = features.need_helps(query.need, query.text), query.index.helps[row]
    ids = features.help_ids()
    both = [
        (float(asked[k] * given[k]), kind)
        for k, kind in enumerate(ids)
        if asked[k] >= ASKED and given[k] > GIVEN
    ]
    return tuple(kind for _, kind in sorted(both, key=lambda pair: (-pair[0], pair[1])))[:2]
