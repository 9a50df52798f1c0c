"""The hub's words in the lexicon: what a word points to now, and words typed by an administrator as additions."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from iuc_hub.errors import N_, InputError
from matching.model import THEMES, Model
from matching.text import lexicon, read, stop_words
from matching.words.concepts import GENERAL, Addition

WORD = re.compile(r"[a-zà-öø-ÿ0-9&]+(?:[-:/][a-zà-öø-ÿ0-9]+)*\*?")
SHORTEST, SHORTEST_CUT, MOST_WORDS, LONGEST_NAME = 2, 3, 20, 40
SHOWN = 4


@dataclass(frozen=True)
class Concept:
    """A concept as it is chosen: its theme, the words that point to it, the hub's own among them, and its kin."""

    id: str
    name: str
    theme: str
    words: Sequence[str]
    own: Sequence[str]
    kin: Sequence[str]

    @property
    def examples(self) -> str:
        """Its first words, the hub's own in front."""
        return ", ".join((*self.own, *self.words)[:SHOWN])


def concepts_of(model: Model, language: str) -> dict[str, Concept]:
    """Every concept by id, in the lexicon's order."""
    entries = {concept: entry for group in lexicon("concepts").values() for concept, entry in group.items()}
    own: dict[str, list[str]] = {}
    for each in model.additions:
        own.setdefault(each.concept, []).extend(spelled(each.cues))
    kin = {each.concept: (*each.up, *each.near) for each in model.additions}
    called = {each.concept: each.name for each in model.additions if each.name}
    return {
        concept: Concept(
            concept,
            called.get(concept) or _name(concept, own, language),
            model.lexicon.theme_of[concept],
            spelled(entries.get(concept, {"cues": ""})["cues"]),
            own.get(concept, []),
            [
                *entries.get(concept, {}).get("up", ()),
                *entries.get(concept, {}).get("near", ()),
                *kin.get(concept, ()),
            ],
        )
        for concept in model.lexicon.ids
    }


def _name(concept: str, own: Mapping[str, Sequence[str]], language: str) -> str:
    """What the lexicon calls it; one that lost its name is called by its first word."""
    names = lexicon("concept_names").get(concept)
    if names:
        return str(names[language == "en"])
    return next(iter(own.get(concept, ())), concept.replace("_", " "))


def look_up(model: Model, text: str) -> Mapping[str, tuple[str, ...]]:
    """The concepts that a text points to now, each with the words that do."""
    return {concept: words for concept, (_clearness, words) in model.lexicon.mentions(read(text)).items()}


def spelled(cues: str) -> list[str]:
    """Cues as they are typed: a blank for _, dots between two words of a pair, the * of an ending left."""
    return [cue.replace("_", " ").replace("+", " … ").strip() for cue in cues.split()]


def addition(
    model: Model, words: str, concept: str, *, name: str = "", theme: str = "", up: str = "", near: str = ""
) -> Addition:
    """What was typed as an addition: words to a concept that there is, or to a new one with a name and a theme.

    Raises:
        InputError: by field, for words that are none or that no text would be found by, and for a concept or theme
            that there is none of.
    """
    typed = _typed(words)
    added = _addition(
        model, " ".join(_cue(each) for each in typed), concept, name=name, theme=theme, up=up, near=near
    )
    lexicon_with_it = model.with_additions("asked", (*model.additions, added)).lexicon
    for each in typed:
        if added.concept not in lexicon_with_it.mentions(read(each.rstrip("*"))):
            raise InputError(
                N_("”%(word)s” hittas inte i en text där det står. Skriv det på ett annat sätt."),
                field="words", word=each,
            )  # fmt: skip
    return added


def _addition(
    model: Model, cues: str, concept: str, *, name: str, theme: str, up: str, near: str
) -> Addition:
    known = model.lexicon.number
    if concept:
        if concept not in known:
            raise InputError(N_("Begreppet finns inte. Välj ett i listan."), field="concept")
        return Addition(concept, cues, model.lexicon.theme_of[concept])
    new = _named(name)
    if new in known:
        raise InputError(N_("Det finns redan ett begrepp med det namnet. Välj det i listan."), field="name")
    if theme not in (*THEMES, GENERAL):
        raise InputError(N_("Välj ett tema."), field="theme")
    for field, other in (("up", up), ("near", near)):
        if other and other not in known:
            raise InputError(N_("Begreppet finns inte. Välj ett i listan."), field=field)
    kin = {"up": (up,) if up else (), "near": (near,) if near else ()}
    return Addition(new, cues, theme, **kin, name=" ".join(name.split()))


def _typed(words: str) -> list[str]:
    """The words and phrases between commas and lines, each once."""
    found = [" ".join(each.lower().split()) for each in re.split(r"[,;\n]", words)]
    typed = list(dict.fromkeys(each for each in found if each))
    if not typed:
        raise InputError(N_("Skriv minst ett ord."), field="words")
    if len(typed) > MOST_WORDS:
        raise InputError(
            N_("Skriv högst %(count)d ord åt gången, så att det går att se vad de ändrar."),
            field="words", count=MOST_WORDS,
        )  # fmt: skip
    return typed


def _cue(phrase: str) -> str:
    parts = phrase.split()
    shortest = SHORTEST_CUT if phrase.endswith("*") else SHORTEST
    if not all(WORD.fullmatch(part) for part in parts) or len(phrase.rstrip("*")) < shortest:
        raise InputError(
            N_("”%(word)s” går inte att söka efter. Skriv hela ord på minst två tecken, eller tre och * sist."),
            field="words", word=phrase,
        )  # fmt: skip
    if phrase in stop_words():
        raise InputError(
            N_("”%(word)s” står i nästan alla texter och säger inget."), field="words", word=phrase
        )
    return "_".join(parts)


def _named(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    found = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    if not found or len(name) > LONGEST_NAME:
        raise InputError(
            N_("Ge begreppet ett namn på högst %(count)d tecken."), field="name", count=LONGEST_NAME
        )
    return found
