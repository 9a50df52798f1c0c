"""What decisions taught: for each support the needs it served, as a vector that a need's profile is laid on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from matching.learned.chance import Chance, fit_chance
from matching.learned.decided import Floats, LearnedFrom, Profile, allowed, likeness, standing, weight
from matching.learned.multipliers import fit_multipliers
from matching.learned.policy import Nearness, Policy
from matching.learned.taught import taught_rows

DIGITS = 9  # of values; they tell alike what sums in another order would tell apart


@dataclass(frozen=True, slots=True)
class Vote:
    """That a support was taken, or not, for a need; what a value is explained with."""

    need: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Learned:
    """What one version of the model takes from decisions; empty as shipped, and empty again after a reset.

    Only matches that were shown get decided, so it says nothing of supports that were never tried: their value
    is 0, not low.

    Attributes:
        day: the day it was learned on; later decisions are not in it.
        decisions: how many decisions stood that day; `voters` made them, in `hubs`.
        served: by support, what it is worth for each dimension of a need's profile; only supports with evidence
            enough are in it. Its product with a profile is between -1 and 1.
        own: by need and support, the value without that need's own decision.
        votes: by support, the decisions behind `served`; `needs` holds their needs' profiles.
        like: how near two profiles must be for their needs to be called alike.
        multipliers: by feature, what its weight is multiplied by; one that is not named stays as it is.
        chance: how often such a match was accepted; None until there are decisions enough.
    """

    day: date | None = None
    decisions: int = 0
    voters: int = 0
    hubs: tuple[str, ...] = ()
    served: Mapping[str, Profile] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    votes: Mapping[str, tuple[Vote, ...]] = field(default_factory=dict)
    needs: Mapping[str, Profile] = field(default_factory=dict)
    like: float = 1.0
    multipliers: Mapping[str, float] = field(default_factory=dict)
    chance: Chance | None = None

    @property
    def empty(self) -> bool:
        return not (self.served or self.multipliers or self.chance)

    def multiplier(self, feature: str) -> float:
        return self.multipliers.get(feature, 1.0)

    def chance_of(self, score: float) -> float | None:
        """How often a match with this score was accepted, in hundredths; None while too little is decided."""
        return round(float(self.chance.of(score)), 2) if self.chance else None

    def value(self, support: str, profile: Profile, need: str = "") -> float:
        """How the support was received for needs like this one, -1 to 1; 0 where that is not known.

        The need's own decision, if it is among the votes, does not count.
        """
        if need in self.own and support in self.own[need]:
            return self.own[need][support]
        return likeness(self.served.get(support, {}), profile)


EMPTY = Learned()


def learn(
    rows: Iterable[LearnedFrom],
    policy: Policy,
    today: date,
    *,
    worth: float,
    for_hub: str | None = None,
    sharing: Collection[str] = (),
) -> Learned:
    """What stands on a day, learned for one hub; the order of the rows does not matter.

    Args:
        rows: decisions, of any hubs, with the points of a model that nothing has taught.
        policy: what each decision is worth.
        today: later decisions are left out, older ones fade towards this day.
        worth: the most points that earlier decisions give in the model that is taught, so that chances are of
            the scores that it will show.
        for_hub: only this hub's decisions count, and others' where both share; None takes all.
        sharing: the hubs that have agreed to learn from each other.
    """
    stands = standing(allowed(rows, for_hub, sharing), policy, today)
    if not stands:
        return EMPTY
    telling = [(row, weight(row, policy, today)) for row in stands]
    by_support: dict[str, list[tuple[LearnedFrom, float]]] = defaultdict(list)
    for row, each in telling:
        if each:
            by_support[row.support].append((row, each))
    tallies = {
        support: _Tally(said, policy.nearness)
        for support, said in sorted(by_support.items())
        if _enough(Counter(row.voter for row, _ in said), policy.nearness)
    }
    found = Learned(
        day=today,
        decisions=len(stands),
        voters=len({row.voter for row in stands}),
        hubs=tuple(sorted({row.hub for row in stands})),
        served={support: tally.served() for support, tally in tallies.items()},
        own=_own(tallies),
        votes={
            support: tuple(Vote(row.need, each > 0) for row, each in tally.said)
            for support, tally in tallies.items()
        },
        needs={row.need: row.profile for tally in tallies.values() for row, _ in tally.said},
        like=policy.nearness.like,
        multipliers=fit_multipliers(stands, policy, today),
    )
    return replace(found, chance=_chance(found, stands, worth, policy))


def _chance(found: Learned, stands: Sequence[LearnedFrom], worth: float, policy: Policy) -> Chance | None:
    """How often such a match was accepted, by the scores under what was learned; None while that is too little."""
    if found.day is None or len(stands) < policy.chance.least_decisions:
        return None

    def value(row: LearnedFrom) -> float:
        return max(-1.0, min(1.0, found.value(row.support, row.profile, row.need)))

    return fit_chance(taught_rows(stands, value, worth, policy, found.day), policy)


def _enough(voters: Mapping[object, int], limits: Nearness) -> bool:
    """Whether the decisions, so many by each advisor, are enough to be heard; nobody fills the number alone."""
    counted = sum(min(count, limits.advisor_counts) for count in voters.values())
    return counted >= limits.least_decisions and len(voters) >= limits.least_advisors


def _own(tallies: Mapping[str, _Tally]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for support, tally in tallies.items():
        for (row, _), value in zip(tally.said, tally.without(), strict=True):
            found[row.need][support] = float(value)
    return {need: found[need] for need in sorted(found)}


class _Tally:
    """One support's decisions, each advisor's held to what one advisor may weigh.

    Two sums of profiles are kept, one weighted by what was said for and against, one by how much was said. The
    first over the second's length and the damping is what the support is worth, so that no value passes 1. The
    length of an advisor's second sum is held to the policy's most, so that one advisor, however many the
    decisions, moves no value by more than a third.
    """

    def __init__(self, said: Sequence[tuple[LearnedFrom, float]], limits: Nearness) -> None:
        self.said = said
        self._limits = limits
        self._names = sorted({name for row, _ in said for name in row.profile})
        self._profiles = np.array([[row.profile.get(name, 0.0) for name in self._names] for row, _ in said])
        self._weights = np.array([each for _, each in said])[:, None]
        voters = {voter: number for number, voter in enumerate(dict.fromkeys(row.voter for row, _ in said))}
        self._voter = np.array([voters[row.voter] for row, _ in said])
        self._balances, self._masses = (
            self._by_voter(weights, len(voters)) for weights in (self._weights, np.abs(self._weights))
        )
        factors = self._held(self._masses)
        self._factors = factors[self._voter]
        self._balance, self._mass = (
            (factors * self._balances).sum(axis=0),
            (factors * self._masses).sum(axis=0),
        )

    def served(self) -> dict[str, float]:
        worth = self._worth(self._balance, self._mass)
        return {name: round(float(each), DIGITS) + 0.0 for name, each in zip(self._names, worth, strict=True)}

    def without(self) -> Floats:
        """Each decision's value for its own need, had that not been decided; 0 where the others are too few."""
        mass, balance = self._masses[self._voter], self._balances[self._voter]
        less_mass = mass - np.abs(self._weights) * self._profiles
        less_balance = balance - self._weights * self._profiles
        factors = self._held(less_mass)
        worth = self._worth(
            self._balance - self._factors * balance + factors * less_balance,
            self._mass - self._factors * mass + factors * less_mass,
        )
        values: Floats = (worth * self._profiles).sum(axis=1) * self._heard()
        return np.asarray(np.round(values, DIGITS) + 0.0)  # no zero below zero, which not every store keeps

    def _heard(self) -> Floats:
        """1 where the other decisions are enough, 0 where they are not."""
        counts = Counter(self._voter.tolist())
        enough = {voter: _enough(counts - Counter([voter]), self._limits) for voter in counts}
        return np.array([float(enough[voter]) for voter in self._voter.tolist()])

    def _by_voter(self, weights: Floats, voters: int) -> Floats:
        sums = np.zeros((voters, len(self._names)))
        np.add.at(sums, self._voter, weights * self._profiles)
        return sums

    def _held(self, masses: Floats) -> Floats:
        """What each sum is multiplied by, such that none is longer than one advisor may weigh."""
        lengths = np.linalg.norm(masses, axis=1, keepdims=True)
        most = self._limits.advisor_most
        return np.asarray(most / np.maximum(lengths, most))

    def _worth(self, balance: Floats, mass: Floats) -> Floats:
        return np.asarray(balance / (np.linalg.norm(mass, axis=-1, keepdims=True) + self._limits.damping))
