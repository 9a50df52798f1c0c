"""Errors carry the sentence and its values apart, so that a door can translate first."""

from iuc_hub.errors import FileError, InputError, Stale


def test_the_sentence_is_translated_before_its_values_are_filled_in() -> None:
    error = InputError("Koden ”%(code)s” finns inte.", field="sni", code="99999")
    english = {"Koden ”%(code)s” finns inte.": "The code “%(code)s” does not exist."}
    assert error.text(english.__getitem__) == "The code “99999” does not exist."


def test_a_percent_sign_typed_by_a_person_does_no_harm() -> None:
    assert str(InputError("”%(value)s” är inget tal.", value="100 %")) == "”100 %” är inget tal."


def test_an_error_in_a_file_names_file_row_and_field() -> None:
    error = FileError("Okänt tema.", where="needs.jsonl", row=3, field="area")
    assert str(error) == "needs.jsonl, rad 3, fältet area: Okänt tema."


def test_a_stale_write_carries_what_is_stored_now() -> None:
    assert Stale("Ändrat av någon annan.", current={"value": 4}).current == {"value": 4}
