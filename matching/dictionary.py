"""What dictionaries know of a word: whether it is one, and its dictionary form."""

from __future__ import annotations

from functools import lru_cache

HOME = ("sv", "en")  # the languages that any text may have words of
ORDERED = {"sv": ("sv", "en"), "en": ("en", "sv")}
SHORTEST = 3  # shorter words are their own lemmas


@lru_cache(maxsize=200_000)
def is_word(word: str) -> bool:
    """Whether it stands in the Swedish or English dictionary, inflected or not."""
    import simplemma  # noqa: PLC0415 - its dictionaries take most of a second to load

    return bool(simplemma.is_known(word, lang=HOME))


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str = "sv") -> str:
    """The word's dictionary form, or the word where no dictionary has it."""
    if len(word) < SHORTEST or not word.isalpha():
        return word
    import simplemma  # noqa: PLC0415 - see above

    return str(simplemma.lemmatize(word, lang=ORDERED.get(language, HOME))).lower()
