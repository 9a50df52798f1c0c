"""Figures against judgements."""

import math

from matching.evaluation import Ranking, average_precision, figures, ndcg, recall

QRELS = {"n1": {"a": 3, "b": 2, "c": 1}, "n2": {"a": 1}}


def test_a_perfect_order_has_ndcg_one_and_a_swapped_one_less() -> None:
    assert ndcg(["a", "b", "c"], QRELS["n1"]) == 1.0
    swapped = (1 + 2 / math.log2(3) + 3 / 2) / (3 + 2 / math.log2(3) + 1 / 2)
    assert math.isclose(ndcg(["c", "b", "a"], QRELS["n1"]), swapped)


def test_recall_and_precision_count_the_good_ones() -> None:
    assert recall(["x", "a", "b"], {"a", "b"}, 2) == 0.5
    assert average_precision(["x", "a", "b"], {"a", "b"}) == (1 / 2 + 2 / 3) / 2


def test_figures_leave_unmet_needs_out_of_the_ranking_and_count_what_is_wrong() -> None:
    rankings = {"n1": Ranking(("a", "z"), 80.0), "n2": Ranking(("a",), 30.0, unmet=True)}
    result = figures(rankings, QRELS, {"n1": {"z": "closed"}}, {"n2"})
    assert result["needs"] == 1
    assert result["blocked_shown"] == 1
    assert result["good_missing"] == 1
    assert result["unmet_recall"] == 1.0
    assert result["unmet_precision"] == 1.0
    assert result["unmet_auc"] == 1.0


def test_no_judgements_give_no_figures_rather_than_a_crash() -> None:
    assert figures({}, {}, {}, set())["ndcg@10"] is None
