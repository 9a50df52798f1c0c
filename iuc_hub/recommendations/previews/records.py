"""A preview as plain JSON, kept with its job and version: figures, and the matches that move most."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from iuc_hub.recommendations.previews.sampling import Sample
from iuc_hub.recommendations.rematching.storing import BEST
from matching.changes.previews import Moved, Preview, Standing

SHOWN = 60
SUPPORTS = 12
Record = dict[str, Any]


def joined(previews: Iterable[Preview]) -> Preview:
    """The previews of some needs each as one of them all."""
    found = list(previews)
    return Preview(
        sum(each.needs for each in found),
        tuple(moved for each in found for moved in each.moved),
        tuple(need for each in found for need in each.met),
        tuple(need for each in found for need in each.unmet),
    )


def preview_record(preview: Preview, sample: Sample, *, most: int = SHOWN, own: str = "") -> Record:
    """Figures of all that moves; rows of those that cross the line of the best first, then by points.

    What only comes in at the end of a need's list, or falls off it, comes last. ``own`` is the support that is
    changed: its rows come before the others'.
    """
    crossing = [each for each in preview.moved if each.crosses(BEST)]
    rows = sorted(preview.moved, key=lambda each: (each.support_id != own, *_place(each)))
    return {
        "needs": preview.needs,
        "of": sample.of,
        "moved": len(preview.moved),
        "gain": sum(each.gain > 0 for each in preview.moved),
        "lose": sum(each.gain < 0 for each in preview.moved),
        "into_best": sum(_comes_in(each) for each in crossing),
        "out_of_best": sum(not _comes_in(each) for each in crossing),
        "companies": len({sample.companies[each.need_id] for each in preview.moved}),
        "met": list(preview.met),
        "unmet": list(preview.unmet),
        "supports": _by_support(crossing),
        "rows": [_row(each, sample) for each in rows[:most]],
    }


def _place(moved: Moved) -> tuple[bool, bool, float]:
    at_the_end = moved.before is None or moved.after is None
    return not moved.crosses(BEST), at_the_end, -abs(moved.gain)


def _comes_in(moved: Moved) -> bool:
    return moved.after is not None and 0 < moved.after.rank <= BEST


def _by_support(crossing: Sequence[Moved]) -> list[Record]:
    """The supports that come in among the best or fall out of them, for how many needs, the most first."""
    into = Counter(each.support_id for each in crossing if _comes_in(each))
    out = Counter(each.support_id for each in crossing if not _comes_in(each))
    ids = sorted({*into, *out}, key=lambda each: (-into[each] - out[each], each))
    return [{"support": each, "into": into[each], "out": out[each]} for each in ids[:SUPPORTS]]


def _row(moved: Moved, sample: Sample) -> Record:
    return {
        "need": int(moved.need_id),
        "company": sample.companies[moved.need_id],
        "support": moved.support_id,
        "gain": moved.gain,
        "before": _standing(moved.before),
        "after": _standing(moved.after),
    }


def _standing(standing: Standing | None) -> Record | None:
    if standing is None:
        return None
    return {"rank": standing.rank, "score": standing.score, "verdict": standing.verdict.value}
