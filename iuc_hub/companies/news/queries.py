"""Selects on what an advisor has not taken note of yet: companies that came to them, facts that companies told."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import Session, col, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.models import Company, CompanyChange, CompanyFact, CompanyStep


def list_handed_over(
    session: Session, scope: Scope, *, offset: int, limit: int
) -> tuple[list[tuple[CompanyChange, Company]], int]:
    """The companies that others gave the caller and the caller has not taken note of, newest first; how many."""
    newest = (
        select(func.max(CompanyChange.id).label("id"), func.count().over().label("count"))
        .join(
            Company,
            (col(Company.hub_id) == CompanyChange.hub_id) & (col(Company.id) == CompanyChange.company_id),
        )
        .where(CompanyChange.hub_id == scope.hub, Company.advisor_id == scope.user)
        .where(CompanyChange.what == CompanyStep.HANDED_OVER, col(CompanyChange.seen_at).is_(None))
        .where(func.coalesce(CompanyChange.user_id, 0) != scope.user, col(Company.merged_into).is_(None))
        .group_by(col(CompanyChange.company_id))
        .order_by(func.max(CompanyChange.id).desc())
        .offset(offset)
        .limit(limit)
        .subquery()
    )
    query = (
        select(CompanyChange, Company, newest.c.count)
        .join(newest, newest.c.id == CompanyChange.id)
        .join(Company, col(Company.id) == CompanyChange.company_id)
        .order_by(col(CompanyChange.id).desc())
    )
    rows = session.exec(query).all()
    return [(change, company) for change, company, _count in rows], rows[0][2] if rows else 0


def list_unseen_handovers(
    session: Session, scope: Scope, company_id: int, *, until: int
) -> Sequence[CompanyChange]:
    """The company's handovers up to this one that nobody has taken note of."""
    query = select(CompanyChange).where(
        CompanyChange.hub_id == scope.hub,
        CompanyChange.company_id == company_id,
        CompanyChange.what == CompanyStep.HANDED_OVER,
        col(CompanyChange.seen_at).is_(None),
        col(CompanyChange.id) <= until,
    )
    return session.exec(query).all()


def list_told(
    session: Session, scope: Scope, *, offset: int, limit: int
) -> tuple[list[tuple[CompanyFact, Company]], int]:
    """What the caller's companies told of themselves and the caller has not seen, the oldest first; how many."""
    found = (
        select(CompanyFact.id, func.count().over().label("count"))
        .join(
            Company, (col(Company.hub_id) == CompanyFact.hub_id) & (col(Company.id) == CompanyFact.company_id)
        )
        .where(CompanyFact.hub_id == scope.hub, Company.advisor_id == scope.user)
        .where(col(CompanyFact.is_news).is_(True))
        .order_by(col(CompanyFact.id))
        .offset(offset)
        .limit(limit)
        .subquery()
    )
    query = (
        select(CompanyFact, Company, found.c.count)
        .join(found, found.c.id == CompanyFact.id)
        .join(Company, col(Company.id) == CompanyFact.company_id)
        .order_by(col(CompanyFact.id))
    )
    rows = session.exec(query).all()
    return [(fact, company) for fact, company, _count in rows], rows[0][2] if rows else 0


def list_told_of(session: Session, scope: Scope, company_id: int, fact_id: int) -> Sequence[CompanyFact]:
    """The fact of this id, if the company told it of itself and nobody has seen it."""
    query = select(CompanyFact).where(
        CompanyFact.hub_id == scope.hub,
        CompanyFact.company_id == company_id,
        CompanyFact.id == fact_id,
        col(CompanyFact.is_news).is_(True),
    )
    return session.exec(query).all()
