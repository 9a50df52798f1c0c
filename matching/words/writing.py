"""How people write: signs of many kinds read as plain ones, and abbreviations written out."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from matching.words.tables import lexicon


def _is_unseen(code: int) -> bool:
    """Whether a sign takes no room: soft hyphens, joiners, marks of direction, variants of a sign."""
    return unicodedata.category(chr(code)) == "Cf" or code in range(0xFE00, 0xFE10)


LETTERS = r"(?:[^\W_]|&)+"
DOTTED = r"(?<![\w.])(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}(?!\w)"  # t.ex, m.m, prod.chef is two words
CODED = r"(?<!\w)c(?:\+\+|\#)"  # languages that machines are programmed in
WORD = re.compile(rf"{CODED}|{DOTTED}|{LETTERS}(?:[-:/]{LETTERS})*")
PLAIN = re.compile(r"[\n\t -~\xa0åäöÅÄÖéÉüÜ]*")  # nothing to tidy
UNSEEN = [chr(code) for code in (*range(0x3000), *range(0xFE00, 0xFE10), 0xFEFF) if _is_unseen(code)]
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
QUOTES = "\u2018\u2019\u201a\u201b\u2032\u00b4`"
PLAINER = str.maketrans(
    {**dict.fromkeys(UNSEEN), **dict.fromkeys(DASHES, "-"), **dict.fromkeys(QUOTES, "'")},
)


def tidied(text: str) -> str:
    """The text with letters in one form each, one kind of hyphen and quote, and without signs nobody sees."""
    if PLAIN.fullmatch(text):
        return text
    return unicodedata.normalize("NFKC", text.translate(PLAINER)).translate(PLAINER)


def words_of(text: str) -> list[str]:
    """Lower-case words in order, abbreviations written out."""
    found: list[str] = []
    for word in WORD.findall(tidied(text).lower()):
        found.extend(_written_out(word))
    return found


def marks_parted(text: str) -> list[str]:
    """The same words as they stand, abbreviations too."""
    return [part for word in WORD.findall(tidied(text).lower()) for part in word.split(".")]


@lru_cache(maxsize=200_000)
def _written_out(word: str) -> tuple[str, ...]:
    """The words that an abbreviation stands for; what only has dots in it is several words."""
    full = _abbreviations().get(word) or _abbreviations().get(word.replace(".", ""))
    if full is None and "." in word:
        return tuple(each for part in word.split(".") for each in _written_out(part))
    return tuple((full or word).split())


@cache
def _abbreviations() -> dict[str, str]:
    return {str(short): str(full) for short, full in lexicon("writing")["expand"].items()}
