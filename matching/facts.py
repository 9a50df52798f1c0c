"""What is known of a company on a day: its facts, and those that follow from them (docs/formats.md lists them)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import takewhile

from matching.criteria import LARGEST, UNREAD, clean_code
from matching.types import Applicant, Company, FactValue

SNI_VERSION = "2007"
OTHER_SNI = {"2025": "sni_2025"}  # codes of these versions are facts of their own
OF_ACCOUNTS = ("turnover_sek", "balance_sek")
KWH_PER_MWH = 1000
AROUND_DAYS = " ,;:()[]."
TIME = re.compile(
    r"\d|^\W?(?:jan|januari|january|feb|februari|february|mars|march|apr|april|maj|may|juni|june|juli|july|aug|augusti|august|"
    r"sep|sept|september|okt|oktober|oct|october|nov|november|dec|december|våren|våras|sommaren|somras|hösten|höstas|vintern|"
    r"vintras|året|år|fjol|spring|summer|autumn|winter|year)\b"
)  # what tells when, in a word
BEFORE_TIME = ("i", "in", "under", "den", "förra", "last", "ca", "från", "from")
YEAR = re.compile(r"\(?(?:19|20)\d\d\)?")
NEVER = "none"  # what a company has received that says it has received nothing
COUNTY_DIGITS = 2

Found = dict[str, FactValue]


def facts_on(company: Company, today: date) -> Found:
    """The company's facts with what follows from them that day; what follows from nothing known is absent."""
    facts: Found = {name: _plain(value) for name, value in company.facts.items()}
    facts.update(today=today, applicant=Applicant.COMPANY.value)
    _add_place(facts)
    if facts.get("sni_version"):
        _tell_versions_apart(facts)
    _add_age(facts, today)
    if "accounts_closed_on" in facts or "accounts_year" in facts:
        _drop_forecasts(facts, today)
    if "energy_mwh" in facts or "energy_kwh" in facts:
        _add_energy(facts)
    if company.facts.get("received") is not None:
        _add_received(facts, company.facts["received"], today)
    return facts


def _plain(value: object) -> FactValue:
    """A fact in a form that can be compared; what can't be is unknown."""
    if isinstance(value, list | tuple):
        return tuple(each for each in value if isinstance(each, str))
    return value if isinstance(value, bool | int | float | str | date) else None


def _number(value: FactValue) -> float | int | None:
    """The value where it is a number that can be counted with; NaN is not less than anything."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if abs(value) < LARGEST else None


def _day(value: FactValue) -> date | None:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return None
    return value if isinstance(value, date) else None


def _add_place(facts: Found) -> None:
    """A municipality tells its county; a county is as much as is known of the municipality."""
    if facts.get("county") in (None, ""):
        municipality = clean_code(facts.get("municipality_code"))
        if len(municipality) > COUNTY_DIGITS:
            facts["county"] = municipality
    if facts.get("municipality_code") in (None, ""):
        facts["municipality_code"] = facts.get("county")


def _tell_versions_apart(facts: Found) -> None:
    """Codes were renumbered, so another version's codes say nothing of `sni`, only of their own version's fact."""
    version = str(facts["sni_version"]).upper().replace("SNI", "").strip()
    if version == SNI_VERSION:
        return
    if version in OTHER_SNI and facts.get(OTHER_SNI[version]) is None:
        facts[OTHER_SNI[version]] = facts.get("sni")
    facts["sni"] = None


def _add_age(facts: Found, today: date) -> None:
    """`age_years`: whole years since `founded_on`, else calendar years since `founded_year`."""
    founded = _day(facts.get("founded_on"))
    if founded is not None and facts.get("founded_year") is None:
        facts["founded_year"] = founded.year
    if facts.get("age_years") is not None:
        return
    year = _number(facts.get("founded_year"))
    age = (
        years_between(founded, today) if founded is not None else None if year is None else today.year - year
    )
    if age is not None and age >= 0:
        facts["age_years"] = age


def _drop_forecasts(facts: Found, today: date) -> None:
    """Figures of a year that has not ended are a forecast, and unknown until it has.

    Staff and sums are those of the latest approved accounting period: 2003/361/EC, annex article 4.1.
    """
    closed_on, year = _day(facts.get("accounts_closed_on")), _number(facts.get("accounts_year"))
    open_year = year is not None and year >= today.year
    if closed_on >= today if closed_on is not None else open_year:
        facts.update(dict.fromkeys(OF_ACCOUNTS))


def _add_energy(facts: Found) -> None:
    """`energy_kwh` and `energy_mwh` say the same in two units."""
    kwh, mwh = _number(facts.get("energy_kwh")), _number(facts.get("energy_mwh"))
    if kwh is None and mwh is not None:
        facts["energy_kwh"] = mwh * KWH_PER_MWH
    elif mwh is None and kwh is not None:
        facts["energy_mwh"] = kwh / KWH_PER_MWH


def _add_received(facts: Found, given: object, today: date) -> None:
    """Supports had before, as names with or without a day, become names and the time since the latest of each.

    An empty list says that nothing was received, which is known; a day to come has not been. What can't be read
    stands as UNREAD, so that nothing is known of supports that are not named.
    """
    days: dict[str, date | None] = {}
    for each in given if isinstance(given, list | tuple) else (given,):
        names, day = _received(each)
        if day is not None and day > today:
            continue
        for name in names:
            earlier = days.get(name, day)
            days[name] = None if day is None or earlier is None else max(day, earlier)
    facts["received"] = tuple(days) or (NEVER,)
    for name, day in days.items():
        if day is not None:
            facts[f"received_on:{name}"] = day
            facts[f"years_since:{name}"] = years_between(day, today)
            facts[f"calendar_years_since:{name}"] = today.year - day.year


def _received(entry: object) -> tuple[tuple[str, ...], date | None]:
    """The names and the day of "robotkollen 2025-03-14", with a comma or in brackets too; a name alone has none.

    A year may be part of the name ("horisont 2020"), so the name stands with and without it. Other figures leave
    it open which support is meant.
    """
    text = entry.strip().casefold() if isinstance(entry, str) else ""
    *words, last = text.split() or [""]
    day, whole = _day(last.strip(AROUND_DAYS)), " ".join([*words, last])
    if day is not None and words:
        return (_bare(words),), day
    named = list(takewhile(lambda word: not TIME.search(word), [*words, last]))
    if len(named) == len(words) + 1:
        return (whole or UNREAD,), None
    while named and named[-1] in BEFORE_TIME:
        named.pop()
    names = tuple(name for name in (_bare(named), whole) if name)
    is_year = YEAR.fullmatch(last) is not None and named == words
    return (names if is_year else (*names, UNREAD)), None


def _bare(words: Sequence[str]) -> str:
    return " ".join(words).strip(AROUND_DAYS)


def can_be_read(entry: object) -> bool:
    """Whether a support that was received is told such that it is clear which, and its day if it has one."""
    return UNREAD not in _received(entry)[0]


def years_between(first: date, last: date) -> int:
    """Whole years, counted as birthdays are."""
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def needed_facts(fact: str) -> tuple[str, ...]:
    """The facts on record that a criterion's fact is read from, itself first."""
    name = fact.partition(":")[0]
    return (fact, *READ_FROM.get(name, ()))


SIZED_BY = ("employees", "turnover_sek", "balance_sek", "accounts_closed_on", "accounts_year")
READ_FROM: Mapping[str, tuple[str, ...]] = {
    "county": ("municipality_code",),
    "municipality_code": ("county",),
    "sni": ("sni_version",),
    "sni_2025": ("sni", "sni_version"),
    "founded_year": ("founded_on",),
    "age_years": ("founded_on", "founded_year"),
    "turnover_sek": ("accounts_closed_on", "accounts_year"),
    "balance_sek": ("accounts_closed_on", "accounts_year"),
    "energy_kwh": ("energy_mwh",),
    "energy_mwh": ("energy_kwh",),
    "received_on": ("received",),
    "years_since": ("received",),
    "calendar_years_since": ("received",),
    "size_class": SIZED_BY,
    "is_sme": SIZED_BY,
}
