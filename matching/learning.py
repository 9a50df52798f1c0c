"""What decisions taught: for each support the needs it served, as sparse rows that a need's profile is laid on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from matching.chance import Chance, fit_chance
from matching.decided import LearnedFrom, Profile, allowed, likeness, standing, weight
from matching.multipliers import fit_multipliers
from matching.policy import Nearness, Policy

DIGITS = 9  # of values; they tell alike what sums in another order would tell apart


@dataclass(frozen=True, slots=True)
class Vote:
    """One decision's say about a support: above 0 for it, below 0 against it, for needs like this profile."""

    need: str
    weight: float
    profile: Profile


@dataclass(frozen=True, slots=True)
class Learned:
    """What one version of the model takes from decisions; empty as shipped, and empty again after a reset.

    Only matches that were shown get decided, so it says nothing of supports that were never tried: their value
    is 0, not low.

    Attributes:
        day: the day it was learned on; later decisions are not in it.
        decisions: how many decisions stood that day; `voters` made them, in `hubs`.
        votes: by support; only supports with evidence enough are in it.
        own: by need and support, the value without that need's own decision.
        multipliers: by feature, what its weight is multiplied by; one that is not named stays as it is.
        chance: how often such a match was accepted; None until there are decisions enough.
    """

    day: date | None = None
    decisions: int = 0
    voters: int = 0
    hubs: tuple[str, ...] = ()
    damping: float = 1.0
    like: float = 1.0
    votes: Mapping[str, tuple[Vote, ...]] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    multipliers: Mapping[str, float] = field(default_factory=dict)
    chance: Chance | None = None

    @property
    def empty(self) -> bool:
        return not (self.votes or self.multipliers or self.chance)

    def multiplier(self, feature: str) -> float:
        return self.multipliers.get(feature, 1.0)

    def value(self, support: str, profile: Profile, need: str = "") -> float:
        """How the support was received for needs like this one, -1 to 1; 0 where that is not known.

        The need's own decision, if it is among the votes, does not count.
        """
        if need in self.own and support in self.own[need]:
            return self.own[need][support]
        near = [(likeness(vote.profile, profile), vote.weight) for vote in self.votes.get(support, ())]
        said, mass = sum(like * w for like, w in near), sum(like * abs(w) for like, w in near)
        return round(said / (mass + self.damping), DIGITS)


EMPTY = Learned()


def learn(
    rows: Iterable[LearnedFrom],
    policy: Policy,
    today: date,
    *,
    for_hub: str | None = None,
    sharing: Collection[str] = (),
) -> Learned:
    """What stands on a day, learned for one hub; the order of the rows does not matter.

    Args:
        rows: decisions, of any hubs.
        policy: what each decision is worth.
        today: later decisions are left out, older ones fade towards this day.
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
    return Learned(
        day=today,
        decisions=len(stands),
        voters=len({row.voter for row in stands}),
        hubs=tuple(sorted({row.hub for row in stands})),
        damping=policy.nearness.damping,
        like=policy.nearness.like,
        votes={support: tally.votes() for support, tally in tallies.items()},
        own=_own(tallies),
        multipliers=fit_multipliers(stands, policy, today),
        chance=fit_chance(stands, policy),
    )


def _enough(voters: Mapping[object, int], limits: Nearness) -> bool:
    """Whether the decisions, so many by each advisor, are enough to be heard; nobody fills the number alone."""
    counted = sum(min(count, limits.advisor_counts) for count in voters.values())
    return counted >= limits.least_decisions and len(voters) >= limits.least_advisors


def _own(tallies: Mapping[str, _Tally]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for support, tally in tallies.items():
        for row, each in tally.said:
            found[row.need][support] = tally.without(row, each)
    return {need: found[need] for need in sorted(found)}


class _Tally:
    """One support's decisions, each advisor's held to what one advisor may weigh.

    An advisor's say near any need is at most the length of the sum of the weighted profiles, so holding that
    length holds the say: with half the damping as its most, to a third of the value, however many the decisions.
    """

    def __init__(self, said: Sequence[tuple[LearnedFrom, float]], limits: Nearness) -> None:
        self.said = said
        self._limits = limits
        self._by_voter: dict[object, list[tuple[LearnedFrom, float]]] = defaultdict(list)
        for row, each in said:
            self._by_voter[row.voter].append((row, each))
        self._sums = {voter: _summed(theirs) for voter, theirs in self._by_voter.items()}

    def votes(self) -> tuple[Vote, ...]:
        factors = {voter: self._factor(_square(mass)) for voter, (_, mass) in self._sums.items()}
        return tuple(Vote(row.need, each * factors[row.voter], row.profile) for row, each in self.said)

    def without(self, row: LearnedFrom, own: float) -> float:
        """The value for the row's need, had it not been decided; 0 where the others are too few."""
        voters = {voter: len(theirs) - (voter == row.voter) for voter, theirs in self._by_voter.items()}
        if not _enough({voter: count for voter, count in voters.items() if count}, self._limits):
            return 0.0
        said, mass = 0.0, 0.0
        for voter, (direction, length) in self._sums.items():
            says, weighs, square = (
                likeness(row.profile, direction),
                likeness(row.profile, length),
                _square(length),
            )
            if voter == row.voter:
                itself = likeness(row.profile, row.profile)
                square = max(0.0, square - 2 * abs(own) * weighs + own * own * itself)
                says, weighs = says - own * itself, weighs - abs(own) * itself
            factor = self._factor(square)
            said, mass = said + factor * says, mass + factor * max(0.0, weighs)
        return round(said / (mass + self._limits.damping), DIGITS)

    def _factor(self, square: float) -> float:
        most = self._limits.advisor_most
        return 1.0 if square <= most * most else float(most / square**0.5)


def _summed(theirs: Sequence[tuple[LearnedFrom, float]]) -> tuple[dict[str, float], dict[str, float]]:
    """The profiles' sum weighted by what was said, and by how much was said."""
    direction: dict[str, float] = defaultdict(float)
    mass: dict[str, float] = defaultdict(float)
    for row, each in theirs:
        for name, share in row.profile.items():
            direction[name] += each * share
            mass[name] += abs(each) * share
    return direction, mass


def _square(vector: Mapping[str, float]) -> float:
    return sum(each * each for each in vector.values())
