"""Plays what passes beside the letters through the services: consents, notes, promises, groups, handovers."""

from collections.abc import Sequence

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.aid.groups import put_together
from iuc_hub.companies.dealings import ConsentWay
from iuc_hub.companies.models import Company, Contact
from iuc_hub.companies.notes.promises import keep_promise, make_promise
from iuc_hub.companies.notes.services import NoteDraft, write_note
from iuc_hub.companies.people.services import record_consent
from iuc_hub.companies.queries import find_company_by_number
from iuc_hub.companies.services import checked_number
from iuc_hub.demo.data import CompanyTold, HandoverTold, NoteTold
from iuc_hub.interviews.handing_over.services import hand_over


def agreed(session: Session, scope: Scope, contact: Contact | None, told: CompanyTold) -> None:
    visit = told.interview
    if contact is None or visit is None:
        return
    for one in told.consents:
        record_consent(
            session,
            scope,
            contact.id or 0,
            one.purpose,
            given=one.given,
            way=ConsentWay.SPOKEN,
            as_of=one.on,
            now=visit.completed or visit.planned,
        )


def noted(
    session: Session, scope: Scope, company: Company, contact: Contact | None, notes: Sequence[NoteTold]
) -> None:
    for told in notes:
        draft = NoteDraft(told.kind, told.text, told.at, contact_id=contact.id if contact else None)
        note = write_note(session, scope, company.id or 0, draft, told.at)
        if told.promise is None:
            continue
        due = told.promise.due
        promise = make_promise(
            session, scope, company.id or 0, told.promise.text, due, note_id=note.id, now=told.at
        )
        if told.promise.kept is not None:
            keep_promise(session, scope, promise.id or 0, told.promise.kept)


def grouped(session: Session, scope: Scope, company: Company, told: CompanyTold) -> None:
    """Put it in the group of the company told before, if that one is still there."""
    if not told.group_with:
        return
    other = find_company_by_number(session, scope, checked_number(told.group_with))
    if other is not None and other.id is not None:
        why = "Samma ägare enligt årsredovisningen (påhittat)"
        put_together(session, scope, company.id or 0, other.id, why=why, now=told.added)


def handed_over(session: Session, scope: Scope, company: Company, told: HandoverTold, heir: int) -> None:
    hand_over(session, scope, [company.id or 0], heir, why=told.why, now=told.at)
