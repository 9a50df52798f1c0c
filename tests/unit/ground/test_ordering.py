"""Swedish order by a stored key."""

from hypothesis import given
from hypothesis import strategies as st

from iuc_hub.ordering import swedish_key


def test_the_three_last_letters_come_in_swedish_order() -> None:
    names = ["Örebro", "Zinkgruvan", "Ängelholm", "Åmål", "arboga", "Östersund"]
    ordered = ["arboga", "Zinkgruvan", "Åmål", "Ängelholm", "Örebro", "Östersund"]
    assert sorted(names, key=swedish_key) == ordered


def test_case_accents_and_spaces_do_not_matter() -> None:
    assert swedish_key("  Café  ANDRÉ ") == swedish_key("cafe andre")


def test_a_letter_with_dots_is_not_its_plain_letter() -> None:
    assert swedish_key("Mal") != swedish_key("Mål") != swedish_key("Mäl")


@given(st.text())
def test_a_key_made_of_a_key_is_the_same_key(text: str) -> None:
    assert swedish_key(swedish_key(text)) == swedish_key(text)
