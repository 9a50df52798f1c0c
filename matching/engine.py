"""The whole flow for needs: who may have what, how well it fits, and whether anything is good enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.eligibility import VERDICT_OF_CODE, Answers, check, deadline_of
from matching.evidence import evidence
from matching.features import FEATURES, Column
from matching.index import Index
from matching.profiles import Profiles, profiles
from matching.ranking import Ranked, pairs, ranked
from matching.text import read, stop_words
from matching.types import Contribution, Hierarchies, Match, Need, NeedMatches, Reason, Verdict
from matching.unmet import BARRED, BEST, SIGNS, nothing_good, signs, weakest

AT_ONCE = 256  # needs scored together; more of them take more memory than time
TOLD_WHEN_LOW = {"words": "words_weak", "help": "help_wrong"}
ENOUGH = 5  # telling words of a description that is not too short
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
        possible = ranked(asked, answers >= 0, max(top, BEST) if top else 0)
        blocked = ranked(asked, answers < 0, 0 if near is None else max(near, BARRED))
        for at, (good, barred) in enumerate(zip(possible, blocked, strict=True)):
            relevant = barred.picked(np.flatnonzero(barred.totals >= index.model.weights_.relevant_from))
            of_need = _OfNeed(
                asked, at, answers[at], good.picked(slice(top or None)),
                barred if near is None else relevant.picked(slice(near)),
                signs(good.points, good.totals, relevant.totals, index.model.fullest_),
            )  # fmt: skip
            found.append(_need_matches(of_need, hierarchies))
    return tuple(found)


def judged(
    index: Index, needs: Sequence[Need], wanted: Sequence[Sequence[str]], hierarchies: Hierarchies
) -> list[tuple[Match, ...]]:
    """For each need, which must have its `as_of`, the matches of the supports of these ids, possible or not."""
    found: list[tuple[Match, ...]] = []
    for asked, answers in chunks(index, needs, None, hierarchies):
        ids = wanted[len(found) : len(found) + len(asked.needs)]
        which = np.repeat(np.arange(len(ids)), [len(each) for each in ids])
        rows = np.array([index.row[each] for some in ids for each in some], dtype=np.intp)
        all_of_them, none = pairs(asked, which, rows), np.zeros(len(SIGNS))
        for at in range(len(ids)):
            own = all_of_them.picked(np.flatnonzero(which == at))
            found.append(_matches(_OfNeed(asked, at, answers[at], own, own, none), own, hierarchies))
    return found


@dataclass(frozen=True, slots=True)
class _OfNeed:
    """What was found for one need: who may have what, what is shown of it, and what speaks for something good."""

    asked: Profiles
    at: int
    answers: NDArray[np.int8]
    possible: Ranked
    barred: Ranked
    reached: Column


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


def _need_matches(found: _OfNeed, hierarchies: Hierarchies) -> NeedMatches:
    unmet = nothing_good(found.reached, found.asked.index.model.weights_.unmet)
    matches, near = (_matches(found, each, hierarchies) for each in (found.possible, found.barred))
    return NeedMatches(
        need_id=found.asked.needs[found.at].id,
        unmet=unmet,
        why=_why(found, matches) if unmet else (),
        matches=matches,
        near=near,
    )


def _matches(found: _OfNeed, of: Ranked, hierarchies: Hierarchies) -> tuple[Match, ...]:
    """The matches of ranked rows, each with its criteria and what its points were read from."""
    asked, at = found.asked, found.at
    index, company, day = asked.index, asked.needs[at].company, asked.today[at]
    matches = []
    for row, shares, exact in zip(of.rows, of.tenths, of.points, strict=True):
        support = index.supports[row]
        verdict, results = check(support, company, day, hierarchies)
        if verdict is not VERDICT_OF_CODE[int(found.answers[row])]:
            raise AssertionError(f"{asked.needs[at].id} × {support.id}: one pair and many at once disagree.")
        given = _contributions(asked, at, int(row), shares, exact)
        score = int(shares.sum()) / 10
        chance = None if verdict is Verdict.BLOCKED else index.model.learned_.chance_of(score)
        matches.append(Match(support.id, score, verdict, given, results, deadline_of(support, day), chance))
    return tuple(matches)


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


def _why(found: _OfNeed, matches: Sequence[Match]) -> tuple[Reason, ...]:
    """Why nothing is good enough: what the best reaches, what it lacks, and what stands in the way of others."""
    if not matches:
        return (Reason("nothing_possible"),)
    asked, at = found.asked, found.at
    best, low = matches[0], weakest(found.reached, asked.index.model.weights_.usual)
    reasons = [Reason("best_reaches", {"score": best.score, "support": best.support_id})]
    if not (asked.index.declared[found.answers >= 0] @ asked.of_theme[at]).any():
        reasons.append(Reason("theme_missing", {"theme": asked.needs[at].theme}))
    if asked.reach[at] < MOSTLY:
        reasons.append(Reason("rarely_supported"))
    if not asked.found[at].any():
        reasons.append(Reason("too_short" if _telling_words(asked.needs[at]) < ENOUGH else "not_understood"))
    reasons += [Reason(code) for sign, code in TOLD_WHEN_LOW.items() if sign in low]
    better = round((1 - found.reached[SIGNS.index("open")]) * BARRED)
    if better:
        code = "better_blocked_at_least" if better == BARRED else "better_blocked"
        reasons.append(Reason(code, {"count": better}))
    return tuple(reasons)


def _telling_words(need: Need) -> int:
    return len(set(read(need.text).words) - stop_words())
