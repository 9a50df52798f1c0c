"""Sentences from a guide's templates and a company's answers, in each language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from surveys.conditions import Value
from surveys.parts import Field, Question, Text

NBSP = "\u00a0"
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
AND = {"sv": "och", "en": "and"}

Lookup = Callable[[str, str], str]
"""Place and language -> the words to put there, empty when there are none."""


def fill(template: Text, lookup: Lookup) -> Text:
    """A sentence: the template with its places filled; an optional part with an empty place is left out."""
    return Text({language: capital(words) for language, words in phrase(template, lookup).words.items()})


def phrase(template: Text, lookup: Lookup) -> Text:
    """As fill, but to stand inside a sentence or after a colon."""
    return Text({language: _fill(words, language, lookup) for language, words in template.words.items()})


def _fill(words: str, language: str, lookup: Lookup) -> str:
    def optional(part: re.Match[str]) -> str:
        places = PLACEHOLDER.findall(part[1])
        return put(part[1]) if all(lookup(place, language) for place in places) else ""

    def put(part: str) -> str:
        return PLACEHOLDER.sub(lambda place: lookup(place[1], language), part)

    # Answers are put in last, so that brackets or braces in them are never read as places.
    pieces: list[str] = []
    end = 0
    for match in OPTIONAL.finditer(words):
        pieces += [put(words[end : match.start()]), optional(match)]
        end = match.end()
    pieces.append(put(words[end:]))
    return "".join(pieces).lstrip(" ,;:")


def capital(sentence: str) -> str:
    """The sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def small(words: str) -> str:
    """The words as they stand inside a sentence; an abbreviation such as AI keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def said(item: Question | Field, value: Value, language: str) -> str:
    """An answer's value inside a sentence, empty when it says nothing."""
    if isinstance(value, list):
        return _series([_one(item, each, language) for each in value], language)
    return _one(item, value, language)


def _one(item: Question | Field, value: Value, language: str) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float) and not item.choices:
        return number_text(value, language)
    for choice in item.choices:
        if choice.code == str(value):
            return choice.said.say(language) if choice.said else small(choice.title.say(language))
    return value if isinstance(value, str) else ""


def _series(words: list[str], language: str) -> str:
    named = [each for each in words if each]
    if len(named) < 2:  # noqa: PLR2004 - one word needs no "and"
        return "".join(named)
    return f"{', '.join(named[:-1])} {AND.get(language, AND['en'])} {named[-1]}"


def number_text(value: float, language: str) -> str:
    """40000 -> "40 000" (with a space that does not break) or "40,000"; 12.5 -> "12,5" or "12.5"."""
    whole = int(value) == value
    shown = f"{int(value):,}" if whole else f"{value:,}"
    return shown.replace(",", NBSP).replace(".", ",") if language == "sv" else shown


def values_at(places: Mapping[str, Value], items: Mapping[str, Question | Field]) -> Lookup:
    """A lookup among these values, each told the way its question or field tells it."""

    def lookup(place: str, language: str) -> str:
        value = places.get(place)
        if place in items:
            return said(items[place], value, language)
        return number_text(value, language) if isinstance(value, int | float) else str(value or "")

    return lookup
