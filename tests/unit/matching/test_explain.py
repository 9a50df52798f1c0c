"""What is said of matches and criteria, in both languages."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iuc_hub import taxonomy
from matching.criteria import evaluate
from matching.eligibility import check
from matching.engine import match
from matching.explain import (
    CriterionText,
    chance_text,
    criterion_text,
    explanation,
    feature_name,
    learned_text,
    near_text,
    reason_text,
    why_text,
)
from matching.facts import facts_on
from matching.features import FEATURES
from matching.fits import Told, fits
from matching.index import Index
from matching.model import default_model
from matching.text import lexicon
from matching.types import Answer, Company, Contribution, Criterion, Op
from matching.words.concepts import lexicon_with
from tests.unit.matching.cases import TODAY, answer, company, need, support

LISTS = taxonomy.hierarchies()
NO_BREAK = "\N{NO-BREAK SPACE}"


def said(fact: str, op: str, value: Any, facts: Any, language: str = "sv") -> CriterionText:
    return criterion_text(answer(fact, op, value, facts), language, taxonomy.names(language))


def test_too_many_employees_is_said_as_people_say_it() -> None:
    text = said("employees", "at_most", 49, {"employees": 51})
    assert text.statement == "51 anställda"
    assert text.requirement == "högst 49 anställda"
    assert text.change == "2 anställda för många"
    assert said("employees", "at_most", 49, {"employees": 51}, "en").change == "2 employees too many"


def test_a_single_employee_is_said_in_the_singular() -> None:
    assert said("employees", "at_least", 2, {"employees": 1}).statement == "1 anställd"
    assert said("employees", "at_least", 2, {"employees": 1}).change == "1 anställd för lite"


def test_a_place_is_named() -> None:
    text = said("county", "under", ("20",), {"county": "18"})
    assert text.statement == "Arbetsställe i Örebro län"
    assert text.change == "Kräver arbetsställe i Dalarnas län"


def test_an_unknown_fact_gives_the_question_to_ask() -> None:
    assert said("employees", "at_most", 49, {}).question == "Hur många anställda har företaget?"
    assert said("employees", "at_most", 49, {}, "en").question == "How many employees does the company have?"
    assert said("employees", "at_most", 49, {"employees": 3}).question == ""


def test_an_unknown_fact_of_a_criterion_is_asked_for_by_its_clause() -> None:
    rule = Criterion("work_started", Op.FALSE, None, "Arbetet får inte ha börjat.")
    _, results = check(support(criteria=(rule,)), company(), TODAY, LISTS)
    text = criterion_text(results[-1], "sv", taxonomy.names("sv"))
    assert "Arbetet får inte ha börjat." in text.question


def test_sums_and_days_are_written_for_reading() -> None:
    assert said("turnover_sek", "at_least", 3_000_000, {"turnover_sek": 2_900_000}).change == (
        f"100{NO_BREAK}000{NO_BREAK}kr för lite"
    )
    closed = said("today", "at_most", TODAY.replace(day=3), {"today": TODAY})
    assert closed.statement == f"Stängde tis{NO_BREAK}3{NO_BREAK}nov{NO_BREAK}2026"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_explanation_cites_the_need_and_has_no_codes_or_exclamations(language: str) -> None:
    catalogue = [support("a", counties=("18",), consortium_required=True), support("b", counties=("20",))]
    found = match(Index(default_model(), catalogue), [need()], None, LISTS, near=None)[0]
    text = explanation(found.matches[0], catalogue[0], need(), language, taxonomy.names(language))
    assert "robot" in text
    assert not re.search(r"[!_]|\bNone\b", text)
    assert 1 <= text.count(".") <= 3
    assert all(near_text(found.near[0], language, taxonomy.names(language)))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_unmet_need_says_why(language: str) -> None:
    found = match(Index(default_model(), [support(counties=("20",))]), [need()], None, LISTS)[0]
    assert why_text(found.why, language, taxonomy.names(language)).endswith(".")


def test_a_support_that_several_rules_refuse_says_so_beside_the_smallest_change() -> None:
    barred = support("far", counties=("20",), employees_max=2)
    found = match(Index(default_model(), [barred]), [need()], None, LISTS, near=None)[0].near[0]
    assert "Ett villkor till är inte uppfyllt" in near_text(found, "sv", taxonomy.names("sv"))[1]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("hjälp blurgfnatt", "för kort"),
        ("blurgfnatt skrompeln vrattlar qvudden zrumpeln xyxxan pluffen", "till något känt ämne"),
    ],
)
def test_a_long_text_of_unknown_words_is_not_called_too_short(text: str, why: str) -> None:
    found = match(Index(default_model(), [support()]), [need(text=text)], None, LISTS)[0]
    assert found.unmet
    assert why in why_text(found.why, "sv", taxonomy.names("sv"))


@pytest.mark.parametrize(("blocked", "text"), [(3, "3 bättre"), (5, "Minst 5 bättre"), (9, "Minst 5 bättre")])
def test_better_supports_beyond_those_counted_are_said_to_be_at_least_so_many(
    blocked: int, text: str
) -> None:
    far = [support(f"far{at}", counties=("20",)) for at in range(blocked)]
    poor = support(
        "poor", title="Skola i export", description="Kurs om tull.", themes=("internationalisation",)
    )
    found = match(Index(default_model(), [*far, poor]), [need()], None, LISTS)[0]
    assert found.unmet
    assert text in why_text(found.why, "sv", taxonomy.names("sv"))


@pytest.mark.parametrize(
    ("fact", "received", "text"),
    [
        ("years_since:robotkollen", "robotkollen 2026-03-14", f"sön{NO_BREAK}14{NO_BREAK}mars{NO_BREAK}2027"),
        ("years_since:robotkollen", "robotkollen 2024-02-29", ""),
        (
            "calendar_years_since:robotkollen",
            "robotkollen 2026-03-14",
            f"fre{NO_BREAK}1{NO_BREAK}jan{NO_BREAK}2027",
        ),
    ],
)
def test_the_day_on_which_years_enough_have_passed_is_said(fact: str, received: str, text: str) -> None:
    facts = facts_on(Company("c", facts={"received": (received,)}), TODAY)
    result = evaluate(Criterion(fact, Op.AT_LEAST, 1), facts, LISTS)
    change = criterion_text(result, "sv", taxonomy.names("sv")).change
    assert change == (f"Blir möjlig {text}" if text else "")


@given(st.dates(TODAY - timedelta(days=1500), TODAY), st.integers(1, 5))
def test_a_support_becomes_possible_on_the_very_day_that_is_said(day: date, years: int) -> None:
    had, rule = (
        Company("c", facts={"received": (f"x {day}",)}),
        Criterion("years_since:x", Op.AT_LEAST, years),
    )
    change = evaluate(rule, facts_on(had, TODAY), LISTS).change
    if change is not None:
        said_day = change.values["day"]
        assert isinstance(said_day, date)
        assert evaluate(rule, facts_on(had, said_day), LISTS).result is Answer.YES
        assert evaluate(rule, facts_on(had, said_day - timedelta(days=1)), LISTS).result is Answer.NO


@pytest.mark.parametrize(
    ("days", "text"),
    [(400, "gott om tid"), (20, "dags att börja"), (9, "brådskar"), (None, "börja när ni vill")],
)
def test_time_is_told_as_it_is(days: int | None, text: str) -> None:
    closes = TODAY + timedelta(days=days) if days else None
    found = match(Index(default_model(), [support("a", closes=closes)]), [need()], None, LISTS)[0].matches[0]
    share = next(each for each in found.contributions if each.feature == "time")
    assert text in fits(share, Told(found, support("a", closes=closes), need(), "sv", taxonomy.names("sv")))


@pytest.mark.parametrize(("language", "text"), [("sv", "robotar"), ("en", "robots")])
def test_what_need_and_support_share_is_named_and_not_coded(language: str, text: str) -> None:
    found = match(Index(default_model(), [support("a")]), [need()], None, LISTS)[0].matches[0]
    assert text in explanation(found, support("a"), need(), language, taxonomy.names(language))


def test_a_kind_of_help_that_nobody_asked_for_is_not_said_to_be_asked_for() -> None:
    quiet = need(text="roboten står", theme="production_automation")
    found = match(Index(default_model(), [support("a")]), [quiet], None, LISTS)[0].matches[0]
    share = next(each for each in found.contributions if each.feature == "help")
    assert "ni frågar efter" not in fits(share, Told(found, support("a"), quiet, "sv", taxonomy.names("sv")))


def test_every_concept_has_a_name_in_both_languages() -> None:
    assert set(lexicon_with().ids) == set(lexicon("concept_names"))
    assert all(len(names) == 2 and all(names) for names in lexicon("concept_names").values())


def test_every_phrase_stands_in_both_languages() -> None:
    for section in lexicon("phrases").values():
        for texts in section.values():
            assert texts["sv"]
            assert texts["en"]
    assert all(feature_name(each, language) for each in FEATURES for language in ("sv", "en"))


facts = st.one_of(
    st.none(),
    st.integers(0, 90),
    st.floats(),
    st.booleans(),
    st.sampled_from(["18", "AB", "25620", "?"]),
    st.dates(),
    st.tuples(st.sampled_from(["robotkollen", "none"])),
)
SAID_OF = [
    *("employees", "turnover_sek", "founded_year", "sni", "county", "legal_form", "today", "own_rule"),
    *("applicant", "member", "received", "years_since:robotkollen", "received_on:robotkollen", "age_years"),
]


@given(
    st.sampled_from(SAID_OF),
    st.sampled_from(list(Op)),
    st.one_of(
        st.none(),
        st.integers(0, 90),
        st.floats(),
        st.dates(),
        st.tuples(st.integers(0, 9), st.integers(10, 90)),
        st.just(("18", "20")),
    ),
    facts,
    st.sampled_from(["sv", "en"]),
)
def test_every_answer_can_be_said(fact: str, op: str, value: Any, have: Any, language: str) -> None:
    result = answer(fact, op, value, {fact: have})
    text = criterion_text(result, language, taxonomy.names(language))
    assert text.statement
    assert "{" not in reason_text(result, language, taxonomy.names(language))
    assert bool(text.question) == (result.result == "unknown")


@pytest.mark.parametrize(("op", "value"), [("true", None), ("false", None), ("between", ("a", "c"))])
def test_an_odd_rule_on_who_applies_can_be_said(op: str, value: Any) -> None:
    assert said("applicant", op, value, {"applicant": "company"}).statement


@pytest.mark.parametrize("figure", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("fact", ["turnover_sek", "founded_year", "employees"])
def test_what_is_no_figure_can_be_said(fact: str, figure: float) -> None:
    assert "inget rimligt tal" in said(fact, "one_of", (1,), {fact: figure}).statement.lower()


def test_a_support_that_only_others_than_members_may_have_does_not_say_that_it_is_for_members() -> None:
    assert said("member", "false", None, {"member": True}).requirement == "nej krävs"


@pytest.mark.parametrize(
    ("evidence", "points", "text"),
    [
        ("6|8", 3.1, "Det valdes för 6 av 8 liknande behov, vilket ger 3,1 poäng."),
        ("1|8", -2.0, "Det valdes bara för 1 av 8 liknande behov, vilket drar av 2 poäng."),
        ("7|8", -2.0, "Det har ofta valts bort för behov som delvis liknar det här, vilket drar av 2 poäng."),
        ("0|0", 0.4, "Det har ofta valts för behov som delvis liknar det här, vilket ger 0,4 poäng."),
    ],
)
def test_what_decisions_gave_is_told_with_its_counts_and_points(
    evidence: str, points: float, text: str
) -> None:
    assert learned_text(Contribution("decisions", 0.5, points, (evidence,)), "sv") == text
    assert str(abs(points)).removesuffix(".0") in learned_text(
        Contribution("decisions", 0.5, points, (evidence,)), "en"
    )


def test_the_share_of_decisions_is_told_in_every_explanation_that_has_one() -> None:
    joint = support("a", counties=("18",), consortium_required=True)
    found = match(Index(default_model(), [joint]), [need()], None, LISTS)[0].matches[0]
    others = tuple(each for each in found.contributions if each.feature != "decisions")
    told = replace(found, contributions=(*others, Contribution("decisions", 0.1, 0.6, ("4|5",))))
    for language, share in (("sv", "4 av 5"), ("en", "4 of 5")):
        text = explanation(told, joint, need(), language, taxonomy.names(language))
        assert share in text
        assert 1 <= len(re.findall(r"\.(?:\s|$)", text)) <= 3
    assert learned_text(Contribution("decisions", 0.0, 0.0), "sv") == ""


def test_the_chance_is_told_with_how_many_decisions_it_rests_on() -> None:
    assert chance_text(0.423, 12_500, "sv") == (
        f"Av 100 sådana träffar brukar 42 tas med. Det bygger på 12{NO_BREAK}500 beslut."
    )
