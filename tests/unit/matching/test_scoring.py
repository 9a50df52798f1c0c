"""Scores, their parts, and what an index promises."""

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iuc_hub import taxonomy
from matching.engine import match
from matching.features import FEATURES
from matching.index import Index
from matching.learned.decided import LearnedFrom
from matching.learned.policy import default_policy
from matching.learning import learn
from matching.model import Model, NotFittedError, default_model
from matching.profiles import profiles
from matching.scoring import bounded, shown_tenths, tenths_of, totals_of
from matching.types import Funding, NeedMatches, Support, Verdict
from tests.unit.matching.cases import TODAY, company, dev_needs, dev_supports, need, needs_dev_set, support

LISTS = taxonomy.hierarchies()
ROBOT = support("robot")
LEAN = support(
    "lean", title="Lean på golvet", description="En coach hjälper gruppen att korta ledtider och ställtider."
)
TAX = support(
    "tax", title="Skola i export", description="Kurs om tull och agenter.", themes=("internationalisation",)
)
LOCAL = support("local", counties=("18",), kind="expert")
FAR = support("far", counties=("20",))
CATALOGUE = (ROBOT, LEAN, TAX, LOCAL, FAR)


def matched(*catalogue: Support, **options: object) -> NeedMatches:
    asked = options.pop("need", None) or need()
    index = Index(default_model(), catalogue)
    return match(index, [asked], None, LISTS, **options)[0]  # type: ignore[list-item, arg-type]


def test_what_the_need_is_about_comes_first() -> None:
    order = [each.support_id for each in matched(*CATALOGUE).matches]
    assert order.index("robot") < order.index("lean") < order.index("tax")


def test_a_support_of_the_companys_own_county_gains_by_place() -> None:
    best = matched(*CATALOGUE).matches[0]
    assert best.support_id == "local"
    assert next(each for each in best.contributions if each.feature == "place").points > 0


def test_displayed_points_sum_exactly_to_the_score() -> None:
    for each in (*matched(*CATALOGUE, near=None).matches, *matched(*CATALOGUE, near=None).near):
        tenths = [round(share.points * 10) for share in each.contributions]
        assert sum(tenths) == round(each.score * 10)
        assert all(
            math.isclose(t / 10, share.points) for t, share in zip(tenths, each.contributions, strict=True)
        )
        assert min(tenths) >= 0
        assert 0 <= each.score <= 100
        assert [share.feature for share in each.contributions] == list(FEATURES)


@given(st.lists(st.floats(-12, 40), min_size=len(FEATURES), max_size=len(FEATURES)))
def test_rounding_keeps_the_sum_and_moves_no_part_by_a_whole_tenth(parts: list[float]) -> None:
    points = bounded(np.array([parts]).clip(min=0))
    totals = totals_of(points)
    tenths = tenths_of(points, totals)[0]
    assert tenths.sum() == shown_tenths(totals)[0]
    assert 0 <= tenths.sum() <= 1000
    assert np.abs(tenths - points[0] * 10).max() <= 1


def test_a_blocked_support_is_never_recommended_and_stands_under_near_when_relevant() -> None:
    found = matched(*CATALOGUE, near=None)
    assert "far" not in [each.support_id for each in found.matches]
    assert [each.verdict for each in found.near] == [Verdict.BLOCKED]


def test_top_limits_what_is_recommended_and_zero_gives_all() -> None:
    assert len(matched(*CATALOGUE, top=2).matches) == 2
    assert len(matched(*CATALOGUE, top=0).matches) == 4


def test_a_need_without_anything_possible_is_unmet_and_says_so() -> None:
    found = matched(FAR)
    assert found.unmet
    assert found.matches == ()
    assert found.why[0].code == "nothing_possible"


def test_a_need_with_only_unrelated_supports_is_unmet_with_its_reasons() -> None:
    found = matched(TAX)
    assert found.unmet
    assert {each.code for each in found.why} >= {"best_reaches", "theme_missing"}


def test_an_empty_catalogue_is_no_crash() -> None:
    assert matched().unmet


def test_a_need_needs_a_day() -> None:
    with pytest.raises(ValueError, match="as_of"):
        match(Index(default_model(), CATALOGUE), [need(as_of=None)], None, LISTS)
    found = match(Index(default_model(), CATALOGUE), [need(as_of=None)], TODAY, LISTS)
    assert found[0].matches


def test_supports_with_the_same_id_are_refused() -> None:
    with pytest.raises(ValueError, match="same id"):
        Index(default_model(), (ROBOT, ROBOT))


def test_an_unfitted_model_fails_clearly() -> None:
    with pytest.raises(NotFittedError, match="Fit the model"):
        Index(Model(), CATALOGUE)


def test_a_model_comes_back_from_its_record() -> None:
    record = default_model().record()
    assert Model.from_record(record).record() == record


def test_a_near_deadline_counts_less_than_a_far_one() -> None:
    soon = support("soon", closes=TODAY + timedelta(days=3))
    later = support("later", closes=TODAY + timedelta(days=90))
    assert [each.support_id for each in matched(soon, later).matches] == ["later", "soon"]


def test_a_joint_application_weighs_on_a_small_firm_but_not_on_a_large_one() -> None:
    joint = support("joint", consortium_required=True)
    small, large = need(company=company(employees=12)), need(company=company(employees=400))
    assert [each.support_id for each in matched(joint, ROBOT, need=small).matches] == ["robot", "joint"]
    assert len({each.score for each in matched(joint, ROBOT, need=large).matches}) == 1


def test_a_sum_that_covers_the_plan_gains_over_one_that_hardly_does() -> None:
    small = support("small", funding=Funding("grant", max_sek=50_000))
    ample = support("ample", funding=Funding("grant", max_sek=3_000_000))
    asked = need(text="ny robotcell för 4 MSEK, hur finansiera?")
    assert matched(small, ample, need=asked).matches[0].support_id == "ample"
    assert matched(small, ample, need=need(planned_sek=4e6)).matches[0].support_id == "ample"


def test_supports_taken_for_needs_like_it_gain_and_a_needs_own_decision_does_not_count() -> None:
    twin = replace(ROBOT, id="twin")
    others = [decided("twin", f"other-{number}", advisor=f"a{number % 3}") for number in range(9)]
    assert ordered(ROBOT, twin, others) == ["twin", "robot"]
    assert ordered(ROBOT, twin, [decided("twin", "n1", advisor="a1")]) == ["robot", "twin"]
    points = learned_from(ROBOT, twin, others).matches[0].contributions
    told = next(each for each in points if each.feature == "decisions")
    assert told.points > 0
    assert told.evidence == ("9|9",)


def test_supports_turned_down_for_needs_like_it_lose_but_no_score_falls_below_nothing() -> None:
    twin = replace(ROBOT, id="twin")
    against = [
        decided("robot", f"other-{number}", advisor=f"a{number % 3}", decision="rejected")
        for number in range(9)
    ]
    found = learned_from(ROBOT, twin, against).matches
    assert [each.support_id for each in found] == ["twin", "robot"]
    assert next(each for each in found[1].contributions if each.feature == "decisions").points < 0
    assert round(sum(each.points for each in found[1].contributions), 1) == found[1].score >= 0


def decided(support_id: str, need_id: str, *, advisor: str, decision: str = "granted") -> LearnedFrom:
    asked = profiles(Index(default_model(), (ROBOT,)), [need()], [TODAY])
    return LearnedFrom(need_id, support_id, decision, asked.profile(0), "hub", advisor, at=TODAY)


def learned_from(one: Support, other: Support, rows: list[LearnedFrom]) -> NeedMatches:
    model = default_model().with_learned("learned", learn(rows, default_policy(), TODAY, worth=20.0))
    return match(Index(model, (one, other)), [need()], None, LISTS)[0]


def ordered(one: Support, other: Support, rows: list[LearnedFrom]) -> list[str]:
    return [each.support_id for each in learned_from(one, other, rows).matches]


@needs_dev_set
@pytest.mark.parametrize("top", [3])
def test_the_best_of_many_are_those_of_a_full_ranking(top: int) -> None:
    index = Index(default_model(), dev_supports())
    best = match(index, dev_needs(), None, LISTS, top=top, near=3)
    for quick, whole in zip(best, match(index, dev_needs(), None, LISTS, top=0, near=None), strict=True):
        assert quick.matches == whole.matches[:top]
        assert quick.near == whole.near[: len(quick.near)]


def test_adding_and_removing_a_support_leaves_every_other_figure_exactly_as_it_was() -> None:
    asked = need(text="svetsarna går i pension, hittar inga nya. Robot? 4,2 mkr")
    index = Index(default_model(), CATALOGUE[:3])
    before = match(index, [asked], None, LISTS, top=0, near=None)[0]
    wider = index.adding(
        [LOCAL, FAR, support("x", title="Zzz qqq", description="Aldrig sedda ord: blurgfnatt")]
    )
    after = match(wider, [asked], None, LISTS, top=0, near=None)[0]
    kept = {each.support_id: each for each in after.matches}
    assert [kept[each.support_id] for each in before.matches] == list(before.matches)
    assert match(wider.removing(["x", "local", "far"]), [asked], None, LISTS, top=0, near=None)[0] == before


@needs_dev_set
@settings(max_examples=4)
@given(st.sets(st.integers(0, 150), min_size=1, max_size=60))
def test_any_part_of_the_development_catalogue_scores_as_in_the_whole(chosen: set[int]) -> None:
    whole = Index(default_model(), dev_supports())
    part = whole.removing([each.id for at, each in enumerate(dev_supports()) if at not in chosen])
    asked = need(
        text="vill sänka elräkningen och byta gasolugn, 6-7 MSEK", theme="energy", as_of=date(2025, 10, 1)
    )
    everything = match(whole, [asked], None, LISTS, top=0, near=None)[0]
    some = match(part, [asked], None, LISTS, top=0, near=None)[0]
    figures = {each.support_id: each for each in (*everything.matches, *everything.near)}
    for each in (*some.matches, *some.near):
        assert figures[each.support_id] == each


def test_adding_one_with_a_known_id_replaces_it() -> None:
    index = Index(default_model(), CATALOGUE).adding([replace(ROBOT, title="Ny titel")])
    assert len(index.supports) == 5
    assert index.supports[index.row["robot"]].title == "Ny titel"


def test_a_catalogue_in_which_nothing_is_blocked_is_ranked_like_any() -> None:
    many = [support(f"s{number}") for number in range(12)]
    found = match(Index(default_model(), many), [need()], None, LISTS, top=3, near=5)[0]
    assert (len(found.matches), found.near) == (3, ())
