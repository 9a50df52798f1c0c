"""Ranking many needs at once gives what judging pair after pair gives."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import numpy as np
import pytest

from benchmarks.catalogue import catalogue
from benchmarks.notes import notes
from benchmarks.pairwise import Pairwise
from iuc_hub import taxonomy
from matching.engine import chunks
from matching.index import Index
from matching.learned.decided import LearnedFrom
from matching.learned.policy import default_policy
from matching.learning import learn
from matching.model import default_model
from matching.profiles import profiles
from matching.ranking import ranked
from matching.types import Need, Support
from tests.unit.matching.cases import TODAY

LISTS = taxonomy.hierarchies()


def made(supports: int, needs: int, seed: int) -> tuple[list[Support], list[Need]]:
    random = Random(seed)  # noqa: S311 - invented texts, no secret
    return catalogue(supports, random, TODAY), notes(needs, random, TODAY)


def best(index: Index, needs: list[Need], top: int) -> list[list[tuple[str, list[int]]]]:
    return [
        [
            (index.supports[row].id, tenths.tolist())
            for row, tenths in zip(each.rows, each.tenths, strict=True)
        ]
        for asked, answers in chunks(index, needs, TODAY, LISTS)
        for each in ranked(asked, answers >= 0, top)
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_best_of_many_at_once_are_those_found_pair_by_pair(seed: int) -> None:
    supports, needs = made(400, 60, seed)
    index = Index(default_model(), supports)
    slow = Pairwise(index, LISTS)
    for need, found in zip(needs, best(index, needs, 10), strict=True):
        assert found == slow.best(need, TODAY, 10)


def test_equal_supports_are_ranked_by_their_ids_also_where_more_than_the_wanted_are_equal() -> None:
    supports, needs = made(1, 3, 3)
    open_to_all = replace(supports[0], eligibility=replace(supports[0].eligibility, counties=()), closes=None)
    same = [replace(open_to_all, id=f"s{number:03d}") for number in range(500)]
    index = Index(default_model(), same[::-1])
    for found in best(index, needs, 10):
        assert [support_id for support_id, _ in found] == [f"s{number:03d}" for number in range(len(found))]


def test_needs_of_other_days_and_places_do_not_change_each_others_figures() -> None:
    supports, needs = made(300, 40, 4)
    days = [date(2025, 1, 1) + timedelta(days=17 * at) for at in range(len(needs))]
    dated = [replace(need, as_of=day) for need, day in zip(needs, days, strict=True)]
    index = Index(default_model(), supports)
    assert best(index, dated, 5) == [best(index, [need], 5)[0] for need in dated]


def test_a_company_that_may_have_nothing_gets_nothing() -> None:
    supports, needs = made(50, 2, 5)
    closed = [replace(each, closes=TODAY - timedelta(days=1), cutoffs=()) for each in supports]
    assert best(Index(default_model(), closed), needs, 10) == [[], []]


def test_nearly_scored_pairs_are_off_by_far_less_than_the_margin() -> None:
    supports, needs = made(200, 30, 6)
    index = Index(default_model(), supports)
    rows = np.arange(len(supports))
    for asked, _ in chunks(index, needs, TODAY, LISTS):
        near = index.board.scores(asked, rows)
        exact = ranked(asked, np.ones(near.T.shape, dtype=bool), 0)
        for at, each in enumerate(exact):
            free = each.totals < 90
            assert np.abs(near[each.rows, at] - each.totals)[free].max() < 1e-3


def test_the_ten_best_are_those_of_a_full_ranking_also_for_needs_that_decided_themselves() -> None:
    supports, needs = made(300, 60, 7)
    index = Index(default_model(), supports)
    rows = [
        LearnedFrom(need.id, row.id, "granted", profile, "hub", f"a{at % 5}", at=TODAY)
        for at, (need, profile) in enumerate(zip(needs, _profiles(index, needs), strict=True))
        for row in supports[at % 7 : 60 : 2]
    ]
    taught = Index(
        default_model().with_learned("taught", learn(rows, default_policy(), TODAY, worth=20.0)), supports
    )
    assert taught.neighbours.rows.nnz
    for top in (3, 10):
        assert best(taught, needs, top) == [each[:top] for each in best(taught, needs, 0)]


def _profiles(index: Index, needs: list[Need]) -> list[dict[str, float]]:
    asked = profiles(index, needs, [TODAY] * len(needs))
    return [asked.profile(at) for at in range(len(needs))]
