"""The opening of a long text."""

from hypothesis import given
from hypothesis import strategies as st

from iuc_hub.web.excerpts import opening


def test_whole_sentences_are_kept_as_long_as_they_fit() -> None:
    assert opening("Ett. Två. Tre.", 9) == "Ett. Två."


def test_one_long_sentence_is_cut_at_a_word() -> None:
    assert opening("En mycket lång mening utan slut", 15) == "En mycket lång …"


@given(st.text(), st.integers(min_value=10, max_value=300))
def test_the_opening_is_never_much_longer_than_asked(text: str, length: int) -> None:
    assert len(opening(text, length)) <= length + 2
