"""The whole flow for a need: who may have what, how well it fits, and whether anything is good enough."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.eligibility import VERDICT_OF_CODE, check, deadline_of
from matching.features import Column
from matching.index import Index
from matching.scoring import Query, columns, contributions, rare_share, raw_points, total_of
from matching.types import Decision, Hierarchies, Match, Need, NeedMatches, Reason

Rows = NDArray[np.intp]
BEST = 3  # how many of the best scores tell whether a need has something good
ALONE = 5.0  # points that a single good support must be better by
MOSTLY = 0.3  # share of a need about rarely supported matters that is told as a reason
RARE = 40.0  # points that a need wholly about rarely supported matters must be better by


def match(
    index: Index,
    needs: Sequence[Need],
    today: date | None,
    hierarchies: Hierarchies,
    *,
    top: int = 10,
    near: int | None = 5,
    decisions: Sequence[Decision] = (),
) -> tuple[NeedMatches, ...]:
    """Every need's matches, in the needs' order.

    A need is judged on its own `as_of`, else on `today`; ValueError where neither is given. `top` 0 recommends
    all that may be; `near` None lists every blocked support, a number only so many that are relevant.
    """
    days = [_day(need, today) for need in needs]
    answers = index.table(hierarchies).answers([need.company for need in needs], days)
    return tuple(
        _of_need(Query(need, day, index), row, hierarchies, top=top, near=near, decisions=decisions)
        for need, day, row in zip(needs, days, answers, strict=True)
    )


def strength(scores: Column, rare: float) -> float:
    """How good the best of a need's scores are: the mean of the three best, or one that stands out, less a step.

    A single good support is enough; several fairly good ones tell more than one that is only fairly good.
    What is half about matters that support seldom exists for (`rare` 0.5) must be that much better.
    """
    best = np.sort(scores)[::-1][:BEST]
    return float(max(best.sum() / BEST, best[0] - ALONE)) - RARE * rare if len(best) else 0.0


def _of_need(
    query: Query,
    answers: NDArray[np.int8],
    hierarchies: Hierarchies,
    *,
    top: int,
    near: int | None,
    decisions: Sequence[Decision],
) -> NeedMatches:
    model = query.index.model
    points = raw_points(query.index, columns(query, decisions))
    total = total_of(points)
    order = _best_first(total, query.index)
    possible, blocked = order[answers[order] >= 0], order[answers[order] < 0]
    reached = strength(total[possible], rare_share(query))
    unmet = reached < model.unmet_below_
    relevant = blocked if near is None else blocked[total[blocked] >= model.relevant_from_][:near]
    shown = possible[:top] if top else possible
    matches, near_misses = (
        tuple(_match(query, int(row), (points, float(total[row])), answers[row], hierarchies) for row in rows)
        for rows in (shown, relevant)
    )
    return NeedMatches(
        need_id=query.need.id,
        unmet=unmet,
        why=_why(query, total, possible, relevant) if unmet else (),
        matches=matches,
        near=near_misses,
    )


def _day(need: Need, today: date | None) -> date:
    day = need.as_of or today
    if day is None:
        raise ValueError(f"Need {need.id} has no as_of: give the day it is to be judged on.")
    return day


def _best_first(total: Column, index: Index) -> Rows:
    """Rows by falling score as shown in tenths, then exactly, then by id, so that the order is always the same."""
    return np.lexsort((index.place_of_id, -total, -np.round(total * 10)))


def _match(
    query: Query, row: int, scored: tuple[dict[str, Column], float], answer: int, hierarchies: Hierarchies
) -> Match:
    support = query.index.supports[row]
    score, shares = contributions(query, row, *scored)
    verdict, results = check(support, query.need.company, query.today, hierarchies)
    if verdict is not VERDICT_OF_CODE[int(answer)]:
        raise AssertionError(f"{query.need.id} × {support.id}: one pair and many at once disagree.")
    return Match(support.id, score, verdict, shares, results, deadline_of(support, query.today))


def _why(query: Query, total: Column, possible: Rows, relevant: Rows) -> tuple[Reason, ...]:
    """Why nothing is good enough: what the best reaches, what it lacks, and what stands in the way of others."""
    if not len(possible):
        return (Reason("nothing_possible"),)
    best = float(round(total[possible[0]], 1))
    reasons = [Reason("best_reaches", {"score": best, "support": query.index.supports[possible[0]].id})]
    theme = query.need.theme
    if not any(theme in query.index.supports[row].themes for row in possible):
        reasons.append(Reason("theme_missing", {"theme": theme}))
    if rare_share(query) > MOSTLY:
        reasons.append(Reason("rarely_supported"))
    if not query.found:
        reasons.append(Reason("not_understood"))
    better = [row for row in relevant if total[row] > total[possible[0]]]
    if better:
        reasons.append(Reason("better_blocked", {"count": len(better)}))
    return tuple(reasons)
