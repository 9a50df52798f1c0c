"""Tells the companies' facts what the register says, so that matching knows who is a member."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub import jobs
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.models import FactSource
from iuc_hub.companies.services import record_fact
from iuc_hub.members import queries

FACT = "member"


def hubs_with_members(session: Session) -> list[int]:
    """The hubs that keep a register."""
    return queries.list_hubs_with_members(session)


def tell_matching(
    session: Session, hub_id: int, *, now: datetime, today: date, only: Sequence[int] | None = None
) -> list[int]:
    """Record the fact of every company whose facts say otherwise than the register does today.

    Asked each day it also tells of memberships whose first or last day has come. Each company that changed is
    matched again by a job; when the first membership of a hub makes everybody else known to be none, all are.
    """
    scope = Scope(role=Role.HUB_ADMIN, actor="system", hub_id=hub_id)
    members = queries.list_all(session, scope)
    running = {each.company_id for each in members if each.runs_on(today)}
    told = queries.list_membership_facts(session, hub_id)
    wrong = sorted(
        company_id
        for company_id in {each.company_id for each in members}
        if (only is None or company_id in only) and told.get(company_id) is not (company_id in running)
    )
    for company_id in wrong:
        record_fact(
            session, scope, company_id, FACT, company_id in running, source=FactSource.REGISTER, as_of=today,
            now=now,
        )  # fmt: skip
        _want_rematch(session, hub_id, company_id, now)
    if wrong and not told:
        jobs.enqueue(
            session, "rematch_hub", {"hub_id": hub_id}, now=now, hub_id=hub_id,
            unique_key=f"rematch_hub:{hub_id}",
        )  # fmt: skip
    return wrong


def _want_rematch(session: Session, hub_id: int, company_id: int, now: datetime) -> None:
    arguments: dict[str, object] = {"hub_id": hub_id, "company_id": company_id}
    jobs.enqueue(
        session, "rematch_company", arguments, now=now, hub_id=hub_id,
        unique_key=f"rematch_company:{hub_id}:{company_id}",
    )  # fmt: skip
