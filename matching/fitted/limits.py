"""What follows from fitted weights: their scale in points, the line for relevant, and what tells unmet needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from matching.features import Column
from matching.fitted.fitting import (
    RIDGE,
    Fitted,
    Judged,
    as_weights,
    barred_sums,
    fit,
    points_by_feature,
    sums_of,
)
from matching.model import Model, Weights, fullest_under
from matching.unmet import BIAS, SIGNS, signs

TOP_SCORE = 96.0  # what the best matches of the judged needs reach
TOP_QUANTILE = 0.99
RELEVANT_QUANTILE = 0.2  # of the scores of pairs judged useful: what scores less is hardly worth a mention
USUAL_QUANTILE = 0.25  # of the signs of needs with something good: what is less is told as a reason
DECISIONS_POINTS = 10.0  # the most that earlier decisions can give or take
HELD = 0.0003  # how strongly the weights of the signs are held small


def fitted_weights(judged: Sequence[Judged], ridge: float = RIDGE, without: Sequence[str] = ()) -> Weights:
    """Everything a model takes from judged needs; `without` names columns that give no points."""
    points = scaled(fit(judged, ridge, without), judged)
    weights = as_weights(points)
    weights = replace(weights, columns={**weights.columns, "decisions": DECISIONS_POINTS})
    useful = [sums_of(each, points)[each.useful > 0] for each in judged]
    line = round(float(np.quantile(np.concatenate(useful), RELEVANT_QUANTILE)), 1)
    weights = replace(weights, relevant_from=line)
    seen = all_signs(judged, points, weights)
    good = np.array([bool(each.useful.any()) for each in judged])
    return replace(
        weights,
        unmet=_told_apart(seen, good),
        usual=dict(
            zip(SIGNS, map(float, np.round(np.quantile(seen[good], USUAL_QUANTILE, axis=0), 3)), strict=True)
        ),
    )


def scaled(weights: Fitted, judged: Sequence[Judged]) -> Fitted:
    """The weights as points of 100, such that all but the very best matches stay under the top."""
    best = [float(sums_of(each, weights).max(initial=0.0)) for each in judged]
    return np.asarray(weights * TOP_SCORE / np.quantile(best, TOP_QUANTILE))


def all_signs(judged: Sequence[Judged], points: Fitted, weights: Weights) -> Column:
    """The signs of every need (needs × SIGNS) under these weights."""
    return np.array([signs_of(each, points, weights) for each in judged])


def signs_of(each: Judged, points: Fitted, weights: Weights) -> Column:
    """The signs of one need under these weights; `points` are the same in the order of a fit."""
    shares = points_by_feature(each, points)
    shares = shares[np.argsort(-shares.sum(axis=1), kind="stable")]
    barred = np.sort(barred_sums(each, points))[::-1]
    relevant = barred[barred >= weights.relevant_from]
    return signs(shares, shares.sum(axis=1), relevant, fullest_under(weights))


def _told_apart(seen: Column, good: Column) -> dict[str, float]:
    """Logistic weights, none negative, of the signs that a need has something good."""
    from scipy.optimize import minimize  # noqa: PLC0415 - only fitting needs it

    middle = np.append(seen.mean(axis=0), 0.0)
    values = np.column_stack([seen, np.ones(len(seen))]) - middle

    def loss(weights: Column) -> tuple[float, Column]:
        sums = values @ weights
        error = 1 / (1 + np.exp(-sums)) - good
        held = np.append(weights[:-1], 0.0) * HELD
        total = float((np.logaddexp(0, sums) - good * sums).mean() + held @ weights / 2)
        return total, values.T @ error / len(good) + held

    bounds = [(0.0, None)] * len(SIGNS) + [(None, None)]
    found = minimize(loss, np.zeros(len(middle)), jac=True, method="L-BFGS-B", bounds=bounds).x
    bias = float(found[-1] - found[:-1] @ middle[:-1])
    return {**dict(zip(SIGNS, map(float, np.round(found[:-1], 3)), strict=True)), BIAS: round(bias, 3)}


def fit_model(model: Model, judged: Sequence[Judged]) -> Model:
    """The model with weights, tables and limits fitted on these needs."""
    return model.fit_weights(fitted_weights(judged))
