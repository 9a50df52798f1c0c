"""What a text is about: the lexicon's concepts its words point to, spread to broader and neighbouring ones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from matching.cues import CueFinder
from matching.text import Text, lexicon, parts_of, stop_words, terms_of

UP, NEAR = 0.6, 0.4  # how much of a concept its broader and neighbouring ones stand for
PART = 0.7  # a cue found in a part of a compound counts so much
Vector = NDArray[np.float64]


@cache
def concept_ids() -> tuple[str, ...]:
    return tuple(concept for group in lexicon("concepts").values() for concept in group)


@cache
def theme_of_concept() -> Mapping[str, str]:
    return {concept: theme for theme, group in lexicon("concepts").items() for concept in group}


@cache
def rare_concepts() -> frozenset[str]:
    """Matters that support seldom exists for, such as disputes and tax."""
    groups = lexicon("concepts").values()
    return frozenset(concept for group in groups for concept, entry in group.items() if entry.get("rare"))


@cache
def _finder() -> CueFinder:
    return CueFinder({c: each["cues"] for group in lexicon("concepts").values() for c, each in group.items()})


@cache
def spread() -> NDArray[np.float64]:
    """Concept by concept: how much a text about the row's concept is about the column's."""
    ids = concept_ids()
    at = {concept: number for number, concept in enumerate(ids)}
    matrix = np.eye(len(ids))
    for group in lexicon("concepts").values():
        for concept, entry in group.items():
            for weight, kin in ((UP, entry.get("up", ())), (NEAR, entry.get("near", ()))):
                for other in kin:
                    matrix[at[concept], at[other]] = max(weight, matrix[at[concept], at[other]])
                    matrix[at[other], at[concept]] = max(NEAR, matrix[at[other], at[concept]])
    return matrix


def mentions(text: Text, language: str = "sv") -> dict[str, tuple[float, tuple[str, ...]]]:
    """Concept -> how clearly the text is about it (1 is one plain mention) and the words that say so."""
    finder = _finder()
    found: dict[str, dict[str, float]] = {}
    for word in text.words:
        if word in stop_words():
            continue
        for concept, weight in _of_word(word, language):
            seen = found.setdefault(concept, {})
            seen[word] = max(weight, seen.get(word, 0.0))
    for concept, phrase in finder.of_phrases(text.words):
        found.setdefault(concept, {})[phrase] = 1.0
    return {
        concept: (float(1 + np.log(max(sum(words.values()), 0.5))), tuple(words))
        for concept, words in found.items()
    }


@cache
def _of_word(word: str, language: str) -> tuple[tuple[str, float], ...]:
    """The concepts of a word, its lemma and (less surely) its parts."""
    finder = _finder()
    found: dict[str, float] = {}
    forms = [(word, 1.0), *((each, 1.0) for each in terms_of(word, language)[:1])]
    forms += [(each, PART) for each in parts_of(terms_of(word, language)[0])]
    for form, weight in forms:
        for concept in finder.of_word(form):
            found[concept] = max(weight, found.get(concept, 0.0))
    return tuple(found.items())


@cache
def kin() -> tuple[tuple[tuple[int, float], ...], ...]:
    """For each concept by number: the concepts it stands for, and how much."""
    return tuple(tuple((int(other), float(row[other])) for other in np.flatnonzero(row)) for row in spread())


@cache
def number_of() -> Mapping[str, int]:
    return {concept: number for number, concept in enumerate(concept_ids())}
