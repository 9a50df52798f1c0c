"""Plans: the order of steps, their days, what is left out and what is asked."""

from datetime import date, timedelta

import pytest

from matching.plans.sequences import book_of
from matching.plans.words import left_out_text, plan_record, plan_text, step_text
from matching.text import lexicon
from matching.types import Funding, Verdict
from tests.unit.matching.cases import company, need, support
from tests.unit.matching.plan_cases import (
    DAY,
    ROBOT,
    grant,
    loan,
    one,
    planned,
    room,
    slots,
    study,
    why,
)


def test_a_study_comes_before_the_investment_and_the_loan_pays_the_rest() -> None:
    plan = one([loan(), grant(), study()], room=room())

    assert slots(plan) == ["study", "investment", "loan"]
    first, second, third = plan.steps
    assert second.begin >= first.ends
    assert third.begin >= second.ready
    assert (second.pays_sek, third.pays_sek) == (800_000, 1_200_000)


def test_the_investment_begins_when_both_grant_and_loan_are_decided() -> None:
    plan = one([loan(rolling=False, closes=date(2027, 12, 1)), grant()])

    investment, borrowed = plan.steps
    assert borrowed.decided > investment.decided
    assert investment.starts == borrowed.decided
    assert investment.ends - investment.starts == timedelta(days=180)
    assert [each.code for each in borrowed.warnings] == ["before_work"]


def test_nothing_begins_on_a_saturday_or_a_sunday() -> None:
    plan = one([grant(), study()], today=date(2026, 11, 28))

    assert all(each.begin.weekday() < 5 and each.ready.weekday() < 5 for each in plan.steps)
    assert plan.steps[0].begin == date(2026, 11, 30)


def test_the_next_cut_off_that_there_is_time_for_is_the_one_to_apply_by() -> None:
    plan = one([study(cutoffs=(date(2026, 11, 25), date(2026, 12, 15), date(2027, 3, 15))), grant()])

    assert plan.steps[0].apply_by == date(2026, 12, 15)
    assert plan.steps[0].decided >= date(2026, 12, 15) + timedelta(days=42)


def test_the_last_day_itself_still_counts() -> None:
    ready = one([grant(), study()]).steps[1].ready

    plan = one([grant(closes=ready), study()])
    assert plan.steps[1].apply_by == ready
    assert "hurry" not in [each.code for each in plan.steps[1].warnings]


def test_a_short_time_is_said_to_be_short() -> None:
    plan = one([grant(rolling=False, closes=DAY + timedelta(days=14)), loan()])

    assert plan.steps[0].ready == DAY + timedelta(days=14)
    assert plan.steps[0].warnings[0].code == "hurry"


def test_a_study_that_would_make_the_call_too_late_gives_way_and_is_said_to() -> None:
    plan = one([study(), grant(rolling=False, closes=DAY + timedelta(days=40)), loan()])

    assert slots(plan) == ["investment", "loan"]
    assert why(plan) == {"studie": "no_time_beside"}


def test_a_study_before_a_distant_cut_off_may_wait_as_long_as_the_call_does() -> None:
    closes = date(2027, 12, 1)
    plan = one([study(), grant(rolling=False, closes=closes)])

    studied, investment = plan.steps
    assert studied.apply_by is not None
    put_off = studied.apply_by - studied.ready
    assert put_off > timedelta(days=100)
    assert investment.ready + put_off <= closes


def test_a_call_that_has_closed_and_a_blocked_match_are_never_steps() -> None:
    closed = grant("stangd", rolling=False, closes=DAY - timedelta(days=1))
    plans = planned([closed, study(), loan("nej")], verdicts={"nej": Verdict.BLOCKED})

    assert plans == ()


def test_the_next_best_takes_the_place_of_one_that_does_not_keep_the_rules() -> None:
    dear = grant("stort", funding=Funding("grant", 3_000_000, 9_000_000, 40, "gber"))
    plan = one([dear, grant(), study()], scores={"stort": 90.0})

    assert [each.support_id for each in plan.steps] == ["studie", "bidrag"]
    assert why(plan) == {"stort": "below_least"}


def test_what_pays_more_at_least_than_the_plan_costs_is_left_out_with_the_sums() -> None:
    dear = grant("stort", funding=Funding("grant", 3_000_000, 9_000_000, 40, "gber"))
    plan = one([study(), dear, loan()])

    assert why(plan) == {"stort": "below_least"}
    assert left_out_text(plan.left_out[0], "sv")[1] == (
        "Skulle ge 800\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr, men betalar lägst "
        "3\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr."
    )


def test_work_that_has_begun_leaves_out_what_must_be_applied_for_before() -> None:
    begun = need(ROBOT, company=company(work_started=True))
    plan = one([study(), grant(), loan()], asked=begun)

    assert slots(plan) == ["study", "loan"]
    assert why(plan) == {"bidrag": "work_started"}


def test_a_loan_for_buying_a_company_does_not_pay_for_a_robot() -> None:
    plan = one([study(), grant(), loan(themes=("ownership_succession", "finance_investment"))])

    assert slots(plan) == ["study", "investment"]


def test_what_is_not_known_is_asked_and_not_guessed() -> None:
    plan = one([study(), grant(), loan()], asked=need("Vi funderar på en robot till pressen."))

    assert plan.questions == ("ledger", "work_started", "planned_sek")
    assert plan.room_eur is None
    assert plan.steps[1].pays_sek == 1_000_000
    assert "Hur mycket planerar ni att investera?" in plan_text(plan, "sv").questions


@pytest.mark.parametrize(
    "words", ["Order som binder kapital i lager.", "Likviditeten tar slut före investeringen."]
)
def test_a_need_that_plans_no_investment_gets_no_plan_for_one(words: str) -> None:
    assert planned([study(), grant(), loan()], asked=need(words)) == ()


def test_two_plans_for_a_need_aim_at_different_things() -> None:
    course = support("kurs", title="Robotprogrammering", funding=Funding("course"), rolling=True)
    assert [plan.key for plan in planned([study(), grant(), course])] == ["investment"]


def test_a_course_comes_before_the_robot() -> None:
    course = support("kurs", title="Robotprogrammering", funding=Funding("course"), rolling=True)
    plan = one([grant(), course])

    assert plan.key == "learning"
    assert plan.steps[1].begin >= plan.steps[0].ends


def test_help_with_the_application_comes_before_the_call() -> None:
    helper = support(
        "hjalp", kind="expert", title="Ansökningscoach", description="Hjälp att skriva ansökan.",
        themes=("innovation_product",), rolling=True,
    )  # fmt: skip
    call = grant(
        "utlysning", kind="call", title="Nya material", description="Bidrag.", themes=("innovation_product",),
        rolling=False, closes=date(2027, 3, 1),
    )  # fmt: skip
    plan = one([call, helper], asked=need("Vill söka bidrag till ett projekt.", theme="innovation_product"))

    assert (plan.key, slots(plan)) == ("applying", ["help", "call"])
    assert plan.steps[0].apply_by is not None


def test_a_course_and_a_certificate_come_before_export() -> None:
    theme = ("quality_regulation", "internationalisation")
    plan = one(
        [
            support("export", title="Exportcheck", description="Plan för export.", themes=theme[1:]),
            support("iso", title="ISO 9001-certifiering", description="Vägen till certifikat.", themes=theme),
            support("internt", title="Intern revisor", funding=Funding("course"), themes=theme),
        ],
        asked=need("Kund utomlands frågar efter certifikat.", theme="internationalisation"),
    )

    assert slots(plan) == ["course", "certification", "export"]
    assert [each.begin for each in plan.steps] == sorted(each.begin for each in plan.steps)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_everything_that_a_plan_says_is_said_in_both_languages(language: str) -> None:
    begun = need(ROBOT, company=company(work_started=True))
    told = [*planned([study(), grant(), loan()], asked=begun), *planned([study(), grant(), loan()])]

    for plan in told:
        record = plan_record(plan, language)
        assert record["steps"][0]["begin"] == "2026-11-23"
        assert all(len(each) > 10 for each in record["questions"])
        assert all(each["why"].endswith(".") for each in record["left_out"])
        assert all(step_text(plan, each, language).name for each in plan.steps)


def test_every_sentence_of_the_data_is_there_in_both_languages() -> None:
    record = lexicon("sequences")
    named = [*record["steps"].values(), *record["sequences"].values()]
    assert all(set(each["name"]) == {"sv", "en"} for each in named)
    assert all(set(each["says"]) == {"sv", "en"} and each["source"] for each in record["rules"].values())


def test_a_step_can_only_wait_for_one_before_it() -> None:
    record = lexicon("sequences")
    learning = record["sequences"]["learning"]
    steps = {"investment": {**learning["steps"]["investment"], "after": {"course": "ends"}}}
    with pytest.raises(ValueError, match="must wait for a step before it"):
        book_of({**record, "sequences": {"learning": {**learning, "steps": steps}}})
