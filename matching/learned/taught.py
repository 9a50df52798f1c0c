"""What decided matches score under what decisions taught, each without the part of its own need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from matching.learned.chance import FOLDS, fold_of
from matching.learned.decided import LearnedFrom
from matching.learned.multipliers import fit_multipliers
from matching.learned.policy import Policy
from matching.pressing import pressed, released

Value = Callable[[LearnedFrom], float]


def taught_rows(
    stands: Sequence[LearnedFrom], value: Value, worth: float, policy: Policy, today: date
) -> list[LearnedFrom]:
    """The decisions with the scores that a taught model would have shown.

    Args:
        stands: with points and scores of a model that nothing has taught.
        value: how a decision's support was received for needs like its own, without that need.
        worth: the most points that earlier decisions give.
        policy: limits the weights of features, which are fitted for each need without it.
        today: as for the weights.
    """
    folds = [fold_of(row.need) for row in stands]
    moved = [
        fit_multipliers([row for row, at in zip(stands, folds, strict=True) if at != fold], policy, today)
        for fold in range(FOLDS)
    ]
    return [
        row if row.score is None else replace(row, score=_score(row, moved[fold], worth * value(row)))
        for row, fold in zip(stands, folds, strict=True)
    ]


def _score(row: LearnedFrom, moved: dict[str, float], given: float) -> float:
    """As the engine adds points up: weights moved, then what decisions gave, none below 0, pressed above 90."""
    shown = row.score or 0.0
    own = {name: each for name, each in row.points.items() if name != "decisions"} or {"": shown}
    total = float(sum(own.values()))
    longer = float(released(np.array(total))) / total if total > 0 else 1.0
    others = longer * sum(each * moved.get(name, 1.0) for name, each in own.items())
    return round(float(pressed(np.array(max(0.0, others + given)))), 1)
