"""Organisation numbers are checked by their check digit, and told apart by what is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iuc_hub.companies.services import checked_number
from iuc_hub.errors import InputError
from tests.factories import luhn_completed


@pytest.mark.parametrize("typed", ["556012-5790", "5560125790", "16556012-5790", " 556012 5790 "])
def test_the_number_is_read_however_it_is_typed(typed: str) -> None:
    assert checked_number(typed) == "5560125790"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("556012-5791", "Kontrollsiffran"),
        ("55601257", "tio siffror"),
        ("", "tio siffror"),
        ("abc", "tio siffror"),
        ("556012-5790 eller", "tio siffror"),
        ("SE556012579001", "tio siffror"),
        ("5560-12-5790", "tio siffror"),
        ("55601-25790", "tio siffror"),
        ("556012--5790", "tio siffror"),
        ("19556012-5790", "tio siffror"),
        ("55601257²90", "tio siffror"),
        ("٥٥٦٠١٢٥٧٩٠", "tio siffror"),
        ("0000000000", "tredje siffran"),
        ("811218-9876", "tredje siffran"),
    ],
)
def test_a_wrong_number_says_what_is_wrong_with_it(typed: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        checked_number(typed)
    assert caught.value.field == "organisation_number"


@pytest.mark.parametrize("typed", ["811218-9876", "19811218-9876", "8112189876", "811278-9873"])
def test_a_sole_trader_has_a_personal_number(typed: str) -> None:
    """An invented person's, last as a co-ordination number, whose day is 60 more."""
    assert checked_number(typed, legal_form="EF") == "".join(filter(str.isdigit, typed))[-10:]


@pytest.mark.parametrize(
    ("typed", "words"),
    [("0000000000", "ingen dag"), ("811318-9874", "ingen dag"), ("811218-9875", "Kontrollsiffran")],
)
def test_a_sole_traders_wrong_number_says_what_is_wrong_with_it(typed: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        checked_number(typed, legal_form="EF")


@given(st.integers(min_value=552000000, max_value=559999999), st.integers(min_value=1, max_value=9))
def test_one_wrong_digit_is_always_found(nine: int, change: int) -> None:
    right = luhn_completed(str(nine))
    assert checked_number(right) == right
    wrong = right[:-1] + str((int(right[-1]) + change) % 10)
    with pytest.raises(InputError):
        checked_number(wrong)
