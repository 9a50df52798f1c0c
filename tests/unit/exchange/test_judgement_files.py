"""Judgements are read with checks and written back the same."""

import pytest

from iuc_hub.errors import FileError
from iuc_hub.exchange.judgements import (
    dump_blocked,
    dump_decisions,
    dump_qrels,
    dump_unmet,
    parse_blocked,
    parse_decisions,
    parse_qrels,
    parse_unmet,
)

DECISION = '{"need": "n", "support": "s", "decision": "accepted", "reason": "bra", "at": "2026-11-01"}\n'


def test_judgements_come_back_as_they_were() -> None:
    assert dump_qrels(parse_qrels("n\ts\t3\nn\tt\t1\n", "q")) == "n\ts\t3\nn\tt\t1\n"
    assert dump_blocked(parse_blocked("n\ts\tclosed\n", "b")) == "n\ts\tclosed\n"
    assert dump_unmet(sorted(parse_unmet("a\n\nb\n"))) == "a\nb\n"
    assert dump_decisions(parse_decisions(DECISION, "d")) == DECISION


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
