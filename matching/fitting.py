"""Weights and thresholds of a model from judged needs, with figures on needs held out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.eligibility import EligibilityTable
from matching.engine import strength
from matching.evaluation import ndcg
from matching.features import COLUMNS, Column
from matching.index import Index
from matching.scoring import Query, columns, pressed, rare_share
from matching.types import Hierarchies, Need

TOP_SCORE = 96.0  # what the best matches of the judged needs reach
TOP_QUANTILE = 0.99
RELEVANT_QUANTILE = 0.2  # of the scores of pairs judged useful: what scores less is hardly worth a mention
USEFUL = 2
DECISIONS_POINTS = 5.0  # for a well-tried support, until there are decisions enough to learn from

Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """One need's columns against all supports it may have, with the grades people gave."""

    need_id: str
    supports: tuple[str, ...]
    values: NDArray[np.float64]
    grades: NDArray[np.float64]
    unmet: bool
    rare: float

    def ndcg(self, weights: Weights) -> float:
        order = np.argsort(-(self.values @ weights), kind="stable")
        grades = {s: int(g) for s, g in zip(self.supports, self.grades, strict=True) if g}
        return ndcg([self.supports[at] for at in order], grades)

    def strength(self, weights: Weights) -> float:
        return strength(pressed(self.values @ weights), self.rare)


def judged_needs(
    index: Index,
    needs: Sequence[Need],
    qrels: Mapping[str, Mapping[str, int]],
    unmet: frozenset[str],
    hierarchies: Hierarchies,
) -> list[Judged]:
    """Every need with what it may have; blocked pairs are left out, as they are never recommended."""
    days = [need.as_of or date.min for need in needs]
    table = EligibilityTable(index.supports, hierarchies)
    answers = table.answers([need.company for need in needs], days)
    found = []
    for need, day, row in zip(needs, days, answers, strict=True):
        possible = np.flatnonzero(row >= 0)
        query = Query(need, day, index)
        values = columns(query)
        ids = tuple(index.supports[at].id for at in possible)
        grades = np.array([qrels.get(need.id, {}).get(each, 0) for each in ids], dtype=float)
        matrix = np.stack([values[name][possible] for name in COLUMNS], axis=1)
        found.append(Judged(need.id, ids, matrix, grades, need.id in unmet, rare_share(query)))
    return found


def fit_weights(judged: Sequence[Judged], ridge: float) -> Weights:
    """Non-negative weights that make the graded supports likely first picks (a listwise loss with a ridge)."""
    from scipy.optimize import minimize  # noqa: PLC0415 - only fitting needs it

    cases = [(each.values, _target(each.grades)) for each in judged if each.grades.any()]

    def loss(weights: Weights) -> tuple[float, Weights]:
        total, slope = 0.0, np.zeros(len(weights))
        for values, target in cases:
            chance = _softmax(values @ weights)
            total -= float((target * np.log(chance + 1e-12)).sum())
            slope -= values.T @ (target - chance)
        count = len(cases)
        return total / count + ridge * float(weights @ weights), slope / count + 2 * ridge * weights

    bounds = [(0.0, None)] * len(COLUMNS)
    found = minimize(loss, np.ones(len(COLUMNS)), jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x, dtype=np.float64)


def scaled(weights: Weights, judged: Sequence[Judged]) -> Weights:
    """The weights as points of 100, such that all but the very best matches stay under the top."""
    best = [float((each.values @ weights).max()) for each in judged]
    points = weights * TOP_SCORE / np.quantile(best, TOP_QUANTILE)
    points[list(COLUMNS).index("decisions")] = DECISIONS_POINTS
    return np.asarray(points)


def unmet_limit(judged: Sequence[Judged], weights: Weights) -> float:
    """The strength under which a need is called unmet: where precision and recall are best together (F1)."""
    strengths = np.array([each.strength(weights) for each in judged])
    unmet = np.array([each.unmet for each in judged])
    limits = (np.sort(strengths)[1:] + np.sort(strengths)[:-1]) / 2
    scores = [_f1(strengths < limit, unmet) for limit in limits]
    return float(limits[int(np.argmax(scores))])


def relevant_limit(judged: Sequence[Judged], weights: Weights) -> float:
    """The score from which a support is worth a mention: most useful pairs reach it."""
    useful = [(each.values @ weights)[each.grades >= USEFUL] for each in judged]
    return float(np.quantile(np.concatenate(useful), RELEVANT_QUANTILE))


def held_out(
    judged: Sequence[Judged], folds: int, seed: int, fit: Callable[[Sequence[Judged]], Weights]
) -> dict[str, float]:
    """Figures on needs that the weights and the limit were not fitted on, each need held out once."""
    order = np.random.default_rng(seed).permutation(len(judged))
    scores: list[float] = []
    claimed: list[tuple[bool, bool]] = []
    for fold in range(folds):
        rest = [judged[int(at)] for at in np.delete(order, np.s_[fold::folds])]
        weights = fit(rest)
        limit = unmet_limit(rest, weights)
        for each in (judged[int(at)] for at in order[fold::folds]):
            claimed.append((each.strength(weights) < limit, each.unmet))
            if not each.unmet and each.grades.any():
                scores.append(each.ndcg(weights))
    said, true = np.array(claimed).T
    return {
        "ndcg@10": float(np.mean(scores)),
        "unmet_recall": float((said & true).sum() / max(1, true.sum())),
        "unmet_precision": float((said & true).sum() / max(1, said.sum())),
    }


def _target(grades: Column) -> Column:
    gains = 2.0**grades - 1
    return np.asarray(gains / gains.sum())


def _softmax(values: Column) -> Column:
    powers = np.exp(values - values.max())
    return np.asarray(powers / powers.sum())


def _f1(said: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    hits = float((said & true).sum())
    return 2 * hits / max(1.0, float(said.sum() + true.sum()))
