"""The contact persons of a company: add one."""

from dataclasses import dataclass

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries
from iuc_hub.companies.models import Contact
from iuc_hub.errors import N_, InputError


@dataclass(frozen=True)
class ContactDraft:
    """What a form says of a contact person; an empty name means there is none."""

    name: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""


def add_contact(session: Session, scope: Scope, company_id: int, draft: ContactDraft) -> Contact:
    """Store a contact person of a company.

    Raises:
        InputError: an empty name, or an address that is none.
    """
    company = queries.get_company(session, scope, company_id)
    if not draft.name.strip():
        raise InputError(N_("Skriv kontaktpersonens namn."), field="contact_name")
    if draft.email and "@" not in draft.email.strip("@ "):
        raise InputError(
            N_("”%(value)s” är ingen e-postadress. Skriv den som namn@exempel.se."),
            field="contact_email",
            value=draft.email,
        )
    contact = Contact.model_validate(
        {
            "hub_id": scope.hub,
            "company_id": company.id,
            "name": draft.name.strip(),
            "title": draft.title.strip(),
            "email": draft.email.strip(),
            "phone": draft.phone.strip(),
        }
    )
    session.add(contact)
    session.flush()
    return contact
