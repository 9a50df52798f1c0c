"""The select on interviews that go along when a company is handed over."""

from sqlmodel import Session, col, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.interviews.models import Interview, InterviewState


def list_planned(session: Session, scope: Scope, company_id: int) -> list[Interview]:
    """The company's interviews that are still to be held, by time."""
    query = select(Interview).where(
        Interview.hub_id == scope.hub,
        Interview.company_id == company_id,
        Interview.state == InterviewState.PLANNED,
    )
    return list(session.exec(query.order_by(col(Interview.planned_at), col(Interview.id))))
