"""How good rankings are against people's judgements: nDCG, recall, precision, eligibility mistakes, unmet needs."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

GOOD = 2  # the lowest grade that a company can use
DEPTH = 10
DEEP = 20
FIRST = 3
DRAWS = 400

Grades = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ranking:
    """One need's recommended supports, best first, with the best score and whether it was said to be unmet.

    `scores` are those of the supports, where they are wanted.
    """

    supports: tuple[str, ...]
    best: float = 0.0
    unmet: bool = False
    scores: tuple[float, ...] = ()


def ndcg(order: Sequence[str], grades: Grades, depth: int = DEPTH) -> float:
    """Discounted gain of the first places over the best possible; the gain is the grade itself."""
    ideal = _discounted(sorted(grades.values(), reverse=True)[:depth])
    return _discounted([grades.get(support, 0) for support in order[:depth]]) / ideal if ideal else 0.0


def recall(order: Sequence[str], good: Collection[str], depth: int) -> float:
    """The share of the good ones among the first places."""
    return len(set(good) & set(order[:depth])) / len(good)


def average_precision(order: Sequence[str], good: Collection[str]) -> float:
    """The mean over good ones of the precision at their place; one not ranked counts 0."""
    hits, total = 0, 0.0
    for place, support in enumerate(order, 1):
        if support in good:
            hits += 1
            total += hits / place
    return total / len(good)


def figures(
    rankings: Mapping[str, Ranking],
    qrels: Mapping[str, Grades],
    blocked: Mapping[str, Mapping[str, str]],
    unmet: Collection[str],
) -> dict[str, float | int | None]:
    """All figures; needs with nothing good are left out of the ranking figures, None where nothing counts."""
    judged = {need: grades for need, grades in qrels.items() if need not in unmet}
    orders = {need: rankings[need].supports if need in rankings else () for need in judged}
    good = {need: {s for s, g in grades.items() if g >= GOOD} for need, grades in judged.items()}
    found = {need: orders[need] for need in judged if good[need]}
    shown = sum(s in blocked.get(need, {}) for need, ranking in rankings.items() for s in ranking.supports)
    return {
        "needs": len(judged),
        f"ndcg@{DEPTH}": _mean(ndcg(orders[need], grades) for need, grades in judged.items()),
        f"recall@{DEPTH}": _mean(recall(order, good[need], DEPTH) for need, order in found.items()),
        f"recall@{DEEP}": _mean(recall(order, good[need], DEEP) for need, order in found.items()),
        "map": _mean(average_precision(order, good[need]) for need, order in found.items()),
        f"good_in_top_{FIRST}": _mean(
            float(bool(good[need] & set(order[:FIRST]))) for need, order in found.items()
        ),
        "blocked_shown": shown,
        "good_missing": sum(len(good[need] - set(order)) for need, order in found.items()),
        **_unmet_figures(rankings, list(found), unmet),
    }


def _unmet_figures(
    rankings: Mapping[str, Ranking], met: Sequence[str], unmet: Collection[str]
) -> dict[str, float | None]:
    claimed = {need for need, ranking in rankings.items() if ranking.unmet}
    hit = len(claimed & set(unmet))
    return {
        "unmet_auc": auc([_best(rankings, need) for need in met], [_best(rankings, need) for need in unmet]),
        "unmet_recall": round(hit / len(unmet), 4) if unmet else None,
        "unmet_precision": round(hit / len(claimed), 4) if claimed and unmet else None,
    }


def auc(met: Sequence[float], unmet: Sequence[float]) -> float | None:
    """How often a need with something good has a better best score than one without; ties count half."""
    return _mean(1.0 if a > b else 0.5 if a == b else 0.0 for a in met for b in unmet)


def unmet_interval(met: Sequence[float], unmet: Sequence[float], *, seed: int = 1) -> dict[str, float]:
    """The 95 % bootstrap interval of the AUC: needs of both kinds drawn again, with replacement."""
    random = Random(seed)  # noqa: S311 - drawing again, no secret
    drawn = sorted(
        auc(random.choices(met, k=len(met)), random.choices(unmet, k=len(unmet))) or 0.0
        for _ in range(DRAWS if met and unmet else 0)
    )
    if not drawn:
        return {}
    cut = round(len(drawn) * 0.025)
    return {"unmet_auc_low": drawn[cut], "unmet_auc_high": drawn[-cut - 1]}


def _best(rankings: Mapping[str, Ranking], need: str) -> float:
    return rankings[need].best if need in rankings else 0.0


def _discounted(gains: Iterable[float]) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))


def _mean(values: Iterable[float]) -> float | None:
    listed = list(values)
    return round(sum(listed) / len(listed), 4) if listed else None
