"""How often such a match was accepted: a curve from score to probability, with how far it can be trusted."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from matching.learned.decided import Floats, LearnedFrom, enough, fair_weights
from matching.learned.policy import Policy

FOLDS, BINS = 5, 10
SURE = 1.96  # of a normal distribution: 95 %
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Bin:
    """Matches of about the same predicted chance: how many, how often accepted, with a 95 % interval."""

    count: int
    predicted: float
    observed: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """How predicted chances met what was decided: the curve, its mean gap (ECE), and the mean square (Brier)."""

    bins: tuple[Bin, ...]
    gap: float
    brier: float


@dataclass(frozen=True, slots=True)
class Chance:
    """A rising curve through (score, chance); `reliability` is of decisions that each was predicted without."""

    scores: tuple[float, ...]
    chances: tuple[float, ...]
    decisions: int
    accepted: int
    reliability: Reliability

    def of(self, scores: ArrayLike) -> Floats:
        """The chances of matches with these scores; beyond the decided scores the curve stays level."""
        return np.asarray(np.interp(np.asarray(scores, dtype=np.float64), self.scores, self.chances))


def fit_chance(stands: Sequence[LearnedFrom], policy: Policy) -> Chance | None:
    """The curve from the decided matches whose score is known; None while they are too few or all alike."""
    limits = policy.chance
    pairs = [(row, row.score, policy.kinds[row.decision].taken) for row in stands]
    known = [(row, score, taken) for row, score, taken in pairs if score is not None and taken is not None]
    rows = [row for row, _, _ in known]
    scores = np.array([score for _, score, _ in known], dtype=np.float64)
    yes = np.array([taken for _, _, taken in known], dtype=np.float64)
    weights = fair_weights(rows, np.ones(len(rows)), limits.advisor_share)
    if not enough(rows, yes, weights, limits):
        return None
    predicted = _held_out(rows, scores, yes, weights, limits.prior)
    curve = _curve(scores, yes, weights, limits.prior)
    return Chance(*curve, len(rows), int(yes.sum()), reliability(predicted, yes))


def reliability(predicted: Floats, yes: Floats, bins: int = BINS) -> Reliability:
    """The reliability of predicted chances, in bins of about as many decisions each."""
    order = np.argsort(predicted, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    found = tuple(_bin(predicted[part], yes[part]) for part in parts)
    gap = sum(each.count * abs(each.predicted - each.observed) for each in found) / max(1, len(yes))
    brier = float(np.mean((predicted - yes) ** 2)) if len(yes) else 0.0
    return Reliability(found, round(gap, DIGITS), round(brier, DIGITS))


def fold_of(need: str, folds: int = FOLDS) -> int:
    """The fold that all decisions about a need are held out in; the same on every machine and in every order."""
    return zlib.crc32(need.encode()) % folds


def _held_out(
    rows: Sequence[LearnedFrom], scores: Floats, yes: Floats, weights: Floats, prior: float
) -> Floats:
    """Every decision's chance by a curve that its need had no part in."""
    folds = np.array([fold_of(row.need) for row in rows])
    found = np.full(len(rows), float(np.average(yes, weights=weights)))
    for fold in range(FOLDS):
        rest, held = folds != fold, folds == fold
        if rest.any() and held.any():
            found[held] = np.interp(scores[held], *_curve(scores[rest], yes[rest], weights[rest], prior))
    return found


def _curve(
    scores: Floats, yes: Floats, weights: Floats, prior: float
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The middles of the steps of an isotonic regression, each step drawn a little to the overall share."""
    from scipy.optimize import isotonic_regression  # noqa: PLC0415 - only fitting needs it

    order = np.lexsort((yes, scores))
    places, first = np.unique(scores[order], return_index=True)
    mass = np.add.reduceat(weights[order], first)
    share = np.add.reduceat((weights * yes)[order], first) / mass
    steps = isotonic_regression(share, weights=mass).x
    starts = np.flatnonzero(np.diff(steps, prepend=-1.0))
    size, taken = np.add.reduceat(mass, starts), np.add.reduceat(mass * share, starts)
    middles = np.add.reduceat(mass * places, starts) / size
    drawn = (taken + prior * float(np.average(yes, weights=weights))) / (size + prior)
    chances = isotonic_regression(drawn, weights=size).x
    return _plain(middles), _plain(chances)


def _plain(values: Floats) -> tuple[float, ...]:
    return tuple(round(float(each), DIGITS) for each in values)


def _bin(predicted: Floats, yes: Floats) -> Bin:
    count, share = len(yes), float(yes.mean())
    square = SURE**2 / count
    middle = (share + square / 2) / (1 + square)
    width = SURE / (1 + square) * (share * (1 - share) / count + square / (4 * count)) ** 0.5
    low, high = max(0.0, middle - width), min(1.0, middle + width)
    shares = (round(each, DIGITS) for each in (float(predicted.mean()), share, low, high))
    return Bin(count, *shares)
