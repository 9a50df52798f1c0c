"""Selects and moves for duplicates: candidates in a few narrow rows, and what a company has in every table."""

from collections.abc import Sequence

from sqlalchemy import Table, func, text, update
from sqlmodel import Session, col, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.audit import AuditEntry
from iuc_hub.companies.models import Company, Contact
from iuc_hub.errors import N_, NotFound
from iuc_hub.members.models import Member, MemberFee

APART = "company_pair"


def list_living(session: Session, scope: Scope) -> list[Company]:
    """The hub's companies, without those that were merged into others."""
    query = select(Company).where(Company.hub_id == scope.hub, col(Company.merged_into).is_(None))
    return list(session.exec(query.order_by(col(Company.id))))


def list_addresses(session: Session, scope: Scope) -> list[tuple[int, str, str]]:
    """Company id, e-mail and phone of every contact in the hub that has either."""
    query = select(Contact.company_id, Contact.email, Contact.phone).where(Contact.hub_id == scope.hub)
    return list(session.exec(query.where((Contact.email != "") | (Contact.phone != ""))).all())


def list_apart(session: Session, scope: Scope) -> set[str]:
    """The pairs that somebody has said are two companies, as "12-34"."""
    query = select(AuditEntry.subject_id).where(
        AuditEntry.hub_id == scope.hub, AuditEntry.subject_kind == APART
    )
    return set(session.exec(query))


def get_pair(session: Session, scope: Scope, ids: Sequence[int], *, lock: bool = False) -> list[Company]:
    """Two living companies of the hub in the order of ``ids``; with ``lock`` nobody else changes or adds to them.

    Raises:
        NotFound: one of them is another hub's, or was merged already.
    """
    query = (
        select(Company)
        .where(Company.hub_id == scope.hub, col(Company.id).in_(ids), col(Company.merged_into).is_(None))
        .order_by(col(Company.id))
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = {each.id: each for each in session.exec(query)}
    if len(found) != len(set(ids)) or len(found) < len(ids):
        raise NotFound(N_("Paret finns inte, eller är redan hopslaget. Gå till sidan om dubbletter."))
    return [found[each] for each in ids]


def list_merged_into(session: Session, scope: Scope, company_id: int) -> list[Company]:
    query = select(Company).where(Company.hub_id == scope.hub, Company.merged_into == company_id)
    return list(session.exec(query.order_by(col(Company.merged_at))))


def count_rows(session: Session, scope: Scope, table: Table, company_id: int) -> int:
    query = select(func.count()).select_from(table)
    return session.exec(query.where(table.c.hub_id == scope.hub, table.c.company_id == company_id)).one()


def move_rows(session: Session, scope: Scope, table: Table, *, loser: int, survivor: int) -> int:
    """Give every row of one company to another; returns how many."""
    moved = session.connection().execute(
        update(table)
        .where(table.c.hub_id == scope.hub, table.c.company_id == loser)
        .values(company_id=survivor)
    )
    return int(moved.rowcount)


def wait_with_references(session: Session) -> None:
    """Let deferrable references be broken until the transaction ends, when both sides have moved."""
    if session.connection().dialect.name == "sqlite":
        session.connection().execute(text("PRAGMA defer_foreign_keys=ON"))
    else:
        session.connection().execute(text("SET CONSTRAINTS ALL DEFERRED"))


def list_contacts(session: Session, scope: Scope, company_id: int) -> list[Contact]:
    query = select(Contact).where(Contact.hub_id == scope.hub, Contact.company_id == company_id)
    return list(session.exec(query.order_by(col(Contact.id))))


def list_members(session: Session, scope: Scope, company_id: int) -> list[Member]:
    query = select(Member).where(Member.hub_id == scope.hub, Member.company_id == company_id)
    return list(session.exec(query.order_by(col(Member.joined_on))))


def list_fees(session: Session, scope: Scope, member_id: int) -> list[MemberFee]:
    return list(
        session.exec(select(MemberFee).where(MemberFee.hub_id == scope.hub, MemberFee.member_id == member_id))
    )
