"""Which language a text is written in, by its small words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from matching.words.tables import lexicon

HOME = "sv"
ENOUGH = 3  # different small words of another language, before a text is taken to be in it
MARGIN = 2  # by how many it must have more of them than Swedish


def language_of(words: Iterable[str]) -> str:
    """The language of most small words; Swedish where another one is not clearly ahead."""
    telling = _telling()
    counts: dict[str, int] = {HOME: 0}
    for word in dict.fromkeys(words):
        for language in telling.get(word, ()):
            counts[language] = counts.get(language, 0) + 1
    best = max(counts, key=lambda each: (counts[each], each))
    return best if counts[best] >= max(ENOUGH, counts[HOME] + MARGIN) else HOME


@cache
def _telling() -> Mapping[str, tuple[str, ...]]:
    """Small word -> the languages that have it."""
    found: dict[str, list[str]] = {}
    for language, words in lexicon("languages")["words"].items():
        for word in str(words).split():
            found.setdefault(word, []).append(str(language))
    return {word: tuple(languages) for word, languages in found.items()}
