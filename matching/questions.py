"""The most valuable next question: the missing fact that settles most of the relevant support, and how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matching.types import Answer, Match, Verdict

NOT_RENAMED: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Asking:
    """A missing fact and the supports that wait for it, each counted once however many needs it serves.

    It is the only thing missing for those that it `settles`, one of several for those that it `touches`.
    `relevance` is the sum of the scores it settles; of one that it touches, an equal part for each missing fact.
    `best` is the most relevant of all these matches.
    """

    fact: str
    settles: tuple[str, ...]
    touches: tuple[str, ...]
    relevance: float
    best: Match


def next_questions(matches: Iterable[Match], asked_as: Mapping[str, str] = NOT_RENAMED) -> tuple[Asking, ...]:
    """Every missing fact of the matches that are unknown, the most valuable first.

    `asked_as` names the facts that are asked for by another, such as an age by its year. Which matches are relevant
    is the caller's to say.
    """
    waiting = [(match, _missing(match, asked_as)) for match in _once_each(matches)]
    facts = dict.fromkeys(fact for _match, missing in waiting for fact in missing)
    found = [
        _asking(fact, [(match, len(missing)) for match, missing in waiting if fact in missing])
        for fact in facts
    ]
    return tuple(sorted(found, key=lambda each: (-each.relevance, -len(each.settles), each.fact)))


def _once_each(matches: Iterable[Match]) -> list[Match]:
    """The unknown matches, a support's most relevant one, best first."""
    best: dict[str, Match] = {}
    for match in sorted(matches, key=lambda each: (-each.score, each.support_id)):
        if match.verdict is Verdict.UNKNOWN:
            best.setdefault(match.support_id, match)
    return list(best.values())


def _missing(match: Match, asked_as: Mapping[str, str]) -> frozenset[str]:
    unknown = (each.fact for each in match.criteria if each.result is Answer.UNKNOWN)
    return frozenset(asked_as.get(fact, fact) for fact in unknown)


def _asking(fact: str, waiting: list[tuple[Match, int]]) -> Asking:
    return Asking(
        fact=fact,
        settles=tuple(match.support_id for match, missing in waiting if missing == 1),
        touches=tuple(match.support_id for match, missing in waiting if missing > 1),
        relevance=round(sum(match.score / missing for match, missing in waiting), 1),
        best=waiting[0][0],
    )
