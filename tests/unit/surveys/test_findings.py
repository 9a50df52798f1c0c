"""A finding arises exactly by the guide's rules."""

import pytest
from hypothesis import given

from surveys.answers import Answers, state_of
from surveys.conditions import Value
from surveys.findings import derive
from tests.unit.surveys.answering import GUIDE, interviews, only_need, shown

ROW = {"step": "Kantpress", "burden": "heavy", "per_year": 40000}


def found(given: dict[str, object]) -> list[str]:
    """The questions whose answers show a need."""
    return [each.question for each in shown(given).findings]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"D1": {"now": 2, "wanted": 4}}, ["D1"]),
        ({"D1": {"now": 3, "wanted": 4}}, []),
        ({"D1": {"now": 3, "wanted": 4}, "D.urgency": 1}, []),
        ({"D1": {"now": 3, "wanted": 4}, "D.urgency": 2}, ["D1"]),
        ({"D1": {"now": 3, "wanted": 3}, "D.urgency": 3}, []),
        ({"D1": {"now": 4, "wanted": 1}, "D.urgency": 3}, []),
        ({"D1": {"now": 1, "wanted": None}}, []),
        ({"D1": {"now": 3, "wanted": 4}, "J4": [{"area": "D", "change": "Flöde"}]}, ["D1"]),
        ({"D1": {"now": 3, "wanted": 4}, "J4": [{"area": "E", "change": "Lager"}]}, ["J4"]),
    ],
)
def test_a_gap_is_a_finding_when_large_or_soon_or_named(
    given: dict[str, object], expected: list[str]
) -> None:
    assert found(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"B2": "unsolved"}, ["B2"]),
        ({"B2": "solved"}, []),
        ({"C1": 41}, ["C1"]),
        ({"C1": 40}, []),
        ({"C4": "weak"}, ["C4"]),
        ({"C4": "normal"}, []),
        ({"D3": [{"where": "Press", "how_often": "weekly"}]}, ["D3"]),
        ({"D3": [{"where": "Press", "how_often": "daily"}]}, ["D3"]),
        ({"D3": [{"where": "Press", "how_often": "monthly"}]}, []),
        ({"E2": "yes"}, ["E2"]),
        ({"E2": "no"}, []),
        ({"F2": [ROW], "F1": {"now": 2, "wanted": 2}}, ["F2"]),
        ({"F2": [ROW], "F1": {"now": 3, "wanted": 3}}, []),
        ({"F2": [ROW]}, []),
        ({"F2": [{**ROW, "burden": "volume"}], "F1": {"now": 1, "wanted": 1}}, []),
        ({"G3": "never"}, ["G3"]),
        ({"G3": "older"}, ["G3"]),
        ({"G3": "year"}, []),
        ({"H1": [{"role": "Svetsare", "vacant_months": 7}]}, ["H1"]),
        ({"H1": [{"role": "Svetsare", "vacant_months": 6}]}, []),
        ({"I2": ["bank"], "I1": {"now": 2, "wanted": 2}}, ["I2"]),
        ({"I2": ["bank"], "I1": {"now": 3, "wanted": 3}}, []),
        ({"I2": ["nobody"], "I1": {"now": 1, "wanted": 1}}, []),
        ({"J3": "yes"}, ["J3"]),
        ({"J3": "no"}, []),
    ],
)
def test_each_trigger_answers_as_the_method_says(given: dict[str, object], expected: list[str]) -> None:
    assert found(given) == expected


def test_an_area_the_company_names_is_a_need_even_without_a_gap() -> None:
    need = only_need({"K1": "yes", "J4": [{"area": "K", "change": "Mer el till härdugnen"}], "K.urgency": 3})
    assert need.identity == "K:premises_infrastructure"
    assert need.contributions == {"gap": 0, "urgency": 35, "impact": 0}
    assert [each.text.say("sv") for each in need.reasons if each.kind == "named"] == [
        "En av de tre viktigaste förändringarna: ”Mer el till härdugnen”"
    ]


def test_satisfaction_with_the_municipality_is_never_a_need() -> None:
    assert found({"K2": {"now": 1}, "K.urgency": 3, "K.impact": 3}) == []


def test_what_nobody_knows_is_asked_again_and_is_no_finding() -> None:
    result = shown({"D2": {"state": "dont_know"}, "G3": {"state": "dont_know"}, "D.urgency": 3})
    assert [each.question for each in result.follow_ups] == ["D2", "G3"]
    assert result.needs == ()


def test_a_hidden_answer_shows_nothing() -> None:
    result = shown({"K1": "no", "K1b": "Trångt", "E2": "no", "E2b": {"state": "dont_know"}})
    assert result.needs == ()
    assert result.follow_ups == ()


@pytest.mark.parametrize(
    ("given", "sv", "en"),
    [
        (
            {"F3": {"now": 1, "wanted": 4}},
            "Räkna på och driftsätta en cell: nu 1, önskat 4",
            "Calculate and commission a cell: now 1, wanted 4",
        ),
        (
            {"C1": 46},
            "Största kunden står för 46\u00a0% av omsättningen",
            "The largest customer makes up 46% of turnover",
        ),
        (
            {"I2": ["bank", "largest_customer"], "I1": {"now": 1, "wanted": 1}},
            "Krav från största kunden och banken",
            "Demands from the largest customer and the bank",
        ),
        (
            {"F2": [{"burden": "heavy_monotonous", "per_year": 40000}], "F1": {"now": 1, "wanted": 1}},
            "Tungt och enformigt, 40\u00a0000 om året",
            "Heavy and monotonous, 40,000 a year",
        ),
        (
            {"E2": "yes", "E2b": "Fjäderstål [härdat] {E2}"},
            "En kritisk leverantör är svår att ersätta: Fjäderstål [härdat] {E2}",
            "A critical supplier is hard to replace: Fjäderstål [härdat] {E2}",
        ),
        (
            {"E2": "yes", "E2b": {"state": "dont_know"}},
            "En kritisk leverantör är svår att ersätta",
            "A critical supplier is hard to replace",
        ),
        (
            {"G3": "never"},
            "Säkerhetskopia återställd på prov: aldrig",
            "Backup restored as a test: never",
        ),
    ],
)
def test_a_reason_is_a_sentence_in_both_languages(given: dict[str, object], sv: str, en: str) -> None:
    reason = only_need(given).reasons[0]
    assert (reason.text.say("sv"), reason.text.say("en")) == (sv, en)
    assert reason.as_dict()["sv"] == sv


def test_every_heavy_step_is_a_reason_of_its_own() -> None:
    rows = [ROW, {**ROW, "step": "Packning"}, {**ROW, "step": "Mätning", "burden": "volume"}]
    need = only_need({"F2": rows, "F1": {"now": 1, "wanted": 1}})
    assert [each.values["step"] for each in need.reasons] == ["Kantpress", "Packning"]


@given(interviews())
def test_not_relevant_and_dont_know_never_make_a_finding(values: dict[str, Value]) -> None:
    answers = Answers.read(GUIDE, values)
    for finding in derive(answers).findings:
        assert not state_of(answers.active[finding.question])
        assert finding.reasons
