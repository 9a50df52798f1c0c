"""What the generator draws from: the YAML files in invented/, read and checked."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

STAGES = Literal[
    "answered",
    "silent",
    "chosen",
    "completed",
    "in_progress",
    "today",
    "planned",
    "cancelled",
    "never_met",
]


class Pool(BaseModel):
    """A part of the files; a name that is not known is a mistake in them."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sentence(Pool):
    """What somebody says, and whose mouth it fits: families of branches, numbers of staff."""

    text: str
    only: tuple[str, ...] = ()
    least: int = 0
    most: int = 1_000_000

    def fits(self, family: str, employees: int) -> bool:
        return (not self.only or family in self.only) and self.least <= employees <= self.most


def _sentence(told: object) -> object:
    return {"text": told} if isinstance(told, str) else told


Said = Annotated[Sentence, BeforeValidator(_sentence)]


class Place(Pool):
    code: str
    town: str
    weight: int


class SizeRange(Pool):
    weight: int
    least: int
    most: int


class Branch(Pool):
    """A branch by its SNI 2007 code; ``alone`` and ``joined`` make its companies' names."""

    sni: str
    weight: int
    family: str
    industry: str
    alone: tuple[str, ...]
    joined: tuple[str, ...]


class Investment(Pool):
    what: str
    least: int
    most: int


class Family(Pool):
    """What branches that work alike have in common."""

    level: float
    sek: tuple[int, int]
    bottlenecks: tuple[str, ...]
    steps: tuple[str, ...]
    roles: tuple[str, ...]
    investments: tuple[Investment, ...]
    critical: tuple[str, ...]


class Branches(Pool):
    places: Mapping[str, tuple[Place, ...]]
    sizes: tuple[SizeRange, ...]
    branches: tuple[Branch, ...]
    families: Mapping[str, Family]


class Title(Pool):
    title: str
    weight: int


class Names(Pool):
    compounds: tuple[str, ...]
    adjectives: tuple[str, ...]
    first_names: tuple[str, ...]
    surnames: tuple[str, ...]
    surname_ends: tuple[str, ...]
    titles: tuple[Title, ...]
    streets: tuple[str, ...]


class Asides(Pool):
    observations: Mapping[str, tuple[str, ...]]
    changes: Mapping[str, tuple[str, ...]]
    obstacles: tuple[str, ...]
    why_hard: tuple[str, ...]
    supports: tuple[str, ...]
    cancelled: tuple[str, ...]


class Replies(Pool):
    yes: tuple[str, ...]
    later: tuple[str, ...]
    no: Mapping[str, tuple[str, ...]]
    passed: Mapping[str, tuple[str, ...]]


class Dealings(Pool):
    """What passes between the visits; ``bad`` holds comments by reason."""

    calls: tuple[str, ...]
    meetings: tuple[str, ...]
    mails: tuple[str, ...]
    notes: tuple[str, ...]
    first_calls: tuple[str, ...]
    promises: tuple[str, ...]
    under_way: tuple[str, ...]
    good: tuple[str, ...]
    bad: Mapping[str, tuple[str, ...]]
    amounts: tuple[int, ...]


class Population(Pool):
    """A hub's whole number of companies, and the weight of each division of SNI 2007."""

    source: str
    wholes: Mapping[str, int]
    divisions: Mapping[str, int]


class StagePlan(Pool):
    """So many companies this far, the visit so many days ago; ahead when negative."""

    stage: STAGES
    count: int
    days: tuple[int, int]


class HubPlan(Pool):
    """One hub's invented companies; numbers and phones are counted up from the first."""

    key: str
    seed: int
    first_number: int
    phone: str
    first_phone: int
    advisors: tuple[str, ...]
    groups: tuple[tuple[int, int], ...] = ()
    """Pairs of companies under one control, by their place in the plan, the earlier first."""
    handovers: Mapping[int, str] = {}
    """Place in the plan -> the advisor who has taken the company over."""
    why_handed_over: str = ""
    stages: tuple[StagePlan, ...]


class Plan(Pool):
    hubs: tuple[HubPlan, ...]


class ClassPlan(Pool):
    """A fee class for companies of at least so many staff; fees by how many years ago they began, as -1."""

    name: str
    least: int
    fees: Mapping[int, int]


class GoalPlan(Pool):
    members: int
    years: int


class OwnLetter(Pool):
    kind: str
    language: str
    subject: str
    body: str


class Society(Pool):
    """What an association has; chances are between 0 and 1."""

    classes: tuple[ClassPlan, ...]
    goals: Mapping[str, GoalPlan]
    chance_of_joining: Mapping[str, float]
    longest_ago: int
    chance_of_leaving: float
    why_left: tuple[str, ...]
    paid: Mapping[str, float]
    letter: OwnLetter
    verified: Mapping[str, int]
    """Support -> how many days ago."""
    why_verified: str

    def class_for(self, employees: int) -> str:
        return next(one.name for one in reversed(self.classes) if employees >= one.least)


class Words(Pool):
    """Area -> question -> what is said about it."""

    areas: Mapping[str, Mapping[str, tuple[Said, ...]]]


@cache
def words() -> Words:
    return Words.model_validate({"areas": _read("words")})


@cache
def asides() -> Asides:
    return Asides.model_validate(_read("asides"))


@cache
def replies() -> Replies:
    return Replies.model_validate(_read("replies"))


@cache
def dealings() -> Dealings:
    return Dealings.model_validate(_read("dealings"))


@cache
def society() -> Society:
    return Society.model_validate(_read("society"))


@cache
def population() -> Population:
    return Population.model_validate(_read("population"))


@cache
def names() -> Names:
    return Names.model_validate(_read("names"))


@cache
def branches() -> Branches:
    return Branches.model_validate(_read("branches"))


@cache
def plan() -> Plan:
    return Plan.model_validate(_read("plan"))


def _read(name: str) -> object:
    file = resources.files("iuc_hub.demo") / "invented" / f"{name}.yaml"
    loaded: object = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded
