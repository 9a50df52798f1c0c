"""Swedish and English text to terms: words as written, their lemmas and the parts of compounds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from matching.compounds import parts_of
from matching.dictionary import lemma
from matching.tables import lexicon, stop_words

WORD = re.compile(r"[a-zà-öø-ÿ0-9&]+(?:[-:/][a-zà-öø-ÿ0-9]+)*")
__all__ = ["Text", "lemma", "lexicon", "parts_of", "read", "stop_words", "terms_of", "warm", "words_of"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text's words in order, spelled out, and its terms with how often each stands there."""

    words: tuple[str, ...]
    terms: Mapping[str, int]


@lru_cache(maxsize=4096)
def read(text: str, language: str = "sv") -> Text:
    """The text's words and terms; what is not a word of it (other line separators, signs) parts words."""
    words = tuple(words_of(text))
    terms: Counter[str] = Counter()
    for word in words:
        if word not in stop_words():
            terms.update(terms_of(word, language))
    return Text(words, dict(terms))


def warm() -> None:
    """Load the dictionaries, so that the first text after it is read as fast as the others."""
    read("kompetensförsörjning ocheljest okänt", "sv")


def words_of(text: str) -> list[str]:
    """Lower-case words in order, abbreviations written out."""
    found: list[str] = []
    expand = lexicon("writing")["expand"]
    for word in WORD.findall(text.lower()):
        found.extend(str(expand.get(word, word)).split())
    return found


@lru_cache(maxsize=200_000)
def terms_of(word: str, language: str = "sv") -> tuple[str, ...]:
    """The word's lemma, and the lemmas of its parts where it is a compound."""
    base = lemma(word, language)
    parts = [part for part in parts_of(base) if part not in stop_words()]
    return (base, *parts) if len(parts) > 1 else (base,)
