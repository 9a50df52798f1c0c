"""What a cell of a table of companies says: typed, or refused with what is wrong and what to write instead."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache

from iuc_hub import taxonomy
from iuc_hub.companies.models import FactSource
from iuc_hub.companies.services import checked_industry
from iuc_hub.errors import N_, InputError
from iuc_hub.uploads.columns import folded

DAYS = ("%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d.%m.%Y", "%Y/%m/%d")
EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
LONGEST = {"name": 200, "address": 200, "contact_name": 120, "contact_title": 120, "contact_email": 254,
           "contact_phone": 40}  # fmt: skip
MOST_EMPLOYEES, MOST_KRONOR, THOUSAND = 1_000_000, 10**13, 1000
OLDEST_YEAR = 1200
SOURCES: Mapping[FactSource, tuple[str, ...]] = {
    FactSource.SAID: ("Sagt av företaget", "Sagt", "Said"),
    FactSource.REGISTER: ("Register", "Ett register", "Bolagsverket", "SCB"),
    FactSource.ANNUAL_REPORT: ("Årsredovisning", "Årsredovisningen", "Bokslut", "Annual report"),
}


def short_text(text: str, field: str) -> str:
    """Text that fits its field."""
    text = " ".join(text.split())
    if len(text) > LONGEST[field]:
        raise InputError(
            N_("”%(value)s” är för långt: %(length)s tecken. Skriv högst %(most)s."),
            value=f"{text[:40]}…", length=len(text), most=LONGEST[field],
        )  # fmt: skip
    return text


def legal_form(text: str) -> str:
    code = _by_name("legal_forms").get(folded(text))
    if code is None:
        raise InputError(
            N_("Företagsformen ”%(value)s” är okänd. Skriv till exempel AB eller Enskild firma."), value=text
        )
    return code


def municipality(text: str) -> str:
    code = _by_name("municipalities").get(folded(text)) or _by_name("municipalities").get(text.zfill(4))
    if code is None:
        raise InputError(
            N_(
                "Kommunen ”%(value)s” är okänd. Skriv kommunens namn eller dess fyra siffror, som Hällefors eller 1863."
            ),
            value=text,
        )
    return code


@cache
def _by_name(which: str) -> Mapping[str, str]:
    """Every way to write an entry of a code list, folded -> its code."""
    codes = taxonomy.legal_forms() if which == "legal_forms" else taxonomy.municipalities()
    found: dict[str, str] = {}
    for code, entry in codes.items():
        for name in (code, entry.sv, entry.en, entry.short, f"{entry.short} kommun" if entry.short else ""):
            if name:
                found.setdefault(folded(name), code)
    return found


def whole_number(text: str) -> int:
    digits = re.sub(r"[\s\u00a0\u202f]|kr$", "", text.casefold())
    digits = re.sub(r"^[\u2212\u2013]", "-", digits)
    if not re.fullmatch(r"-?[0-9]{1,15}", digits):
        raise InputError(
            N_("”%(value)s” är inget heltal. Skriv siffror, som 34 eller 41 000 000."), value=text
        )
    return int(digits)


def employees(text: str) -> int:
    number = whole_number(text)
    if not 0 <= number <= MOST_EMPLOYEES:
        raise InputError(N_("Antalet anställda är ”%(value)s”. Det ska vara 0 eller fler."), value=text)
    return number


def turnover(text: str, *, unit: int = 1) -> int:
    number = whole_number(text) * unit
    if not 0 <= number <= MOST_KRONOR:
        raise InputError(N_("Omsättningen är ”%(value)s”. Den ska vara 0 eller mer."), value=text)
    return number


def industries(text: str) -> str | list[str]:
    """One SNI code or several; dots are left out, and a nought that a spreadsheet dropped is put back."""
    codes = [code.replace(".", "") for code in re.split(r"[,;/\s]+", text) if code.replace(".", "")]
    whole = [_restored(code) for code in codes]
    return whole if len(whole) > 1 else checked_industry("".join(whole))


def _restored(code: str) -> str:
    if not taxonomy.known_industry(code) and code.isdigit() and taxonomy.known_industry(f"0{code}"):
        return f"0{code}"
    return checked_industry(code)


def founded_year(text: str, today: date) -> int:
    year = int(text[:4]) if re.fullmatch(r"[0-9]{4}(-[0-9]{2}-[0-9]{2})?", text) else None
    if year is None or year < OLDEST_YEAR:
        raise InputError(
            N_("Startåret ”%(value)s” går inte att läsa. Skriv årtalet med fyra siffror."), value=text
        )
    if year > today.year:
        raise InputError(
            N_("Startåret ”%(value)s” ligger i framtiden. Skriv året då företaget startade."), value=text
        )
    return year


def day(text: str, today: date) -> date:
    for pattern in DAYS:
        try:
            found = datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a calendar day has no zone
        except ValueError:
            continue
        if found > today:
            raise InputError(
                N_("Dagen ”%(value)s” ligger i framtiden. Skriv dagen som uppgifterna gäller."), value=text
            )
        return found
    raise InputError(N_("Dagen ”%(value)s” går inte att läsa. Skriv den som 2026-11-24."), value=text)


def source(text: str) -> FactSource:
    for each, names in SOURCES.items():
        if folded(text) in {folded(name) for name in (each.value, *names)}:
            return each
    raise InputError(
        N_("Källan ”%(value)s” är okänd. Skriv Sagt av företaget, Register eller Årsredovisning."), value=text
    )


def email(text: str) -> str:
    if not EMAIL.fullmatch(short_text(text, "contact_email")):
        raise InputError(N_("”%(value)s” är ingen e-postadress. Skriv den som namn@exempel.se."), value=text)
    return text


def colleague(text: str, colleagues: Mapping[str, int]) -> int:
    found = colleagues.get(text.casefold())
    if found is None:
        raise InputError(
            N_(
                "Rådgivaren ”%(value)s” finns inte i er hubb. Skriv namnet eller e-postadressen som i kontot."
            ),
            value=text,
        )
    return found


Reader = Callable[[str], object]


def readers(today: date, colleagues: Mapping[str, int]) -> dict[str, Reader]:
    """Field -> what reads its cell; the organisation number is read by `rows`, as it goes with the legal form."""
    found: dict[str, Reader] = {
        "legal_form": legal_form,
        "municipality_code": municipality,
        "employees": employees,
        "turnover_sek": turnover,
        "turnover_tkr": lambda text: turnover(text, unit=THOUSAND),
        "sni": industries,
        "founded_year": lambda text: founded_year(text, today),
        "contact_email": email,
        "advisor": lambda text: colleague(text, colleagues),
        "source": source,
        "as_of": lambda text: day(text, today),
    }
    for name in LONGEST:
        found.setdefault(name, lambda text, field=name: short_text(text, field))  # type: ignore[misc] # mypy can't infer a default argument
    return found
