"""The engine on the development set, where it lies beside the repository."""

import random
from dataclasses import replace

from iuc_hub import taxonomy
from iuc_hub.exchange.judgements import parse_blocked, parse_qrels, parse_unmet
from matching.eligibility import VERDICT_OF_CODE, EligibilityTable, check
from matching.engine import match
from matching.evaluation import Ranking, figures
from matching.index import Index
from matching.model import default_model
from matching.types import Company
from tests.unit.matching.cases import DEV, dev_needs, dev_supports, needs_dev_set

LISTS = taxonomy.hierarchies()
pytestmark = needs_dev_set


def assert_same(companies: list[Company]) -> None:
    """Every support for every company, each as of its need's day; companies stand in the order of the needs."""
    days = [need.as_of for need in dev_needs()][: len(companies)]
    table = EligibilityTable(dev_supports(), LISTS).answers(companies, days)  # type: ignore[arg-type]
    for row, (company, day) in enumerate(zip(companies, days, strict=True)):
        for column, support in enumerate(dev_supports()):
            assert day is not None
            assert VERDICT_OF_CODE[int(table[row, column])] is check(support, company, day, LISTS)[0]


def test_all_pairs_get_the_same_answer_alone_and_together() -> None:
    assert len(dev_needs()) * len(dev_supports()) == 24_160
    assert_same([need.company for need in dev_needs()])


def test_all_pairs_get_the_same_answer_with_facts_masked_at_random() -> None:
    dice = random.Random(7)  # noqa: S311 - a repeatable choice of facts to hide
    masked = [
        replace(
            need.company,
            facts={name: each for name, each in need.company.facts.items() if dice.random() < 0.6},
        )
        for need in dev_needs()[:50]
    ]
    assert_same(masked)


def test_what_people_judged_comes_out_and_nothing_blocked_is_shown() -> None:
    found = match(Index(default_model(), dev_supports()), dev_needs(), None, LISTS, top=0, near=0)
    rankings = {
        each.need_id: Ranking(tuple(m.support_id for m in each.matches), each.matches[0].score, each.unmet)
        for each in found
    }
    qrels, blocked = (DEV / "qrels.tsv").read_text("utf-8"), (DEV / "blocked.tsv").read_text("utf-8")
    result = figures(
        rankings,
        parse_qrels(qrels, "qrels.tsv"),
        parse_blocked(blocked, "blocked.tsv"),
        parse_unmet((DEV / "unmet.txt").read_text("utf-8")),
    )
    assert result["blocked_shown"] == 0
    assert result["good_missing"] == 0
    assert result["ndcg@10"] is not None
    assert result["ndcg@10"] >= 0.75
