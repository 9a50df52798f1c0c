"""Sums of money written in a text, in kronor."""

from __future__ import annotations

import re

from matching.words.writing import tidied

EURO = 11.0  # kronor, roughly: enough to tell how large a plan is
SCALE = {
    "msek": 1e6,
    "mkr": 1e6,
    "milj": 1e6,
    "miljon": 1e6,
    "miljoner": 1e6,
    "million": 1e6,
    "m": 1e6,
    "mnkr": 1e6,
    "tkr": 1e3,
    "kkr": 1e3,
    "ksek": 1e3,
    "tusen": 1e3,
    "kr": 1.0,
    "kronor": 1.0,
    "sek": 1.0,
    "mdr": 1e9,
    "miljard": 1e9,
    "miljarder": 1e9,
    "meur": 1e6 * EURO,
    "keur": 1e3 * EURO,
    "euro": EURO,
    "eur": EURO,
}
SPELLED = {
    "en halv": 0.5,
    "halv": 0.5,
    "en": 1.0,
    "två": 2.0,
    "tre": 3.0,
    "fyra": 4.0,
    "fem": 5.0,
    "sex": 6.0,
    "sju": 7.0,
    "åtta": 8.0,
    "nio": 9.0,
    "tio": 10.0,
}
FIGURES = r"\d{1,3}(?:[ \xa0]\d{3})+|\d+(?:[.,]\d+)?"
WORDS = rf"\b(?:{'|'.join(SPELLED)})(?=\s+milj)"
UNITS = "|".join(sorted(SCALE, key=len, reverse=True))
AMOUNT = re.compile(
    rf"(?P<low>{FIGURES}|{WORDS})(?:\s*-\s*(?P<high>{FIGURES}))?\s*(?P<unit>{UNITS})\b(?P<euro>\s*(?:€|eur\b|euro\b))?",
    re.IGNORECASE,
)
LIKELY = re.compile(r"\d\s*[mktse]|milj", re.IGNORECASE)  # what any text with a sum has
LEAST = 10_000  # smaller sums are prices, not investments


def largest_amount(text: str) -> float | None:
    """The largest sum the text names, the upper end where it gives a range; None where it names none."""
    if not LIKELY.search(text):
        return None
    plain = tidied(text)
    found = [_kronor(each) for each in AMOUNT.finditer(plain) if _is_money(each, plain)]
    return max((each for each in found if each >= LEAST), default=None)


def _kronor(found: re.Match[str]) -> float:
    number = (found["high"] or found["low"]).lower()
    figures = number.replace(" ", "").replace("\xa0", "").replace(",", ".")
    value = SPELLED[number] if number in SPELLED else float(figures)
    return value * SCALE[found["unit"].lower()] * (EURO if found["euro"] else 1.0)


def _is_money(found: re.Match[str], text: str) -> bool:
    """A lone "m" is metres or "med" unless it is a capital one; a unit after ÷ or / is a price per piece."""
    if found["unit"] == "m":
        return False
    return not text[found.end() :].lstrip().startswith(("/", "per "))
