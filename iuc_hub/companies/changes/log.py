"""The log of what was done with a company as a whole, written beside the audit log."""

from datetime import datetime

from sqlmodel import Session

from iuc_hub import audit
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.models import CompanyChange, CompanyStep


def record_change(
    session: Session,
    scope: Scope,
    company_id: int,
    what: CompanyStep,
    *,
    detail: dict[str, object],
    why: str,
    now: datetime,
) -> CompanyChange:
    """Note a step in the company's own history and in the audit log."""
    change = CompanyChange.model_validate(
        {
            "hub_id": scope.hub, "company_id": company_id, "at": now, "user_id": scope.user_id,
            "actor": scope.actor, "what": what, "detail": detail, "why": why.strip(),
        }
    )  # fmt: skip
    session.add(change)
    audit.record(
        session, at=now, actor=scope.actor, action=f"company_{what.value}", subject=("company", company_id),
        hub_id=scope.hub, user_id=scope.user_id, detail={**detail, "why": why.strip()},
    )  # fmt: skip
    return change
