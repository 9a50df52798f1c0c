"""Texts in other languages: guessed, put in dictionary form, and met word for word."""

import pytest

from matching.text import read
from matching.words.concepts import lexicon_with
from matching.words.dictionary import lemma
from matching.words.tables import lexicon


def meet(one: str, other: str) -> set[str]:
    return set(read(one).terms) & set(read(other).terms)


def about(text: str) -> set[str]:
    return set(lexicon_with().mentions(read(text)))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("vi behöver svetsare", "sv"),
        ("CNC", "sv"),
        ("We need help with the maintenance of our machines", "en"),
        ("Wir suchen einen Partner für die Automatisierung und unsere Fertigung", "de"),
        ("Vi mangler kvalificeret arbejdskraft og søger hjælp til uddannelse", "da"),
        ("Vi trenger hjelp til å finne nye kunder, og bedriften mangler fagfolk", "nb"),
        ("Tarvitsemme apua, koska yritys ei löydä osaajia ja koneet ovat vanhoja", "fi"),
        ("Potrzebujemy nowe maszyny dla naszej firmy i szukamy partnera", "pl"),
    ],
)
def test_a_language_is_known_by_its_small_words(text: str, language: str) -> None:
    assert read(text).language == language


@pytest.mark.parametrize(
    ("foreign", "concept"),
    [
        ("Wir brauchen Fachkräfte und eine Schulung für unsere Schweißer", "welding"),
        ("Wir müssen die Instandhaltung verbessern, und wir haben keine Leute", "maintenance"),
        ("Tarvitsemme koulutusta ja apua, koska kunnossapito on vaikeaa", "maintenance"),
        ("Vi trenger kompetanse og en robot, og vi har ikke folk", "robot"),
        ("Vi søger hjælp til energieffektivisering af vores virksomhed og produktion", "energy_efficiency"),
    ],
)
def test_notes_in_neighbours_languages_are_about_something(foreign: str, concept: str) -> None:
    assert concept in about(foreign)


def test_english_and_swedish_words_for_one_thing_are_one_term() -> None:
    assert {"underhåll", "leverantör"} <= meet(
        "maintenance of the suppliers we have and need", "underhåll hos leverantörer"
    )
    assert "rörelsekapital" in meet("we need more working capital for this", "rörelsekapital")
    assert "reservdel" in meet("the spare parts that we need are late", "reservdelar")


def test_a_language_without_a_dictionary_is_read_word_by_word() -> None:
    assert read("qapla' batlh je", "tlh").terms


@pytest.mark.parametrize(
    "language", ["bg", "hr", "cs", "et", "el", "ga", "lv", "lt", "mt", "hu", "ro", "sk", "sl", "no", "nn"]
)
def test_every_code_of_the_union_is_taken(language: str) -> None:
    assert read("innovation 2026", language).terms


def test_terms_stand_once_in_each_language() -> None:
    for language in ("sv", "en"):
        words = [
            w for term, others in lexicon("terms").items() for w in str(others.get(language, "")).split()
        ]
        assert len(words) == len(set(words)), language


def test_a_term_is_a_dictionary_form_or_no_word() -> None:
    odd = {str(term) for term in lexicon("terms") if lemma(lemma(str(term))) != lemma(str(term))}
    assert not odd
