"""What a company's own page says of the company: its facts to correct, and what its contact has agreed to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries as companies
from iuc_hub.companies.dealings import ConsentWay, Purpose
from iuc_hub.companies.fact_catalogue import FactValue, kept_facts
from iuc_hub.companies.facts import latest_facts, record_fact
from iuc_hub.companies.models import CompanyFact, FactSource
from iuc_hub.companies.people.queries import newest_consents
from iuc_hub.companies.people.services import record_consent
from iuc_hub.errors import N_, InputError
from iuc_hub.recommendations.questions import LARGEST, fact_name
from iuc_hub.taxonomy import names
from matching.wording import has_phrase, named

YES_OR_NO, NUMBER = "yes_or_no", "number"
HIDDEN = frozenset({"sni_version"})
"""Facts that say something of another fact, not of the company."""


@dataclass(frozen=True)
class OwnFact:
    """A fact as the company reads it; ``form`` is how it is corrected, none when it is by asking the advisor."""

    name: str
    label: str
    value: str
    raw: FactValue
    source: FactSource
    as_of: date
    told_by: str
    form: str | None


@dataclass(frozen=True)
class OwnConsent:
    """What the contact has said to one purpose: yes, no, or nothing yet."""

    purpose: Purpose
    given: bool | None
    since: date | None


@dataclass(frozen=True)
class OwnPage:
    """What stands under the offers."""

    facts: Sequence[OwnFact]
    consents: Sequence[OwnConsent]


def own_page(session: Session, scope: Scope, *, language: str) -> OwnPage:
    """The facts of the caller's company and the caller's own consents."""
    rows = companies.list_facts(session, scope, [scope.company_id or 0])
    known = latest_facts(rows).get(scope.company_id or 0, {})
    given = newest_consents(session, scope, [scope.contact_id or 0]).get(scope.contact_id or 0, {})
    facts = [_own_fact(row, language) for fact, row in sorted(known.items()) if _is_shown(fact)]
    return OwnPage(
        facts=sorted(facts, key=lambda fact: fact.label),
        consents=[
            OwnConsent(
                purpose, one.given if (one := given.get(purpose)) else None, one.as_of if one else None
            )
            for purpose in Purpose
        ],
    )


def _is_shown(fact: str) -> bool:
    return fact not in HIDDEN and has_phrase("facts", fact)


def _own_fact(row: CompanyFact, language: str) -> OwnFact:
    value = tuple(row.value) if isinstance(row.value, list) else row.value
    return OwnFact(
        name=row.fact,
        label=fact_name(row.fact, language),
        value=named(row.fact, value, language, names(language)),
        raw=row.value,
        source=row.source,
        as_of=row.as_of,
        told_by=row.told_by,
        form=_form(row.fact, row.value),
    )


def _form(fact: str, value: FactValue) -> str | None:
    """How the contact corrects it; None for what they can't, or what the hub has in a register of its own."""
    if fact in kept_facts():
        return None
    if isinstance(value, bool):
        return YES_OR_NO
    return NUMBER if isinstance(value, int | float) else None


def correct_fact(
    session: Session, scope: Scope, fact: str, typed: str, *, now: datetime, today: date
) -> CompanyFact | None:
    """Record what the contact says the fact is, in the contact's name; None when it said so already.

    Raises:
        InputError: a fact that the page does not let anyone correct, or a value that can't be read; its field is
            the fact.
    """
    rows = companies.list_facts(session, scope, [scope.company_id or 0])
    known = latest_facts(rows).get(scope.company_id or 0, {}).get(fact)
    form = _form(fact, known.value) if known is not None and _is_shown(fact) else None
    if form is None:
        raise InputError(N_("Uppgiften går inte att rätta här. Ring er rådgivare."), field=fact)
    value = _read(form, fact, typed)
    contact = companies.get_contact(session, scope, scope.contact_id or 0)
    return record_fact(
        session, scope, contact.company_id, fact, value, source=FactSource.SAID, as_of=today, now=now,
        told_by=contact.name,
    )  # fmt: skip


def _read(form: str, fact: str, typed: str) -> FactValue:
    if form == YES_OR_NO and typed in ("yes", "no"):
        return typed == "yes"
    digits = "".join(typed.split())
    if form == NUMBER and digits.isascii() and digits.isdigit() and int(digits) <= LARGEST:
        return int(digits)
    raise InputError(N_("Skriv ett heltal, till exempel 34 eller 41 000 000."), field=fact)


def set_consent(
    session: Session, scope: Scope, purpose: str, *, given: bool, now: datetime, today: date
) -> None:
    """Record the contact's own yes or no; the same said again changes nothing.

    Raises:
        InputError: a purpose that there is none of.
    """
    if purpose not in {each.value for each in Purpose}:
        raise InputError(N_("Frågan finns inte längre. Ladda om sidan."))
    contact_id = scope.contact_id or 0
    newest = newest_consents(session, scope, [contact_id]).get(contact_id, {}).get(Purpose(purpose))
    if newest is None or newest.given != given:
        record_consent(
            session, scope, contact_id, Purpose(purpose), given=given, way=ConsentWay.OWN_PAGE,
            as_of=today, now=now,
        )  # fmt: skip
