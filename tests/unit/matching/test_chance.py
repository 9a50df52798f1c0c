"""The chance of being accepted: calibrated, rising with the score, and silent while too little is decided."""

from dataclasses import replace

import numpy as np
import pytest

from matching.learned.chance import fit_chance, reliability
from matching.learned.decided import LearnedFrom, standing
from matching.learned.taught import taught_rows
from matching.learning import learn
from matching.pressing import pressed, released
from tests.unit.matching.history import POLICY, TODAY, WORTH, decided, history

ROWS = standing(history(500, seed=11).rows, POLICY, TODAY)


def test_chances_are_calibrated_on_decisions_not_learned_from() -> None:
    chance = fit_chance(ROWS, POLICY)
    later = history(500, seed=12).rows
    assert chance is not None
    predicted = chance.of([row.score or 0.0 for row in later])
    held = reliability(predicted, np.array([float(row.decision == "accepted") for row in later]))
    assert held.gap < 0.05
    assert chance.reliability.gap < 0.05
    assert held.brier < 0.25


def test_a_better_score_never_has_a_lower_chance() -> None:
    chance = fit_chance(ROWS, POLICY)
    assert chance is not None
    curve = chance.of(np.linspace(0, 100, 500))
    assert np.all(np.diff(curve) >= 0)
    assert np.all((curve >= 0) & (curve <= 1))
    assert curve[-1] > curve[0]


def test_there_is_no_chance_before_there_are_decisions_enough_of_both_kinds() -> None:
    assert fit_chance([], POLICY) is None
    assert fit_chance(ROWS[:150], POLICY) is None
    assert fit_chance([replace(row, decision="accepted") for row in ROWS], POLICY) is None
    assert fit_chance([replace(row, score=None) for row in ROWS], POLICY) is None
    assert fit_chance([replace(row, advisor="a") for row in ROWS], POLICY) is None


def test_a_flood_of_one_advisor_does_not_bend_the_curve() -> None:
    flood = [decided(n, "rejected", advisor="a0", score=60.0, support="f") for n in range(10_000)]
    calm, flooded = fit_chance(ROWS, POLICY), fit_chance([*ROWS, *flood], POLICY)
    assert calm is not None
    assert flooded is not None
    assert flooded.of([20.0])[0] == pytest.approx(calm.of([20.0])[0], abs=0.15)
    few = [row for row in ROWS if row.advisor != "a0"][:100]
    assert fit_chance([*few, *flood], POLICY) is None


def test_the_reliability_curve_counts_every_decision_once_with_its_interval() -> None:
    chance = fit_chance(ROWS, POLICY)
    assert chance is not None
    assert sum(each.count for each in chance.reliability.bins) == chance.decisions == len(ROWS)
    assert all(each.low <= each.observed <= each.high for each in chance.reliability.bins)


def test_figures_of_a_forecast_that_is_off_say_by_how_much() -> None:
    off = reliability(np.full(100, 0.9), np.array([1.0, 0.0] * 50))
    assert off.gap == pytest.approx(0.4)
    assert off.brier == pytest.approx((0.9**2 + 0.1**2) / 2)
    assert reliability(np.zeros(0), np.zeros(0)).bins == ()


def test_the_curve_is_of_the_scores_that_the_taught_model_shows() -> None:
    found = learn(history(500, seed=11).rows, POLICY, TODAY, worth=WORTH)
    later = history(500, seed=12).rows
    untaught = fit_chance(ROWS, POLICY)
    assert found.chance is not None
    assert untaught is not None
    shown = [
        sum(found.multiplier(name) * each for name, each in row.points.items())
        + WORTH * found.value(row.support, row.profile)
        for row in later
    ]
    best = np.argsort(shown)[-400:]
    taken = np.mean([later[at].decision == "accepted" for at in best])
    scores = [shown[at] for at in best]
    assert found.chance.of(scores).mean() == pytest.approx(taken, abs=0.03)
    assert abs(untaught.of(scores).mean() - taken) > 0.04
    assert found.chance.reliability.gap < 0.03


def test_a_decision_has_no_part_in_the_score_that_its_own_chance_is_fitted_on() -> None:
    rows = [decided(number, points={"words": 40.0}, score=40.0) for number in range(12)]
    found = learn(rows, POLICY, TODAY, worth=WORTH)

    def value(row: LearnedFrom) -> float:
        return found.value(row.support, row.profile, row.need)

    own = taught_rows(rows, value, WORTH, POLICY, TODAY)[0].score
    others = learn(rows[1:], POLICY, TODAY, worth=WORTH).value("s", rows[0].profile)
    assert own == pytest.approx(40 + WORTH * others, abs=0.05)


def test_scores_near_a_hundred_are_released_to_the_sums_that_they_were_pressed_from() -> None:
    sums = np.array([0.0, 50.0, 90.0, 95.0, 110.0, 130.0])
    assert released(pressed(sums)) == pytest.approx(sums)
    assert np.isfinite(released(np.array([99.99, 100.0]))).all()
