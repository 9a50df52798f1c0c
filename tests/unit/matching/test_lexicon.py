"""The lexicon as data: no cue twice, none that fires on half the dictionary, kin that exist."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import pytest

from matching.words.compounds import known_words
from matching.words.tables import lexicon

LAST = "\uffff"
SHORTEST_STEM = 4  # letters of a cue before its *
MOST_WORDS = 300  # of some forty thousand dictionary forms: no cue may fire on more
# Words that are far from what a careless prefix or ending would make of them.
FAR = {
    "träffa": "wood", "träning": "wood", "järnväg": "metalworking", "kalkyl": "glass_ceramics",
    "konkurs": "training_courses", "mässing": "trade_fair", "lugn": "heat_treatment", "åkeri": "agriculture",
    "kristall": "crisis", "gymnastik": "training_vocational", "fraktion": "freight", "såsom": "food_industry",
    "prisma": "pricing", "fräsch": "machining", "växel": "growth", "länsstyrelse": "board",
}  # fmt: skip


def cues() -> Iterator[tuple[str, str]]:
    for group in lexicon("concepts").values():
        for concept, entry in group.items():
            for cue in entry["cues"].split():
                yield concept, cue


def fired(cue: str, words: list[str]) -> list[str]:
    if "_" in cue or "+" in cue:
        return []
    if "*" not in cue[:-1]:
        stem = cue.removesuffix("*")
        end = bisect_right(words, stem + LAST) if cue.endswith("*") else bisect_right(words, stem)
        return words[bisect_left(words, stem) : end]
    pattern = re.compile(re.escape(cue).replace(r"\*", ".*"))
    return [word for word in words if pattern.fullmatch(word)]


def test_no_cue_stands_twice_in_one_concept() -> None:
    every = list(cues())
    assert len(every) == len(set(every))


def test_cues_are_lower_case_and_well_formed() -> None:
    for concept, cue in cues():
        assert cue == cue.lower(), (concept, cue)
        assert cue == cue.strip("_"), (concept, cue)
        assert len(cue.strip("*")) > 1, (concept, cue)
        assert "+" not in cue or (cue.count("+") == 1 and all(cue.split("+"))), (concept, cue)


def test_no_cue_fires_on_half_the_dictionary() -> None:
    words = sorted(known_words())
    wide = {cue: len(hits) for _, cue in cues() if len(hits := fired(cue, words)) > MOST_WORDS}
    assert not wide


def test_a_prefix_is_long_enough_to_say_something() -> None:
    known = known_words()
    short = [
        cue for _, cue in cues()
        if re.fullmatch(r"[a-zåäö]+\*", cue) and len(cue) <= SHORTEST_STEM and cue[:-1] not in known
    ]  # fmt: skip
    assert not short


@pytest.mark.parametrize(("word", "concept"), FAR.items())
def test_a_word_that_only_begins_like_a_cue_is_not_one(word: str, concept: str) -> None:
    assert not [cue for name, cue in cues() if name == concept and word in fired(cue, [word])]
