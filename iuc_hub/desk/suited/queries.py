"""Selects for the companies that a support suits."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.models import Company
from iuc_hub.interviews.models import Need
from iuc_hub.interviews.queries import is_active
from iuc_hub.recommendations.models import MatchRun, NeedResult, Recommendation, StoredMatch

PAGE_SIZE = 30
SUITS = ("eligible", "unknown")


@dataclass(frozen=True)
class Suiting:
    """Which support, and the score in points from which it is worth mentioning for a need."""

    support_id: str
    line: float


def _fitting(scope: Scope, of: Suiting) -> list[ColumnElement[bool]]:
    """What matches of the support must be to count: in a company's newest run, and relevant for an active need.

    Those that other supports beat count too. They join match, result, need and company, which a select of any of
    them then draws from.
    """
    newest = (
        select(func.max(MatchRun.id)).where(MatchRun.hub_id == scope.hub).group_by(col(MatchRun.company_id))
    )
    return [
        col(StoredMatch.hub_id) == scope.hub, col(StoredMatch.support_id) == of.support_id,
        col(NeedResult.hub_id) == StoredMatch.hub_id, col(NeedResult.id) == StoredMatch.result_id,
        col(Need.hub_id) == NeedResult.hub_id, col(Need.id) == NeedResult.need_id,
        col(Company.hub_id) == Need.hub_id, col(Company.id) == Need.company_id,
        col(StoredMatch.verdict).in_(SUITS), col(StoredMatch.score_tenths) >= of.line * 10,
        col(NeedResult.unmet).is_(False), col(NeedResult.run_id).in_(newest),
        col(Company.merged_into).is_(None), is_active(),
    ]  # fmt: skip


def count_companies(session: Session, scope: Scope, of: Suiting) -> int:
    query = select(func.count(func.distinct(Company.id))).where(*_fitting(scope, of))
    return session.exec(query).one()


def list_companies(session: Session, scope: Scope, of: Suiting, *, page: int) -> list[Company]:
    """One page of them, those with it among a need's best first, then by score."""
    best = (
        select(
            col(Company.id).label("id"),
            func.max(StoredMatch.score_tenths).label("score"),
            func.min(case((col(StoredMatch.weak), 1), else_=0)).label("beaten"),
        )
        .where(*_fitting(scope, of))
        .group_by(col(Company.id))
        .subquery()
    )
    query = (
        select(Company)
        .join(best, best.c.id == Company.id)
        .order_by(best.c.beaten, best.c.score.desc(), col(Company.name_key), col(Company.id))
    )
    return list(session.exec(query.offset((page - 1) * PAGE_SIZE).limit(PAGE_SIZE)))


def list_matches(
    session: Session, scope: Scope, of: Suiting, company_ids: Sequence[int]
) -> list[tuple[StoredMatch, Need]]:
    """These companies' matches of the support with their needs, best first, those that others beat last."""
    query = (
        select(StoredMatch, Need)
        .where(*_fitting(scope, of), col(Need.company_id).in_(company_ids))
        .options(defer(StoredMatch.match))  # type: ignore[arg-type] # SQLModel types columns by their values
        .order_by(col(StoredMatch.weak), col(StoredMatch.score_tenths).desc(), col(Need.id))
    )
    return [(match, need) for match, need in session.exec(query)]


def list_decided(
    session: Session, scope: Scope, support_id: str, company_ids: Sequence[int]
) -> list[Recommendation]:
    """What was decided on the support for these companies, the newest last."""
    query = (
        select(Recommendation)
        .where(Recommendation.hub_id == scope.hub, Recommendation.support_id == support_id)
        .where(col(Recommendation.company_id).in_(company_ids))
    )
    return list(session.exec(query.order_by(col(Recommendation.changed_at), col(Recommendation.id))))
