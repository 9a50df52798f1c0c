"""How much more or less each feature should weigh, as far as decisions and their reasons tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.learned.decided import Floats, LearnedFrom, enough, fair_weights, freshness
from matching.learned.logistic import fit_line, probability
from matching.learned.policy import FitLimits, Policy

# What decisions raised would raise itself; what is the same for all supports of a need tells none from another.
LEFT_ALONE = frozenset({"decisions", "reach"})
DIGITS = 4


def fit_multipliers(stands: Sequence[LearnedFrom], policy: Policy, today: date) -> dict[str, float]:
    """Feature -> what its weight is multiplied by; nothing while too little is decided.

    A logistic fit of what was taken on the features' points, held at the present weights. A no with a reason is
    laid at the features that the reason names and at no other. The mean score of what was decided stays as it
    was, so that the model's limits keep their meaning.
    """
    limits = policy.multipliers
    rows = [row for row in stands if row.points and _tells(row, policy)]
    yes = np.array([float(policy.kinds[row.decision].weight > 0) for row in rows])
    raw = [abs(policy.kinds[row.decision].weight) * freshness(row, policy, today) for row in rows]
    weights = fair_weights(rows, np.array(raw), limits.advisor_share)
    counted = fair_weights(rows, np.ones(len(rows)), limits.advisor_share)
    if not enough(rows, yes, counted, limits):
        return {}
    features = sorted({name for row in rows for name in row.points} - LEFT_ALONE)
    points = np.array([[row.points.get(name, 0.0) for name in features] for row in rows])
    scores = np.array([sum(row.points.values()) for row in rows])
    level, slope = fit_line(scores, yes, weights)
    if slope <= 0:
        return {}
    middle = np.average(points, axis=0, weights=weights)
    told = slope * (points - middle) * _masks(rows, features, policy)
    moves = _fit(told, level + slope * scores, yes, weights, limits)
    kept = _level(moves, middle, limits.most)
    return {name: round(1 + float(each), DIGITS) for name, each in zip(features, kept, strict=True)}


def _tells(row: LearnedFrom, policy: Policy) -> bool:
    """Whether a decision tells of the match at all: neither undecided nor a no for reasons outside it."""
    worth = policy.kinds[row.decision].weight
    return worth > 0 or (worth < 0 and policy.cause(row.reason).share > 0)


def _masks(rows: Sequence[LearnedFrom], features: Sequence[str], policy: Policy) -> Floats:
    """1 where a decision may move a feature, 0 where its reason names others."""
    found = np.ones((len(rows), len(features)))
    for at, row in enumerate(rows):
        named = policy.cause(row.reason).features
        if named and policy.kinds[row.decision].weight < 0:
            found[at] = [float(name in named) for name in features]
    return found


def _fit(told: Floats, base: Floats, yes: Floats, weights: Floats, limits: FitLimits) -> Floats:
    """The moves that make the decisions likeliest, each within its bounds and drawn to 0."""
    from scipy.optimize import minimize  # noqa: PLC0415 - only fitting needs it

    def loss(at: Floats) -> tuple[float, NDArray[np.float64]]:
        level, moves = at[0], at[1:]
        logits = base + level + told @ moves
        wrong = weights * (probability(logits) - yes)
        total = float((weights * (np.logaddexp(0, logits) - yes * logits)).sum())
        slope = np.concatenate([[wrong.sum() + level], told.T @ wrong + limits.prior * moves])
        return total + float(level**2) / 2 + limits.prior / 2 * float(moves @ moves), slope

    bounds = [(None, None), *[(-limits.most, limits.most)] * told.shape[1]]
    found = minimize(loss, np.zeros(told.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x[1:], dtype=np.float64)


def _level(moves: Floats, middle: Floats, most: float) -> Floats:
    """The moves without what would raise or lower the mean score, made smaller together where one goes too far."""
    square = float(middle @ middle)
    left = moves - middle * float(middle @ moves) / square if square else moves
    largest = float(np.abs(left).max(initial=0.0))
    return np.asarray(left * (most / largest) if largest > most else left)
