"""Findings join into needs, scored and ranked by the guide's rules."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given

from surveys.answers import Answers
from surveys.conditions import Value
from surveys.findings import derive
from surveys.needs import points_of
from tests.unit.surveys.answering import GUIDE, interviews, only_need, shown


@pytest.mark.parametrize(
    ("given", "score", "parts", "priority", "scale", "horizon"),
    [
        ({"F3": {"now": 1, "wanted": 4}, "F.urgency": 2, "F.impact": 3}, 78, (30, 23, 25), "high", 5, "now"),
        ({"D1": {"now": 1, "wanted": 5}, "D.urgency": 3, "D.impact": 3}, 100, (40, 35, 25), "high", 5, "now"),
        (
            {"G1": {"now": 2, "wanted": 4}, "G.urgency": 1, "G.impact": 1},
            40,
            (20, 12, 8),
            "medium",
            2,
            "one_to_two_years",
        ),
        ({"C1": 46, "C.urgency": 0, "C.impact": 2}, 37, (20, 0, 17), "medium", 2, "later"),
        ({"C1": 46}, 20, (20, 0, 0), "low", 1, "later"),
        ({"D1": {"now": 1, "wanted": 3}, "D.urgency": 3, "D.impact": 1}, 63, (20, 35, 8), "high", 4, "now"),
        ({"D1": {"now": 1, "wanted": 3}, "D.impact": 3}, 45, (20, 0, 25), "medium", 3, "later"),
    ],
)
def test_score_priority_scale_and_horizon_follow_gap_urgency_and_impact(
    given: dict[str, object], score: int, parts: tuple[int, ...], priority: str, scale: int, horizon: str
) -> None:
    need = only_need(given)
    assert (need.score, tuple(need.contributions.values())) == (score, parts)
    assert (need.priority, need.scale, need.horizon) == (priority, scale, horizon)


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"J3": "yes"}, "acute_liquidity"),
        ({"C4": "weak", "C.urgency": 3}, "acute_order_book"),
        ({"C4": "weak", "C.urgency": 2}, ""),
        ({"B2": "unsolved", "B.urgency": 3}, "acute_succession"),
        ({"B2": "unsolved", "B.urgency": 2}, ""),
        ({"E2": "yes", "E.urgency": 3}, ""),
    ],
)
def test_some_needs_are_acute_whatever_their_score(given: dict[str, object], rule: str) -> None:
    need = only_need(given)
    assert need.acute_by == rule
    assert (need.priority == "acute") is bool(rule)


def test_acute_stays_with_the_need_it_is_about() -> None:
    result = shown({"B2": "unsolved", "B1": {"now": 1, "wanted": 4}, "B.urgency": 3})
    assert {each.identity: each.acute_by for each in result.needs} == {
        "B:ownership_succession": "acute_succession",
        "B:strategy_leadership": "",
    }


def test_a_triggered_finding_counts_as_gap_two_at_least() -> None:
    rows = [{"burden": "heavy"}]
    assert only_need({"F2": rows, "F1": {"now": 2, "wanted": 3}}).contributions["gap"] == 20
    assert only_need({"F2": rows, "F1": {"now": 1, "wanted": 5}}).contributions["gap"] == 40


def test_findings_of_one_area_and_theme_join_into_one_need_that_cites_them_all() -> None:
    rows = [{"step": "Kantpress", "burden": "heavy"}]
    need = only_need(
        {"F1": {"now": 2, "wanted": 4}, "F2": rows, "F3": {"now": 1, "wanted": 4}, "F.urgency": 2}
    )
    assert need.identity == "F:production_automation"
    assert need.questions == ("F1", "F2", "F3")
    assert [each.question for each in need.reasons] == ["F1", "F3", "F2", "F.urgency"]
    assert need.rule_version == "tbn-1"
    assert need.title.say("sv") == "Automatisera tunga moment, räknat innan det köps"


def test_a_need_shown_by_one_question_has_that_questions_title() -> None:
    assert only_need({"C1": 46}).title.as_dict() == {
        "sv": "Mindre beroende av största kunden",
        "en": "Less dependent on the largest customer",
    }


def test_the_text_for_matching_is_made_of_what_was_said_seen_and_asked() -> None:
    need = only_need(
        {
            "H1": [{"role": "Svetsare", "vacant_months": 8, "why": "Inga sökande"}],
            "H.words": "Vi har annonserat två gånger!",
            "H.observation": "Tre av sju är över 62",
            "J4": [{"area": "H", "change": "två svetsare till våren"}],
        }
    )
    assert need.words == "Vi har annonserat två gånger!"
    assert need.text == (
        "Hitta och ersätta nyckelroller. Vi har annonserat två gånger! Tre av sju är över 62. "
        "Två svetsare till våren. Svetsare: vakant i 8 månader. Svetsare, Inga sökande. "
        "Roller svåra att rekrytera."
    )


@pytest.mark.parametrize(("gap", "urgency", "impact"), list(product(range(5), range(4), range(4))))
def test_shown_points_sum_to_the_rounded_score(gap: int, urgency: int, impact: int) -> None:
    points = points_of(GUIDE.rules, gap, urgency, impact)
    exact = Fraction(40 * gap, 4) + Fraction(35 * urgency, 3) + Fraction(25 * impact, 3)
    assert abs(sum(points.values()) - exact) <= Fraction(1, 2)
    shares = (Fraction(40 * gap, 4), Fraction(35 * urgency, 3), Fraction(25 * impact, 3))
    assert all(abs(part - share) < 1 for part, share in zip(points.values(), shares, strict=True))


@given(interviews())
def test_no_answers_crash_the_derivation_and_every_need_holds_together(values: dict[str, Value]) -> None:
    answers = Answers.read(GUIDE, values)
    result = derive(answers)
    assert result == derive(answers)
    identities = [each.identity for each in result.needs]
    assert len(identities) == len(set(identities))
    ranks = [("acute", "high", "medium", "low").index(each.priority) for each in result.needs]
    assert ranks == sorted(ranks)
    for need in result.needs:
        assert 0 <= need.score <= 100
        assert sum(need.contributions.values()) == need.score
        assert min(need.contributions.values()) >= 0
        assert 1 <= need.scale <= 5
        assert need.reasons
        assert need.text
        assert need.helps
        assert need.title.say("sv") != ""
        assert set(need.questions) <= set(answers.active)
        for reason in need.reasons:
            assert reason.question in answers.active
            assert (
                "{" not in reason.text.say("en").replace(str(answers.active[reason.question]), "") or values
            )
