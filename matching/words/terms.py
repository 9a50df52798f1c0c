"""One word for what is said in several: Swedish synonyms, and words of other languages for the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from matching.words.dictionary import CALLED, is_swedish, lemma
from matching.words.tables import lexicon

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
ALSO = {"da": "nb", "nb": "da"}  # languages that read each other's words


def term_for(word: str, base: str, language: str) -> str:
    """The term that a word with this dictionary form stands for; the form itself where the lexicon has none.

    English words are known in every text, except where they are Swedish words too.
    """
    own = _words(language)
    found = own.get(word) or own.get(base)
    if found is None and language != "en" and not is_swedish(word):
        english = _words("en")
        found = english.get(word) or english.get(base)
    return found or base


def terms_of_phrases(words: Sequence[str], language: str) -> Iterator[str]:
    """The terms that words standing together stand for ("working capital")."""
    starts = _phrases(language)
    for at, word in enumerate(words):
        for rest, term in starts.get(word, ()):
            following = words[at + 1 : at + 1 + len(rest)]
            if len(following) == len(rest) and all(map(_is, following, rest)):
                yield term


def _is(word: str, listed: str) -> bool:
    return word in (listed, listed + "s")


@cache
def known_terms() -> frozenset[str]:
    """Every single word that the lexicon has a term for, in Swedish or English."""
    return frozenset(_words("sv")) | frozenset(_words("en"))


@cache
def _words(language: str) -> Mapping[str, str]:
    return {word: term for word, term in _listed(language) if "_" not in word}


@cache
def _phrases(language: str) -> Phrases:
    found: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for each in dict.fromkeys((language, "en")):
        for phrase, term in _listed(each):
            first, *rest = phrase.split("_")
            if rest:
                found[first] = (*found.get(first, ()), (tuple(rest), term))
    return found


def _listed(language: str) -> Iterator[tuple[str, str]]:
    """Words of a language with their terms; a term is itself one of the Swedish words."""
    code = CALLED.get(language, language)
    for word, others in lexicon("terms").items():
        term = lemma(str(word))
        for each in (ALSO.get(code, ""), code):
            for other in str(others.get(each, "")).split():
                yield other, term
        if code == "sv":
            yield str(word), term
