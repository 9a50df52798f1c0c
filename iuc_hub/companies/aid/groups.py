"""The verbs on groups of companies tied by control: put together, take out, rename."""

from datetime import datetime

from sqlmodel import Session

from iuc_hub import audit, db
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries as companies
from iuc_hub.companies.aid import queries
from iuc_hub.companies.changes.log import record_change
from iuc_hub.companies.models import Company, CompanyGroup, CompanyStep
from iuc_hub.errors import N_, Conflict, InputError
from iuc_hub.ordering import swedish_key

LONGEST_NAME = 200
db.explain_constraint(
    "uq_company_group_hub_id_name_key",
    N_("En koncern med det namnet finns redan. Välj ett annat namn."),
    field="name",
)


def put_together(
    session: Session, scope: Scope, company_id: int, other_id: int, *, why: str, now: datetime
) -> CompanyGroup:
    """Let a company share group with another; the group is named after the other when it is new.

    Raises:
        NotFound: one of them is not in the hub.
        InputError: a company with itself.
        Conflict: both are in groups already, and not the same.
    """
    company = companies.get_company(session, scope, company_id)
    other = companies.get_company(session, scope, other_id)
    if company.id == other.id:
        raise InputError(N_("Välj ett annat företag än det självt."), field="other")
    if company.group_id is not None and other.group_id is not None:
        if company.group_id != other.group_id:
            raise Conflict(
                N_("Båda företagen hör redan till var sin koncern. Ta först ut det ena ur sin."),
                field="other",
            )
        return _group_of(session, scope, company)
    group = _group_of(session, scope, other if other.group_id is not None else company, new_name=other.name)
    for each in (company, other):
        if each.group_id != group.id:
            each.group_id = group.id
            _log(session, scope, each, group.name, why=why, now=now)
    session.flush()
    return group


def take_out(session: Session, scope: Scope, company_id: int, *, why: str, now: datetime) -> None:
    """Let a company stand alone; one that is left alone by it stands alone too."""
    company = companies.get_company(session, scope, company_id)
    if company.group_id is None:
        return
    members = queries.list_undertaking(session, scope, company)
    leaving = members if len(members) <= 2 else [company]  # noqa: PLR2004 - a group of one is none
    for each in leaving:
        each.group_id = None
        _log(session, scope, each, "", why=why, now=now)
    session.flush()


def rename_group(session: Session, scope: Scope, company_id: int, name: str, now: datetime) -> CompanyGroup:
    """Call the company's group something else.

    Raises:
        InputError: no name, or one that is too long.
        Conflict: the company is in no group, or the name is another group's.
    """
    company = companies.get_company(session, scope, company_id)
    group = queries.find_group(session, scope, company.group_id)
    words = " ".join(name.split())
    if group is None:
        raise Conflict(N_("Företaget hör inte till någon koncern."))
    if not words or len(words) > LONGEST_NAME:
        raise InputError(
            N_("Skriv koncernens namn, med högst %(count)d tecken."), field="name", count=LONGEST_NAME
        )
    same = queries.find_group_by_name(session, scope, swedish_key(words))
    if same is not None and same.id != group.id:
        raise Conflict(N_("En koncern med det namnet finns redan. Välj ett annat namn."), field="name")
    before, group.name, group.name_key = group.name, words, swedish_key(words)
    audit.record(
        session, at=now, actor=scope.actor, action="group_renamed", subject=("company_group", group.id),
        hub_id=scope.hub, user_id=scope.user_id, detail={"from": before, "to": words},
    )  # fmt: skip
    return group


def _group_of(session: Session, scope: Scope, company: Company, *, new_name: str = "") -> CompanyGroup:
    group = queries.find_group(session, scope, company.group_id)
    if group is not None:
        return group
    name = _free_name(session, scope, new_name or company.name)
    group = CompanyGroup.model_validate({"hub_id": scope.hub, "name": name, "name_key": swedish_key(name)})
    session.add(group)
    session.flush()
    return group


def _free_name(session: Session, scope: Scope, name: str) -> str:
    """The name, with a number behind it while another group has it."""
    free, number = name, 2
    while queries.find_group_by_name(session, scope, swedish_key(free)) is not None:
        free, number = f"{name} {number}", number + 1
    return free


def _log(session: Session, scope: Scope, company: Company, group: str, *, why: str, now: datetime) -> None:
    record_change(
        session, scope, company.id or 0, CompanyStep.GROUPED, detail={"group": group}, why=why, now=now
    )
