"""Selects on the advisor's own calendar: visits to come and under way, promises to keep."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, or_, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.dealings import Promise
from iuc_hub.companies.models import Company, Contact
from iuc_hub.interviews.models import Interview, InterviewState

VisitRow = tuple[Interview, Company]
PromiseRow = tuple[Promise, Company]


def list_visits(
    session: Session, scope: Scope, *, start: datetime | None, end: datetime, offset: int, limit: int
) -> tuple[list[VisitRow], int]:
    """The caller's visits planned before ``end``, by time, and how many there are.

    Without ``start`` also those long planned and not held, and the interviews under way.
    """
    planned = (col(Interview.state) == InterviewState.PLANNED) & (col(Interview.planned_at) < end)
    under_way = col(Interview.state) == InterviewState.IN_PROGRESS
    wanted = or_(planned, under_way) if start is None else planned & (col(Interview.planned_at) >= start)
    query = (
        select(Interview, Company, func.count().over())
        .join(Company, (col(Company.hub_id) == Interview.hub_id) & (col(Company.id) == Interview.company_id))
        .where(Interview.hub_id == scope.hub, Interview.advisor_id == scope.user, wanted)
        .order_by(col(Interview.planned_at), col(Interview.id))
        .offset(offset)
        .limit(limit)
    )
    rows = session.exec(query).all()
    return [(interview, company) for interview, company, _count in rows], rows[0][2] if rows else 0


def list_contacts_by_id(session: Session, scope: Scope, ids: Sequence[int]) -> dict[int, Contact]:
    query = select(Contact).where(Contact.hub_id == scope.hub, col(Contact.id).in_(ids))
    return {contact.id: contact for contact in session.exec(query) if contact.id is not None}


def list_promises(
    session: Session, scope: Scope, *, after: date | None, until: date, offset: int, limit: int
) -> tuple[list[PromiseRow], int]:
    """The caller's promises to keep after one day and by another, the first due first, and how many there are."""
    query = (
        select(Promise, Company, func.count().over())
        .join(Company, (col(Company.hub_id) == Promise.hub_id) & (col(Company.id) == Promise.company_id))
        .where(Promise.hub_id == scope.hub, Promise.owner_id == scope.user, Promise.due <= until)
        .where(col(Promise.due) > (after or date.min))
        .where(col(Promise.kept_at).is_(None), col(Promise.dropped_at).is_(None))
        .order_by(col(Promise.due), col(Promise.id))
        .offset(offset)
        .limit(limit)
    )
    rows = session.exec(query).all()
    return [(promise, company) for promise, company, _count in rows], rows[0][2] if rows else 0
