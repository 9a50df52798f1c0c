"""Sums of points as scores that never pass 100, and back."""

from __future__ import annotations

import numpy as np

from matching.learned.decided import Floats

FREE, ROOM = 90.0, 10.0


def pressed(total: Floats) -> Floats:
    """Sums as scores: as they are up to 90, above it ever closer to 100, so that no two best ones become one."""
    above = np.maximum(total, FREE)
    return np.asarray(np.where(total > FREE, 100 - ROOM * np.exp((FREE - above) / ROOM), total))


def released(score: Floats) -> Floats:
    """The sums that scores were pressed from; a score of 100, which none but a rounded one is, as that of 99.9."""
    left = np.maximum(100 - score, ROOM / 100)
    return np.asarray(np.where(score > FREE, FREE - ROOM * np.log(np.minimum(left, ROOM) / ROOM), score))
