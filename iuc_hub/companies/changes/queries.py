"""Selects on what was done with companies as a whole."""

from datetime import datetime

from sqlmodel import Session, col, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.models import Company, CompanyChange, CompanyStep


def list_handed_over(
    session: Session, scope: Scope, *, to_user: int, since: datetime
) -> list[tuple[CompanyChange, Company]]:
    """The companies that came to a colleague since then and still are theirs, newest first."""
    query = (
        select(CompanyChange, Company)
        .join(
            Company,
            (col(Company.hub_id) == CompanyChange.hub_id) & (col(Company.id) == CompanyChange.company_id),
        )
        .where(CompanyChange.hub_id == scope.hub, Company.advisor_id == to_user)
        .where(CompanyChange.what == CompanyStep.HANDED_OVER, CompanyChange.at >= since)
        .where(col(Company.merged_into).is_(None))
        .order_by(col(CompanyChange.at).desc(), col(CompanyChange.id).desc())
    )
    return [
        (change, company) for change, company in session.exec(query) if change.detail.get("to") == to_user
    ]
