"""What decisions teach about needs like theirs."""

import json
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from matching.learned.decided import LearnedFrom, profile, profiles, unknown_profile
from matching.learned.neighbours import Neighbours, Told
from matching.learned.records import learned_from_record, learned_record
from matching.learning import EMPTY, Learned, learn
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


def learned(rows: list[LearnedFrom], **options: object) -> Learned:
    return learn(rows, POLICY, TODAY, worth=WORTH, **options)  # type: ignore[arg-type]


def written(found: Learned) -> str:
    return json.dumps(learned_record(found))


def test_what_served_needs_like_this_one_gains_and_what_was_turned_down_loses() -> None:
    turned_down = [decided(number, "rejected", support="t") for number in range(8)]
    found = learned(TAKEN + turned_down)
    assert found.value("s", ASKED) > 0.3
    assert found.value("t", ASKED) < -0.3
    assert found.value("never tried", ASKED) == 0


def test_a_need_about_something_else_is_hardly_touched() -> None:
    found = learned(TAKEN)
    same_theme, other = about("energy-3"), about("quality-3", theme="quality")
    assert found.value("s", ASKED) > found.value("s", same_theme) > found.value("s", other) > 0
    assert found.value("s", other) < 0.05


def test_a_grant_tells_more_than_a_yes_and_a_yes_more_than_being_chosen() -> None:
    values = [
        learned([decided(number, kind) for number in range(8)]).value("s", ASKED)
        for kind in ("granted", "interested", "accepted", "later")
    ]
    assert values == sorted(values, reverse=True)


def test_an_old_decision_fades_by_its_half_life() -> None:
    half = timedelta(days=int(POLICY.half_life_days))
    fresh = [decided(number, advisor=f"a{number}") for number in range(5)]
    aged = [replace(row, at=TODAY - half) for row in fresh]
    k = POLICY.nearness.damping
    assert learned(fresh).value("s", ASKED) == pytest.approx(2.5 / (2.5 + k), abs=1e-4)
    assert learned(aged).value("s", ASKED) == pytest.approx(1.25 / (1.25 + k), abs=1e-4)
    undated = [replace(row, at=None) for row in fresh]
    assert learned(undated).value("s", ASKED) == learned(aged).value("s", ASKED)


def test_the_order_of_rows_does_not_matter() -> None:
    rows = history(120, seed=2).rows
    mixed = [rows[at] for at in np.random.default_rng(3).permutation(len(rows))]
    assert written(learned(mixed)) == written(learned(rows))


def test_only_the_last_decision_about_a_need_and_a_support_counts() -> None:
    life = [
        decided(number, kind, at=TODAY - timedelta(days=days))
        for number in range(8)
        for days, kind in ((30, "accepted"), (20, "sent"), (10, "declined"))
    ]
    assert written(learned(life)) == written(learned(life[2::3]))
    same_day = [decided(number, kind) for number in range(8) for kind in ("granted", "sent", "accepted")]
    assert written(learned(same_day)) == written(learned(same_day[::3]))


def test_a_decision_made_later_than_the_day_is_not_known_yet() -> None:
    later = [decided(number, "rejected", at=TODAY + timedelta(days=1)) for number in range(20, 40)]
    assert written(learned(TAKEN + later)) == written(learned(TAKEN))


@pytest.mark.parametrize("reason", ["already_using", "no_time", "money_gone"])
def test_a_no_for_a_reason_outside_the_match_says_nothing_against_the_support(reason: str) -> None:
    outside = [decided(number, "rejected", reason=reason) for number in range(20, 40)]
    assert learned(TAKEN + outside).value("s", ASKED) == learned(TAKEN).value("s", ASKED)


def test_a_no_for_its_timing_says_less_than_one_for_being_beside_the_point() -> None:
    values = [
        learned([decided(number, "rejected", reason=reason) for number in range(8)]).value("s", ASKED)
        for reason in ("not_relevant", "another one", "bad_timing")
    ]
    assert values == sorted(values)


def test_a_hub_learns_nothing_of_another_unless_both_agreed() -> None:
    ours = [replace(row, hub="ours") for row in TAKEN]
    theirs = [replace(decided(number, "granted"), hub="theirs") for number in range(50, 80)]
    alone = written(learned(ours, for_hub="ours"))
    for sharing in ((), ("ours",), ("theirs",), ("theirs", "third")):
        assert written(learned(ours + theirs, for_hub="ours", sharing=sharing)) == alone
    together = learned(ours + theirs, for_hub="ours", sharing=("ours", "theirs"))
    assert together.hubs == ("ours", "theirs")
    assert together.value("s", ASKED) > learned(ours, for_hub="ours").value("s", ASKED)


def test_the_same_advisor_number_in_two_hubs_is_two_people() -> None:
    rows = [decided(number, advisor="1", hub=f"h{number % 2}") for number in range(6)]
    assert learned(rows).voters == 2


def test_a_reset_leaves_no_trace() -> None:
    assert EMPTY.empty
    assert learned([]) == EMPTY == Learned()
    assert not learned(TAKEN).empty
    assert np.all(values_of(Neighbours(EMPTY, SUPPORTS, NAMES), ASKED) == 0)
    assert EMPTY.multiplier("words") == 1


def test_a_needs_own_decision_changes_nothing_for_itself() -> None:
    asked = about("energy-0", "energy-1")
    others = [*TAKEN, decided(8, "rejected", profile=asked)]
    without = learned(others).value("s", asked)
    for kind in ("granted", "rejected"):
        own = decided(99, kind, profile=asked, advisor="a1")
        assert learned([*others, own]).value("s", asked, "n99") == pytest.approx(without, abs=1e-8)
    few = [*TAKEN[:4], decided(99, profile=asked)]
    assert learned(few).value("s", asked, "n99") == 0
    assert learned(few).value("s", asked) > 0


def test_all_supports_at_once_get_the_values_that_they_get_one_by_one() -> None:
    made = history(80, seed=4)
    found = learned(made.rows)
    table = Neighbours(found, SUPPORTS, NAMES)
    for number in (0, 17, 79):
        asked, need = made.profiles[number], f"4-{number}"
        one_by_one = [found.value(support, asked, need) for support in SUPPORTS]
        assert values_of(table, asked, need) == pytest.approx(one_by_one, abs=1e-8)
        assert table.own(need) == {SUPPORTS.index(each): value for each, value in found.own[need].items()}


def test_adding_a_support_leaves_the_values_of_others_as_they_were() -> None:
    made = history(80, seed=4)
    found = learned(made.rows)
    few, all_of_them = (Neighbours(found, ids, NAMES) for ids in (SUPPORTS[:7], SUPPORTS))
    for asked in made.profiles:
        assert np.array_equal(values_of(few, asked), values_of(all_of_them, asked)[:7])


def test_what_was_learned_comes_back_from_its_record() -> None:
    found = learned(history(120, seed=5).rows)
    assert found.chance is not None
    assert learned_from_record(json.loads(written(found))) == found
    assert learned_from_record(json.loads(written(EMPTY))) == EMPTY
    with pytest.raises(ValueError, match="learn again"):
        learned_from_record({"format": 0})


def test_the_counts_are_of_needs_alike_and_never_of_the_need_itself() -> None:
    rows = [*TAKEN[:6], *(decided(number, "rejected") for number in (6, 7))]
    rows += [decided(9, profile=about("quality-1", theme="quality"))]
    table = Neighbours(learned(rows), ("s", "t"), NAMES)
    assert table.told("s", ASKED) == Told(like=8, taken=6)
    assert table.told("s", ASKED, "n0") == Told(like=7, taken=5)
    assert table.told("t", ASKED) == Told(like=0, taken=0)


def test_decisions_about_needs_that_are_not_known_tell_a_little_about_all() -> None:
    rows = [decided(number, "granted", profile=unknown_profile(POLICY)) for number in range(40)]
    assert 0 < learned(rows).value("s", ASKED) < 0.2


def test_a_decision_that_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="maybe"):
        learned([decided(1, "maybe")])


def test_a_profile_has_length_one_and_leaves_out_what_a_need_lacks() -> None:
    for made in (about("energy-0", "energy-1"), about(), profile({}, "", lambda _: 1.0, POLICY)):
        assert sum(each**2 for each in made.values()) == pytest.approx(1, abs=1e-5)
    telling = profile({"a": 1.0, "b": 1.0}, "energy", {"a": 1.0, "b": 3.0}.__getitem__, POLICY)
    assert telling["b"] == pytest.approx(3 * telling["a"], rel=1e-4)


def test_many_profiles_at_once_are_those_of_each_need() -> None:
    weights = [{"energy-0": 1.0, "quality-2": 2.0}, {}, {"quality-1": 1.0}]
    themes = ["energy", "quality", ""]
    dense = np.array([[each.get(concept, 0.0) * 3.0 for concept in CONCEPTS] for each in weights])
    own = np.array([[float(theme == each) for each in THEMES] for theme in themes])
    for row, said, theme in zip(profiles(dense, own, POLICY), weights, themes, strict=True):
        one = profile(said, theme, lambda _: 3.0, POLICY)
        assert [one.get(name, 0.0) for name in NAMES] == pytest.approx(row, abs=1e-5)


def test_learning_puts_more_of_what_is_taken_among_the_first_five() -> None:
    past, future = history(400, seed=6), history(150, seed=8)
    table = Neighbours(learned(past.rows), SUPPORTS, NAMES)
    plain, taught = [], []
    for asked, scores, likely in zip(future.profiles, future.scores, future.likely, strict=True):
        for found, order in ((plain, scores), (taught, scores + 20 * values_of(table, asked))):
            found.append(likely[np.argsort(-order)[:5]].mean())
    gains = np.array(taught) - np.array(plain)
    assert gains.mean() > 0.015
    assert gains.mean() > 4 * gains.std() / len(gains) ** 0.5
