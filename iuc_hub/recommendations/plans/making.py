"""A need's plans from its stored matches, and how the page shows them."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.records import known_support
from iuc_hub.recommendations import inputs
from iuc_hub.recommendations.lifecycle import AT_COMPANY
from iuc_hub.recommendations.models import MatchRun, NeedResult, Recommendation, StoredMatch
from iuc_hub.recommendations.models import RecommendationState as State
from matching.plans.proposing import plans
from matching.plans.values import AidRoom, Plan, PlanStep
from matching.plans.words import PlanText, StepText, left_out_text, plan_text, step_text
from matching.records import match_from_record

NOT_AGAIN = (
    State.REJECTED, State.DECLINED, State.WITHDRAWN, State.REFUSED, State.ABANDONED, State.GRANTED, State.DELIVERED,
)  # fmt: skip
"""What somebody has said no to, or what has been had already, is no step of a plan to come."""


@dataclass(frozen=True)
class StepCard:
    """A step with the support it is, the match behind it and what has been decided on it."""

    step: PlanStep
    text: StepText
    match_id: int
    row: Support
    recommendation: Recommendation | None

    @property
    def is_decided(self) -> bool:
        one = self.recommendation
        return one is not None and one.state in (State.ACCEPTED, *AT_COMPANY)


@dataclass(frozen=True)
class Missing:
    """A support that is no step: what it would have been, and why it is not."""

    name: str
    row: Support
    why: str


@dataclass(frozen=True)
class PlanCard:
    """A plan in the words of a language."""

    plan: Plan
    text: PlanText
    steps: Sequence[StepCard]
    left_out: Sequence[Missing]

    @property
    def left(self) -> int:
        """How many of its steps nobody has decided on."""
        return sum(not each.is_decided for each in self.steps)


def plans_of(
    run: MatchRun,
    result: NeedResult,
    matches: Sequence[StoredMatch],
    rows: Mapping[str, Support],
    *,
    line: float,
    room: AidRoom | None,
    passed: Container[str],
) -> tuple[Plan, ...]:
    """The plans for one of a run's needs; none where nothing is good enough, and without what was passed over."""
    if result.unmet:
        return ()
    need = inputs.unpinned_need(result.need, run.company)
    found = [
        match_from_record(one.match)
        for one in matches
        if one.result_id == result.id and one.support_id in rows and one.support_id not in passed
    ]
    known = {one.support_id: rows[one.support_id] for one in found}
    supports = {key: known_support(row.record, row.id) for key, row in known.items()}
    return plans(found, need, supports, run.holds_on, line=line, room=room)


def passed_over(decisions: Mapping[str, Recommendation]) -> frozenset[str]:
    """The supports that a need's plans leave out for what has been decided."""
    return frozenset(key for key, one in decisions.items() if one.state in NOT_AGAIN)


def plan_card(
    plan: Plan,
    match_ids: Mapping[str, int],
    rows: Mapping[str, Support],
    decisions: Mapping[str, Recommendation],
    language: str,
) -> PlanCard:
    """The plan as the page shows it; `match_ids` and `decisions` by support."""
    return PlanCard(
        plan=plan,
        text=plan_text(plan, language),
        steps=[
            StepCard(
                step=each,
                text=step_text(plan, each, language),
                match_id=match_ids[each.support_id],
                row=rows[each.support_id],
                recommendation=decisions.get(each.support_id),
            )
            for each in plan.steps
        ],
        left_out=[
            Missing(name, rows[each.support_id], why)
            for each in plan.left_out
            for name, why in (left_out_text(each, language),)
        ],
    )
