"""The values the engine is given and gives back, all frozen and all writable as plain JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

FactValue = bool | int | float | str | date | tuple[str, ...] | None
LimitValue = bool | int | float | str | date | tuple[str | int | float | bool | date, ...] | None
ReasonValue = bool | int | float | str | date | tuple[str, ...] | None


class Answer(StrEnum):
    """What one criterion says of one company."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What all of a support's criteria say of one company together."""

    ELIGIBLE = "eligible"
    UNKNOWN = "unknown"
    BLOCKED = "blocked"


class Op(StrEnum):
    """The comparisons a criterion may make; `between` is inclusive, `before` and `after` are not."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"
    ONE_OF = "one_of"
    NONE_OF = "none_of"
    UNDER = "under"
    NOT_UNDER = "not_under"
    TRUE = "true"
    FALSE = "false"
    BEFORE = "before"
    AFTER = "after"


class Applicant(StrEnum):
    """Who may apply for a support."""

    COMPANY = "company"
    SUPPORT_ORGANISATION = "support_organisation"
    MUNICIPALITY = "municipality"
    UNIVERSITY = "university"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One rule about one fact; an empty `value` limits nothing. `clause` quotes the rule's text."""

    fact: str
    op: Op
    value: LimitValue = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Met when at least one of its rules is; an empty one limits nothing."""

    rules: tuple[Rule, ...]
    clause: str = ""


Rule = Criterion | AnyOf


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as a code with values; explain.py says it in Swedish or English."""

    code: str
    values: Mapping[str, ReasonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """One rule's answer, why, and for a *no* the smallest change that would flip it."""

    fact: str
    result: Answer
    reason: Reason
    change: Reason | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """A company as known facts; an absent or None fact is unknown, never false.

    Facts the fixed rules read: employees, turnover_sek, balance_sek, sni (a tuple of codes), sni_version,
    county, municipality_code, legal_form, founded_year, member. Any other name may be used by criteria, and
    so may the facts that follow from others (facts.py).
    """

    id: str
    name: str = ""
    facts: Mapping[str, FactValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Need:
    """What a company needs, in an advisor's words; `helps` are kinds of help the interview pointed to."""

    id: str
    theme: str
    text: str
    company: Company
    priority: int = 3
    as_of: date | None = None
    helps: tuple[str, ...] = ()
    planned_sek: float | None = None


@dataclass(frozen=True, slots=True)
class Funding:
    """What a support pays: amounts in kronor, share in per cent of the cost."""

    type: str = "none"
    min_sek: float | None = None
    max_sek: float | None = None
    share_percent: float | None = None
    state_aid: str = "unknown"


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The fixed limits of a support; None or empty limits nothing."""

    employees_min: float | None = None
    employees_max: float | None = None
    turnover_min_sek: float | None = None
    turnover_max_sek: float | None = None
    sni: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    legal_forms: tuple[str, ...] = ()
    consortium_required: bool = False
    applicant: Applicant = Applicant.ANY


@dataclass(frozen=True, slots=True)
class Project:
    """What is known of a financed project: its owner, grant, period and aims."""

    owner: str = ""
    granted_sek: float | None = None
    starts: date | None = None
    ends: date | None = None
    aims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """One support of the catalogue, with all the exchange format holds."""

    id: str
    kind: str
    title: str
    provider: str = ""
    url: str = ""
    language: str = "sv"
    description: str = ""
    themes: tuple[str, ...] = ()
    funding: Funding = field(default_factory=Funding)
    eligibility: Eligibility = field(default_factory=Eligibility)
    opens: date | None = None
    closes: date | None = None
    rolling: bool = False
    municipalities: tuple[str, ...] = ()
    cutoffs: tuple[date, ...] = ()
    members_only: bool = False
    verified_on: date | None = None
    source: str = ""
    project: Project | None = None
    criteria: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Contribution:
    """One feature's share of a score: `value` 0-1, `points` in tenths, `evidence` what it was read from."""

    feature: str
    value: float
    points: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """One support for one need; the contributions' points sum exactly to `score` (0-100, in tenths).

    `chance` says how often a match with such a score was accepted; None while too little is decided, and for
    what is blocked.
    """

    support_id: str
    score: float
    verdict: Verdict
    contributions: tuple[Contribution, ...]
    criteria: tuple[CriterionResult, ...]
    deadline: date | None = None
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class NeedMatches:
    """A need's recommended matches, best first; `near` holds blocked ones, relevant but not possible.

    `unmet` says that nothing recommended is good enough, and `why` gives the reasons, most telling first.
    """

    need_id: str
    unmet: bool
    why: tuple[Reason, ...]
    matches: tuple[Match, ...]
    near: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What an advisor or a company decided about a support for a need; the ids of hub and advisor are opaque."""

    need_id: str
    support_id: str
    decision: str
    reason: str = ""
    at: date | None = None
    advisor: str = ""
    hub: str = ""


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """A code list as a tree: every known code and its parent, roots with an empty parent.

    `detail` is the length of its finest codes, where registers write finer codes than the list has
    (28131 under 2813): such a code stands for the one it is written under. 0 allows none.
    `digits` is for a list of which only the codes of so many digits and what is above them are given:
    a longer code is below the one it begins with.
    """

    parents: Mapping[str, str]
    detail: int = 0
    digits: int = 0

    def placed(self, code: str) -> str:
        """The known code that this one stands for, or an empty text."""
        if code in self.parents:
            return code
        if self.digits:
            return code if code[: self.digits] in self.parents and code.isdecimal() else ""
        finer = self.detail and len(code) == self.detail and code[:-1] in self.parents
        return code[:-1] if finer and code.isdigit() else ""

    def covers(self, above: str, code: str) -> bool:
        """Whether `above` is `code` or one of its ancestors."""
        while code:
            if code == above:
                return True
            code = self._parent(code)
        return False

    def _parent(self, code: str) -> str:
        return code[:-1] if 0 < self.digits < len(code) else self.parents.get(code, "")


Hierarchies = Mapping[str, Hierarchy]
