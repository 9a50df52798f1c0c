"""Selects across features for what needs the advisor now."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support
from iuc_hub.companies.models import Company, Contact
from iuc_hub.interviews.models import Interview, InterviewState, Need
from iuc_hub.recommendations.lifecycle import REPLIES
from iuc_hub.recommendations.models import Recommendation, RecommendationState

AWAITED = 20

ReplyRow = tuple[Recommendation, Company, Support, Need]


def list_visits(session: Session, scope: Scope, *, until: datetime) -> list[tuple[Interview, Company]]:
    """The caller's interviews that are planned before ``until`` or under way, by time."""
    query = (
        select(Interview, Company)
        .join(Company, (col(Company.hub_id) == Interview.hub_id) & (col(Company.id) == Interview.company_id))
        .where(Interview.hub_id == scope.hub, Interview.advisor_id == scope.user)
        .where(
            (col(Interview.state) == InterviewState.IN_PROGRESS)
            | ((col(Interview.state) == InterviewState.PLANNED) & (col(Interview.planned_at) < until))
        )
        .order_by(col(Interview.planned_at), col(Interview.id))
    )
    return [(interview, company) for interview, company in session.exec(query)]


def list_contacts_by_id(session: Session, scope: Scope, ids: Sequence[int]) -> dict[int, Contact]:
    query = select(Contact).where(Contact.hub_id == scope.hub, col(Contact.id).in_(ids))
    return {contact.id: contact for contact in session.exec(query) if contact.id is not None}


def list_replies(session: Session, scope: Scope, *, since: datetime, limit: int = AWAITED) -> list[ReplyRow]:
    """What the caller's companies have answered since then and nobody has taken care of, newest first."""
    query = (
        select(Recommendation, Company, Support, Need)
        .join(
            Company,
            (col(Company.hub_id) == Recommendation.hub_id) & (col(Company.id) == Recommendation.company_id),
        )
        .join(Support, col(Support.id) == Recommendation.support_id)
        .join(Need, (col(Need.hub_id) == Recommendation.hub_id) & (col(Need.id) == Recommendation.need_id))
        .where(Recommendation.hub_id == scope.hub, Company.advisor_id == scope.user)
        .where(col(Recommendation.state).in_(REPLIES), Recommendation.changed_at >= since)
        .where(col(Recommendation.handled_at).is_(None))
        .order_by(col(Recommendation.changed_at).desc(), col(Recommendation.id).desc())
        .limit(limit)
    )
    return [(one, company, support, need) for one, company, support, need in session.exec(query)]


def list_pending(session: Session, scope: Scope) -> list[tuple[Recommendation, Company, Support]]:
    """Accepted but not sent, or sent and unanswered, at the caller's companies."""
    waiting = (RecommendationState.ACCEPTED, RecommendationState.SENT)
    query = (
        select(Recommendation, Company, Support)
        .join(
            Company,
            (col(Company.hub_id) == Recommendation.hub_id) & (col(Company.id) == Recommendation.company_id),
        )
        .join(Support, col(Support.id) == Recommendation.support_id)
        .where(Recommendation.hub_id == scope.hub, Company.advisor_id == scope.user)
        .where(col(Recommendation.state).in_(waiting))
        .order_by(col(Recommendation.changed_at), col(Recommendation.id))
    )
    return [(one, company, support) for one, company, support in session.exec(query)]


def list_deadlines(session: Session, scope: Scope) -> list[tuple[Support, Company]]:
    """Supports with a last day that a company of the caller's may still say or has said yes to."""
    alive = (
        RecommendationState.ACCEPTED,
        RecommendationState.SENT,
        RecommendationState.INTERESTED,
        RecommendationState.LATER,
    )
    query = (
        select(Support, Company)
        .join(Recommendation, col(Recommendation.support_id) == Support.id)
        .join(
            Company,
            (col(Company.hub_id) == Recommendation.hub_id) & (col(Company.id) == Recommendation.company_id),
        )
        .where(Recommendation.hub_id == scope.hub, Company.advisor_id == scope.user)
        .where(col(Recommendation.state).in_(alive), col(Support.closes).is_not(None))
        .distinct()
        .order_by(col(Support.closes), col(Company.name_key))
    )
    return [(support, company) for support, company in session.exec(query)]
