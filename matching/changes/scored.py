"""The score of every support that a need may have, without saying why; for comparing models."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from matching.engine import chunks
from matching.index import Index
from matching.ranking import ranked
from matching.scoring import shown_tenths
from matching.types import Hierarchies, Need

Scores = dict[str, dict[str, float]]


def scores_of(index: Index, needs: Sequence[Need], today: date | None, lists: Hierarchies) -> Scores:
    """Need -> support -> score as it is shown."""
    found: Scores = {}
    for asked, answers in chunks(index, needs, today, lists):
        for need, best in zip(asked.needs, ranked(asked, answers >= 0, 0), strict=True):
            tenths = shown_tenths(best.totals).tolist()
            found[need.id] = {
                index.supports[row].id: tenth / 10 for row, tenth in zip(best.rows, tenths, strict=True)
            }
    return found
