"""Every select on notes and promises."""

from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from iuc_hub.accounts.models import User
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.dealings import CompanyNote, Promise
from iuc_hub.companies.models import Company
from iuc_hub.errors import N_, NotFound

PAGE_SIZE = 50


def get_note(session: Session, scope: Scope, note_id: int) -> CompanyNote:
    query = select(CompanyNote).where(CompanyNote.hub_id == scope.hub, CompanyNote.id == note_id)
    note = session.exec(query).first()
    if note is None:
        raise NotFound(N_("Anteckningen finns inte i er hubb."))
    return note


def list_deleted_notes_of_all_hubs(session: Session, *, before: datetime) -> list[CompanyNote]:
    """Notes deleted by then whose text is still there, for the sweep that wipes it."""
    query = select(CompanyNote).where(col(CompanyNote.deleted_at) <= before, CompanyNote.text != "")
    return list(session.exec(query.order_by(col(CompanyNote.id)).with_for_update(skip_locked=True)))


def get_promise(session: Session, scope: Scope, promise_id: int) -> Promise:
    query = select(Promise).where(Promise.hub_id == scope.hub, Promise.id == promise_id)
    promise = session.exec(query).first()
    if promise is None:
        raise NotFound(N_("Löftet finns inte i er hubb."))
    return promise


def list_open_promises(
    session: Session,
    scope: Scope,
    *,
    owner_id: int | None = None,
    until: date | None = None,
    page: int | None = None,
) -> list[tuple[Promise, Company, User]]:
    """Promises neither kept nor dropped, the first due first; of everybody unless an owner is named."""
    query = (
        select(Promise, Company, User)
        .join(Company, (col(Company.hub_id) == Promise.hub_id) & (col(Company.id) == Promise.company_id))
        .join(User, col(User.id) == Promise.owner_id)
        .where(Promise.hub_id == scope.hub)
        .where(col(Promise.kept_at).is_(None), col(Promise.dropped_at).is_(None))
        .order_by(col(Promise.due), col(Promise.id))
    )
    if owner_id is not None:
        query = query.where(Promise.owner_id == owner_id)
    if until is not None:
        query = query.where(Promise.due <= until)
    if page is not None:
        query = query.offset((page - 1) * PAGE_SIZE).limit(PAGE_SIZE)
    return [(promise, company, user) for promise, company, user in session.exec(query)]


def count_open_promises(session: Session, scope: Scope, *, owner_id: int | None = None) -> int:
    query = select(func.count()).select_from(Promise).where(Promise.hub_id == scope.hub)
    query = query.where(col(Promise.kept_at).is_(None), col(Promise.dropped_at).is_(None))
    return session.exec(query.where(Promise.owner_id == owner_id) if owner_id is not None else query).one()


def list_open_promises_to(session: Session, scope: Scope, company_id: int) -> list[tuple[Promise, User]]:
    """What the hub has promised one company and not done yet, the first due first."""
    query = (
        select(Promise, User)
        .join(User, col(User.id) == Promise.owner_id)
        .where(Promise.hub_id == scope.hub, Promise.company_id == company_id)
        .where(col(Promise.kept_at).is_(None), col(Promise.dropped_at).is_(None))
        .order_by(col(Promise.due), col(Promise.id))
    )
    return [(promise, user) for promise, user in session.exec(query)]
