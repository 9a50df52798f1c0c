"""Reasons move the weight of the feature they name, a little, and of no other."""

from dataclasses import replace

import numpy as np
import pytest

from matching.learned.decided import LearnedFrom, standing
from matching.learned.multipliers import fit_multipliers
from tests.unit.matching.history import POLICY, TODAY, decided


def shown(count: int, seed: int, reason: str, feature: str) -> list[LearnedFrom]:
    """Matches of which those weak in one feature are turned down for that reason, others by chance."""
    luck, rows = np.random.default_rng(seed), []
    for number in range(count):
        points = {"words": float(luck.uniform(10, 40)), "place": float(luck.uniform(0, 20))}
        points["help"] = float(luck.uniform(0, 12))
        weak = points[feature] < {"words": 18, "place": 6, "help": 4}[feature]
        taken = luck.random() < (0.1 if weak else 0.5 + 0.006 * points["words"])
        known = {"points": points, "score": sum(points.values()), "advisor": f"a{number % 5}"}
        rows.append(
            decided(
                number, "accepted" if taken else "rejected", reason="" if taken else reason * weak, **known
            )
        )
    return rows


@pytest.mark.parametrize(("reason", "feature"), [("too_far", "place"), ("wrong_help", "help")])
def test_a_reason_raises_the_weight_of_the_feature_that_would_have_warned(reason: str, feature: str) -> None:
    found = fit_multipliers(shown(1500, 1, reason, feature), POLICY, TODAY)
    assert found[feature] == max(found.values())
    assert found[feature] > 1.03
    assert all(0.75 <= each <= 1.25 for each in found.values())


def test_the_mean_score_of_what_was_decided_stays_as_it_was() -> None:
    rows = shown(1500, 1, "too_far", "place")
    found = fit_multipliers(rows, POLICY, TODAY)
    taken = [row for row in rows if row.decision == "accepted"]
    assert taken
    before = np.mean([sum(row.points.values()) for row in rows])
    after = np.mean([sum(found[name] * each for name, each in row.points.items()) for row in rows])
    assert after == pytest.approx(before, rel=0.01)


def test_reasons_outside_the_match_move_nothing() -> None:
    rows = shown(1500, 1, "too_far", "place")
    outside = [
        decided(number, "declined", reason="already_using", points={"words": 1.0, "place": 1.0, "help": 1.0})
        for number in range(5000, 7000)
    ]
    alone = fit_multipliers(standing(rows, POLICY, TODAY), POLICY, TODAY)
    assert fit_multipliers(standing(rows + outside, POLICY, TODAY), POLICY, TODAY) == alone


def test_too_little_decided_moves_nothing() -> None:
    rows = shown(1500, 1, "too_far", "place")
    assert fit_multipliers([], POLICY, TODAY) == {}
    assert fit_multipliers(rows[:50], POLICY, TODAY) == {}
    assert fit_multipliers([replace(row, points={}) for row in rows], POLICY, TODAY) == {}
    assert fit_multipliers([replace(row, advisor=row.advisor[:1]) for row in rows], POLICY, TODAY) == {}


def test_a_flood_of_one_advisors_reasons_moves_a_weight_no_further_than_the_others_do() -> None:
    calm = shown(600, 2, "too_far", "place")
    flood = [
        decided(
            number,
            "rejected",
            reason="too_small",
            advisor="a0",
            points={"words": 30.0, "place": 10.0, "help": 0.0, "amount": 9.0},
        )
        for number in range(10_000, 20_000)
    ]
    found = fit_multipliers([*calm, *flood], POLICY, TODAY)
    assert abs(found["amount"] - 1) < 0.1
    assert found["place"] == max(found.values())


def test_neither_earlier_decisions_nor_what_is_the_same_for_all_supports_are_moved() -> None:
    always = {"decisions": 5.0, "reach": 3.0}
    rows = [replace(row, points={**row.points, **always}) for row in shown(600, 2, "too_far", "place")]
    assert set(fit_multipliers(rows, POLICY, TODAY)) == {"words", "place", "help"}
