"""Sums that a need plans to spend, told from the other sums that notes are full of."""

from time import perf_counter
from typing import Any

import pytest

from iuc_hub import taxonomy
from matching.engine import match
from matching.explain import explanation
from matching.index import Index
from matching.model import default_model
from matching.types import Funding
from matching.words.amounts import largest_amount
from tests.unit.matching.cases import need, support

LISTS = taxonomy.hierarchies()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ny maskin 4,2 MSEK, bank tar 60 %", 4.2e6),
        ("6-7 mkr totalt", 7e6),
        ("ca 600 tkr i reklam", 6e5),
        ("19 miljoner kronor", 19e6),
        ("kostar 250 000 kr", 250_000),
        ("frakt 100 kr/st", None),
        ("500 m härifrån, 3 st", None),
        ("kr 2 000 000 till en svetscell", 2e6),
        ("investering 1.500.000 kr", 1.5e6),
        ("150.000 kr till en robot", 150_000),
        ("offert 75 000 €", 825_000),
        ("invest 2.125 mkr", 2.125e6),
        ("an investment of 2 million euro", 22e6),
        ("prislapp 18 M", 18e6),
        ("robot 2 m kr", 2e6),
        ("offert 500k", 5e5),
        ("bygger ut för 15 miljoner", 15e6),
        ("offert på 500 tusen", 5e5),
        ("omsätter runt 80 mkr, vill köpa robot för 1,5 mkr", 1.5e6),
    ],
)
def test_the_planned_sum_is_read_from_the_text(text: str, expected: Any) -> None:
    assert largest_amount(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Omsätter 80 mkr. Vill köpa en robotcell.",
        "omsättning ca. 80 mkr",
        "gör 3 miljoner detaljer om året, vill köpa robot",
        "har 120 tusen artiklar på lager",
        "12 miljoner i skulder",
        "lån på 40 mkr ska sättas om",
        "400 tkr i obetalda fakturor",
        "fick en order, 9 MSEK, från Norge",
        "kassation kostar 2 mkr om året",
    ],
)
def test_a_sum_of_something_else_is_no_planned_sum(text: str) -> None:
    assert largest_amount(text) is None
    money = support(funding=Funding(type="grant", max_sek=1e6))
    asked = need(text=f"vill automatisera med robot. {text}")
    found = match(Index(default_model(), [money]), [asked], None, LISTS)[0].matches[0]
    assert "Beloppen passar" not in explanation(found, money, asked, "sv", taxonomy.names("sv"))


@pytest.mark.parametrize("text", ["två miljoner", "runt 500k", "2-3 miljoner i fjol"])
def test_a_number_without_a_word_for_money_or_plans_is_no_sum(text: str) -> None:
    assert largest_amount(text) is None


@pytest.mark.parametrize("part", ["1", "1 ", "1 111 ", "1.111", "1-", "kr "])
def test_a_long_run_of_figures_is_read_in_a_moment(part: str) -> None:
    started = perf_counter()
    largest_amount("mkr " + part * 40_000 + " x")
    assert perf_counter() - started < 2
