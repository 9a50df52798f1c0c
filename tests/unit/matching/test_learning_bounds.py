"""Nobody takes learning over: floods, thresholds and bounds."""

import json
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.learned.decided import LearnedFrom, fair_weights
from matching.learned.neighbours import Neighbours
from matching.learned.records import learned_from_record, learned_record
from matching.learning import Learned, learn
from tests.unit.matching.history import (
    CONCEPTS,
    NAMES,
    POLICY,
    SUPPORTS,
    THEMES,
    TODAY,
    WORTH,
    about,
    decided,
    history,
    values_of,
)

ASKED = about("energy-0")
TAKEN = [decided(number) for number in range(8)]
KINDS = st.sampled_from(sorted(POLICY.kinds))
ROWS = st.builds(
    LearnedFrom,
    need=st.sampled_from([f"n{number}" for number in range(30)]),
    support=st.sampled_from(SUPPORTS[:3]),
    decision=KINDS,
    profile=st.lists(st.sampled_from(CONCEPTS), max_size=3).map(lambda each: about(*each)),
    advisor=st.sampled_from(["", "a", "b", "c"]),
    reason=st.sampled_from([*POLICY.causes, "whatever"]),
    at=st.none() | st.dates(TODAY - timedelta(days=3000), TODAY + timedelta(days=30)),
    points=st.dictionaries(st.sampled_from(["words", "place", "decisions"]), st.floats(0, 60)),
    score=st.none() | st.floats(0, 100),
)


def learned(rows: list[LearnedFrom], **options: object) -> Learned:
    return learn(rows, POLICY, TODAY, worth=WORTH, **options)  # type: ignore[arg-type]


def test_too_few_decisions_or_those_of_a_single_advisor_change_nothing() -> None:
    assert learned(TAKEN[:4]).served == {}
    assert learned([replace(row, advisor="a") for row in TAKEN]).served == {}
    assert learned(TAKEN[:5]).value("s", ASKED) > 0
    assert learned([decided(4), *(decided(number, advisor="eager") for number in range(9, 99))]).served == {}


def test_ten_thousand_clicks_of_one_advisor_move_a_value_by_at_most_a_third() -> None:
    others = [decided(number, "rejected") for number in range(8)]
    flood = [decided(number, "granted", advisor="eager") for number in range(100, 10_100)]
    for rows in (others, TAKEN, []):
        calm, flooded = learned(rows), learned(rows + flood)
        for asked in (ASKED, about("energy-3"), about("energy-0", "quality-1", theme="quality")):
            assert abs(flooded.value("s", asked) - calm.value("s", asked)) <= 1 / 3
    assert learned(others + flood).value("s", ASKED) < 0


def test_a_flood_spread_over_all_themes_moves_no_value_by_more_either() -> None:
    flood = [
        decided(number, "granted", advisor="eager", profile=about("energy-0", theme=THEMES[number % 5]))
        for number in range(100, 600)
    ]
    rows = [decided(number, "rejected") for number in range(8)]
    assert abs(learned(rows + flood).value("s", ASKED) - learned(rows).value("s", ASKED)) <= 1 / 3


def test_a_flood_changes_no_ranking_beyond_its_bound() -> None:
    made = history(60, seed=1)
    flood = [
        replace(decided(n), support=SUPPORTS[0], need=f"f{n}", advisor="eager", profile=made.profiles[n % 60])
        for n in range(10_000)
    ]
    before, after = (Neighbours(learned(rows), SUPPORTS, NAMES) for rows in (made.rows, made.rows + flood))
    for asked in made.profiles:
        move = values_of(after, asked) - values_of(before, asked)
        assert abs(move[0]) <= 1 / 3
        assert np.all(move[1:] == 0)


def test_all_that_a_hub_decided_without_a_name_is_one_advisors() -> None:
    rows = [decided(number, advisor="") for number in range(20)]
    assert learned(rows).voters == 1
    assert learned(rows).served == {}
    assert learned([*rows, *(decided(number, advisor="", hub="other") for number in range(20))]).voters == 2


def test_nobody_weighs_more_than_a_third_and_among_few_no_more_than_the_others() -> None:
    def masses(*counts: int) -> list[float]:
        rows = [decided(n, advisor=f"a{who}") for who, count in enumerate(counts) for n in range(count)]
        weights = fair_weights(rows, np.ones(len(rows)), 1 / 3)
        at = np.cumsum([0, *counts])
        return [float(weights[a:b].sum()) for a, b in pairwise(at)]

    assert masses(1000, 10, 10, 10) == pytest.approx([15, 10, 10, 10])
    assert masses(1000, 10) == pytest.approx([10, 10])
    assert masses(8, 8, 9) == pytest.approx([8, 8, 8])
    assert masses(5) == pytest.approx([5])


@given(
    st.lists(ROWS, max_size=60), st.lists(ROWS, max_size=60), st.lists(st.sampled_from(CONCEPTS), max_size=3)
)
@settings(max_examples=60, deadline=None)
def test_whatever_one_advisor_adds_moves_no_value_of_a_heard_support_by_more_than_a_third(
    rows: list[LearnedFrom], added: list[LearnedFrom], asked: list[str]
) -> None:
    more = [replace(row, advisor="eager", need=f"e{number}") for number, row in enumerate(added)]
    before, after = learned(rows), learned(rows + more * 3)
    for support in before.served:
        assert abs(after.value(support, about(*asked)) - before.value(support, about(*asked))) <= 1 / 3


@given(st.lists(ROWS, max_size=60), st.lists(st.sampled_from(CONCEPTS), max_size=3))
@settings(max_examples=60, deadline=None)
def test_values_and_multipliers_stay_in_their_bounds_whatever_is_decided(
    rows: list[LearnedFrom], asked: list[str]
) -> None:
    found = learned(rows)
    for need in ("", "n1"):
        values = values_of(Neighbours(found, SUPPORTS, NAMES), about(*asked), need)
        assert np.all(np.abs(values) <= 1)
    assert all(0.75 <= each <= 1.25 for each in found.multipliers.values())
    assert learned_from_record(json.loads(json.dumps(learned_record(found)))) == found
