"""Text to terms: words as written, their dictionary forms and the parts of compounds, in one word for each thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from matching.words.compounds import parts_of
from matching.words.dictionary import HOME, lemma
from matching.words.languages import language_of
from matching.words.spelling import right_spelling
from matching.words.tables import lexicon, stop_words
from matching.words.terms import term_for, terms_of_phrases
from matching.words.writing import words_of

__all__ = ["Text", "lemma", "lexicon", "parts_of", "read", "stop_words", "terms_of", "warm", "words_of"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text's words in order, spelled out, its terms with how often each stands there, and its language."""

    words: tuple[str, ...]
    terms: Mapping[str, int]
    language: str = "sv"


@lru_cache(maxsize=4096)
def read(text: str, language: str = "") -> Text:
    """The text's words and terms, in the language it is said to be in or, else, seems to be in."""
    words = tuple(words_of(text))
    language = language or language_of(words)
    terms: dict[str, int] = {}
    for word in words:
        for term in _telling(word, language):
            terms[term] = terms.get(term, 0) + 1
    for term in terms_of_phrases(words, language):
        terms[term] = terms.get(term, 0) + 1
    return Text(words, terms, language)


def warm() -> None:
    """Load the dictionaries, so that the first text after it is read as fast as the others."""
    read("kompetensförsörjning ocheljest okänt", "sv")


@lru_cache(maxsize=200_000)
def _telling(word: str, language: str) -> tuple[str, ...]:
    return () if word in stop_words() else terms_of(word, language)


@lru_cache(maxsize=200_000)
def terms_of(word: str, language: str = "sv") -> tuple[str, ...]:
    """The term of the word, and those of its parts where it is a compound; a slip of the fingers is put right."""
    meant = right_spelling(word) if language in HOME else word
    base = lemma(meant, language)
    parts = [part for part in parts_of(base) if part not in stop_words()]
    if len(parts) > 1:
        return (term_for(meant, base, language), *(term_for(part, part, language) for part in parts))
    return (term_for(meant, base, language),)
