"""The verbs by which an advisor takes note of what is new at a company."""

from datetime import datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.news import queries
from iuc_hub.companies.queries import get_company


def see_handover(session: Session, scope: Scope, company_id: int, shown: int, *, now: datetime) -> None:
    """The caller knows of the handover that was ``shown`` and of those before it; told again, nothing changes.

    Raises:
        NotFound: another hub's company.
    """
    get_company(session, scope, company_id)
    for change in queries.list_unseen_handovers(session, scope, company_id, until=shown):
        change.seen_at = now
    session.flush()


def see_told(session: Session, scope: Scope, company_id: int, shown: int) -> None:
    """The caller has seen the fact that was ``shown``; what the company told besides or since stays news.

    Raises:
        NotFound: another hub's company.
    """
    get_company(session, scope, company_id)
    for fact in queries.list_told_of(session, scope, company_id, shown):
        fact.is_news = False
    session.flush()
