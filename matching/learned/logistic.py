"""How a score turns into a probability: a straight line through the logits, held level by a small ridge."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
RIDGE = 1.0  # on the slope of standardised scores; as much as a few decisions


def probability(logits: Floats) -> Floats:
    return np.asarray(0.5 * (1 + np.tanh(0.5 * logits)))


def fit_line(scores: Floats, yes: Floats, weights: Floats) -> tuple[float, float]:
    """Level and slope of the logit; the slope is never below 0, since a better score is no worse a sign."""
    from scipy.optimize import minimize  # noqa: PLC0415 - only fitting needs it

    middle, spread = float(np.average(scores, weights=weights)), float(scores.std()) or 1.0
    scaled = (scores - middle) / spread

    def loss(at: Floats) -> tuple[float, Floats]:
        logits = at[0] + at[1] * scaled
        wrong = weights * (probability(logits) - yes)
        total = float((weights * (np.logaddexp(0, logits) - yes * logits)).sum())
        slope = np.array([wrong.sum(), float(wrong @ scaled) + RIDGE * at[1]])
        return total + RIDGE / 2 * float(at[1] ** 2), slope

    found = minimize(loss, np.zeros(2), jac=True, method="L-BFGS-B", bounds=[(None, None), (0.0, None)])
    level, slope = (float(each) for each in found.x)
    return level - slope * middle / spread, slope / spread


def log_loss(chance: Floats, yes: Floats) -> float:
    """The mean surprise at what was decided, in nats; lower is better."""
    clear = np.clip(chance, 1e-6, 1 - 1e-6)
    return float(-np.mean(yes * np.log(clear) + (1 - yes) * np.log(1 - clear)))
