"""Judgements are read with checks."""

from datetime import date

import pytest

from iuc_hub.errors import FileError
from iuc_hub.exchange.judgements import parse_blocked, parse_decisions, parse_qrels, parse_unmet
from matching.types import Decision

DECISION = '{"need": "n", "support": "s", "decision": "accepted", "reason": "bra", "at": "2026-11-01"}\n'


def test_judgements_are_read_as_they_stand() -> None:
    assert parse_qrels("n\ts\t3\nn\tt\t1\n", "q") == {"n": {"s": 3, "t": 1}}
    assert parse_blocked("n\ts\tclosed\n", "b") == {"n": {"s": "closed"}}
    assert parse_unmet("a\n\nb\n") == {"a", "b"}
    assert parse_decisions(DECISION, "d") == (Decision("n", "s", "accepted", "bra", date(2026, 11, 1)),)


def test_a_decision_may_name_its_advisor_and_hub_and_any_step_of_a_life() -> None:
    row = '{"need": "n", "support": "s", "decision": "delivered", "advisor": "a7", "hub": "north"}\n'
    assert parse_decisions(row, "d") == (Decision("n", "s", "delivered", advisor="a7", hub="north"),)


def test_a_heading_and_remarks_are_skipped() -> None:
    assert parse_qrels("need_id\tsupport\tgrade\n# a remark\nn\ts\t2\n", "q") == {"n": {"s": 2}}


@pytest.mark.parametrize("text", ["n\ts\n", "n\ts\t4\n", "n s 3\n"])
def test_a_wrong_row_is_refused_by_its_number(text: str) -> None:
    with pytest.raises(FileError) as caught:
        parse_qrels("n\tok\t1\n" + text, "qrels.tsv")
    assert caught.value.row == 2


def test_an_unknown_decision_is_refused() -> None:
    with pytest.raises(FileError, match="decision"):
        parse_decisions(DECISION.replace("accepted", "maybe"), "d")
