"""The verbs on notes: write, note a call nobody answered, edit, delete, take the deletion back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from iuc_hub import audit, jobs
from iuc_hub.accounts.scope import Scope
from iuc_hub.clock import day_in_sweden
from iuc_hub.companies import queries as companies
from iuc_hub.companies.dealings import CompanyNote, NoteKind
from iuc_hub.companies.notes import queries
from iuc_hub.companies.notes.promises import make_promise
from iuc_hub.errors import N_, Conflict, InputError, gathered

LONGEST = 10_000
UNDONE_WITHIN = timedelta(hours=24)
"""How long the text of a deleted note can be brought back; after that it is gone for good."""


WIPE = "wipe_notes"


@dataclass(frozen=True)
class NoteDraft:
    """What a form says of a note, with the promise made in the same breath."""

    kind: NoteKind
    text: str
    at: datetime
    contact_id: int | None = None
    promise: str = ""
    promise_due: date | None = None


def write_note(
    session: Session, scope: Scope, company_id: int, draft: NoteDraft, now: datetime
) -> CompanyNote:
    """Store a note or a call, and the promise made in it.

    Raises:
        NotFound: no such company in the hub.
        InputErrors: no text, a time to come, a contact of another company, a promise that can't be kept.
    """
    company = companies.get_company(session, scope, company_id)
    _check(session, scope, company_id, draft, now)
    note = CompanyNote.model_validate(
        {
            "hub_id": scope.hub, "company_id": company.id, "contact_id": draft.contact_id, "kind": draft.kind,
            "text": draft.text.strip(), "at": draft.at, "written_at": now, "written_by": scope.user,
        }
    )  # fmt: skip
    session.add(note)
    session.flush()
    if draft.promise.strip():
        make_promise(session, scope, company_id, draft.promise, draft.promise_due, note_id=note.id, now=now)
    _record(session, scope, note, "note_written", now)
    return note


def note_no_answer(session: Session, scope: Scope, company_id: int, now: datetime) -> CompanyNote:
    """One tap: rang just now, nobody answered."""
    draft = NoteDraft(NoteKind.UNANSWERED_CALL, "", now)
    return write_note(session, scope, company_id, draft, now)


def edit_note(session: Session, scope: Scope, note_id: int, draft: NoteDraft, now: datetime) -> CompanyNote:
    """Change what a note says; a deleted one is brought back first.

    Raises:
        NotFound: no such note in the hub.
        Conflict: it is deleted.
        InputErrors: as `write_note`.
    """
    note = queries.get_note(session, scope, note_id)
    if note.deleted_at is not None:
        raise Conflict(N_("Anteckningen är borttagen. Ångra borttagningen först."))
    _check(session, scope, note.company_id, draft, now)
    note.kind, note.text, note.at, note.contact_id = (
        draft.kind,
        draft.text.strip(),
        draft.at,
        draft.contact_id,
    )
    note.edited_at = now
    _record(session, scope, note, "note_edited", now)
    return note


def delete_note(session: Session, scope: Scope, note_id: int, now: datetime) -> CompanyNote:
    """Hide a note; its text can be brought back for a day and is then wiped, by a job wanted here."""
    note = queries.get_note(session, scope, note_id)
    if note.deleted_at is None:
        note.deleted_at = now
        _record(session, scope, note, "note_deleted", now)
        jobs.enqueue(session, WIPE, now=now, hub_id=scope.hub, not_before=now + UNDONE_WITHIN)
    return note


def restore_note(session: Session, scope: Scope, note_id: int, now: datetime) -> CompanyNote:
    """Take a deletion back.

    Raises:
        Conflict: the text has been wiped.
    """
    note = queries.get_note(session, scope, note_id)
    if note.deleted_at is not None:
        if now - note.deleted_at >= UNDONE_WITHIN:
            raise Conflict(N_("Texten är borta. En anteckning går att få tillbaka i ett dygn."))
        note.deleted_at = None
        _record(session, scope, note, "note_restored", now)
    return note


def wipe_deleted(session: Session, *, now: datetime) -> int:
    """Wipe the text of every hub's notes whose time for taking the deletion back is over; returns how many."""
    notes = queries.list_deleted_notes_of_all_hubs(session, before=now - UNDONE_WITHIN)
    for note in notes:
        note.text = ""
        session.add(note)
    session.flush()
    return len(notes)


def _check(session: Session, scope: Scope, company_id: int, draft: NoteDraft, now: datetime) -> None:
    with gathered() as problems:
        with problems.noted():
            if not draft.text.strip() and draft.kind is not NoteKind.UNANSWERED_CALL:
                raise InputError(N_("Skriv vad som sades eller hände."), field="text")
        with problems.noted():
            if len(draft.text) > LONGEST:
                raise InputError(
                    N_("Texten är för lång. Högst %(count)d tecken."), field="text", count=LONGEST
                )
        with problems.noted():
            if draft.at > now + timedelta(minutes=1):
                raise InputError(
                    N_(
                        "Tiden har inte varit än. Skriv när det hände, senast nu. Ett löfte får ett datum nedan."
                    ),
                    field="at",
                )
        with problems.noted():
            _check_contact(session, scope, company_id, draft.contact_id)
        with problems.noted():
            _check_promise(draft, now)


def _check_contact(session: Session, scope: Scope, company_id: int, contact_id: int | None) -> None:
    if contact_id is None:
        return
    if companies.get_contact(session, scope, contact_id).company_id != company_id:
        raise InputError(
            N_("Kontaktpersonen hör till ett annat företag. Välj en i listan."), field="contact_id"
        )


def _check_promise(draft: NoteDraft, now: datetime) -> None:
    if draft.promise.strip() and draft.promise_due is None:
        raise InputError(N_("Skriv när löftet ska vara gjort."), field="promise_due")
    if draft.promise_due is not None and not draft.promise.strip():
        raise InputError(N_("Skriv vad ni har lovat, eller ta bort dagen."), field="promise")
    if draft.promise_due is not None and draft.promise_due < day_in_sweden(now):
        raise InputError(N_("Dagen har varit. Skriv en dag från och med idag."), field="promise_due")


def _record(session: Session, scope: Scope, note: CompanyNote, action: str, now: datetime) -> None:
    audit.record(
        session, at=now, actor=scope.actor, action=action, subject=("company_note", note.id),
        hub_id=scope.hub, user_id=scope.user_id, detail={"company_id": note.company_id, "kind": note.kind.value},
    )  # fmt: skip
