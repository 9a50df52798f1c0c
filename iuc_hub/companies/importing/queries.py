"""Every select of an import of companies: what the hub has, asked once for the whole file."""

from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, select

from iuc_hub.accounts.models import User
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.models import Company, CompanyFact, Contact

AT_ONCE = 500
"""So many ids in one question."""


def list_known(session: Session, scope: Scope) -> list[Company]:
    """Every company of the hub, also those that were merged into others."""
    return list(session.exec(select(Company).where(Company.hub_id == scope.hub)))


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def list_facts(session: Session, scope: Scope, ids: Sequence[int]) -> Iterator[CompanyFact]:
    """Every fact of these companies, the one that counts last."""
    for part in _parts(ids):
        query = select(CompanyFact).where(
            CompanyFact.hub_id == scope.hub, col(CompanyFact.company_id).in_(part)
        )
        yield from session.exec(query.order_by(col(CompanyFact.as_of), col(CompanyFact.id)))


def list_contacts(session: Session, scope: Scope, ids: Sequence[int]) -> Iterator[Contact]:
    for part in _parts(ids):
        query = select(Contact).where(Contact.hub_id == scope.hub, col(Contact.company_id).in_(part))
        yield from session.exec(query.order_by(col(Contact.id)))


def list_colleagues(session: Session, scope: Scope) -> list[User]:
    """Those who may answer for a company, by name."""
    query = select(User).where(User.hub_id == scope.hub, col(User.active).is_(True))
    return list(session.exec(query.order_by(col(User.name))))
