"""What dictionaries know of a word: whether it is one, and its dictionary form."""

from __future__ import annotations

from functools import cache, lru_cache

from matching.words.tables import lexicon

HOME = ("sv", "en")  # the languages that any text may have words of
ORDERED = {"sv": ("sv", "en"), "en": ("en", "sv")}
CALLED = {"no": "nb", "nn": "nb"}  # codes for a language that has its dictionary under another
NEIGHBOURS = frozenset({"da", "nb"})  # languages whose words are often Swedish but for their spelling
SHORTEST = 3  # shorter words are their own lemmas


@lru_cache(maxsize=200_000)
def is_word(word: str) -> bool:
    """Whether it stands in the Swedish or English dictionary, inflected or not."""
    import simplemma  # noqa: PLC0415 - its dictionaries take most of a second to load

    return bool(simplemma.is_known(word, lang=HOME))


@lru_cache(maxsize=200_000)
def is_swedish(word: str) -> bool:
    import simplemma  # noqa: PLC0415 - see above

    return bool(simplemma.is_known(word, lang="sv"))


def is_only_english(word: str) -> bool:
    """Whether the English dictionary has it and the Swedish one has not."""
    return is_word(word) and not is_swedish(word)


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str = "sv") -> str:
    """The word's dictionary form, or the word where no dictionary has it.

    A noun that is also a verb told to do something ("underhåll", "film") stays the noun.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return word
    if language not in ORDERED:
        return _foreign(word, CALLED.get(language, language))
    import simplemma  # noqa: PLC0415 - see above

    base = str(simplemma.lemmatize(word, lang=ORDERED[language])).lower()
    return word if base == word + "a" else base


def _foreign(word: str, language: str) -> str:
    """The form in that language's own dictionary, where there is one; Danish and Norwegian as Swedish if they can."""
    import simplemma  # noqa: PLC0415 - see above

    if language in NEIGHBOURS and is_swedish(near := _as_swedish(word)):
        return lemma(near)
    try:
        return str(simplemma.lemmatize(word, lang=language, low_memory=True)).lower()
    except ValueError:
        return word


def _as_swedish(word: str) -> str:
    for theirs, ours in _spellings().items():
        word = word.replace(theirs, ours)
    return word


@cache
def _spellings() -> dict[str, str]:
    return {str(theirs): str(ours) for theirs, ours in lexicon("languages")["spellings"].items()}
