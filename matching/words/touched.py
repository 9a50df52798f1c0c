"""Which words added or removed cues can be found by, so that only texts with such a word need be read again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from matching.kept import Kept
from matching.text import parts_of, terms_of
from matching.words.cues import CueFinder

ANY = "any"
BETWEEN = re.compile("[_+]")


class TouchedWords:
    """Tells the words without one of which a text is read as before the change.

    It may tell too many: of a phrase or a pair only the longest part is looked at.
    """

    def __init__(self, cues: Iterable[str]) -> None:
        keys = (max(BETWEEN.split(cue.strip("_")), key=len) for cue in cues)
        self._finder = CueFinder({ANY: " ".join(keys)})
        self._kept: Kept[tuple[str, str], bool] = Kept(self._is_touched)

    def among(self, words: Iterable[str], language: str) -> bool:
        """Whether one of the words of a text in this language is touched."""
        kept = self._kept
        return any(kept[word, language] for word in words)

    def _is_touched(self, key: tuple[str, str]) -> bool:
        """By the word as it stands, its dictionary form or a part of it, as the lexicon looks them up."""
        word, language = key
        base = terms_of(word, language)[0]
        return any(self._finder.of_word(form) for form in (word, base, *parts_of(base)))
