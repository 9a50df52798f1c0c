"""Selects for what was published of each round, of a hub or of the network."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.models import Company
from iuc_hub.errors import N_, Denied
from iuc_hub.jobs import Job
from iuc_hub.reports.models import Publication

PUBLISH_NETWORK = "publish_network"
"""The kind of job that publishes a round of the network."""


def _of(scope: Scope) -> ColumnElement[bool]:
    """The caller's hub's own, or the network's for its analyst."""
    if scope.role is Role.ANALYST:
        return col(Publication.hub_id).is_(None)
    if scope.role in (Role.ADVISOR, Role.HUB_ADMIN):
        return col(Publication.hub_id) == scope.hub
    raise Denied(N_("Rapporterna är för hubbens och nätverkets egna."))


def find_publication(session: Session, scope: Scope, last: date) -> Publication | None:
    """What was published of the round that ended on this day."""
    return session.exec(select(Publication).where(_of(scope), Publication.last == last)).first()


def list_publications_before(session: Session, scope: Scope, last: date) -> list[Publication]:
    """What was published of earlier rounds, the first first."""
    query = select(Publication).where(_of(scope), Publication.last < last)
    return list(session.exec(query.order_by(col(Publication.last))))


def find_first_company_day(session: Session) -> datetime | None:
    """When the first company of any hub was entered."""
    return session.exec(select(func.min(Company.created_at))).one()


def find_newest_publishing(session: Session) -> Job | None:
    """The newest job that publishes the network's figures."""
    query = select(Job).where(Job.kind == PUBLISH_NETWORK).order_by(col(Job.id).desc())
    return session.exec(query.limit(1)).first()
