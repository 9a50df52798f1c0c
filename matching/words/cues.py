"""Finding the lexicon's cues in the words of a text: whole words, parts marked with * and phrases."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from matching.kept import Kept
from matching.words.compounds import parts_of
from matching.words.dictionary import is_word
from matching.words.writing import marks_parted, words_of

SHORTEST_CUT = 6  # letters that are left of a word cut short
LAST = "\uffff"  # sorts after every letter
HINTED = "~"  # before a label that a word only hints at
REACH = 5  # words on from the first that the second of a pair may stand
KEY = 2  # phrases are looked up by the first letters of their first word

Phrase = tuple[int, tuple[str, ...], str]  # the place of its longest part, its parts, its label


@dataclass(frozen=True, slots=True)
class Keyed:
    """What is looked for where a word stands: phrases, and what else a pair's other word is with its label."""

    phrases: tuple[Phrase, ...]
    pairs: tuple[tuple[str, str], ...]


class CueFinder:
    """Which labels the words of a text point to.

    A cue is a word; `*` stands for any letters, `_` for a blank in a phrase, and `+` joins two words that say it
    when they stand near each other, whichever comes first.

    A word that somebody cut short is read too. `hints` are cues that only whole words are taken for; their labels
    are given with HINTED before them.
    """

    def __init__(self, cues: Mapping[str, str], hints: Mapping[str, str] | None = None) -> None:
        self._exact: dict[str, set[str]] = {}
        self._prefix: dict[str, set[str]] = {}
        self._patterns: list[tuple[re.Pattern[str], str]] = []
        self._phrases: dict[str, list[Phrase]] = {}
        self._pairs: dict[str, list[tuple[str, str, str]]] = {}
        self._others: dict[str, set[str]] = {}
        for label, text in cues.items():
            for cue in text.split():
                self._add(cue, label)
        self._stems = sorted({*self._prefix, *self._exact})
        for label, text in (hints or {}).items():
            for cue in text.split():
                self._add(cue, HINTED + label)
        self._of_word = Kept(self._find)
        self._keyed_by = Kept(self._keys)
        self._is_other = Kept(self._may_be_other)
        self._next_to: Kept[tuple[str, str, int], tuple[Phrase, ...]] = Kept(self._beside)
        self._both: Kept[tuple[str, str], tuple[str, ...]] = Kept(self._labels_of_pair)

    def of_word(self, word: str) -> frozenset[str]:
        """The labels that one word points to."""
        return self._of_word[word]

    def of_phrases(self, words: Sequence[str]) -> Iterable[tuple[str, str]]:
        """The labels that phrases and pairs in these words point to, each with its words; a pair's with a comma."""
        before, others = "", [at for at, word in enumerate(words) if self._is_other[word]]
        for at, (word, after) in enumerate(zip_longest(words, words[1:], fillvalue="")):
            keyed = self._keyed_by[word]
            if keyed is not None:
                for place, parts, label in (*self._next_to[word, after, 1], *self._next_to[word, before, -1]):
                    found = words[at - place : at - place + len(parts)] if place <= at else ()
                    if len(found) == len(parts) and all(map(_is, found, parts)):
                        yield label, " ".join(found)
                for place in others if keyed.pairs else ():
                    if -REACH <= place - at <= REACH:
                        for label in self._both[word, words[place]]:
                            yield label, ",".join(words[each] for each in sorted((at, place)))
            before = word

    def _keys(self, word: str) -> Keyed | None:
        """The phrases and pairs whose longest part the word is; None where there are none, as for most words."""
        phrases = tuple(each for each in self._phrases.get(word[:KEY], ()) if _is(word, each[1][each[0]]))
        pairs = tuple(
            (other, label) for key, other, label in self._pairs.get(word[:KEY], ()) if _is(word, key)
        )
        return Keyed(phrases, pairs) if phrases or pairs else None

    def _beside(self, key: tuple[str, str, int]) -> tuple[Phrase, ...]:
        """The phrases that a word with this one beside it may be of; looked at after it, else, at the end, before."""
        word, other, step = key
        keyed = self._keyed_by[word]
        return tuple(
            (place, parts, label)
            for place, parts, label in (keyed.phrases if keyed else ())
            if (place + 1 < len(parts)) == (step > 0) and _is(other, parts[place + step])
        )

    def _may_be_other(self, word: str) -> bool:
        """Whether the word is the shorter one of any pair."""
        return any(_is(word, other) for other in self._others.get(word[:KEY], ()))

    def _labels_of_pair(self, words: tuple[str, str]) -> tuple[str, ...]:
        keyed = self._keyed_by[words[0]]
        pairs = keyed.pairs if keyed else ()
        return tuple(dict.fromkeys(label for other, label in pairs if _is(words[1], other)))

    def _add(self, cue: str, label: str) -> None:
        first, _, second = cue.partition("+")
        if first and second.strip("+"):
            pair = (" ".join(_written(each)) for each in (first, second))
            key, other = sorted(pair, key=len, reverse=True)
            self._pairs.setdefault(key[:KEY], []).append((key, other, label))
            self._others.setdefault(other[:KEY], set()).add(other)
            return
        parts = _written(cue)
        if len(parts) > 1:
            place = max(range(len(parts)), key=lambda at: len(parts[at]))
            self._phrases.setdefault(parts[place][:KEY], []).append((place, parts, label))
        elif parts:
            self._add_word(parts[0], label)

    def _add_word(self, cue: str, label: str) -> None:
        if "*" not in cue:
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
        return frozenset(found or self._cut_short(word))

    def _plain(self, stem: str) -> set[str]:
        """The labels that a stem names, without those that it hints at."""
        labels = self._prefix.get(stem, set()) | self._exact.get(stem, set())
        return {each for each in labels if not each.startswith(HINTED)}

    def _cut_short(self, word: str) -> set[str]:
        """The labels of what is no word but cut short ("miljöledn"), where all cues that begin so agree."""
        if len(word) < SHORTEST_CUT or is_word(word) or len(parts_of(word)) > 1:
            return set()
        start = bisect_left(self._stems, word)
        begun = self._stems[start : bisect_right(self._stems, word + LAST)]
        labels = [self._plain(stem) for stem in begun]
        return set.intersection(*labels) if labels else set()


def _written(cue: str) -> tuple[str, ...]:
    """A cue's words as the words of a text are written; what ends in * is no whole word and is not written out."""
    return tuple(word for part in cue.split("_") for word in _words(part))


def _words(part: str) -> Sequence[str]:
    stem = part.rstrip("*")
    if "*" in stem:
        return (part,)
    if stem == part:
        return words_of(part)
    *whole, last = marks_parted(stem) or [""]
    return [*(word for each in whole for word in words_of(each)), f"{last}*"]


def _pattern(cue: str) -> re.Pattern[str]:
    return re.compile(re.escape(cue).replace(r"\*", ".*"))


def _is(word: str, part: str) -> bool:
    """Whether a word is what a phrase has in its place; only a last * is read in phrases."""
    return word.startswith(part[:-1]) if part.endswith("*") else word == part
