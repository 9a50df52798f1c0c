"""Selects for the needs that a preview is counted on."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.models import Company
from iuc_hub.interviews.models import Need
from iuc_hub.interviews.queries import is_active
from iuc_hub.jobs import Job
from iuc_hub.recommendations.models import MatchRun, NeedResult


def _current(scope: Scope) -> list[ColumnElement[bool]]:
    """Active needs in the newest run of their company; they join result, run and need."""
    newest = (
        select(func.max(MatchRun.id)).where(MatchRun.hub_id == scope.hub).group_by(col(MatchRun.company_id))
    )
    return [
        col(NeedResult.hub_id) == scope.hub, col(NeedResult.run_id).in_(newest),
        col(MatchRun.hub_id) == NeedResult.hub_id, col(MatchRun.id) == NeedResult.run_id,
        col(Need.hub_id) == NeedResult.hub_id, col(Need.id) == NeedResult.need_id, is_active(),
    ]  # fmt: skip


def count_current(session: Session, scope: Scope) -> int:
    query = select(func.count(col(NeedResult.id))).where(*_current(scope))
    return session.exec(query).one()


def list_current(session: Session, scope: Scope, *, limit: int) -> list[tuple[NeedResult, MatchRun]]:
    """What the newest runs were made from, of the needs that count; the last matched first."""
    query = select(NeedResult, MatchRun).where(*_current(scope))
    query = query.order_by(col(MatchRun.id).desc(), col(NeedResult.id)).limit(limit)
    return [(result, run) for result, run in session.exec(query)]


def list_current_ids(session: Session, scope: Scope) -> list[int]:
    """The newest results of all needs that count; the last matched first."""
    query = select(NeedResult.id).where(*_current(scope))
    query = query.order_by(col(MatchRun.id).desc(), col(NeedResult.id))
    return [each for each in session.exec(query) if each is not None]


def list_results(session: Session, scope: Scope, ids: Sequence[int]) -> list[tuple[NeedResult, MatchRun]]:
    """These results with their runs; those that are gone are left out."""
    query = (
        select(NeedResult, MatchRun)
        .where(NeedResult.hub_id == scope.hub, col(NeedResult.id).in_(ids))
        .where(MatchRun.hub_id == NeedResult.hub_id, MatchRun.id == NeedResult.run_id)
    )
    return [(result, run) for result, run in session.exec(query.order_by(col(NeedResult.id)))]


def list_results_of(
    session: Session, scope: Scope, need_ids: Sequence[int]
) -> list[tuple[NeedResult, MatchRun]]:
    """The newest results of these needs, each once."""
    newest = (
        select(func.max(NeedResult.id))
        .where(NeedResult.hub_id == scope.hub, col(NeedResult.need_id).in_(need_ids))
        .group_by(col(NeedResult.need_id))
    )
    query = (
        select(NeedResult, MatchRun)
        .where(col(NeedResult.id).in_(newest), col(MatchRun.hub_id) == NeedResult.hub_id)
        .where(col(MatchRun.id) == NeedResult.run_id)
    )
    return [(result, run) for result, run in session.exec(query.order_by(col(NeedResult.id)))]


def list_company_names(session: Session, scope: Scope, ids: Sequence[int]) -> dict[int, str]:
    query = select(Company.id, Company.name).where(Company.hub_id == scope.hub, col(Company.id).in_(ids))
    return {company_id: name for company_id, name in session.exec(query) if company_id is not None}


def find_job(session: Session, scope: Scope, job_id: int, kind: str) -> Job | None:
    """A job of the caller's hub, if it is of this kind."""
    query = select(Job).where(Job.hub_id == scope.hub, Job.id == job_id, Job.kind == kind)
    return session.exec(query).first()


def find_newest_job(session: Session, scope: Scope, kind: str) -> Job | None:
    query = select(Job).where(Job.hub_id == scope.hub, Job.kind == kind)
    return session.exec(query.order_by(col(Job.id).desc()).limit(1)).first()
