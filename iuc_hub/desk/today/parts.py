"""The parts of Today in the order in which they press, with what their rows hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from math import ceil
from typing import Generic, TypeVar

from iuc_hub.catalogue.models import Support
from iuc_hub.clock import day_in_sweden
from iuc_hub.companies.dealings import Promise
from iuc_hub.companies.models import Company, CompanyChange, CompanyFact, Contact
from iuc_hub.interviews.models import Interview, InterviewState
from iuc_hub.recommendations.effort import TimeLeft
from iuc_hub.recommendations.models import Recommendation

SHOWN = 5
"""Rows of a part on Today; the others are one click away."""
PAGE_SIZE = 50


class Part(StrEnum):
    """What can wait for an advisor, the most pressing first."""

    VISITS = "visits"
    PROMISES = "promises"
    REPLIES = "replies"
    TO_SEND = "to-send"
    OUTCOMES = "outcomes"
    TOLD = "told"
    HANDED = "handed"
    DUE_SOON = "due-soon"
    COMING = "coming"
    SILENT = "silent"
    DEADLINES = "deadlines"


Row_co = TypeVar("Row_co", covariant=True)


@dataclass(frozen=True)
class Rows(Generic[Row_co]):
    """Some rows of a part, and how many it has in all."""

    rows: Sequence[Row_co]
    count: int

    def __bool__(self) -> bool:
        return self.count > 0

    @property
    def hidden(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True)
class Window:
    """Which rows of a part are wanted."""

    page: int = 1
    size: int = SHOWN

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size

    def pages(self, count: int) -> int:
        return max(1, ceil(count / self.size))


@dataclass(frozen=True)
class Visit:
    """An interview to hold or to go on with."""

    interview: Interview
    company: Company
    contact: Contact | None

    @property
    def under_way(self) -> bool:
        return self.interview.state is InterviewState.IN_PROGRESS

    @property
    def day(self) -> date:
        """The Swedish calendar day it is planned for."""
        return day_in_sweden(self.interview.planned_at)

    def address(self, place: str) -> str:
        """Street and place, the place said once."""
        street = self.company.address
        return street if place in street else ", ".join(part for part in (street, place) if part)


@dataclass(frozen=True)
class DuePromise:
    """Something the advisor has promised a company and not done."""

    promise: Promise
    company: Company


@dataclass(frozen=True)
class Offered:
    """A support at a company: one that was answered, or that it is time to ask about."""

    recommendation: Recommendation
    company: Company
    support: Support


@dataclass(frozen=True)
class Waiting:
    """A company with supports to send, or that has not answered, since when."""

    company: Company
    count: int
    since: datetime


@dataclass(frozen=True)
class Told:
    """A fact that a company told of itself, ready to be read."""

    fact: CompanyFact
    company: Company
    label: str
    value: str


@dataclass(frozen=True)
class Handed:
    """A company that a colleague gave to the advisor, and why."""

    change: CompanyChange
    company: Company


@dataclass(frozen=True)
class Deadline:
    """A support's next day against the work it takes, and the first of its companies with how many more there are."""

    support: Support
    companies: Sequence[tuple[int, str]]
    others: int
    time: TimeLeft


@dataclass(frozen=True)
class Today:
    """What needs the advisor now."""

    visits: Rows[Visit]
    promises: Rows[DuePromise]
    replies: Rows[Offered]
    to_send: Rows[Waiting]
    outcomes: Rows[Offered]
    told: Rows[Told]
    handed: Rows[Handed]
    due_soon: Rows[DuePromise]
    coming: Rows[Visit]
    silent: Rows[Waiting]
    deadlines: Rows[Deadline]

    @property
    def leading(self) -> Part | None:
        """The part whose first row is the page's next action; last days are only told."""
        parts = (part for part in Part if part is not Part.DEADLINES)
        return next((part for part in parts if getattr(self, part.name.lower())), None)
