"""What identifies a company: its number, name, form and place, checked before it is stored."""

import re
from dataclasses import dataclass

from stdnum import luhn

from iuc_hub import taxonomy
from iuc_hub.companies.models import SOLE_TRADER
from iuc_hub.errors import N_, InputError, gathered
from iuc_hub.ordering import swedish_key

WRITTEN = re.compile(r"(?P<century>[0-9]{2})?(?P<date>[0-9]{6})-?(?P<rest>[0-9]{4})")
BORN = re.compile(r"[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])")
"""A day as a personal number opens with it; a co-ordination number adds 60 to the day."""
PERSONS_CENTURIES = {None, "16", "18", "19", "20"}


@dataclass(frozen=True)
class CompanyDraft:
    """What a form or an import says of a company, before it is checked."""

    organisation_number: str
    name: str
    legal_form: str
    municipality_code: str
    address: str = ""
    advisor_id: int | None = None


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


def checked_identity(draft: CompanyDraft) -> dict[str, str]:
    """The columns of a company that identify it, as they are stored.

    Raises:
        InputErrors: everything that is wrong, each by its field.
    """
    name = " ".join(draft.name.split())
    number = ""
    with gathered() as problems:
        with problems.noted():
            number = checked_number(draft.organisation_number, legal_form=draft.legal_form)
        with problems.noted():
            if not name:
                raise InputError(N_("Skriv företagets namn."), field="name")
        with problems.noted():
            checked_code(taxonomy.legal_forms(), draft.legal_form, field="legal_form")
        with problems.noted():
            checked_code(taxonomy.municipalities(), draft.municipality_code, field="municipality_code")
    return {
        "organisation_number": number,
        "name": name,
        "name_key": swedish_key(name),
        "legal_form": draft.legal_form,
        "municipality_code": draft.municipality_code,
        "address": draft.address.strip(),
    }
