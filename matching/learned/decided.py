"""Decisions with the needs they were about: which of them may be learned from, and what each one weighs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.learned.policy import FitLimits, Policy
from matching.types import Decision, Match

ANY = "any"  # the dimension that all needs share
DIGITS = 6
Profile = Mapping[str, float]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LearnedFrom:
    """One decision about a support for a need; ids are opaque, and a need's is the same wherever it stands.

    `points` are the features' points of the match under a model that has learned nothing, `score` their sum;
    None where not known. What a taught model gave would be learned from once more.
    """

    need: str
    support: str
    decision: str
    profile: Profile
    hub: str = ""
    advisor: str = ""
    reason: str = ""
    at: date | None = None
    points: Mapping[str, float] = field(default_factory=dict)
    score: float | None = None

    @property
    def voter(self) -> tuple[str, str]:
        """Who decided; a hub's decisions that name no advisor are together one's."""
        return self.hub, self.advisor


def profile(
    weights: Mapping[str, float], theme: str, idf: Callable[[str], float], policy: Policy
) -> dict[str, float]:
    """A need as a vector of length 1: the concepts it is about, its theme, and what all needs share.

    Args:
        weights: concept -> how clearly the need is about it.
        theme: the need's theme; empty where it has none.
        idf: how telling a concept is.
        policy: holds how much of the vector's squared length each part has.
    """
    telling = {concept: weight * idf(concept) for concept, weight in sorted(weights.items()) if weight > 0}
    length = sum(each * each for each in telling.values()) ** 0.5
    share = policy.profile
    found = {ANY: share["any"] ** 0.5}
    if length:
        found |= {concept: share["concepts"] ** 0.5 * each / length for concept, each in telling.items()}
    if theme:
        found[theme_dimension(theme)] = share["theme"] ** 0.5
    whole = sum(each * each for each in found.values()) ** 0.5
    return {name: round(each / whole, DIGITS) for name, each in found.items()}


def profiles(concepts: Floats, themes: Floats, policy: Policy) -> Floats:
    """Many needs as rows, in the order of `dimensions`: what `profile` gives, but for its rounding.

    Args:
        concepts: needs × concepts, how clearly each is about it times how telling it is.
        themes: needs × themes, 1 for each need's own.
        policy: as for `profile`.
    """
    share = policy.profile
    lengths = np.linalg.norm(concepts, axis=1, keepdims=True)
    telling = np.divide(concepts, lengths, out=np.zeros_like(concepts), where=lengths > 0)
    common = np.full((len(concepts), 1), share["any"] ** 0.5)
    found = np.hstack([share["concepts"] ** 0.5 * telling, share["theme"] ** 0.5 * themes, common])
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True))


def unknown_profile(policy: Policy) -> dict[str, float]:
    """The profile of a need of which nothing is known: a little like every other one."""
    return {ANY: round(policy.profile["any"] ** 0.5, DIGITS)}


def theme_dimension(theme: str) -> str:
    return f"theme:{theme}"


def dimensions(concepts: Sequence[str], themes: Sequence[str]) -> tuple[str, ...]:
    """The names of a profile's dimensions, in the order of a matrix's columns."""
    return (*concepts, *(theme_dimension(theme) for theme in themes), ANY)


def likeness(one: Profile, other: Profile) -> float:
    """How alike two needs are, 0-1."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(weight * large[name] for name, weight in small.items() if name in large)


def rows_of(
    decisions: Iterable[Decision],
    profiles: Mapping[str, Profile],
    matches: Mapping[tuple[str, str], Match],
    policy: Policy,
) -> tuple[LearnedFrom, ...]:
    """Decisions of a file as rows to learn from, with what is known of their needs and matches."""
    unknown, found = unknown_profile(policy), []
    for each in decisions:
        match = matches.get((each.need_id, each.support_id))
        found.append(
            LearnedFrom(
                need=each.need_id,
                support=each.support_id,
                decision=each.decision,
                profile=profiles.get(each.need_id, unknown),
                hub=each.hub,
                advisor=each.advisor,
                reason=each.reason,
                at=each.at,
                points={share.feature: share.points for share in match.contributions} if match else {},
                score=match.score if match else None,
            )
        )
    return tuple(found)


def allowed(
    rows: Iterable[LearnedFrom], for_hub: str | None, sharing: Collection[str]
) -> tuple[LearnedFrom, ...]:
    """A hub's own rows, and those of others where both have agreed to share; all where no hub is given."""
    if for_hub is None:
        return tuple(rows)
    open_to = {for_hub, *sharing} if for_hub in sharing else {for_hub}
    return tuple(row for row in rows if row.hub in open_to)


def standing(rows: Iterable[LearnedFrom], policy: Policy, today: date) -> tuple[LearnedFrom, ...]:
    """The decision that stands today about each need and support, in an order that does not hang on the rows'.

    Raises:
        ValueError: a decision that the policy does not know.
    """
    last: dict[tuple[str, str, str], LearnedFrom] = {}
    known = [row for row in rows if row.at is None or row.at <= today]
    for row in sorted(known, key=lambda each: _order(each, policy)):
        last[row.hub, row.need, row.support] = row
    return tuple(last.values())


def _order(row: LearnedFrom, policy: Policy) -> tuple[object, ...]:
    if row.decision not in policy.kinds:
        known = ", ".join(policy.kinds)
        raise ValueError(f"Need {row.need}: the decision {row.decision!r} is none of {known}.")
    key = row.hub, row.need, row.support
    parts = tuple(sorted(row.profile.items())), tuple(sorted(row.points.items()))
    when = row.at or date.min, policy.kinds[row.decision].stage
    return (*key, *when, row.reason, row.advisor, *parts, -1.0 if row.score is None else row.score)


def freshness(row: LearnedFrom, policy: Policy, today: date) -> float:
    """What is left of a decision's weight: 1 on its day, half after a half-life."""
    age = policy.half_life_days if row.at is None else (today - row.at).days
    return float(0.5 ** (age / policy.half_life_days))


def weight(row: LearnedFrom, policy: Policy, today: date) -> float:
    """How much a decision says for (above 0) or against the support for needs like this one."""
    found = policy.kinds[row.decision].weight * freshness(row, policy, today)
    return found * policy.cause(row.reason).share if found < 0 else found


def fair_weights(rows: Sequence[LearnedFrom], weights: Floats, share: float) -> Floats:
    """The weights, lowered so that nobody has more than a share of the sum, or than an equal part among few."""
    masses: dict[tuple[str, str], float] = defaultdict(float)
    for row, each in zip(rows, weights, strict=True):
        masses[row.voter] += float(each)
    most = _most_each(sorted(masses.values(), reverse=True), share)
    factors = {voter: min(1.0, most / mass) if mass else 0.0 for voter, mass in masses.items()}
    return np.array([each * factors[row.voter] for row, each in zip(rows, weights, strict=True)])


def _most_each(masses: Sequence[float], share: float) -> float:
    """The largest limit under which no limited mass is more than the share of the limited sum."""
    share = max(share, 1 / max(1, len(masses)))
    rest = sum(masses)
    for limited, mass in enumerate(masses):
        left = 1 - limited * share
        if left <= share / 2:  # those before are all there may be: the others are as large
            return mass
        if mass <= share * rest / left:
            return share * rest / left
        rest -= mass
    return masses[-1] if masses else 0.0


def enough(rows: Sequence[LearnedFrom], yes: Floats, weights: Floats, limits: FitLimits) -> bool:
    """Whether decisions, each counted by its weight (at most 1), are enough to fit something on."""
    taken, all_of_them = float(weights @ yes), float(weights.sum())
    return (
        all_of_them >= limits.least_decisions
        and min(taken, all_of_them - taken) >= limits.least_of_each
        and len({row.voter for row in rows}) >= limits.least_advisors
    )
