"""Everything that has happened with one company, newest first, a page at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.models import Company, CompanyStep
from iuc_hub.desk.company_page.timeline import queries
from iuc_hub.interviews.models import InterviewState
from iuc_hub.recommendations.lifecycle import LIFE, REPLIES

PAGE_SIZE = 20


class EventKind(StrEnum):
    """What the timeline can be narrowed to."""

    TALKS = "talks"
    VISITS = "visits"
    NEEDS = "needs"
    OFFERS = "offers"
    FACTS = "facts"
    COMPANY = "company"


@dataclass(frozen=True)
class Event:
    """One thing that happened; ``what`` is the code of its words, ``values`` what they name."""

    at: datetime
    kind: EventKind
    what: str
    who: str = ""
    note: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    note_id: int | None = None


@dataclass(frozen=True)
class Timeline:
    """One page of what happened; ``more`` tells that there is an older one."""

    events: Sequence[Event]
    page: int
    more: bool
    kind: EventKind | None


@dataclass(frozen=True)
class Asked:
    """Whose history is read, and how many of the newest rows of each table can be shown."""

    session: Session
    scope: Scope
    company: Company
    names: Mapping[int, str]
    limit: int

    @property
    def company_id(self) -> int:
        return self.company.id or 0

    def name(self, user_id: int | None) -> str:
        return self.names.get(user_id or 0, "")


def timeline(
    session: Session, scope: Scope, company: Company, *, page: int = 1, kind: EventKind | None = None
) -> Timeline:
    """One page of the company's history; each table is asked once, whatever it holds."""
    asked = Asked(session, scope, company, queries.list_names(session, scope), page * PAGE_SIZE + 1)
    kinds = (kind,) if kind else tuple(EventKind)
    events = [event for each in kinds for read in SOURCES[each] for event in read(asked)]
    events.sort(key=lambda event: event.at, reverse=True)
    first = (page - 1) * PAGE_SIZE
    return Timeline(events[first : first + PAGE_SIZE], page, len(events) > first + PAGE_SIZE, kind)


def _notes(asked: Asked) -> Iterator[Event]:
    for note, contact in queries.list_notes(asked.session, asked.scope, asked.company_id, asked.limit):
        yield Event(
            note.at, EventKind.TALKS, f"note_{note.kind.value}", asked.name(note.written_by), note.text,
            {"contact": contact.name if contact else ""}, note.id,
        )  # fmt: skip


def _promises(asked: Asked) -> Iterator[Event]:
    for one in queries.list_promises(asked.session, asked.scope, asked.company_id):
        owner, values = asked.name(one.owner_id), {"text": one.text, "due": one.due}
        yield Event(one.made_at, EventKind.TALKS, "promise_made", owner, values=values)
        if one.kept_at:
            yield Event(one.kept_at, EventKind.TALKS, "promise_kept", owner, values=values)
        if one.dropped_at:
            yield Event(one.dropped_at, EventKind.TALKS, "promise_dropped", owner, one.why_dropped, values)


def _visits(asked: Asked) -> Iterator[Event]:
    for one in queries.list_interviews(asked.session, asked.scope, asked.company_id):
        yield Event(
            one.created_at, EventKind.VISITS, "visit_planned", asked.name(one.advisor_id),
            values={"planned_at": one.planned_at, "interview": one.id, "state": one.state.value},
        )  # fmt: skip
    rows = queries.list_interview_changes(asked.session, asked.scope, asked.company_id, asked.limit)
    for change, interview in rows:
        reopened = change.after is InterviewState.IN_PROGRESS and change.before is not InterviewState.PLANNED
        what = "visit_reopened" if reopened else f"visit_{change.after.value}"
        values = {"interview": interview.id, "state": interview.state.value}
        yield Event(change.at, EventKind.VISITS, what, asked.name(change.user_id), change.why, values)


def _needs(asked: Asked) -> Iterator[Event]:
    derived: dict[tuple[datetime, int], int] = {}
    for key in queries.list_derived(asked.session, asked.scope, asked.company_id):
        derived[key] = derived.get(key, 0) + 1
    for (at, interview), count in derived.items():
        yield Event(at, EventKind.NEEDS, "needs_derived", values={"count": count, "interview": interview})
    for change, need in queries.list_need_changes(asked.session, asked.scope, asked.company_id, asked.limit):
        values = {"title": need.title, "before": change.before.value, "after": change.after.value}
        yield Event(
            change.at,
            EventKind.NEEDS,
            f"need_{change.what.value}",
            asked.name(change.user_id),
            change.why,
            values,
        )


def _recommendations(asked: Asked) -> Iterator[Event]:
    rows = queries.list_recommendation_changes(asked.session, asked.scope, asked.company_id, asked.limit)
    for change, support in rows:
        values = {"support": support.title, "state": LIFE.words[change.after], "granted": change.granted_sek}
        what = "answered" if change.after in REPLIES else "recommendation"
        yield Event(change.at, EventKind.OFFERS, what, change.actor, change.comment or change.why, values)


def _letters(asked: Asked) -> Iterator[Event]:
    for letter, contact in queries.list_letters(asked.session, asked.scope, asked.company_id, asked.limit):
        values = {"contact": contact.name}
        yield Event(
            letter.sent_at,
            EventKind.OFFERS,
            f"letter_{letter.kind.value}",
            asked.name(letter.sent_by),
            values=values,
        )


def _facts(asked: Asked) -> Iterator[Event]:
    """Facts recorded in one go are one event."""
    groups: dict[tuple[datetime, str, str], list[str]] = {}
    for row in queries.list_facts(asked.session, asked.scope, asked.company_id, asked.limit * 4):
        who = row.told_by or asked.name(row.recorded_by)
        groups.setdefault((row.recorded_at, who, row.source.value), []).append(row.fact)
    for (at, who, source), facts in groups.items():
        yield Event(at, EventKind.FACTS, "facts", who, values={"facts": facts, "source": source})


def _awards(asked: Asked) -> Iterator[Event]:
    for one in queries.list_awards(asked.session, asked.scope, asked.company_id, asked.limit):
        values = {"instrument": one.instrument, "eur": one.amount_eur, "on": one.awarded_on}
        yield Event(one.recorded_at, EventKind.FACTS, "aid", asked.name(one.recorded_by), values=values)


def _changes(asked: Asked) -> Iterator[Event]:
    for one in queries.list_changes(asked.session, asked.scope, asked.company_id, asked.limit):
        yield Event(one.at, EventKind.COMPANY, _step_words(one.what), one.actor, one.why, one.detail)


def _step_words(step: CompanyStep) -> str:
    return f"company_{step.value}"


def _consents(asked: Asked) -> Iterator[Event]:
    for one, contact in queries.list_consents(asked.session, asked.scope, asked.company_id, asked.limit):
        values = {"contact": contact.name, "purpose": one.purpose.value}
        what = "consent_given" if one.given else "consent_refused"
        yield Event(one.recorded_at, EventKind.COMPANY, what, asked.name(one.recorded_by), values=values)


def _added(asked: Asked) -> Iterator[Event]:
    yield Event(asked.company.created_at, EventKind.COMPANY, "added")


Source = Callable[[Asked], Iterator[Event]]
SOURCES: Mapping[EventKind, Sequence[Source]] = {
    EventKind.TALKS: (_notes, _promises),
    EventKind.VISITS: (_visits,),
    EventKind.NEEDS: (_needs,),
    EventKind.OFFERS: (_recommendations, _letters),
    EventKind.FACTS: (_facts, _awards),
    EventKind.COMPANY: (_changes, _consents, _added),
}
