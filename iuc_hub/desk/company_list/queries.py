"""Selects for the list of companies."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import Session, col, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.interviews.models import Interview, InterviewState, Need
from iuc_hub.interviews.queries import is_active


def count_needs(session: Session, scope: Scope, ids: Sequence[int]) -> dict[int, int]:
    query = (
        select(Need.company_id, func.count())
        .where(Need.hub_id == scope.hub, col(Need.company_id).in_(ids), is_active())
        .group_by(col(Need.company_id))
    )
    return dict(session.exec(query).all())


def list_newest_interviews(session: Session, scope: Scope, ids: Sequence[int]) -> dict[int, Interview]:
    """Company id -> its newest interview that was not called off."""
    query = (
        select(Interview)
        .where(Interview.hub_id == scope.hub, col(Interview.company_id).in_(ids))
        .where(Interview.state != InterviewState.CANCELLED)
        .order_by(col(Interview.planned_at), col(Interview.id))
    )
    return {interview.company_id: interview for interview in session.exec(query)}
