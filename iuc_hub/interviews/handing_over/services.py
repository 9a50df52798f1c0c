"""Companies go over to another advisor, with their planned interviews and open promises."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from iuc_hub.accounts.models import Role, User
from iuc_hub.accounts.queries import get_colleague
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries as companies
from iuc_hub.companies.changes.log import record_change
from iuc_hub.companies.models import Company, CompanyStep
from iuc_hub.companies.notes.queries import list_open_promises_to
from iuc_hub.errors import N_, InputError
from iuc_hub.interviews.handing_over.queries import list_planned


def hand_over(
    session: Session, scope: Scope, company_ids: Sequence[int], to_user_id: int, *, why: str, now: datetime
) -> int:
    """Give companies to another advisor of the hub; returns how many changed hands.

    The planned interviews and open promises of the one who had a company go along; a colleague's stay theirs.

    Raises:
        NotFound: a company or the person is not in the hub.
        InputError: the person is no active advisor, or there is no reason.
    """
    if not why.strip():
        raise InputError(N_("Skriv varför företaget lämnas över."), field="why")
    receiver = get_colleague(session, scope, to_user_id)
    if receiver.role is not Role.ADVISOR or not receiver.active:
        raise InputError(N_("Välj en rådgivare som är aktiv i hubben."), field="to")
    moved = 0
    for company_id in company_ids:
        company = companies.get_company(session, scope, company_id)
        if company.advisor_id != receiver.id:
            _hand_over(session, scope, company, receiver, why=why, now=now)
            moved += 1
    session.flush()
    return moved


def _hand_over(
    session: Session, scope: Scope, company: Company, receiver: User, *, why: str, now: datetime
) -> None:
    giver = get_colleague(session, scope, company.advisor_id)
    planned = [each for each in list_planned(session, scope, company.id or 0) if each.advisor_id == giver.id]
    promises = [
        each for each, owner in list_open_promises_to(session, scope, company.id or 0) if owner.id == giver.id
    ]
    for interview in planned:
        interview.advisor_id = receiver.id or 0
    for promise in promises:
        promise.owner_id = receiver.id or 0
    company.advisor_id = receiver.id or 0
    detail: dict[str, object] = {
        "from": giver.id, "from_name": giver.name, "to": receiver.id, "to_name": receiver.name,
        "interviews": len(planned), "promises": len(promises),
    }  # fmt: skip
    record_change(session, scope, company.id or 0, CompanyStep.HANDED_OVER, detail=detail, why=why, now=now)
