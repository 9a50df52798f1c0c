"""The verbs on companies: add, correct, record a dated fact, tell what is known."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session
from stdnum import luhn

from iuc_hub import db, taxonomy
from iuc_hub.accounts.queries import get_colleague
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries
from iuc_hub.companies.models import SOLE_TRADER, Company, CompanyFact, Contact, FactSource
from iuc_hub.errors import N_, InputError
from iuc_hub.ordering import swedish_key

WRITTEN = re.compile(r"(?P<century>[0-9]{2})?(?P<date>[0-9]{6})-?(?P<rest>[0-9]{4})")
BORN = re.compile(r"[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])")
"""A day as a personal number opens with it; a co-ordination number adds 60 to the day."""
PERSONS_CENTURIES = {None, "16", "18", "19", "20"}
SNI_VERSION = "2007"
"""The version of the code list that `checked_industry` checks against."""
FactValue = int | float | bool | str | list[str] | None

db.explain_constraint(
    "uq_company_hub_id_organisation_number",
    N_("Ett företag med det organisationsnumret finns redan i hubben. Sök det i listan."),
    field="organisation_number",
)


@dataclass(frozen=True)
class CompanyDraft:
    """What a form or an import says of a company, before it is checked."""

    organisation_number: str
    name: str
    legal_form: str
    municipality_code: str
    address: str = ""
    advisor_id: int | None = None


@dataclass(frozen=True)
class ContactDraft:
    """What a form says of a contact person; an empty name means there is none."""

    name: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""


def checked_number(text: str, *, legal_form: str = "") -> str:
    """The ten digits of an organisation number, typed with or without hyphen, blanks and century.

    A sole trader's is their personal identity number; any other's third digit is 2 or more (Skatteverket, SKV 709).

    Raises:
        InputError: naming what is wrong: its form, that it is a person's, or its check digit (Luhn).
    """
    person = legal_form == SOLE_TRADER
    typed = WRITTEN.fullmatch("".join(text.split()))
    if typed is None or typed["century"] not in (PERSONS_CENTURIES if person else {None, "16"}):
        raise _wrong_number(
            text, N_("”%(value)s” är inget organisationsnummer. Skriv tio siffror, som 556012-5790.")
        )
    digits = typed["date"] + typed["rest"]
    if digits[2] < "2" and not person:
        message = N_(
            "”%(value)s” är inget organisationsnummer: den tredje siffran ska vara 2 eller mer. "
            "Ett personnummer hör till en enskild firma; välj i så fall den företagsformen."
        )
        raise _wrong_number(text, message)
    if digits[2] < "2" and not BORN.fullmatch(typed["date"]):
        raise _wrong_number(
            text, N_("”%(value)s” är inget personnummer: de sex första siffrorna är ingen dag.")
        )
    if not luhn.is_valid(digits):
        message = N_(
            "Kontrollsiffran i %(value)s stämmer inte. Läs av numret igen, till exempel från en faktura."
        )
        raise _wrong_number(text, message)
    return digits


def _wrong_number(text: str, message: str) -> InputError:
    return InputError(message, field="organisation_number", value=text.strip())


def checked_code(codes: taxonomy.CodeList, code: str, *, field: str) -> str:
    """The code, if its list has it.

    Raises:
        InputError: naming the code that is unknown.
    """
    if code not in codes:
        raise InputError(N_("Koden ”%(code)s” finns inte. Välj ur listan."), field=field, code=code)
    return code


def add_company(session: Session, scope: Scope, draft: CompanyDraft, now: datetime) -> Company:
    """Store a company of the caller's hub.

    Raises:
        InputError: a wrong number, name, legal form or municipality, by field.
        Conflict: the hub has the number already (when flushed).
    """
    advisor = get_colleague(session, scope, draft.advisor_id or scope.user)
    name = " ".join(draft.name.split())
    if not name:
        raise InputError(N_("Skriv företagets namn."), field="name")
    company = Company.model_validate(
        {
            "hub_id": scope.hub,
            "organisation_number": checked_number(draft.organisation_number, legal_form=draft.legal_form),
            "name": name,
            "name_key": swedish_key(name),
            "legal_form": checked_code(taxonomy.legal_forms(), draft.legal_form, field="legal_form"),
            "municipality_code": checked_code(
                taxonomy.municipalities(), draft.municipality_code, field="municipality_code"
            ),
            "address": draft.address.strip(),
            "advisor_id": advisor.id,
            "created_at": now,
        }
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
        InputError, Conflict: as `add_company`, `record_fact` and `add_contact`.
    """
    company = add_company(session, scope, draft, now)
    company_id = company.id or 0
    record_facts(session, scope, company_id, facts, source=FactSource.SAID, as_of=today, now=now)
    if contact.name.strip() or contact.email.strip() or contact.phone.strip():
        add_contact(session, scope, company_id, contact)
    return company


def record_facts(
    session: Session,
    scope: Scope,
    company_id: int,
    facts: Mapping[str, FactValue],
    *,
    source: FactSource,
    as_of: date,
    now: datetime,
) -> None:
    """Record each fact as `record_fact` does."""
    for fact, value in facts.items():
        record_fact(session, scope, company_id, fact, value, source=source, as_of=as_of, now=now)


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


def record_fact(
    session: Session,
    scope: Scope,
    company_id: int,
    fact: str,
    value: FactValue,
    *,
    source: FactSource,
    as_of: date,
    now: datetime,
) -> CompanyFact | None:
    """Add a dated value unless the fact already says the same; returns the new row.

    A value of None is recorded like any other: from that day the fact is unknown. Industry codes are recorded
    with the version of the code list they come from, as the fact `sni_version`.

    Raises:
        InputError: an industry code that SNI 2007 does not have.
    """
    queries.get_company(session, scope, company_id)
    if fact == "sni" and value is not None:
        for code in value if isinstance(value, list) else [str(value)]:
            checked_industry(code)
    latest = _newest(queries.list_facts(session, scope, [company_id])).get(company_id, {}).get(fact)
    if latest is not None and latest.value == value and latest.as_of >= as_of:
        return None
    if fact == "sni" and value is not None:
        record_fact(
            session, scope, company_id, "sni_version", SNI_VERSION, source=source, as_of=as_of, now=now
        )
    row = CompanyFact.model_validate(
        {
            "hub_id": scope.hub, "company_id": company_id, "fact": fact, "value": value, "source": source,
            "as_of": as_of, "recorded_at": now, "recorded_by": scope.user_id,
        }
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def checked_industry(code: str) -> str:
    """The SNI 2007 code, if the list knows it.

    Raises:
        InputError: naming the code.
    """
    if not taxonomy.known_industry(code):
        raise InputError(
            N_("SNI-koden ”%(code)s” finns inte i SNI 2007. Skriv två till fem siffror, som 25620."),
            field="sni",
            code=code,
        )
    return code


def latest_facts(rows: Sequence[CompanyFact]) -> dict[int, dict[str, CompanyFact]]:
    """Company id -> fact -> the row that counts; a fact that was emptied is left out. Oldest row first."""
    return {
        company_id: {fact: row for fact, row in newest.items() if row.value is not None}
        for company_id, newest in _newest(rows).items()
    }


def _newest(rows: Sequence[CompanyFact]) -> dict[int, dict[str, CompanyFact]]:
    newest: dict[int, dict[str, CompanyFact]] = {}
    for row in rows:
        newest.setdefault(row.company_id, {})[row.fact] = row
    return newest


def known_facts(session: Session, scope: Scope, company_id: int) -> Mapping[str, FactValue]:
    """Everything the engine may know of a company; a fact nobody recorded is absent, never invented."""
    company = queries.get_company(session, scope, company_id)
    rows = latest_facts(queries.list_facts(session, scope, [company_id])).get(company_id, {})
    own: dict[str, FactValue] = {
        "county": company.county,
        "municipality_code": company.municipality_code,
        "legal_form": company.legal_form,
    }
    return own | {fact: row.value for fact, row in rows.items()}
