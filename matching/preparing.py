"""A support's own figures under a model, taken over to another model where that reads its text alike."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from matching import features
from matching.features import Column
from matching.model import THEMES, Model
from matching.text import Text, read
from matching.types import Support
from matching.words.touched import TouchedWords

TITLE_TIMES = 2  # a title says more than as many words of a description
DECLARED_LATER = 0.8  # a theme that is not a support's first
Row = tuple[NDArray[np.int32], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """One support's own figures; they depend on the support and the model only.

    `said` is every word of its text, `language` what it was read in; `mentioned` and `titled` are the concepts
    that the text and the title name, with how clearly. They tell what another model would make of it.
    """

    support: Support
    said: tuple[str, ...]
    language: str
    mentioned: Mapping[str, float]
    titled: Mapping[str, float]
    words: Mapping[str, str]
    terms: Mapping[str, float]
    concepts: Row
    title: Row
    helps: Column
    themes: Column
    declared: Column


def prepare(model: Model, support: Support) -> Prepared:
    """A support's own figures under the model."""
    language, lexicon = support.language, model.lexicon
    text = read("\n".join([support.title] * TITLE_TIMES + [support.description]), language)
    heading = read(support.title, language)
    mentioned = lexicon.mentions(text, language)
    titled = {concept: weight for concept, (weight, _) in lexicon.mentions(heading, language).items()}
    found = {concept: weight for concept, (weight, _) in mentioned.items()}
    return Prepared(
        support=support,
        said=tuple(map(sys.intern, dict.fromkeys((*text.words, *heading.words)))),
        language=language or text.language,
        mentioned=found,
        titled=titled,
        words={concept: words[0] for concept, (_, words) in mentioned.items()},
        terms=term_vector(model, text),
        helps=features.support_helps(support, text),
        **_about(model, support, found, titled),
    )


def taken_over(prepared: Sequence[Prepared], old: Model, new: Model) -> Sequence[Prepared]:
    """What was prepared under one model as it is under another, figure for figure as if prepared anew.

    Only texts that words added to the lexicon, or taken away, may be found in are read again.
    """
    if new.reads_as(old):
        return prepared
    if not new.weighs_as(old):
        return [prepare(new, each.support) for each in prepared]
    changed = set(old.additions) ^ set(new.additions)
    touched = TouchedWords(cue for each in changed for cue in each.cues.split())
    alike = new.lexicon.spreads_as(old.lexicon)
    return [
        prepare(new, each.support)
        if touched.among(each.said, each.language)
        else each
        if alike
        else replace(each, **_about(new, each.support, each.mentioned, each.titled))
        for each in prepared
    ]


class _About(TypedDict):
    concepts: Row
    title: Row
    themes: Column
    declared: Column


def _about(
    model: Model, support: Support, mentioned: Mapping[str, float], titled: Mapping[str, float]
) -> _About:
    """What the concepts that were found make of a support."""
    found, declared = _numbered(model, mentioned), declared_themes(support)
    return {
        "concepts": _sparse(unit(spread_out(model, found))),
        "title": _sparse(unit(spread_out(model, _numbered(model, titled)))),
        "themes": unit(unit(theme_weights(model, found)) + (declared > 0)),
        "declared": declared,
    }


def declared_themes(support: Support) -> Column:
    """1 for the theme named first, less for the others, 0 for the rest."""
    return np.array(
        [
            0.0 if each not in support.themes else 1.0 if each == support.themes[0] else DECLARED_LATER
            for each in THEMES
        ]
    )


def term_vector(model: Model, text: Text) -> dict[str, float]:
    """Lemmas by weight, of length 1."""
    weights = {term: float(1 + np.log(count)) * model.idf(term) for term, count in text.terms.items()}
    length = sum(weight * weight for weight in weights.values()) ** 0.5
    return {term: weight / length for term, weight in weights.items()} if length else {}


def spread_out(model: Model, found: Column) -> Column:
    """Concepts found (the last axis), with their kin, each weighted by how telling it is."""
    return np.asarray((found @ model.lexicon.spread) * model.idf_of_concepts_)


def theme_weights(model: Model, found: Column) -> Column:
    """How much the concepts found (the last axis) are about each theme."""
    return np.asarray((found * model.idf_of_concepts_) @ model.theme_of_concepts_)


def unit(weights: Column) -> Column:
    """The same direction along the last axis with length 1; nothing stays nothing."""
    length = np.sqrt((weights * weights).sum(axis=-1, keepdims=True))
    return np.asarray(np.divide(weights, length, out=np.zeros_like(weights), where=length > 0))


def _numbered(model: Model, found: Mapping[str, float]) -> Column:
    numbers = np.zeros(len(model.lexicon.ids))
    for concept, weight in found.items():
        numbers[model.lexicon.number[concept]] = weight
    return numbers


def _sparse(vector: Column) -> Row:
    columns = np.flatnonzero(vector)
    return columns.astype(np.int32), vector[columns]
