"""The contact persons of a company: add one, correct one, mark one as left."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub import audit
from iuc_hub.accounts.scope import Scope
from iuc_hub.clock import day_in_sweden
from iuc_hub.companies import queries
from iuc_hub.companies.models import Contact
from iuc_hub.errors import N_, InputError, gathered


@dataclass(frozen=True)
class ContactDraft:
    """What a form says of a contact person; an empty name means there is none."""

    name: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""


def checked_contact(draft: ContactDraft) -> dict[str, str]:
    """The columns that tell who a contact person is, as they are stored.

    Raises:
        InputErrors: an empty name, an address that is none.
    """
    with gathered() as problems:
        with problems.noted():
            if not draft.name.strip():
                raise InputError(N_("Skriv kontaktpersonens namn."), field="contact_name")
        with problems.noted():
            if draft.email and "@" not in draft.email.strip("@ "):
                raise InputError(
                    N_("”%(value)s” är ingen e-postadress. Skriv den som namn@exempel.se."),
                    field="contact_email",
                    value=draft.email,
                )
    return {
        "name": draft.name.strip(),
        "title": draft.title.strip(),
        "email": draft.email.strip(),
        "phone": draft.phone.strip(),
    }


def add_contact(session: Session, scope: Scope, company_id: int, draft: ContactDraft) -> Contact:
    """Store a contact person of a company.

    Raises:
        InputErrors: as `checked_contact`.
    """
    company = queries.get_company(session, scope, company_id)
    contact = Contact.model_validate(
        {"hub_id": scope.hub, "company_id": company.id, **checked_contact(draft)}
    )
    session.add(contact)
    session.flush()
    return contact


def change_contact(
    session: Session, scope: Scope, contact_id: int, draft: ContactDraft, now: datetime
) -> Contact:
    """Correct who a contact person is and how they are reached; what was changed is in the audit log.

    Raises:
        NotFound: no such person in the hub.
        InputErrors: as `checked_contact`.
    """
    contact = queries.get_contact(session, scope, contact_id)
    changed = {
        name: value for name, value in checked_contact(draft).items() if getattr(contact, name) != value
    }
    for name, value in changed.items():
        setattr(contact, name, value)
    if changed:
        _record(session, scope, contact, "contact_changed", now=now, fields=sorted(changed))
    return contact


def mark_left(session: Session, scope: Scope, contact_id: int, on: date, now: datetime) -> Contact:
    """From ``on`` the person is not at the company: kept with every letter, never written to again.

    Raises:
        InputError: a day to come.
    """
    contact = queries.get_contact(session, scope, contact_id)
    if on > day_in_sweden(now):
        raise InputError(
            N_("Dagen har inte varit än. Skriv den dag personen slutade, senast idag."), field="on"
        )
    contact.left_on = on
    _record(session, scope, contact, "contact_left", now=now, on=on.isoformat())
    return contact


def mark_back(session: Session, scope: Scope, contact_id: int, now: datetime) -> Contact:
    """Take back that a person has left."""
    contact = queries.get_contact(session, scope, contact_id)
    contact.left_on = None
    _record(session, scope, contact, "contact_back", now=now)
    return contact


def _record(
    session: Session, scope: Scope, contact: Contact, action: str, *, now: datetime, **detail: object
) -> None:
    audit.record(
        session, at=now, actor=scope.actor, action=action, subject=("contact", contact.id), hub_id=scope.hub,
        user_id=scope.user_id, detail={"company_id": contact.company_id, **detail},
    )  # fmt: skip
