"""Swedish and English text to terms: words as written, their lemmas and the parts of compounds."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

WORD = re.compile(r"[a-zà-öø-ÿ0-9&]+(?:[-:/][a-zà-öø-ÿ0-9]+)*")
LINKS = ("", "s")  # what Swedish puts between the parts of a compound
SHORTEST_PART = 4
SHORTEST_COMPOUND = 9
LANGUAGES = {"sv": ("sv", "en"), "en": ("en", "sv")}


@dataclass(frozen=True, slots=True)
class Text:
    """A text's words in order, spelled out, and its terms with how often each stands there."""

    words: tuple[str, ...]
    terms: Mapping[str, int]


@cache
def lexicon(name: str) -> dict[str, Any]:
    """One of the lexicon's files."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (resources.files("matching.lexicon") / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506 - both are safe loaders
    return loaded


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


@cache
def stop_words() -> frozenset[str]:
    return frozenset(str(lexicon("writing")["stop"]).split())


@lru_cache(maxsize=200_000)
def terms_of(word: str, language: str = "sv") -> tuple[str, ...]:
    """The word's lemma, and the lemmas of its parts where it is a compound."""
    base = lemma(word, language)
    parts = [part for part in parts_of(base) if part not in stop_words()]
    return (base, *parts) if len(parts) > 1 else (base,)


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str = "sv") -> str:
    """The word's dictionary form, or the word where no dictionary has it."""
    if len(word) < 3 or not word.isalpha():  # noqa: PLR2004 - short words are their own lemmas
        return word
    import simplemma  # noqa: PLC0415 - its dictionaries take most of a second to load

    return str(simplemma.lemmatize(word, lang=LANGUAGES.get(language, LANGUAGES["sv"]))).lower()


@cache
def _known_words() -> frozenset[str]:
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
    known = _known_words()
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
