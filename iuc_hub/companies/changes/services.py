"""The verb that corrects what identifies a company."""

from datetime import datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries
from iuc_hub.companies.changes.log import record_change
from iuc_hub.companies.identity import CompanyDraft, checked_identity
from iuc_hub.companies.models import Company, CompanyStep
from iuc_hub.errors import N_, Conflict, InputError

FIELDS = ("organisation_number", "name", "legal_form", "municipality_code", "address")


def correct_company(
    session: Session, scope: Scope, company_id: int, draft: CompanyDraft, *, why: str, now: datetime
) -> list[str]:
    """Correct what identifies a company; returns the fields that changed, each logged with from and to.

    Raises:
        InputErrors: what is wrong, by field; a new number without a reason.
        Conflict: another company of the hub has the number.
    """
    company = queries.get_company(session, scope, company_id)
    wanted = checked_identity(draft)
    before = {field: getattr(company, field) for field in FIELDS}
    changed = [field for field in FIELDS if before[field] != wanted[field]]
    if "organisation_number" in changed:
        _check_number(session, scope, wanted["organisation_number"], why)
    if changed:
        _store(company, wanted)
        detail: dict[str, object] = {"fields": {each: [before[each], wanted[each]] for each in changed}}
        record_change(session, scope, company_id, CompanyStep.CORRECTED, detail=detail, why=why, now=now)
        session.flush()
    return changed


def _check_number(session: Session, scope: Scope, number: str, why: str) -> None:
    if not why.strip():
        raise InputError(
            N_(
                "Skriv varför numret ändras, till exempel att det var felskrivet eller att bolaget ombildats."
            ),
            field="why",
        )
    other = queries.find_company_by_number(session, scope, number)
    if other is not None:
        raise Conflict(
            N_("%(name)s har redan det numret. Slå ihop företagen i stället, från listan över företag."),
            field="organisation_number",
            name=other.name,
        )


def _store(company: Company, wanted: dict[str, str]) -> None:
    for field, value in wanted.items():
        setattr(company, field, value)
