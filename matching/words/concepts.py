"""What a text is about: the lexicon's concepts its words point to, spread to broader and neighbouring ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.kept import Kept
from matching.text import Text, lexicon, parts_of, stop_words, terms_of
from matching.words.cues import HINTED, CueFinder

UP, NEAR = 0.6, 0.4  # how much of a concept its broader and neighbouring ones stand for
PART = 0.7  # a cue found in a part of a compound counts so much
HINT = 0.8  # and so much a word that does not name the concept but mostly goes with it
GENERAL = "general"  # the lexicon's last group, whose concepts belong to no theme
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Addition:
    """Words that somebody added to the lexicon: to a concept it has, or to a new one of a theme.

    `cues` are written as in the lexicon: words parted by blanks, * for any letters, _ for a blank
    between words, + between two words that stand near each other. `name` is what a new concept is called.
    """

    concept: str
    cues: str
    theme: str = GENERAL
    up: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    name: str = ""


class Lexicon:
    """Concepts with the words that point to them and their kin; one version of it never changes.

    Attributes:
        ids: every concept, in the order of its number.
        number: concept -> its place in `ids`.
        theme_of: concept -> the theme it belongs to.
        rare: concepts that support seldom exists for, such as disputes and tax.
        spread: concept by concept, how much a text about the row's concept is about the column's.
    """

    def __init__(self, additions: Sequence[Addition] = ()) -> None:
        groups = _with(lexicon("concepts"), additions)
        entries = {concept: entry for group in groups.values() for concept, entry in group.items()}
        self.ids = tuple(entries)
        self.number = {concept: number for number, concept in enumerate(self.ids)}
        self.theme_of = {concept: theme for theme, group in groups.items() for concept in group}
        self.rare = frozenset(concept for concept, entry in entries.items() if entry.get("rare"))
        self.spread = _spread(self.number, entries)
        self._finder = CueFinder(
            {concept: entry["cues"] for concept, entry in entries.items()},
            {concept: lexicon("hints").get(concept, "") for concept in self.ids},
        )
        self._of_word: dict[str, Kept[str, tuple[tuple[str, float], ...]]] = Kept(
            lambda language: Kept(lambda word: self._find(word, language))
        )

    def mentions(self, text: Text, language: str = "") -> dict[str, tuple[float, tuple[str, ...]]]:
        """Concept -> how clearly the text is about it (1 is one plain mention) and the words that say so."""
        found: dict[str, dict[str, float]] = {}
        of_word = self._of_word[language or text.language]
        for word in dict.fromkeys(text.words):
            for concept, weight in of_word[word]:
                found.setdefault(concept, {})[word] = weight
        for concept, phrase, weight in self._phrases(text.words):
            found.setdefault(concept, {}).setdefault(phrase, weight)
        return {concept: (_clearness(sum(words.values())), tuple(words)) for concept, words in found.items()}

    def weights(self, text: Text, language: str = "") -> list[tuple[int, float]]:
        """The same as numbers only: each concept's number and how clearly the text is about it."""
        sums: dict[str, float] = {}
        of_word = self._of_word[language or text.language]
        for word in dict.fromkeys(text.words):
            for concept, weight in of_word[word]:
                sums[concept] = sums.get(concept, 0.0) + weight
        phrases: dict[tuple[str, str], float] = {}
        for concept, phrase, weight in self._phrases(text.words):
            phrases.setdefault((concept, phrase), weight)
        for (concept, _), weight in phrases.items():
            sums[concept] = sums.get(concept, 0.0) + weight
        return [(self.number[concept], _clearness(weight)) for concept, weight in sums.items()]

    def spreads_as(self, other: Lexicon) -> bool:
        """Whether both have the same concepts in the same places, of the same themes and kin."""
        return (
            self.ids == other.ids
            and self.theme_of == other.theme_of
            and np.array_equal(self.spread, other.spread)
        )

    def _phrases(self, words: Sequence[str]) -> Iterator[tuple[str, str, float]]:
        """The concepts that phrases point to, each with the phrase and how surely."""
        for label, phrase in self._finder.of_phrases(words):
            yield (label[1:], phrase, HINT) if label[0] == HINTED else (label, phrase, 1.0)

    def _find(self, word: str, language: str) -> tuple[tuple[str, float], ...]:
        """The concepts of a word, its lemma and (less surely) its parts."""
        if word in stop_words():
            return ()
        found: dict[str, float] = {}
        forms = [(word, 1.0), *((each, 1.0) for each in terms_of(word, language)[:1])]
        forms += [(each, PART) for each in parts_of(terms_of(word, language)[0])]
        for form, weight in forms:
            for label in self._finder.of_word(form):
                hinted = label[0] == HINTED
                if not hinted or weight == 1.0:  # a part of a word only names, it does not hint
                    concept = label[1:] if hinted else label
                    found[concept] = max(HINT if hinted else weight, found.get(concept, 0.0))
        return tuple(found.items())


@lru_cache(maxsize=16)
def lexicon_with(additions: tuple[Addition, ...] = ()) -> Lexicon:
    """The shipped lexicon with these additions, made once."""
    return Lexicon(additions)


def _clearness(weight: float) -> float:
    return 1 + log(max(weight, 0.5))


def _with(
    shipped: Mapping[str, Mapping[str, Any]], additions: Iterable[Addition]
) -> dict[str, dict[str, dict[str, Any]]]:
    """The groups by theme with what was added; a new concept comes last in its theme.

    Kin that a later lexicon no longer has is left out.
    """
    groups = {
        theme: {concept: dict(entry) for concept, entry in group.items()} for theme, group in shipped.items()
    }
    theme_of = {concept: theme for theme, group in groups.items() for concept in group}
    added = tuple(additions)
    known = {*theme_of, *(each.concept for each in added)}
    for each in added:
        group = groups[theme_of.setdefault(each.concept, each.theme)]
        entry = group.setdefault(each.concept, {"cues": ""})
        entry["cues"] = f"{entry['cues']} {each.cues}"
        entry["up"] = [*entry.get("up", ()), *(kin for kin in each.up if kin in known)]
        entry["near"] = [*entry.get("near", ()), *(kin for kin in each.near if kin in known)]
    return groups


def _spread(number: Mapping[str, int], entries: Mapping[str, Mapping[str, Any]]) -> Vector:
    matrix = np.eye(len(number))
    for concept, entry in entries.items():
        for weight, kin in ((UP, entry.get("up", ())), (NEAR, entry.get("near", ()))):
            for other in kin:
                here, there = number[concept], number[other]
                matrix[here, there] = max(weight, matrix[here, there])
                matrix[there, here] = max(NEAR, matrix[there, here])
    return matrix
