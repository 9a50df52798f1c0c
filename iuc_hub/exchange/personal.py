"""Leaves people out of a page's text: quotes and who said them, contact persons, addresses and numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from iuc_hub.exchange.page_text import page_words

QUOTE = '"”“„»«'
DASHES = "–—-"
NAME = r"[A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖÉ][a-zåäöéü]+)?"
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖÉ0-9–—\"”“-])")
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+|\be-?post\b", re.IGNORECASE)
PHONE = re.compile(r"(?<!\d)(?:\+46|0[1-9])\d{0,2}[ –-]?/?\d(?:[ –-]?\d){5,}(?!\d)")
SIGNED = re.compile(rf"{NAME}(?: {NAME}){{1,2}}(?:,.*)?")


@cache
def _said() -> str:
    return rf"(?:{'|'.join(page_words()['said'])})\b"


@cache
def _quoted() -> re.Pattern[str]:
    """A quote with the words after it that say who spoke, to the end of that sentence."""
    return re.compile(rf"(?:[{QUOTE}]|^)[^{QUOTE}]*[{QUOTE}]\s*,?\s*[–—-]?\s*{_said()}[^.!?]*[.!?]?")


@cache
def _spoken() -> re.Pattern[str]:
    """What shows that a paragraph that opens with a dash is something said."""
    return re.compile(rf"[,.!?]\s*{_said()}|\b{_said()}\s+{NAME}")


@cache
def _named() -> re.Pattern[str]:
    """Somebody said to have said something, outside quotes."""
    return re.compile(rf"\b{_said()}\s+(?:{NAME} {NAME}|hon|han)\b")


@cache
def _role() -> re.Pattern[str]:
    """A role followed, within a few words, by a first and a last name."""
    roles = "|".join(page_words()["roles"])
    return re.compile(rf"\b(?i:{roles})\b[^.]{{0,25}}?\b{NAME} {NAME}\b")


def without_people(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs without what tells of a named person; a lead-in to a quote goes with it."""
    kept: list[str] = []
    left_out = False
    for number, each in enumerate(paragraphs):
        below = paragraphs[number + 1] if number + 1 < len(paragraphs) else ""
        rest = "" if _is_signed(each, below) or (left_out and _is_name(each)) else _rest(each)
        if not rest and kept:
            kept[-1] = _without_lead_in(kept[-1])
        left_out = not rest
        kept.append(rest)
    return tuple(each for each in kept if each)


def _is_signed(text: str, below: str) -> bool:
    """Whether it is a quote with the speaker's name on the line below."""
    return text.startswith(tuple(QUOTE + DASHES)) and _is_name(below)


def _is_name(text: str) -> bool:
    return bool(SIGNED.fullmatch(text)) and not text.endswith(".")


def _rest(text: str) -> str:
    """What is left of one paragraph; nothing of one that somebody says, or that a quote goes on from."""
    goes_on = text.startswith(tuple(QUOTE)) and sum(text.count(mark) for mark in QUOTE) % 2
    if goes_on or (text.startswith(tuple(DASHES)) and _spoken().search(text)):
        return ""
    sentences = SENTENCE_END.split(_quoted().sub("", text).strip())
    return " ".join(each for each in sentences if not _tells_of_somebody(each)).strip()


def _tells_of_somebody(sentence: str) -> bool:
    return any(pattern.search(sentence) for pattern in (EMAIL, PHONE, _role(), _named()))


def _without_lead_in(text: str) -> str:
    """Without its last sentence, where that only leads on to what has been left out."""
    if not text.endswith(":"):
        return text
    return " ".join(SENTENCE_END.split(text)[:-1])
