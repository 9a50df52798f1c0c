"""Selects for the hub's administration: logins, who answers for how many companies, the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.audit import AuditEntry
from iuc_hub.companies.models import Company

PAGE_SIZE = 50


@dataclass(frozen=True)
class LogFilter:
    """What of the log is asked for; None limits nothing. ``end`` is the first moment after."""

    start: datetime | None = None
    end: datetime | None = None
    actor: str | None = None
    actions: Sequence[str] | None = None
    company_ids: Sequence[int] | None = None


def last_logins(session: Session, scope: Scope) -> dict[int, datetime]:
    """User -> when they last logged in."""
    query = (
        select(AuditEntry.user_id, func.max(AuditEntry.at))
        .where(AuditEntry.hub_id == scope.hub, AuditEntry.action == "login")
        .group_by(col(AuditEntry.user_id))
    )
    return {user_id: at for user_id, at in session.exec(query) if user_id is not None}


def count_companies_by_advisor(session: Session, scope: Scope) -> dict[int, int]:
    query = (
        select(Company.advisor_id, func.count())
        .where(Company.hub_id == scope.hub, col(Company.merged_into).is_(None))
        .group_by(col(Company.advisor_id))
    )
    return dict(session.exec(query).all())


def list_company_ids_of(session: Session, scope: Scope, user_id: int) -> list[int]:
    """The companies a colleague answers for."""
    query = select(Company.id).where(
        Company.hub_id == scope.hub, Company.advisor_id == user_id, col(Company.merged_into).is_(None)
    )
    return [company_id for company_id in session.exec(query) if company_id is not None]


def list_log(session: Session, scope: Scope, wanted: LogFilter, *, page: int) -> list[AuditEntry]:
    """One page of the hub's log, newest first."""
    query = select(AuditEntry).where(*_asked(scope, wanted))
    query = query.order_by(col(AuditEntry.at).desc(), col(AuditEntry.id).desc())
    return list(session.exec(query.offset((page - 1) * PAGE_SIZE).limit(PAGE_SIZE)))


def count_log(session: Session, scope: Scope, wanted: LogFilter) -> int:
    return session.exec(select(func.count()).select_from(AuditEntry).where(*_asked(scope, wanted))).one()


def list_actors(session: Session, scope: Scope) -> list[str]:
    """Everybody who stands in the hub's log."""
    query = select(AuditEntry.actor).where(AuditEntry.hub_id == scope.hub).distinct()
    return sorted(session.exec(query))


def list_company_names(session: Session, scope: Scope, ids: Sequence[int]) -> dict[int, str]:
    query = select(Company.id, Company.name).where(Company.hub_id == scope.hub, col(Company.id).in_(ids))
    return {company_id: name for company_id, name in session.exec(query) if company_id is not None}


def _asked(scope: Scope, wanted: LogFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [col(AuditEntry.hub_id) == scope.hub]
    if wanted.start is not None:
        conditions.append(col(AuditEntry.at) >= wanted.start)
    if wanted.end is not None:
        conditions.append(col(AuditEntry.at) < wanted.end)
    if wanted.actor is not None:
        conditions.append(col(AuditEntry.actor) == wanted.actor)
    if wanted.actions is not None:
        conditions.append(col(AuditEntry.action).in_(wanted.actions))
    if wanted.company_ids is not None:
        conditions.append(col(AuditEntry.subject_kind) == "company")
        conditions.append(col(AuditEntry.subject_id).in_([str(each) for each in wanted.company_ids]))
    return conditions
