"""Sums of money that a text plans, in kronor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from matching.words.tables import lexicon
from matching.words.writing import tidied

EURO = 11.0  # kronor, roughly: enough to tell how large a plan is
BARE = {
    "miljarder": 1e9,
    "miljard": 1e9,
    "miljoner": 1e6,
    "miljon": 1e6,
    "million": 1e6,
    "milj": 1e6,
    "m": 1e6,
    "tusen": 1e3,
    "k": 1e3,
}  # units that count other things than money too
MONEY = {
    "msek": 1e6,
    "mnkr": 1e6,
    "mkr": 1e6,
    "mdr": 1e9,
    "tkr": 1e3,
    "kkr": 1e3,
    "ksek": 1e3,
    "meur": 1e6 * EURO,
    "keur": 1e3 * EURO,
}
CURRENCY = {"kronor": 1.0, "kr": 1.0, "sek": 1.0, ":-": 1.0, "euro": EURO, "eur": EURO, "€": EURO}
SCALE = {**BARE, **MONEY, **CURRENCY}
THOUSAND = 1e3
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
FIGURES = r"(?<!\d)(?:\d{1,3}(?:[ \xa0]\d{3}){1,4}|\d{1,3}(?:[.,]\d{3}){2,4}|\d{1,15}(?:[.,]\d{1,3})?)(?!\d)"
GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")  # 150.000, 1.500.000
WORDS = rf"\b(?:{'|'.join(SPELLED)})(?=\s{{1,3}}milj)"
COINS = r"(?:kronor|kr|sek|euro|eur)\b|€|:-"
AMOUNT = re.compile(
    rf"(?:(?P<before>€|\b(?:kr|sek|eur))\s?)?(?P<low>{FIGURES}|{WORDS})(?:\s?-\s?(?P<high>{FIGURES}))?"
    rf"(?:\s{{0,3}}(?P<unit>{'|'.join((*MONEY, *BARE))})\b)?(?:\s{{0,3}}(?P<coin>{COINS}))?",
    re.IGNORECASE,
)
LIKELY = re.compile(  # what any text with a sum has
    r"\d\s{0,3}(?:m(?:kr|sek|nkr|dr|eur|il[jl]|\b)|k(?:r|kr|sek|eur|\b)|t(?:kr|usen)|sek|eur|€|:-)|milj|(?:kr|sek|eur|€)\s?\d",
    re.IGNORECASE,
)
LEAST = 10_000  # smaller sums are prices, not investments
CLAUSE = re.compile(r"[;!?()\n]|(?<!\bca)[.,](?=\s|$)|\s(?:och|o|men|samt|and|but)\s", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+")
ABOUT = ("ca", "runt", "cirka", "about")
FAR = 80  # letters on either side of a sum that are read
REACH = 6  # and words of its clause


def largest_amount(text: str) -> float | None:
    """The largest sum the text plans, the upper end where it gives a range; None where it plans none."""
    if not LIKELY.search(text):
        return None
    plain = tidied(text)
    sums = (
        (_kronor(each), each)
        for each in AMOUNT.finditer(plain)
        if each["unit"] or each["coin"] or each["before"]
    )
    return max((value for value, each in sums if value >= LEAST and _is_planned(each, plain)), default=None)


def _kronor(found: re.Match[str]) -> float:
    number = (found["high"] or found["low"]).lower()
    unit, coin = (found["unit"] or "").lower(), (found["coin"] or found["before"] or "").lower()
    scale = MONEY.get(unit) or BARE.get(unit, 1.0) * CURRENCY.get(coin, 1.0)
    if unit in MONEY and CURRENCY.get(coin) == EURO:
        scale *= EURO
    if number in SPELLED:
        return SPELLED[number] * scale
    plain = re.sub(r"\s", "", number)
    small = not unit or SCALE.get(unit) == THOUSAND
    if GROUPED.fullmatch(plain) and (small or len(plain.replace(",", ".").split(".")) > 2):  # noqa: PLR2004 - 1.500.000
        plain = re.sub("[.,]", "", plain)
    return float(plain.replace(",", ".")) * scale


def _is_planned(found: re.Match[str], text: str) -> bool:
    """Whether the words of its clause say so; where they say nothing, a sum is planned if it is surely money."""
    money = bool(found["coin"] or found["before"] or (found["unit"] or "").lower() in MONEY)
    rest = text[found.end() : found.end() + FAR]
    if (found["unit"] == "m" and not money) or rest.lstrip().startswith(("/", "per ")):
        return False  # metres, or "med"; a price per piece
    before, after = _around(text[max(0, found.start() - FAR) : found.start()], rest)
    if (not money and after and _kind(after[0]) == "pieces") or _is_repeated(after):
        return False
    said = _nearest(before, after)
    return said in ("planned", "perhaps") or (money and not said)


def _around(before: str, after: str) -> tuple[list[str], list[str]]:
    """The words before a sum, the nearest first, and after it; one that stands alone is told by the clause before."""
    *earlier, own = CLAUSE.split(before)
    following = _words(CLAUSE.split(after, maxsplit=1)[0])
    words = _words(own)
    if not words and not following:
        words = next((found for found in map(_words, reversed(earlier)) if found), [])
    return words[::-1][:REACH], following[:REACH]


def _words(text: str) -> list[str]:
    return [word for word in WORD.findall(text.lower()) if word not in ABOUT]


def _nearest(before: list[str], after: list[str]) -> str:
    """What the nearest telling word says; before goes before after, and what may say either comes last."""
    found = [
        (kind == "perhaps", away, side, kind)
        for side, words in enumerate((before, after))
        for away, word in enumerate(words)
        if (kind := _kind(word)) in ("planned", "other", "perhaps")
    ]
    return min(found)[3] if found else ""


def _is_repeated(after: list[str]) -> bool:
    joined = f"_{'_'.join(after)}_"
    return any(f"_{each}_" in joined for each in str(lexicon("amounts")["repeated"]).split())


@lru_cache(maxsize=10_000)
def _kind(word: str) -> str:
    """What a word beside a sum says of it; empty where it says nothing."""
    return next((kind for kind, pattern in _kinds() if pattern.fullmatch(word)), "")


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(_patterns())


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for kind in ("pieces", "other", "planned", "perhaps"):
        words = str(lexicon("amounts")[kind]).split()
        yield kind, re.compile("|".join(re.escape(word).replace(r"\*", ".*") for word in words))
