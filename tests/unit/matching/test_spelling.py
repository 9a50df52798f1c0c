"""Slips of the fingers are put right, and what is no slip is left alone."""

import csv
from importlib import resources

import pytest

from matching.text import read, terms_of
from matching.words.spelling import right_spelling
from matching.words.writing import words_of


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("undehåll", "underhåll"),
        ("tilväxt", "tillväxt"),
        ("investring", "investering"),
        ("robbot", "robot"),
        ("patnet", "patent"),
        ("exprot", "export"),
        ("leverntör", "leverantör"),
        ("energikartlägning", "energikartläggning"),
        ("kvalitetsytem", "kvalitetssystem"),
        ("digtalisering", "digitalisering"),
        ("maintainance", "maintenance"),
    ],
)
def test_the_nearest_word_of_the_lexicon_is_meant(written: str, meant: str) -> None:
    assert right_spelling(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [("atgard", "åtgärd"), ("forsaljning", "försäljning"), ("kompetensforsorjning", "kompetensförsörjning")],
)
def test_dots_that_were_left_out_are_put_back(written: str, meant: str) -> None:
    assert right_spelling(written) == meant


@pytest.mark.parametrize(
    "word", ["maskinerna", "plåtdelarna", "truckladdning", "lindqvist", "teknoform", "abc123", "kobra"]
)
def test_what_is_no_slip_is_left_alone(word: str) -> None:
    assert right_spelling(word) == word


def test_no_place_is_taken_for_a_word() -> None:
    text = (resources.files("iuc_hub.reference") / "places.csv").read_text(encoding="utf-8")
    names = {word for row in csv.reader(text.splitlines()) for cell in row for word in words_of(cell)}
    assert {name: right for name in names if (right := right_spelling(name)) != name} == {}


def test_words_shown_stay_as_they_were_written() -> None:
    text = read("undehåll av pressar")
    assert "undehåll" in text.words
    assert "underhåll" in text.terms


def test_a_slip_has_the_terms_of_the_word_that_was_meant() -> None:
    assert terms_of("energikartlägning") == terms_of("energikartläggning")
