"""Sums of money written in a text, in kronor."""

from __future__ import annotations

import re

SCALE = {
    "msek": 1e6,
    "mkr": 1e6,
    "milj": 1e6,
    "miljon": 1e6,
    "miljoner": 1e6,
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
    "miljarder": 1e9,
}
NUMBER = r"\d{1,3}(?:[  ]\d{3})+|\d+(?:[.,]\d+)?"
AMOUNT = re.compile(
    rf"(?P<low>{NUMBER})(?:\s*[-–]\s*(?P<high>{NUMBER}))?\s*"
    r"(?P<unit>msek|mnkr|mkr|miljarder|mdr|miljoner|miljon|milj|tkr|kkr|ksek|tusen|kronor|kr|sek|m)\b",
    re.IGNORECASE,
)
LEAST = 10_000  # smaller sums are prices, not investments


def largest_amount(text: str) -> float | None:
    """The largest sum the text names, the upper end where it gives a range; None where it names none."""
    found = [_kronor(each) for each in AMOUNT.finditer(text) if _is_money(each, text)]
    return max((each for each in found if each >= LEAST), default=None)


def _kronor(found: re.Match[str]) -> float:
    number = (found["high"] or found["low"]).replace(" ", "").replace(" ", "").replace(",", ".")
    return float(number) * SCALE[found["unit"].lower()]


def _is_money(found: re.Match[str], text: str) -> bool:
    """A lone "m" is metres or "med" unless it is a capital one; a unit after ÷ or / is a price per piece."""
    if found["unit"] == "m":
        return False
    return not text[found.end() :].lstrip().startswith(("/", "per "))
