"""Why a support fits, one sentence for each contribution that has something to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matching.evidence import USUAL
from matching.text import lexicon
from matching.types import Contribution, Match, Need, Support
from matching.wording import Names, day, has_phrase, listed, named, phrase

NEAR_THEME = 0.35  # share of its points from which a support that does not name a theme is called near to it
TIME = {"plenty": "time", "begin": "time_month", "hurry": "time_short"}
PLAIN = 0.75  # value from which sums and the like are worth a sentence
SAID = 3  # concepts that are named
QUOTED = {"sv": "”{}”", "en": "“{}”"}
OLD_PARTS = 2  # "word|word", as matches were stored before concepts had names


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence is about, and the language and names that it is written with."""

    match: Match
    support: Support
    need: Need
    language: str
    names: Names


def fits(share: Contribution, told: Told) -> str:
    """The sentence for one contribution, or nothing where it has nothing to tell."""
    say = {"words": _words, "theme": _theme, "help": _help, "time": _time}.get(share.feature)
    if say is not None:
        return say(share, told)
    telling = share.feature != "amount" or share.value > PLAIN
    return (
        phrase("fits", share.feature, told.language) if telling and has_phrase("fits", share.feature) else ""
    )


def _words(share: Contribution, told: Told) -> str:
    parts = [each.split("|") for each in share.evidence]
    if not parts:
        return phrase("fits", "words", told.language)
    if any(len(each) == OLD_PARTS for each in parts):
        pairs = [(each[0], QUOTED[told.language].format(each[-1])) for each in parts]
    else:
        pairs = [(each[1], _concept(each[0], each[2], told.language)) for each in parts[:SAID]]
    words = _apart([word for ours, _ in pairs for word in ours.split(",")])
    ours = listed([QUOTED[told.language].format(word) for word in words], told.language, "and")
    names = list(dict.fromkeys(about for _, about in pairs))
    joined = any(f" {phrase('words', 'and', told.language)} " in each for each in names)
    theirs = listed(names, told.language, "and_also" if joined else "and")
    return phrase("fits", "words_shared", told.language, need=ours, support=theirs)


def _apart(words: Sequence[str]) -> list[str]:
    """Each once, and none that stands in another."""
    once = list(dict.fromkeys(words))
    return [word for word in once if not any(word != other and word in other.split() for other in once)]


def _concept(concept: str, word: str, language: str) -> str:
    """A concept's name, or a word for it where it has none."""
    known = lexicon("concept_names").get(concept)
    return str(known[language == "en"]) if known else QUOTED[language].format(word)


def _theme(share: Contribution, told: Told) -> str:
    declared = told.need.theme in told.support.themes
    if not declared and share.value < NEAR_THEME:
        return ""
    theme = named("theme", told.need.theme, told.language, told.names)
    return phrase(
        "fits", "theme" if declared else "theme_near", told.language, theme=theme[:1].lower() + theme[1:]
    )


def _help(share: Contribution, told: Told) -> str:
    said = [each for each in share.evidence if not each.startswith(USUAL)]
    kinds = said or [each.removeprefix(USUAL) for each in share.evidence]
    if not kinds:
        return ""
    helps = listed([phrase("helps", each, told.language) for each in kinds], told.language, "and")
    return phrase("fits", "help" if said else "help_usual", told.language, help=helps)


def _time(share: Contribution, told: Told) -> str:
    deadline = told.match.deadline
    if deadline is None:
        return phrase("fits", "time_rolling", told.language)
    key = TIME[share.evidence[0]] if share.evidence else "time"
    return phrase("fits", key, told.language, day=day(deadline, told.language))
