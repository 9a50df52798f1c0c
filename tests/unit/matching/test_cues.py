"""Every cue and hint of the lexicon is found in its own text, however it is written."""

from collections.abc import Iterator

import pytest

from matching.features import help_words
from matching.text import lexicon, read, words_of
from matching.words.concepts import lexicon_with
from matching.words.cues import CueFinder


def texts_of(cue: str) -> Iterator[str]:
    """A cue as somebody would write it: blanks for _, two words for a pair, nothing or a letter for *."""
    text = cue if cue.endswith("++") else cue.replace("+", " ").replace("_", " ")
    yield text.replace("*", "")
    yield text.replace("*", "a")


def is_found(label: str, cue: str) -> bool:
    return any(label in lexicon_with().mentions(read(text, "sv"), "sv") for text in texts_of(cue))


def test_every_cue_of_a_concept_is_found_in_its_own_text() -> None:
    groups = lexicon("concepts").values()
    cues = [(each, cue) for group in groups for each in group for cue in group[each]["cues"].split()]
    assert [cue for concept, cue in cues if not is_found(concept, cue)] == []


def test_every_hint_is_found_in_its_own_text() -> None:
    hints = [(concept, cue) for concept, text in lexicon("hints").items() for cue in text.split()]
    assert [cue for concept, cue in hints if not is_found(concept, cue)] == []


def test_every_cue_of_a_kind_of_help_is_found_in_its_own_text() -> None:
    cues = [(kind, cue) for kind, text in lexicon("helps")["cues"].items() for cue in text.split()]
    assert [
        cue for kind, cue in cues if not any(kind in help_words(read(text, "sv")) for text in texts_of(cue))
    ] == []


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("c++", "en som kan C++"),
        ("c#", "skrivet i C#"),
        ("industry_4.0", "the Industry 4.0 fair"),
        ("tillverkas_ej", "den tillverkas ej längre"),
        ("te_blandning", "en ny te-blandning, te blandning"),
        ("miljö-_och_bygg*", "miljö- och byggnadsnämnden"),
        ("3.1-intyg*", "kunden vill ha 3.1-intyget"),
        ("ny+utb", "en ny slags utbildning"),
    ],
)
def test_cues_are_read_in_the_same_writing_as_texts(cue: str, text: str) -> None:
    finder, words = CueFinder({"it": cue}), words_of(text)
    found = {label for word in words for label in finder.of_word(word)}
    assert found | {label for label, _ in finder.of_phrases(words)} == {"it"}


def test_a_lone_letter_is_no_language_to_program_in() -> None:
    assert words_of("c + c#") == ["c", "c#"]
