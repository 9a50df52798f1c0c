"""Swedish compounds and their parts."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources

from matching.words.dictionary import is_only_english, is_word, lemma
from matching.words.tables import lexicon

SHORTEST_PART = 4
SHORTEST_COMPOUND = 9
LONG = 6  # letters of a last part that may be any word of the dictionary
SHORTEST_UNKNOWN = 6  # what no dictionary has may be a shorter compound ("härdugn")


@cache
def known_words() -> frozenset[str]:
    """The words that compounds are split into (see benchmarks/build_words.py), with those of the lexicon."""
    packed = (resources.files("matching.lexicon") / "compound_parts.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().split("\n")) | _listed("parts") | _listed("short")


@lru_cache(maxsize=200_000)
def parts_of(word: str) -> tuple[str, ...]:
    """The parts of a compound, the longest last part first tried; the word alone where it is none."""
    if "-" in word:
        return tuple(part for each in word.split("-") for part in parts_of(each) if len(part) > 1)
    if not _may_be_compound(word):
        return (word,)
    return _split(word, direct=True) or _split(word, direct=False) or (word,)


def _may_be_compound(word: str) -> bool:
    if len(word) < SHORTEST_UNKNOWN or not word.isalpha() or word in _listed("whole") | _listed("parts"):
        return False
    return not is_only_english(word) and (len(word) >= SHORTEST_COMPOUND or not is_word(word))


def _split(word: str, *, direct: bool) -> tuple[str, ...]:
    """The parts where what comes after the first is a word, or else a compound; nothing where there are none.

    Words are tried from the longest last part on, compounds from the longest first part on.
    """
    cuts = range(2, len(word) - 2)
    for cut in cuts if direct else reversed(cuts):
        first, tail = _head(word[:cut], direct=direct), word[cut:]
        if first and tail not in _listed("never_last") and not _too_short(tail):
            rest = parts_of(lemma(tail))
            if _is_part(tail) if direct else len(rest) > 1:
                return (first, *rest)
    return ()


def _head(head: str, *, direct: bool) -> str:
    """The word that a compound begins with, without what links it to the next; empty where it is none."""
    if head in _listed("never_first") or _too_short(head):
        return ""
    stems = (*_stems(head), *((head + "e", head + "a") if direct else ()))
    return next((stem for stem in stems if stem in known_words() and not _too_short(stem)), "")


def _stems(head: str) -> Iterator[str]:
    """The forms that a first part may have as a word: projekt-s, arbet-s(e), plan-e, gatu (gata)."""
    yield head
    bare = head.removesuffix("s")
    if bare != head:
        yield from (bare, bare + "e", bare + "a")
    if head[-1] in "eou":
        yield from (head[:-1], head[:-1] + "a")


def _is_part(tail: str) -> bool:
    known = known_words()
    return tail in known or lemma(tail) in known or (len(tail) >= LONG and is_word(tail))


def _too_short(part: str) -> bool:
    return len(part) < SHORTEST_PART and part not in _listed("short")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(str(lexicon("writing")["compounds"][name]).split())
