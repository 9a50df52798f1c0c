"""Every select on what became of recommendations."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.recommendations.models import Recommendation, RecommendationChange


def list_same_offer(session: Session, scope: Scope, one: Recommendation) -> list[Recommendation]:
    """Every recommendation of the same support to the same company, this one too, locked; oldest first."""
    query = (
        select(Recommendation)
        .where(Recommendation.hub_id == scope.hub, Recommendation.company_id == one.company_id)
        .where(Recommendation.support_id == one.support_id)
        .order_by(col(Recommendation.id))
    )
    return list(session.exec(query.with_for_update()))


def list_changes(session: Session, scope: Scope, ids: Sequence[int]) -> list[RecommendationChange]:
    """What has happened to these, newest first."""
    query = (
        select(RecommendationChange)
        .where(RecommendationChange.hub_id == scope.hub)
        .where(col(RecommendationChange.recommendation_id).in_(ids))
        .order_by(col(RecommendationChange.at).desc(), col(RecommendationChange.id).desc())
    )
    return list(session.exec(query))
