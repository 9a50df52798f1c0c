"""A stored answer written into its form's fields and sent back unchanged is the same answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iuc_hub.interviews.form_fields import fields_of, rows_in, typed_number
from surveys.answers import read_answer
from surveys.forms import from_form
from surveys.guide_file import packaged

GUIDE = packaged("tbn-1")


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("F1", {"now": 2, "wanted": 4}),
        ("F1", {"now": None, "wanted": 4}),
        ("F1", {"state": "dont_know"}),
        ("K2", {"now": 3, "wanted": None}),
        ("B2", "unsolved"),
        ("I2", ["largest_customer", "bank"]),
        ("C1", 12.5),
        ("F.urgency", 0),
        ("F.words", "Två rader\nmed ”citat” & tecken"),
        ("A4", [{"support": "Check", "decided": "2026-03-01", "amount": 250_000, "de_minimis": "yes"}, {"amount": 1}]),
        ("J4", [{"area": "F", "change": "Robot"}]),
        ("C1", None),
    ],
)  # fmt: skip
def test_an_answer_survives_its_own_form(code: str, value: object) -> None:
    item = GUIDE.item(code)
    checked = read_answer(GUIDE, code, value)
    assert from_form(item, fields_of(item, checked)) == checked


@given(st.one_of(st.integers(0, 10**12), st.decimals(0, 10**9, places=2).map(float)))
def test_a_number_is_read_back_as_it_was_written(number: float) -> None:
    item = GUIDE.item("A2")
    fields = {"A2-0-turnover": [typed_number(number)]}
    assert from_form(item, fields) == [{"turnover": number}]


def test_rows_are_counted_by_their_highest_number() -> None:
    item = GUIDE.item("F2")
    assert rows_in(item, {}) == 0
    assert rows_in(item, {"F2-base": ["1"], "F2-2-step": ["Press"], "F21-9-step": ["x"]}) == 3
