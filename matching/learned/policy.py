"""What decisions are worth to learning, read from learning.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from matching.text import lexicon

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Kind:
    """A decision: how telling it is, -1 to 1, whether it was a yes (None: neither), and its place in a life."""

    weight: float
    taken: bool | None
    stage: int


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason for a no: how much of it is about support and need, and the features of the match it tells of."""

    share: float
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nearness:
    """When and how strongly decisions about needs like this one count for a support."""

    damping: float
    advisor_most: float
    least_decisions: int
    least_advisors: int
    advisor_counts: int
    like: float


@dataclass(frozen=True, slots=True)
class FitLimits:
    """What must have been decided before something is fitted, and how firmly it is held where it was."""

    prior: float
    least_decisions: int
    least_of_each: int
    least_advisors: int
    advisor_share: float
    most: float = 0.0


@dataclass(frozen=True, slots=True)
class Policy:
    """Weights, limits and half-life of learning."""

    kinds: Mapping[str, Kind]
    causes: Mapping[str, Cause]
    half_life_days: float
    profile: Mapping[str, float]
    nearness: Nearness
    multipliers: FitLimits
    chance: FitLimits

    def cause(self, reason: str) -> Cause:
        """What a reason tells; one that is not in the table tells as much as "other"."""
        return self.causes.get(reason, self.causes[OTHER])


@cache
def default_policy() -> Policy:
    table = lexicon("learning")
    return Policy(
        kinds={
            name: Kind(float(each["weight"]), each.get("taken"), stage)
            for stage, (name, each) in enumerate(table["decisions"].items())
        },
        causes={
            name: Cause(float(each["share"]), tuple(each.get("features", ())))
            for name, each in table["reasons"].items()
        },
        half_life_days=float(table["half_life_days"]),
        profile=dict(table["profile"]),
        nearness=Nearness(**table["nearness"]),
        multipliers=FitLimits(**table["multipliers"]),
        chance=FitLimits(**table["chance"]),
    )
