"""The whole flow for needs: who may have what, how well it fits, and whether anything is good enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.eligibility import VERDICT_OF_CODE, Answers, check, deadline_of
from matching.evidence import evidence
from matching.features import FEATURES, Column
from matching.index import Index
from matching.profiles import Profiles, profiles
from matching.ranking import Ranked, ranked
from matching.types import Contribution, Hierarchies, Match, Need, NeedMatches, Reason, Verdict
from matching.unmet import nothing_good, signs, weakest

AT_ONCE = 128  # needs scored together; more of them fill the cache
TOLD_WHEN_LOW = {"words": "words_weak", "help": "help_wrong"}
MOSTLY = 0.7  # a need that reaches less is mostly about rarely supported matters


def match(
    index: Index,
    needs: Sequence[Need],
    today: date | None,
    hierarchies: Hierarchies,
    *,
    top: int = 10,
    near: int | None = 5,
) -> tuple[NeedMatches, ...]:
    """Every need's matches, in the needs' order.

    A need is judged on its own `as_of`, else on `today`; ValueError where neither is given. `top` 0 recommends
    all that may be; `near` None lists every blocked support, a number only so many that are relevant.
    """
    found: list[NeedMatches] = []
    for asked, answers in chunks(index, needs, today, hierarchies):
        possible = ranked(asked, answers >= 0, top)
        blocked = ranked(asked, answers < 0, near or 0) if near != 0 else [_nothing()] * len(possible)
        for at, (good, barred) in enumerate(zip(possible, blocked, strict=True)):
            found.append(
                _of_need(asked, at, (good, _relevant(index, barred, near)), answers[at], hierarchies)
            )
    return tuple(found)


def chunks(
    index: Index, needs: Sequence[Need], today: date | None, hierarchies: Hierarchies
) -> Iterator[tuple[Profiles, Answers]]:
    """Some needs at a time as numbers, with who may have what (needs × supports)."""
    table = index.table(hierarchies)
    for start in range(0, len(needs), AT_ONCE):
        some = needs[start : start + AT_ONCE]
        days = [_day(need, today) for need in some]
        yield profiles(index, some, days), table.answers([need.company for need in some], days)


def _day(need: Need, today: date | None) -> date:
    day = need.as_of or today
    if day is None:
        raise ValueError(f"Need {need.id} has no as_of: give the day it is to be judged on.")
    return day


def _nothing() -> Ranked:
    none = np.zeros((0, len(FEATURES)))
    return Ranked(np.zeros(0, dtype=np.intp), none, np.zeros(0), none.astype(np.int64))


def _relevant(index: Index, barred: Ranked, near: int | None) -> Ranked:
    """The blocked ones that are worth a mention; all of them where all are asked for."""
    if near is None:
        return barred
    return barred.picked(np.flatnonzero(barred.totals >= index.model.weights_.relevant_from))


def _of_need(
    asked: Profiles,
    at: int,
    found: tuple[Ranked, Ranked],
    answers: NDArray[np.int8],
    hierarchies: Hierarchies,
) -> NeedMatches:
    good, barred = found
    model = asked.index.model
    reached = signs(good.points, good.totals, model.fullest_)
    unmet = nothing_good(reached, model.weights_.unmet)
    matches, near = (_matches(asked, at, each, answers, hierarchies) for each in (good, barred))
    return NeedMatches(
        need_id=asked.needs[at].id,
        unmet=unmet,
        why=_why(asked, at, answers, (matches, near), reached) if unmet else (),
        matches=matches,
        near=near,
    )


def _matches(
    asked: Profiles, at: int, of: Ranked, answers: NDArray[np.int8], hierarchies: Hierarchies
) -> tuple[Match, ...]:
    """The matches of ranked rows, each with its criteria and what its points were read from."""
    index, company, day = asked.index, asked.needs[at].company, asked.today[at]
    found = []
    for row, shares, exact in zip(of.rows, of.tenths, of.points, strict=True):
        support = index.supports[row]
        verdict, results = check(support, company, day, hierarchies)
        if verdict is not VERDICT_OF_CODE[int(answers[row])]:
            raise AssertionError(f"{asked.needs[at].id} × {support.id}: one pair and many at once disagree.")
        given = _contributions(asked, at, int(row), shares, exact)
        score = int(shares.sum()) / 10
        chance = None if verdict is Verdict.BLOCKED else index.model.learned_.chance_of(score)
        found.append(Match(support.id, score, verdict, given, results, deadline_of(support, day), chance))
    return tuple(found)


def _contributions(
    asked: Profiles, at: int, row: int, tenths: NDArray[np.int64], exact: Column
) -> tuple[Contribution, ...]:
    """Each feature's share of a score, with how full it is and what it was read from."""
    fullest, seen = asked.index.model.fullest_, evidence(asked, at, row)
    return tuple(
        Contribution(
            feature,
            round(max(-1.0, min(1.0, float(exact[number]) / fullest[feature])), 4)
            if fullest[feature]
            else 0.0,
            int(tenths[number]) / 10,
            seen.get(feature, ()),
        )
        for number, feature in enumerate(FEATURES)
    )


def _why(
    asked: Profiles,
    at: int,
    answers: NDArray[np.int8],
    found: tuple[Sequence[Match], Sequence[Match]],
    reached: Column,
) -> tuple[Reason, ...]:
    """Why nothing is good enough: what the best reaches, what it lacks, and what stands in the way of others."""
    matches, near = found
    if not matches:
        return (Reason("nothing_possible"),)
    best, theme = matches[0], asked.needs[at].theme
    reasons = [Reason("best_reaches", {"score": best.score, "support": best.support_id})]
    if not (asked.index.declared[answers >= 0] @ asked.of_theme[at]).any():
        reasons.append(Reason("theme_missing", {"theme": theme}))
    if asked.reach[at] < MOSTLY:
        reasons.append(Reason("rarely_supported"))
    if not asked.found[at].any():
        reasons.append(Reason("not_understood"))
    low = weakest(reached, asked.index.model.weights_.usual)
    reasons += [Reason(code) for sign, code in TOLD_WHEN_LOW.items() if sign in low]
    better = sum(each.score > best.score for each in near)
    if better:
        reasons.append(Reason("better_blocked", {"count": better}))
    return tuple(reasons)
