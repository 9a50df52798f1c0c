"""Matches a hub's companies again on nobody's behalf, for the job that follows a changed catalogue."""

from datetime import date, datetime

from sqlmodel import Session

from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.recommendations import matching, queries


def _scope(hub_id: int) -> Scope:
    return Scope(role=Role.HUB_ADMIN, actor="system", hub_id=hub_id)


def companies_to_match(session: Session, hub_id: int) -> list[int]:
    """The hub's companies that have a need."""
    return queries.list_companies_with_needs(session, _scope(hub_id))


def prepare(session: Session, hub_id: int) -> None:
    """Build the hub's index where nothing waits for it, before the first company's transaction."""
    matching.prepare(session, _scope(hub_id))


def rematch(session: Session, hub_id: int, company_id: int, *, now: datetime, today: date) -> bool:
    """Match one company if anything its matches follow from has changed; tells whether it had."""
    return matching.match_company(session, _scope(hub_id), company_id, now=now, today=today).is_new
