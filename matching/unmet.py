"""Whether a need has something good: learned from what speaks for and against it in its best matches."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from matching.features import FEATURES, Column

BEST = 3  # how many of the best matches are looked at
BARRED = 5  # relevant blocked ones that are better than the best possible, counted up to this
SIGNS = ("best", "best_three", "words", "help", "theme", "reach", "open")
BIAS = "bias"


def signs(points: Column, totals: Column, barred: Column, fullest: Mapping[str, float]) -> Column:
    """What speaks for something good, each 0-1 in the order of SIGNS; zeros where nothing is possible.

    Args:
        points: what each feature gives the best possible matches, best first (rows × FEATURES).
        totals: their scores.
        barred: the scores of the best BARRED blocked supports that are relevant.
        fullest: points that each feature gives at its fullest.
    """
    if not len(totals):
        return np.zeros(len(SIGNS))
    first = points[:BEST]
    return np.array(
        [
            totals[0] / 100,
            totals[:BEST].sum() / BEST / 100,
            *(
                first[:, FEATURES.index(name)].max() / fullest[name] if fullest[name] else 0.0
                for name in ("words", "help", "theme", "reach")
            ),
            1 - int((barred[:BARRED] > totals[0]).sum()) / BARRED,
        ]
    )


def nothing_good(found: Column, weights: Mapping[str, float]) -> bool:
    """Whether these signs say that nothing is good enough; each weight speaks for something good."""
    return strength(found, weights) < 0


def strength(found: Column, weights: Mapping[str, float]) -> float:
    """The log-odds that a need with these signs has something good."""
    return float(weights.get(BIAS, 0.0) + sum(_terms(found, weights)))


def weakest(found: Column, usual: Mapping[str, float]) -> frozenset[str]:
    """The signs that are lower than those of needs with something good mostly are."""
    return frozenset(
        name for name, value in zip(SIGNS, found, strict=True) if float(value) < usual.get(name, 0.0)
    )


def _terms(found: Column, weights: Mapping[str, float]) -> list[float]:
    return [weights.get(name, 0.0) * float(value) for name, value in zip(SIGNS, found, strict=True)]
