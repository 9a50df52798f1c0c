"""The hub's log as a page shows it: who did what to which, newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.administration import queries
from iuc_hub.administration.log_words import acts_of
from iuc_hub.audit import AuditEntry
from iuc_hub.clock import STOCKHOLM


@dataclass(frozen=True)
class Asked:
    """What the page's form asks for; days are Swedish days, both included."""

    first: date | None = None
    last: date | None = None
    actor: str = ""
    group: str = ""
    company_id: int | None = None


@dataclass(frozen=True)
class LogPage:
    """One page of entries, how many there are in all, and the names that their subjects have."""

    entries: Sequence[AuditEntry]
    total: int
    page: int
    actors: Sequence[str]
    companies: Mapping[int, str]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // queries.PAGE_SIZE))

    def company_of(self, entry: AuditEntry) -> int | None:
        """The company an entry is about, if it is about one that is still there."""
        number = _company_of(entry)
        return number if number in self.companies else None


def _company_of(entry: AuditEntry) -> int:
    """The company's id where it is the subject, or where a note, a promise or an award says whose it is; else 0."""
    told = entry.subject_id if entry.subject_kind == "company" else str(entry.detail.get("company_id", ""))
    return int(told) if told.isascii() and told.isdigit() else 0


def log_page(session: Session, scope: Scope, asked: Asked, *, page: int) -> LogPage:
    """The entries that are asked for, in a number of queries that does not grow with them."""
    wanted = queries.LogFilter(
        start=_midnight(asked.first) if asked.first else None,
        end=_midnight(asked.last + timedelta(days=1)) if asked.last else None,
        actor=asked.actor or None,
        actions=acts_of(asked.group),
        company_ids=None if asked.company_id is None else [asked.company_id],
    )
    entries = queries.list_log(session, scope, wanted, page=page)
    about = {_company_of(one) for one in entries} - {0}
    return LogPage(
        entries=entries,
        total=queries.count_log(session, scope, wanted),
        page=page,
        actors=queries.list_actors(session, scope),
        companies=queries.list_company_names(session, scope, sorted(about)),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, STOCKHOLM)
