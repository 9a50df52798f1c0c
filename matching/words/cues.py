"""Finding the lexicon's cues in the words of a text: whole words, parts marked with * and phrases."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from matching.kept import Kept
from matching.words.compounds import parts_of
from matching.words.dictionary import is_word

SHORTEST_CUT = 6  # letters that are left of a word cut short
LAST = "\uffff"  # sorts after every letter
REACH = 5  # words on from the first that the second of a pair may stand
KEY = 2  # phrases are looked up by the first letters of their first word


class CueFinder:
    """Which labels the words of a text point to.

    A cue is a word; `*` stands for any letters, `_` for a blank in a phrase, and `+` joins two words that say it
    when they stand near each other, whichever comes first.

    A word that somebody cut short is read too, unless only `whole` words count.
    """

    def __init__(self, cues: Mapping[str, str], *, whole: bool = False) -> None:
        self._whole = whole
        self._exact: dict[str, set[str]] = {}
        self._prefix: dict[str, set[str]] = {}
        self._patterns: list[tuple[re.Pattern[str], str]] = []
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._pairs: dict[str, list[tuple[tuple[str, str], str]]] = {}
        for label, text in cues.items():
            for cue in text.split():
                self._add(cue, label)
        self._stems = sorted({*self._prefix, *self._exact})
        self._of_word = Kept(self._find)
        self._begun: Kept[tuple[str, str], tuple[tuple[tuple[str, ...], str], ...]] = Kept(self._phrases_from)
        self._paired = Kept(self._pairs_with)
        self._both: Kept[tuple[str, str], tuple[str, ...]] = Kept(self._labels_of_pair)

    def of_word(self, word: str) -> frozenset[str]:
        """The labels that one word points to."""
        return self._of_word[word]

    def of_phrases(self, words: Sequence[str]) -> Iterable[tuple[str, str]]:
        """The labels that phrases and pairs in these words point to, each with the words as they stand."""
        for at, (word, following) in enumerate(pairwise(words)):
            for parts, label in self._begun[word, following]:
                found = words[at : at + len(parts)]
                if len(found) == len(parts) and all(map(_is, found, parts)):
                    yield label, " ".join(found)
            if self._paired[word]:
                for near in words[at + 1 : at + 1 + REACH]:
                    for label in self._both[word, near]:
                        yield label, f"{word} … {near}"

    def _phrases_from(self, words: tuple[str, str]) -> tuple[tuple[tuple[str, ...], str], ...]:
        """The phrases whose first two parts the words are."""
        listed = self._phrases.get(words[0][:KEY], ())
        return tuple(each for each in listed if all(map(_is, words, each[0])))

    def _pairs_with(self, word: str) -> tuple[tuple[str, str], ...]:
        """What may follow the word in a pair, with the pair's label."""
        return tuple(
            (parts[1 - place], label)
            for parts, label in self._pairs.get(word[:KEY], ())
            for place in (0, 1)
            if _is(word, parts[place])
        )

    def _labels_of_pair(self, words: tuple[str, str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(label for other, label in self._paired[words[0]] if _is(words[1], other)))

    def _add(self, cue: str, label: str) -> None:
        first, _, second = cue.partition("+")
        cue = cue.strip("_")
        if first and second:
            for key in dict.fromkeys((first[:KEY], second[:KEY])):
                self._pairs.setdefault(key, []).append(((first, second), label))
        elif "_" in cue:
            parts = tuple(part for part in cue.split("_") if part)
            self._phrases.setdefault(cue[:KEY], []).append((parts, label))
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
        return frozenset(found if found or self._whole else self._cut_short(word))

    def _cut_short(self, word: str) -> set[str]:
        """The labels of what is no word but cut short ("miljöledn"), where all cues that begin so agree."""
        if len(word) < SHORTEST_CUT or is_word(word) or len(parts_of(word)) > 1:
            return set()
        start = bisect_left(self._stems, word)
        begun = self._stems[start : bisect_right(self._stems, word + LAST)]
        labels = [self._prefix.get(stem, set()) | self._exact.get(stem, set()) for stem in begun]
        return set.intersection(*labels) if labels else set()


def _pattern(cue: str) -> re.Pattern[str]:
    return re.compile(re.escape(cue).replace(r"\*", ".*"))


def _is(word: str, part: str) -> bool:
    """Whether a word is what a phrase has in its place; only a last * is read in phrases."""
    return word.startswith(part[:-1]) if part.endswith("*") else word == part
