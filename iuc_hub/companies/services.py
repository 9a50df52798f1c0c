"""The verbs on a company as a whole: add it, alone or with what was said of it."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub import db
from iuc_hub.accounts.queries import get_colleague
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.contacts import ContactDraft, add_contact, checked_contact
from iuc_hub.companies.fact_catalogue import FactValue, checked_industry, checked_value
from iuc_hub.companies.facts import (
    SNI_VERSION,
    known_facts,
    latest_facts,
    record_fact,
    record_facts,
)
from iuc_hub.companies.identity import CompanyDraft, checked_code, checked_identity, checked_number
from iuc_hub.companies.models import Company, FactSource
from iuc_hub.errors import N_, gathered

__all__ = [
    "SNI_VERSION",
    "CompanyDraft",
    "ContactDraft",
    "FactValue",
    "add_company",
    "add_contact",
    "checked_code",
    "checked_industry",
    "checked_number",
    "known_facts",
    "latest_facts",
    "record_fact",
    "record_facts",
    "register_company",
]

db.explain_constraint(
    "uq_company_hub_id_organisation_number",
    N_("Ett företag med det organisationsnumret finns redan i hubben. Sök det i listan."),
    field="organisation_number",
)


def add_company(session: Session, scope: Scope, draft: CompanyDraft, now: datetime) -> Company:
    """Store a company of the caller's hub.

    Raises:
        InputErrors: wrong number, name, legal form or municipality, all of them, each by its field.
        Conflict: the hub has the number already (when flushed).
    """
    advisor = get_colleague(session, scope, draft.advisor_id or scope.user)
    company = Company.model_validate(
        {"hub_id": scope.hub, "advisor_id": advisor.id, "created_at": now, **checked_identity(draft)}
    )
    session.add(company)
    session.flush()
    return company


def register_company(
    session: Session,
    scope: Scope,
    draft: CompanyDraft,
    *,
    facts: Mapping[str, FactValue],
    contact: ContactDraft,
    today: date,
    now: datetime,
) -> Company:
    """Store a company with what was said of it on the same day, all of it or nothing.

    Raises:
        InputErrors: everything that is wrong at once, each by its field.
        Conflict: the hub has the number already (when flushed).
    """
    has_contact = bool(contact.name.strip() or contact.email.strip() or contact.phone.strip())
    with gathered() as problems:
        with problems.noted():
            checked_identity(draft)
        for fact, value in facts.items():
            with problems.noted():
                checked_value(fact, value, today)
        with problems.noted():
            if has_contact:
                checked_contact(contact)
    company = add_company(session, scope, draft, now)
    company_id = company.id or 0
    record_facts(session, scope, company_id, facts, source=FactSource.SAID, as_of=today, now=now)
    if has_contact:
        add_contact(session, scope, company_id, contact)
    return company
