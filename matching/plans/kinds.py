"""What kind of step a support can be, and whether an order is for a need."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from matching.plans.sequences import Order, StepKind
from matching.text import words_of
from matching.types import Need, Support
from matching.words.cues import CueFinder


def is_of(support: Support, kind: StepKind, theme: str) -> bool:
    """Whether a support can be such a step for a need of the theme."""
    formal = (
        (not kind.funding or support.funding.type in kind.funding)
        and (not kind.kinds or support.kind in kind.kinds)
        and (not kind.themes or bool(set(kind.themes) & set(support.themes)))
        and _is_about(support, kind, theme)
    )
    if not formal:
        return False
    title = words_of(support.title)
    if kind.never and _says(kind.never, title):
        return False
    if kind.title and not _says(kind.title, title):
        return False
    return not kind.words or _says(kind.words, [*title, *words_of(support.description)])


def is_for(order: Order, need: Need) -> bool:
    """Whether a need is one that the order answers, by its theme and its words."""
    if need.theme not in order.themes:
        return False
    words = words_of(need.text)
    return _says(order.words, words) and not (order.never and _says(order.never, words))


def _is_about(support: Support, kind: StepKind, theme: str) -> bool:
    if kind.about == "any":
        return True
    if kind.about == "main":
        return set(support.themes[:1]) <= {theme, *kind.general} and bool(support.themes)
    return theme in support.themes or (bool(support.themes) and set(support.themes) <= set(kind.general))


def _says(cues: str, words: Iterable[str]) -> bool:
    listed = tuple(words)
    finder = _finder(cues)
    return any(finder.of_word(word) for word in listed) or any(True for _ in finder.of_phrases(listed))


@lru_cache(maxsize=256)
def _finder(cues: str) -> CueFinder:
    return CueFinder({"said": cues})
