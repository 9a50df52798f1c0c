"""The facts known by name, read once from reference/facts.yaml, and whether a value can be right."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

import yaml

from iuc_hub import taxonomy
from iuc_hub.errors import N_, InputError

FactValue = int | float | bool | str | list[str] | None
LONGEST_TEXT = 200
MOST_CODES = 20


class FactKind(StrEnum):
    """What a fact's values are, and so how they are typed and shown."""

    COUNT = "count"
    AMOUNT = "amount"
    PERCENT = "percent"
    NUMBER = "number"
    YEAR = "year"
    YES_NO = "yes_no"
    CODES = "codes"
    TEXT = "text"


NUMBERS = (FactKind.COUNT, FactKind.AMOUNT, FactKind.PERCENT, FactKind.NUMBER, FactKind.YEAR)


@dataclass(frozen=True)
class KnownFact:
    """One fact of the catalogue; ``follows`` names the fact that it is recorded with.

    A fact that is ``kept`` is the hub's own to know, from one of its registers, and so never typed.
    """

    code: str
    group: str
    kind: FactKind
    names: Mapping[str, str]
    questions: Mapping[str, str]
    units: Mapping[str, str]
    low: float | None = None
    high: float | None = None
    follows: str = ""
    kept: bool = False

    def name(self, language: str) -> str:
        return self.names["en" if language == "en" else "sv"]

    def question(self, language: str) -> str:
        return self.questions.get("en" if language == "en" else "sv", "")

    def unit(self, language: str) -> str:
        return self.units.get("en" if language == "en" else "sv", "")


@cache
def fact_catalogue() -> Mapping[str, KnownFact]:
    """Every fact known by name, in the order they are shown."""
    with (taxonomy.REFERENCE / "facts.yaml").open(encoding="utf-8") as file:
        groups: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(file)
    rows = ((group, code, row) for group, facts in groups.items() for code, row in facts.items())
    return MappingProxyType({code: _known(group, code, row) for group, code, row in rows})


def _known(group: str, code: str, row: Mapping[str, Any]) -> KnownFact:
    return KnownFact(
        code=code,
        group=group,
        kind=FactKind(row["kind"]),
        names={"sv": row["sv"], "en": row["en"]},
        questions=row.get("question", {}),
        units=row.get("unit", {}),
        low=row.get("low"),
        high=row.get("high"),
        follows=row.get("with", ""),
        kept=row.get("kept", False),
    )


def typed_facts() -> list[KnownFact]:
    """The facts that somebody types, in order."""
    return [each for each in fact_catalogue().values() if not each.follows and not each.kept]


def kept_facts() -> list[str]:
    """The facts that a hub knows from a register of its own, where it keeps one."""
    return [each.code for each in fact_catalogue().values() if each.kept]


def checked_value(fact: str, value: FactValue, as_of: date) -> FactValue:
    """The value, if it can be right for the fact on that day; None always can.

    Raises:
        InputError: by the fact's name as field; what is wrong and what would be right.
    """
    known = fact_catalogue().get(fact)
    if value is None or known is None:
        return value
    if known.kind in NUMBERS:
        _check_number(known, value, as_of)
    elif known.kind is FactKind.YES_NO and not isinstance(value, bool):
        raise InputError(N_("Svara ja eller nej på ”%(fact)s”."), field=fact, fact=known.name("sv"))
    elif known.kind is FactKind.CODES:
        _check_codes(value)
    elif known.kind is FactKind.TEXT and len(str(value)) > LONGEST_TEXT:
        raise InputError(N_("Texten är för lång. Högst %(count)d tecken."), field=fact, count=LONGEST_TEXT)
    return value


def _check_number(known: KnownFact, value: FactValue, as_of: date) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InputError(
            N_("”%(value)s” är inget tal. Skriv med siffror, till exempel 34."), field=known.code, value=value
        )
    if known.kind is FactKind.YEAR and value != int(value):
        raise InputError(N_("Skriv årtalet med fyra siffror."), field=known.code)
    high = as_of.year if known.kind is FactKind.YEAR else known.high
    if known.low is not None and value < known.low:
        message = N_("%(value)s är för litet. Skriv %(limit)s eller mer, eller lämna tomt om ni inte vet.")
        raise InputError(message, field=known.code, value=_plain(value), limit=_plain(known.low))
    if high is not None and value > high:
        message = N_("%(value)s är för stort. Skriv högst %(limit)s, eller lämna tomt om ni inte vet.")
        raise InputError(message, field=known.code, value=_plain(value), limit=_plain(high))


def _plain(value: float) -> str:
    """A number as people type it, with spaces between thousands from five digits on."""
    grouped_from = 10_000
    whole = int(value) if value == int(value) else value
    return f"{whole:,}".replace(",", " ") if abs(whole) >= grouped_from else str(whole)


def _check_codes(value: FactValue) -> None:
    codes = value if isinstance(value, list) else [str(value)]
    if len(codes) > MOST_CODES:
        raise InputError(N_("Skriv högst %(count)d SNI-koder."), field="sni", count=MOST_CODES)
    for code in codes:
        checked_industry(code)


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
