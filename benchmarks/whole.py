"""The engine's part of the speed comparison: everything ranked, one need at a time, and pair by pair."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.pairwise import Pairwise
from iuc_hub import taxonomy
from matching.engine import AT_ONCE, match
from matching.index import Index
from matching.model import default_model
from matching.profiles import Profiles
from matching.ranking import Ranked, ranked
from matching.text import read

if TYPE_CHECKING:
    from benchmarks.speed import Task

TOP = 10


def built(task: Task) -> Index:
    """The index with everything that the first need would otherwise wait for."""
    index = Index(default_model(), task.supports)
    index.table(taxonomy.hierarchies())
    index.board.scores(_some(task, index, [0]), np.arange(1))
    return index


def ranked_all(task: Task, index: Index) -> list[Ranked]:
    """Each need's ten best of what its company may have, in the needs' order."""
    found: list[Ranked] = [ranked_nothing()] * len(task.needs)
    table = index.table(taxonomy.hierarchies())
    order = sorted(
        range(len(task.needs)), key=lambda at: str(task.needs[at].company.facts["municipality_code"])
    )
    for start in range(0, len(order), AT_ONCE):
        chosen = order[start : start + AT_ONCE]
        asked = _some(task, index, chosen)
        answers = table.answers([need.company for need in asked.needs], asked.today)
        for at, each in zip(chosen, ranked(asked, answers >= 0, TOP), strict=True):
            found[at] = each
    return found


def ranked_nothing() -> Ranked:
    return Ranked(np.zeros(0, np.intp), np.zeros((0, 0)), np.zeros(0), np.zeros((0, 0), np.int64))


def one_at_a_time(task: Task, index: Index, count: int) -> dict[str, float]:
    """Milliseconds of a need matched alone, texts read and reasons gathered, after one to warm up."""
    passed = []
    for need in [task.needs[0], *task.needs[:count]]:
        read.cache_clear()
        start = time.perf_counter()
        match(index, [need], task.today, taxonomy.hierarchies())
        passed.append((time.perf_counter() - start) * 1000)
    return {f"p{at}": round(float(np.quantile(passed[1:], at / 100)), 1) for at in (50, 95)}


def pair_by_pair(task: Task, index: Index, found: Sequence[Ranked], count: int) -> dict[str, Any]:
    """How many of so many needs have other supports, scores or points when every pair is judged by itself."""
    slow = Pairwise(index, taxonomy.hierarchies())
    step = max(1, len(task.needs) // count)
    chosen = list(range(0, len(task.needs), step))[:count]
    different = [
        task.needs[at].id
        for at in chosen
        if slow.best(task.needs[at], task.today, TOP) != _plain(index, found[at])
    ]
    return {"needs": len(chosen), "pairs": len(chosen) * len(index.supports), "different": different}


def _plain(index: Index, found: Ranked) -> list[tuple[str, list[int]]]:
    return [
        (index.supports[row].id, tenths.tolist())
        for row, tenths in zip(found.rows, found.tenths, strict=True)
    ]


def _some(task: Task, index: Index, chosen: Sequence[int]) -> Profiles:
    needs, texts = [task.needs[at] for at in chosen], [task.queries[at] for at in chosen]
    return Profiles(index, needs, [task.today] * len(chosen), texts)
