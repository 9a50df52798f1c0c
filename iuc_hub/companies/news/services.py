"""The verbs by which an advisor takes note of what is new at a company."""

from datetime import datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.news import queries
from iuc_hub.companies.queries import get_company


def see_handover(session: Session, scope: Scope, company_id: int, *, now: datetime) -> None:
    """The caller knows that the company has come to them; told again, nothing changes.

    Raises:
        NotFound: another hub's company.
    """
    get_company(session, scope, company_id)
    for change in queries.list_unseen_handovers(session, scope, company_id):
        change.seen_at = now
    session.flush()


def see_told(session: Session, scope: Scope, company_id: int) -> None:
    """The caller has seen what the company told of itself.

    Raises:
        NotFound: another hub's company.
    """
    get_company(session, scope, company_id)
    for fact in queries.list_told_of(session, scope, company_id):
        fact.is_news = False
    session.flush()
