"""Swedish compounds and their parts."""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib import resources

from matching.dictionary import lemma

LINKS = ("", "s")  # what Swedish puts between the parts of a compound
SHORTEST_PART = 4
SHORTEST_COMPOUND = 9


@cache
def known_words() -> frozenset[str]:
    """The words that compounds are split into (see benchmarks/build_words.py)."""
    packed = (resources.files("matching.lexicon") / "compound_parts.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().split("\n"))


@lru_cache(maxsize=200_000)
def parts_of(word: str) -> tuple[str, ...]:
    """The parts of a compound, the longest last part first tried; the word alone where it is none."""
    if "-" in word:
        return tuple(part for each in word.split("-") for part in parts_of(each) if len(part) > 1)
    if len(word) < SHORTEST_COMPOUND or not word.isalpha():
        return (word,)
    known = known_words()
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        head, tail = word[:cut], word[cut:]
        if tail not in known and lemma(tail) not in known:
            continue
        for link in LINKS:
            stem = head.removesuffix(link) if link else head
            if len(stem) >= SHORTEST_PART and (not link or head.endswith(link)):
                for first in (stem, stem + "a", stem + "e"):
                    if first in known:
                        return (first, *parts_of(lemma(tail)))
    return (word,)
