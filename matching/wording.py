"""Values as people write them, in Swedish and English: numbers, kronor, days, lists of names."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date

from matching.text import lexicon

Names = Mapping[str, Mapping[str, str]]

MONTHS = {
    "sv": ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"),
}
WEEKDAYS = {
    "sv": ("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
SPACE = "\N{NO-BREAK SPACE}"
MOST_NAMES = 5
PLAIN_FROM = 10_000  # a smaller whole number needs no grouping


def phrase(section: str, key: str, language: str, **values: object) -> str:
    """A sentence of phrases.yaml with its values put in."""
    return str(lexicon("phrases")[section][key][language]).format(**values)


def has_phrase(section: str, key: str) -> bool:
    return key in lexicon("phrases")[section]


def about_fact(section: str, fact: str, language: str) -> str:
    """What a section says of a fact, or of the kind of a fact about something named: "years_since:x" is one of x.

    An empty text where it says nothing.
    """
    kind, _colon, name = fact.partition(":")
    key = fact if has_phrase(section, fact) else kind
    return phrase(section, key, language, name=name) if has_phrase(section, key) else ""


def number(value: float, language: str) -> str:
    """12 500 or 3,5 in Swedish; 12,500 or 3.5 in English; what no figure can be is said to be none."""
    if not math.isfinite(value):
        return phrase("words", "no_number", language)
    whole = float(value).is_integer()
    text = f"{value:,.0f}" if whole else f"{value:,.1f}"
    if whole and abs(value) < PLAIN_FROM:
        return f"{value:.0f}"
    return text if language == "en" else text.replace(",", SPACE).replace(".", ",")


def kronor(value: float, language: str) -> str:
    if not math.isfinite(value):
        return number(value, language)
    return f"{number(round(value), language)}{SPACE}kr"


def day(value: date, language: str) -> str:
    """Weekday, day and month, with the year: "fre 27 nov 2026"."""
    weekday, month = WEEKDAYS[language][value.weekday()], MONTHS[language][value.month - 1]
    return f"{weekday}{SPACE}{value.day}{SPACE}{month}{SPACE}{value.year}"


def listed(items: Sequence[str], language: str, word: str = "or") -> str:
    """Names with commas and a last "eller"; a long list is cut with how many are left."""
    shown = list(items[:MOST_NAMES])
    if len(items) > MOST_NAMES:
        left = phrase("words", "more", language, count=len(items) - MOST_NAMES + 1)
        shown = [*shown[: MOST_NAMES - 1], left]
    if len(shown) < 2:  # noqa: PLR2004 - one name needs no word between
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {phrase('words', word, language)} {shown[-1]}"


def named(fact: str, value: object, language: str, names: Names) -> str:
    """A fact's value for reading: codes by name, sums in kronor, days by weekday."""
    if isinstance(value, bool):
        return {("sv", True): "ja", ("sv", False): "nej", ("en", True): "yes"}.get((language, value), "no")
    if isinstance(value, tuple | list):
        return listed([named(fact, each, language, names) for each in value], language)
    if isinstance(value, date):
        return day(value, language)
    if isinstance(value, int | float):
        if fact == "founded_year" and math.isfinite(value):
            return f"{value:.0f}"
        return kronor(value, language) if fact.endswith("_sek") else number(value, language)
    known = names.get(fact, {})
    text = str(value)
    return known.get(text) or known.get(text[:-1]) or text
