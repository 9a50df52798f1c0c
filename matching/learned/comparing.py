"""Two models on the same decisions, as figures that a person can decide to switch by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.learned.chance import FOLDS, fold_of
from matching.learned.decided import Floats, LearnedFrom
from matching.learned.logistic import fit_line, log_loss, probability
from matching.learned.policy import Policy

TOP = 5
FEWEST = 10  # decisions of each outcome under which a probability says nothing

Scored = Mapping[str, Mapping[str, float]]
"""Need -> support -> score, of every support that the need may have."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How one model does on decisions.

    Attributes:
        top_5: the share of what was taken that stands among its need's five best.
        order: how often what was taken stands above what was turned down for the same need, ties counting half.
        log_loss: surprise at each decision, predicted from the score with the decision's need left out.
    """

    top_5: float | None
    order: float | None
    log_loss: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same decisions under the model in use and another, and the needs that would gain or lose by a switch.

    A need gains where more of what was taken for it stands among its five best.
    """

    needs: int
    decisions: int
    old: Quality
    new: Quality
    gaining: tuple[str, ...]
    losing: tuple[str, ...]


def compare(old: Scored, new: Scored, stands: Sequence[LearnedFrom], policy: Policy) -> Comparison:
    """Compare on decisions of which both models have scores; give only decisions that neither has learned from."""
    rows = [
        row
        for row in sorted(stands, key=lambda each: (each.need, each.support))
        if policy.kinds[row.decision].taken is not None
        and all(row.support in scores.get(row.need, {}) for scores in (old, new))
    ]
    taken = np.array([bool(policy.kinds[row.decision].taken) for row in rows], dtype=np.float64)
    before, after = _hits(old, rows, taken), _hits(new, rows, taken)
    return Comparison(
        needs=len({row.need for row in rows}),
        decisions=len(rows),
        old=_quality(old, rows, taken),
        new=_quality(new, rows, taken),
        gaining=tuple(need for need in before if after[need] > before[need]),
        losing=tuple(need for need in before if after[need] < before[need]),
    )


def _quality(scores: Scored, rows: Sequence[LearnedFrom], taken: Floats) -> Quality:
    hits = _hits(scores, rows, taken)
    whole = int(taken.sum())
    return Quality(
        top_5=round(sum(hits.values()) / whole, 4) if whole else None,
        order=_order(scores, rows, taken),
        log_loss=_log_loss(scores, rows, taken),
    )


def _hits(scores: Scored, rows: Sequence[LearnedFrom], taken: Floats) -> dict[str, int]:
    """Need -> how many of the supports taken for it are among its best."""
    best: dict[str, set[str]] = {}
    found: dict[str, int] = {}
    for row, yes in zip(rows, taken, strict=True):
        if row.need not in best:
            theirs = scores[row.need]
            best[row.need] = set(sorted(theirs, key=lambda each: (-theirs[each], each))[:TOP])
        found[row.need] = found.get(row.need, 0) + int(yes and row.support in best[row.need])
    return found


def _order(scores: Scored, rows: Sequence[LearnedFrom], taken: Floats) -> float | None:
    by_need: dict[str, tuple[list[float], list[float]]] = {}
    for row, yes in zip(rows, taken, strict=True):
        by_need.setdefault(row.need, ([], []))[int(yes)].append(scores[row.need][row.support])
    pairs = [(good, bad) for bads, goods in by_need.values() for good in goods for bad in bads]
    right = sum(1.0 if good > bad else 0.5 if good == bad else 0.0 for good, bad in pairs)
    return round(right / len(pairs), 4) if pairs else None


def _log_loss(scores: Scored, rows: Sequence[LearnedFrom], taken: Floats) -> float | None:
    if min(taken.sum(), len(taken) - taken.sum()) < FEWEST:
        return None
    values = np.array([scores[row.need][row.support] for row in rows])
    folds = np.array([fold_of(row.need) for row in rows])
    chance = np.full(len(rows), float(taken.mean()))
    for fold in range(FOLDS):
        rest, held = folds != fold, folds == fold
        if rest.any() and held.any():
            level, slope = fit_line(values[rest], taken[rest], np.ones(int(rest.sum())))
            chance[held] = probability(level + slope * values[held])
    return round(log_loss(chance, taken), 4)
