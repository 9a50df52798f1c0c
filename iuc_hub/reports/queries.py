"""Selects for reports: plain rows of a period, of one hub or of them all."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from iuc_hub.accounts.models import Hub, Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.models import Company, CompanyFact
from iuc_hub.errors import N_, Denied
from iuc_hub.interviews.models import Interview, Need
from iuc_hub.interviews.queries import FINISHED
from iuc_hub.recommendations.models import Letter, Recommendation, RecommendationState
from iuc_hub.reports.period import Period


@dataclass(frozen=True)
class SentRow:
    """One recommendation that was sent in the period."""

    company_id: int
    state: RecommendationState


def _visible(scope: Scope, hub_column: Mapped[int]) -> ColumnElement[bool]:
    """The caller's hub, or every hub for the network's analyst, who gets no names."""
    if scope.role is Role.ANALYST:
        return hub_column.is_not(None)
    if scope.role in (Role.ADVISOR, Role.HUB_ADMIN):
        return hub_column == scope.hub
    raise Denied(N_("Rapporterna är för hubbens och nätverkets egna."))


def count_companies(session: Session, scope: Scope) -> int:
    query = select(func.count()).select_from(Company).where(_visible(scope, col(Company.hub_id)))
    return session.exec(query).one()


def count_hubs(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Hub)).one()


def _of_held(
    interview: Mapped[int] | Mapped[int | None], scope: Scope, period: Period
) -> ColumnElement[bool]:
    """Whether this column names an interview that was finished in the period."""
    held = (
        select(Interview.id)
        .where(_visible(scope, col(Interview.hub_id)), col(Interview.state).in_(FINISHED))
        .where(col(Interview.completed_at) >= period.start, col(Interview.completed_at) < period.end)
    )
    return interview.in_(held)


def list_interviewed(session: Session, scope: Scope, period: Period) -> list[int]:
    """Ids of the companies whose interview was finished in the period, each once."""
    query = select(Interview.company_id).where(_of_held(col(Interview.id), scope, period)).distinct()
    return list(session.exec(query.order_by(col(Interview.company_id))))


def list_needs(session: Session, scope: Scope, period: Period) -> list[tuple[int, str]]:
    """(company, theme) of every need found in those interviews and not withdrawn, each pair once."""
    query = (
        select(Need.company_id, Need.theme)
        .where(_of_held(col(Need.interview_id), scope, period), col(Need.withdrawn_at).is_(None))
        .distinct()
    )
    return [(company_id, theme) for company_id, theme in session.exec(query)]


def list_sent(session: Session, scope: Scope, period: Period) -> list[SentRow]:
    """Recommendations whose letter left in the period, with where they stand now."""
    query = (
        select(Recommendation.company_id, Recommendation.state)
        .join(
            Letter,
            (col(Letter.hub_id) == Recommendation.hub_id) & (col(Letter.id) == Recommendation.letter_id),
        )
        .where(_visible(scope, col(Recommendation.hub_id)))
        .where(Letter.sent_at >= period.start, Letter.sent_at < period.end)
    )
    return [SentRow(company_id, RecommendationState(state)) for company_id, state in session.exec(query)]


def list_employees(session: Session, scope: Scope, company_ids: Sequence[int]) -> dict[int, int]:
    """Company -> newest known number of employees; a company nobody has asked is absent."""
    query = (
        select(CompanyFact.company_id, CompanyFact.value)
        .where(_visible(scope, col(CompanyFact.hub_id)), CompanyFact.fact == "employees")
        .where(col(CompanyFact.company_id).in_(company_ids))
        .order_by(col(CompanyFact.as_of), col(CompanyFact.id))
    )
    return {
        company_id: int(value) for company_id, value in session.exec(query) if isinstance(value, (int, float))
    }


def list_companies(session: Session, scope: Scope, company_ids: Sequence[int]) -> list[Company]:
    """The hub's companies among these, by name; never for the analyst."""
    query = select(Company).where(Company.hub_id == scope.hub, col(Company.id).in_(company_ids))
    return list(session.exec(query.order_by(col(Company.name_key))))
