"""Finding the lexicon's cues in the words of a text: whole words, parts marked with * and phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

KEY = 2  # phrases are looked up by the first letters of their first word


class CueFinder:
    """Which labels the words of a text point to; a cue is a word, `*` any letters, `_` a blank in a phrase."""

    def __init__(self, cues: Mapping[str, str]) -> None:
        self._exact: dict[str, set[str]] = {}
        self._prefix: dict[str, set[str]] = {}
        self._patterns: list[tuple[re.Pattern[str], str]] = []
        self._phrases: dict[str, list[tuple[list[re.Pattern[str]], str]]] = {}
        for label, text in cues.items():
            for cue in text.split():
                self._add(cue, label)
        self._of_word = lru_cache(maxsize=200_000)(self._find)

    def of_word(self, word: str) -> frozenset[str]:
        """The labels that one word points to."""
        return self._of_word(word)

    def of_phrases(self, words: Sequence[str]) -> Iterable[tuple[str, str]]:
        """The labels that phrases in these words point to, each with the phrase as it stands."""
        for at, word in enumerate(words):
            for pattern, label in self._phrases.get(word[:KEY], ()):
                found = words[at : at + len(pattern)]
                if len(found) == len(pattern) and all(
                    p.fullmatch(w) for p, w in zip(pattern, found, strict=True)
                ):
                    yield label, " ".join(found)

    def _add(self, cue: str, label: str) -> None:
        if "_" in cue:
            words = [_pattern(part) for part in cue.split("_") if part]
            self._phrases.setdefault(cue[:KEY], []).append((words, label))
        elif "*" not in cue:
            self._exact.setdefault(cue, set()).add(label)
        elif cue.endswith("*") and "*" not in cue[:-1]:
            self._prefix.setdefault(cue[:-1], set()).add(label)
        else:
            self._patterns.append((_pattern(cue), label))

    def _find(self, word: str) -> frozenset[str]:
        found = set(self._exact.get(word, ()))
        for end in range(2, len(word) + 1):
            found |= self._prefix.get(word[:end], set())
        found.update(label for pattern, label in self._patterns if pattern.fullmatch(word))
        return frozenset(found)


def _pattern(cue: str) -> re.Pattern[str]:
    return re.compile(re.escape(cue).replace(r"\*", ".*"))
