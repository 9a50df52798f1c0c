"""Selects for the page of one company."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import Session, col, select

from iuc_hub.accounts.models import User
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support
from iuc_hub.interviews.models import Answer, Interview, Need
from iuc_hub.recommendations.models import Recommendation


def list_interviews(session: Session, scope: Scope, ids: Sequence[int]) -> list[tuple[Interview, User]]:
    """Interviews of these companies with who holds them, oldest first."""
    query = (
        select(Interview, User)
        .join(User, col(User.id) == Interview.advisor_id)
        .where(Interview.hub_id == scope.hub, col(Interview.company_id).in_(ids))
        .order_by(col(Interview.planned_at), col(Interview.id))
    )
    return [(interview, user) for interview, user in session.exec(query)]


def count_answers(session: Session, scope: Scope, interview_id: int) -> int:
    query = select(func.count()).select_from(Answer)
    return session.exec(query.where(Answer.hub_id == scope.hub, Answer.interview_id == interview_id)).one()


def list_recommendations(
    session: Session, scope: Scope, company_id: int
) -> list[tuple[Recommendation, Support, Need]]:
    query = (
        select(Recommendation, Support, Need)
        .join(Support, col(Support.id) == Recommendation.support_id)
        .join(Need, (col(Need.hub_id) == Recommendation.hub_id) & (col(Need.id) == Recommendation.need_id))
        .where(Recommendation.hub_id == scope.hub, Recommendation.company_id == company_id)
        .order_by(col(Recommendation.changed_at).desc(), col(Recommendation.id))
    )
    return [(one, support, need) for one, support, need in session.exec(query)]
