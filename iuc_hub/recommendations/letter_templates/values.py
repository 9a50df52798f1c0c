"""The named values that a letter's text may hold, and how they are put in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from iuc_hub.errors import N_, InputError
from iuc_hub.recommendations.models import LetterKind as Kind


@dataclass(frozen=True)
class Value:
    """One value: how it is written in the braces of each language, and what it stands for."""

    sv: str
    en: str
    means: str
    kinds: frozenset[Kind] = frozenset(Kind)

    def name(self, language: str) -> str:
        return self.en if language == "en" else self.sv


VALUES: Mapping[str, Value] = {
    "contact": Value("kontakt", "contact", N_("Kontaktpersonens förnamn")),
    "company": Value("företag", "company", N_("Företagets namn")),
    "advisor": Value("rådgivare", "advisor", N_("Rådgivarens namn")),
    "hub": Value("hubb", "hub", N_("Hubbens namn")),
    "phone": Value("telefon", "phone", N_("Telefonnumret till rådgivaren")),
    "proposals": Value("förslag", "proposals", N_("Förslagen, ett på varje rad")),
    "reason": Value(
        "skäl", "reason", N_("Vad som blev fel, eller varför förslaget tas tillbaka"),
        frozenset({Kind.CORRECTION, Kind.WITHDRAWAL}),
    ),
    "day": Value(
        "dag", "day", N_("Dagen då det förra brevet skickades"),
        frozenset({Kind.CORRECTION, Kind.REMINDER, Kind.WITHDRAWAL}),
    ),
}  # fmt: skip
"""What every value is called and means; ``means`` is a msgid."""

_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Filling:
    """What stands in the braces of one letter; what is None stays as it is, to be filled in later."""

    contact: str = ""
    company: str = ""
    advisor: str = ""
    hub: str = ""
    phone: str = ""
    proposals: Sequence[str] = ()
    reason: str | None = None
    day: date | None = None

    def text(self, key: str, language: str) -> str | None:
        """One value as it is written in the letter."""
        if key == "day":
            return format_date(self.day, "d MMMM", locale=language) if self.day else None
        if key == "proposals":
            return "\n".join(f"– {title}" for title in self.proposals)
        found = getattr(self, key)
        return found if found is None else str(found)


def names_of(kind: Kind, language: str) -> list[tuple[str, str]]:
    """What may stand in braces in a letter of the kind, each with the msgid of its meaning."""
    return [(value.name(language), value.means) for value in VALUES.values() if kind in value.kinds]


def check(text: str, kind: Kind, *, field: str) -> None:
    """Refuse a text whose braces would reach a company unfilled.

    Raises:
        InputError: at the field, naming what is unknown and what there is.
    """
    known = {value.sv for value in VALUES.values() if kind in value.kinds}
    known |= {value.en for value in VALUES.values() if kind in value.kinds}
    for name in _BRACES.findall(text):
        if name.strip() not in known:
            raise InputError(
                N_("Det finns inget värde som heter {%(name)s} i det här brevet. Välj något av %(known)s."),
                field=field,
                name=name,
                known=", ".join(f"{{{value.sv}}}" for value in VALUES.values() if kind in value.kinds),
            )
    if "{" in _BRACES.sub("", text) or "}" in _BRACES.sub("", text):
        raise InputError(
            N_("En klammer saknar sin andra halva. Skriv värdet som {kontakt}, med klammer på båda sidor."),
            field=field,
        )


def fill(text: str, filling: Filling, language: str) -> str:
    """The text with every value that is known put in."""
    keys = {name: key for key, value in VALUES.items() for name in (value.sv, value.en)}

    def written(found: re.Match[str]) -> str:
        key = keys.get(found.group(1).strip())
        said = filling.text(key, language) if key else None
        return found.group(0) if said is None else said

    return _BRACES.sub(written, text)


def unfilled(text: str) -> str:
    """The first known value that still stands in its braces, or nothing."""
    names = {name for value in VALUES.values() for name in (value.sv, value.en)}
    return next((found.group(0) for found in _BRACES.finditer(text) if found.group(1).strip() in names), "")
