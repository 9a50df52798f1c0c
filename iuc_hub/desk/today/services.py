"""What needs the advisor now: visits, replies, what waits to be sent or answered, last days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.records import known_support
from iuc_hub.clock import day_in_sweden
from iuc_hub.companies.models import Company, Contact
from iuc_hub.desk.today import queries
from iuc_hub.interviews.models import Interview, InterviewState, Need
from iuc_hub.recommendations.effort import TimeLeft, time_left
from iuc_hub.recommendations.models import Recommendation, RecommendationState

REPLY_DAYS = 14
SILENT_DAYS = 7
VISIT_DAYS = 7


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
class Reply:
    """What a company answered to one recommendation."""

    recommendation: Recommendation
    company: Company
    support: Support
    need: Need


@dataclass(frozen=True)
class Waiting:
    """A company with something to send, or that has not answered, since when."""

    company: Company
    count: int
    since: datetime


@dataclass(frozen=True)
class Deadline:
    """A support's next day against the work it takes, and for which companies."""

    support: Support
    companies: Sequence[Company]
    time: TimeLeft


@dataclass(frozen=True)
class Today:
    """What needs the advisor now."""

    visits: Sequence[Visit]
    replies: Sequence[Reply]
    to_send: Sequence[Waiting]
    silent: Sequence[Waiting]
    deadlines: Sequence[Deadline]


def todays_work(session: Session, scope: Scope, *, now: datetime) -> Today:
    """Visits of the coming week, replies of the last two, what waits to be sent or answered, last days."""
    today = day_in_sweden(now)
    visits = queries.list_visits(session, scope, until=now + timedelta(days=VISIT_DAYS))
    contacts = queries.list_contacts_by_id(
        session, scope, [visit.contact_id for visit, _company in visits if visit.contact_id]
    )
    pending = queries.list_pending(session, scope)
    deadlines = queries.list_deadlines(session, scope)
    replies = queries.list_replies(session, scope, since=now - timedelta(days=REPLY_DAYS))
    return Today(
        visits=[Visit(one, company, contacts.get(one.contact_id or 0)) for one, company in visits],
        replies=[Reply(*row) for row in replies],
        to_send=_waiting(pending, RecommendationState.ACCEPTED, until=now),
        silent=_waiting(pending, RecommendationState.SENT, until=now - timedelta(days=SILENT_DAYS)),
        deadlines=_by_support(deadlines, today),
    )


def _by_support(rows: Sequence[tuple[Support, Company]], today: date) -> list[Deadline]:
    """One row a support that has not closed, the most urgent first."""
    companies: dict[str, list[Company]] = {}
    for support, company in rows:
        companies.setdefault(support.id, []).append(company)
    supports = {support.id: support for support, _company in rows}
    found = [
        Deadline(support, companies[support.id], time)
        for support in supports.values()
        if (time := time_left(support, known_support(support.record, support.id), today)) is not None
    ]
    return sorted(found, key=lambda row: row.time.urgency)


def _waiting(
    pending: Sequence[tuple[Recommendation, Company, Support]], state: RecommendationState, *, until: datetime
) -> list[Waiting]:
    """One row a company: how many recommendations are in this state and since when the oldest is."""
    found: dict[int, Waiting] = {}
    for one, company, _support in pending:
        if one.state is state and one.changed_at <= until and company.id is not None:
            before = found.get(company.id)
            found[company.id] = Waiting(
                company,
                before.count + 1 if before else 1,
                min(before.since, one.changed_at) if before else one.changed_at,
            )
    return list(found.values())
