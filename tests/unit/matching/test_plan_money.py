"""Money in plans: small aid against its ceiling, shares of one cost, and what no plan may ever break."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.plans.sequences import book
from matching.plans.values import AidRoom, Plan
from matching.plans.words import left_out_text
from matching.types import Funding, Support, Verdict
from tests.unit.matching.cases import company, need
from tests.unit.matching.plan_cases import (
    DAY,
    ROBOT,
    UNTIL,
    grant,
    loan,
    one,
    planned,
    room,
    slots,
    study,
    why,
)

SMALL = Funding("grant", None, 1_000_000, 40, "de_minimis")


def test_an_award_that_would_cross_the_ceiling_is_left_out_as_a_whole() -> None:
    plan = one([study(), grant(funding=SMALL), loan()], room=room(40_000))

    assert slots(plan) == ["study", "loan"]
    assert why(plan) == {"bidrag": "no_room"}
    assert plan.counted_eur == 18_182  # 200 000 kr at 11 kr, rounded up
    assert plan.room_eur == 40_000 - 18_182


def test_an_award_just_within_the_ceiling_is_kept() -> None:
    both = 18_182 + 72_728
    assert slots(one([study(), grant(funding=SMALL)], room=room(both))) == ["study", "investment"]
    assert planned([study(), grant(funding=SMALL)], room=room(both - 1)) == ()


def test_room_that_comes_back_before_the_decision_counts() -> None:
    soon, late = DAY + timedelta(days=30), DAY + timedelta(days=900)
    plan = one([grant(funding=SMALL), loan()], room=room(0, later=[(soon, 100_000)]))
    assert slots(plan) == ["investment", "loan"]

    (plan,) = planned(
        [study(funding=Funding("advice")), grant(funding=SMALL), loan()],
        room=room(0, later=[(late, 100_000)]),
    )
    assert left_out_text(plan.left_out[0], "sv")[1].endswith(
        "Utrymmet räcker från fre\N{NO-BREAK SPACE}11\N{NO-BREAK SPACE}maj\N{NO-BREAK SPACE}2029."
    )


def test_a_loan_of_small_aid_counts_with_the_share_that_the_rule_gives() -> None:
    lent = loan(funding=Funding("loan", None, 1_100_000, None, "de_minimis"))
    plan = one([grant(), lent], room=room())

    assert plan.steps[1].counted_eur == 40_000  # 40 per cent of 1 100 000 kr at 11 kr


def test_without_a_ledger_the_room_is_unknown_and_what_alone_is_too_much_is_still_left_out() -> None:
    huge = Funding("grant", None, 9_000_000, 100, "de_minimis")
    asked = need("Vi köper maskiner för 8 miljoner kronor.")
    plan = one([study(), grant(funding=huge), loan()], asked=asked, room=room(known=False))

    assert plan.room_eur is None
    assert "ledger" in plan.questions
    assert why(plan) == {"bidrag": "no_room"}


def test_the_most_that_is_paid_is_not_counted_where_no_cost_is_known() -> None:
    asked = need("Vi ska köpa en robot till pressen.")
    dear = loan(funding=Funding("loan", None, 20_000_000, None, "de_minimis"))

    plan = one([grant(), dear], asked=asked, room=room(10_000))
    assert slots(plan) == ["investment", "loan"]
    assert plan.steps[1].counted_eur is None
    assert [each.code for each in plan.steps[1].warnings] == ["before_work", "sum_unknown"]
    assert plan.room_eur is None

    plan = one([study(funding=Funding("advice")), grant(), dear], asked=asked, room=room(0))
    assert why(plan) == {"lan": "full"}


def test_after_the_rules_last_day_no_room_is_claimed() -> None:
    ended = AidRoom(((DAY, 300_000),), 11.0, DAY)
    plan = one([grant(funding=SMALL), loan()], room=ended)

    assert plan.room_eur is None


def test_a_grant_that_pays_everything_leaves_nothing_to_lend() -> None:
    whole = Funding("grant", None, None, 100, "none")
    plan = one([study(), grant(funding=whole), loan()])

    assert why(plan) == {"lan": "nothing_left"}


CLOSES = st.one_of(st.none(), st.integers(-30, 500).map(lambda days: DAY + timedelta(days=days)))
AID = st.sampled_from(["none", "de_minimis", "gber", "unknown"])
SUM = st.one_of(st.none(), st.integers(10_000, 5_000_000))


@st.composite
def supports(draw: st.DrawFn) -> tuple[Support, ...]:
    made: list[Support] = []
    for number in range(draw(st.integers(2, 8))):
        shape = draw(st.sampled_from([study, grant, loan]))
        closes = draw(CLOSES)
        least, most = draw(SUM), draw(SUM)
        sample = shape("mall")
        funding = Funding(
            sample.funding.type, least, most, draw(st.one_of(st.none(), st.integers(1, 100))), draw(AID)
        )
        cutoffs = draw(st.lists(CLOSES.filter(lambda day: day is not None), max_size=3))
        made.append(
            shape(
                f"s{number}", closes=closes, rolling=draw(st.booleans()), funding=funding,
                cutoffs=tuple(sorted(day for day in cutoffs if day)), consortium_required=draw(st.booleans()),
            )
        )  # fmt: skip
    return tuple(made)


@settings(max_examples=150, deadline=None)
@given(
    catalogue=supports(),
    verdicts=st.lists(st.sampled_from(list(Verdict)), min_size=8, max_size=8),
    scores=st.lists(st.integers(20, 100), min_size=8, max_size=8),
    left=st.integers(0, 300_000),
    started=st.sampled_from([True, False, None]),
)
def test_no_plan_ever_breaks_a_rule(
    *,
    catalogue: tuple[Support, ...],
    verdicts: list[Verdict],
    scores: list[int],
    left: int,
    started: bool | None,
) -> None:
    by_id = {each.id: each for each in catalogue}
    verdict = {each.id: verdicts[number] for number, each in enumerate(catalogue)}
    for plan in planned(
        catalogue,
        asked=need(ROBOT, company=company(work_started=started)),
        room=AidRoom(((DAY, left),), 11.0, UNTIL),
        scores={each.id: float(scores[number]) for number, each in enumerate(catalogue)},
        verdicts=verdict,
    ):
        _steps_are_in_order(plan)
        _sums_keep_the_rules(plan, by_id, left)
        for step in plan.steps:
            each = by_id[step.support_id]
            assert verdict[step.support_id] is not Verdict.BLOCKED
            assert each.closes is None or DAY <= step.ready <= each.closes
            assert step.apply_by is None or step.ready <= step.apply_by
            assert started is not True or step.slot == "study" or each.funding.state_aid != "gber"


def _steps_are_in_order(plan: Plan) -> None:
    steps = {each.slot: each for each in plan.steps}
    assert len({each.support_id for each in plan.steps}) == len(plan.steps) >= 2
    for step in plan.steps:
        assert DAY <= step.begin <= step.ready <= step.decided <= step.starts <= step.ends
    order = next(each for each in book().sequences if each.key == plan.key)
    for slot in order.slots:
        for name, point in slot.after.items():
            if slot.name in steps and name in steps:
                assert steps[slot.name].begin >= getattr(steps[name], point)
        if slot.name in steps and slot.before in steps:
            assert steps[slot.before].starts >= steps[slot.name].decided


def _sums_keep_the_rules(plan: Plan, by_id: dict[str, Support], left: int) -> None:
    assert sum(each.counted_eur or 0 for each in plan.steps) == plan.counted_eur <= left
    assert plan.room_eur is None or plan.room_eur == left - plan.counted_eur
    of_cost = [each for each in plan.steps if each.slot in ("investment", "loan")]
    assert sum(each.share or 0 for each in of_cost) <= 1 + 1e-9
    assert sum(each.pays_sek or 0 for each in of_cost) <= 2_000_000
    for step in plan.steps:
        funding = by_id[step.support_id].funding
        if step.pays_sek is not None:
            assert (funding.min_sek or 0) <= step.pays_sek + 1
            assert step.pays_sek <= (funding.max_sek or step.pays_sek)
