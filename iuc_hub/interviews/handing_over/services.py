"""Companies go over to another advisor, with their planned interviews and open promises."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from iuc_hub.accounts.models import Role
from iuc_hub.accounts.queries import get_colleague
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries as companies
from iuc_hub.companies.changes.log import record_change
from iuc_hub.companies.models import Company, CompanyStep
from iuc_hub.errors import N_, InputError
from iuc_hub.interviews.handing_over import queries


@dataclass(frozen=True)
class Moving:
    """What would leave one advisor's desk."""

    advisor_id: int
    advisor: str
    companies: int
    interviews: int
    promises: int


def what_moves(session: Session, scope: Scope, company_ids: Sequence[int]) -> list[Moving]:
    """What handing these over would move, for each advisor who has some of them, in three queries and a fourth."""
    rows = queries.count_moving(session, scope, company_ids)
    names = queries.list_names(session, scope, [advisor for advisor, *_counts in rows])
    return [Moving(advisor, names.get(advisor, ""), *counts) for advisor, *counts in rows]


def hand_over(
    session: Session, scope: Scope, company_ids: Sequence[int], to_user_id: int, *, why: str, now: datetime
) -> int:
    """Give companies to another advisor of the hub, all of them or none; returns how many changed hands.

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
    found = queries.list_companies_locked(session, scope, company_ids)
    for missing in set(company_ids) - {company.id for company in found}:
        companies.get_company(session, scope, missing)
    moving = [company for company in found if company.advisor_id != receiver.id]
    _move(session, scope, moving, (receiver.id or 0, receiver.name), why=why, now=now)
    return len(moving)


def _move(
    session: Session,
    scope: Scope,
    moving: Sequence[Company],
    receiver: tuple[int, str],
    *,
    why: str,
    now: datetime,
) -> None:
    to, to_name = receiver
    ids = [company.id or 0 for company in moving]
    names = queries.list_names(session, scope, list({company.advisor_id for company in moving}))
    planned = queries.list_planned(session, scope, ids)
    promises = queries.list_promises(session, scope, ids)
    visits_of = Counter(each.company_id for each in planned)
    promises_of = Counter(each.company_id for each in promises)
    for interview in planned:
        interview.advisor_id = to
    for promise in promises:
        promise.owner_id = to
    for company in moving:
        detail: dict[str, object] = {
            "from": company.advisor_id, "from_name": names.get(company.advisor_id, ""), "to": to,
            "to_name": to_name, "interviews": visits_of[company.id or 0], "promises": promises_of[company.id or 0],
        }  # fmt: skip
        company.advisor_id = to
        record_change(
            session, scope, company.id or 0, CompanyStep.HANDED_OVER, detail=detail, why=why, now=now
        )
    session.flush()
