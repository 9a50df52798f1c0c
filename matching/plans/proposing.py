"""Puts a need's matches in the orders that support belongs in: plans with days, money and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from matching.eligibility import last_day_of
from matching.plans import days, money
from matching.plans.kinds import is_for, is_of
from matching.plans.sequences import Book, Order, Slot, book
from matching.plans.steps import Wanted, step_of
from matching.plans.values import AidRoom, LeftOut, Plan, PlanStep
from matching.types import Match, Need, Reason, Support, Verdict

TRIED = 4  # the best matches that are tried for a place


@dataclass(slots=True)
class _Draft:
    """A plan while it is put together."""

    steps: dict[str, PlanStep] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)


Candidates = Mapping[str, Sequence[tuple[Match, str]]]


def plans(
    matches: Sequence[Match],
    need: Need,
    supports: Mapping[str, Support],
    today: date,
    *,
    line: float,
    room: AidRoom | None = None,
    orders: Book | None = None,
) -> tuple[Plan, ...]:
    """The plans for a need with something good, the fullest first; a blocked or closed match is never a step.

    `line` is the score from which a match is relevant. Without `room` nothing is known of the company's small aid.
    """
    wanted = Wanted(need, today, supports, line, room, orders or book())
    open_ = [each for each in matches if _is_open(each, supports, today)]
    made = [
        plan
        for order in wanted.book.sequences
        if is_for(order, need)
        for plan in _of_order(order, open_, wanted)
    ]
    return _different(sorted(made, key=lambda each: (-len(each.steps), -_mean(each))), wanted.book)


def _is_open(match: Match, supports: Mapping[str, Support], today: date) -> bool:
    support = supports.get(match.support_id)
    if support is None or match.verdict is Verdict.BLOCKED:
        return False
    closes = last_day_of(support)
    return closes is None or closes >= today


def _of_order(order: Order, matches: Sequence[Match], wanted: Wanted) -> tuple[Plan, ...]:
    """The fullest plan that the order gives, if any: where one step leaves another no time, both ways are tried."""
    candidates = {slot.name: _candidates(slot, matches, wanted) for slot in order.slots}
    filled = [slot.name for slot in order.slots if candidates[slot.name]]
    tried = [
        _draft(order, names, candidates, wanted)
        for size in range(len(filled), order.least - 1, -1)
        for names in combinations(filled, size)
    ]
    whole = [each for each in tried if _is_plan(order, each, wanted)]
    if not whole:
        return ()
    best = max(whole, key=lambda each: _rank(order, each))
    return (_finished(order, best, _said(tried[0], best, filled, candidates), wanted),)


def _candidates(slot: Slot, matches: Sequence[Match], wanted: Wanted) -> list[tuple[Match, str]]:
    """The best matches for a place with the kind of step that each would be."""
    found = []
    for match in matches:
        if match.score < slot.fit * wanted.line:
            continue
        support = wanted.supports[match.support_id]
        kind = next((k for k in slot.of if is_of(support, wanted.book.kinds[k], wanted.need.theme)), None)
        if kind is not None:
            found.append((match, kind))
    return sorted(found, key=lambda each: (-each[0].score, each[0].support_id))[:TRIED]


def _draft(order: Order, names: Iterable[str], candidates: Candidates, wanted: Wanted) -> _Draft:
    chosen, draft = set(names), _Draft()
    for slot in order.slots:
        if slot.name in chosen:
            _fill(draft, slot, candidates[slot.name], wanted)
    return draft


def _fill(draft: _Draft, slot: Slot, candidates: Sequence[tuple[Match, str]], wanted: Wanted) -> None:
    """Put the best support that keeps every rule in its place, or say why the best did not."""
    missed: list[LeftOut] = []
    for match, kind in candidates:
        if any(each.support_id == match.support_id for each in draft.steps.values()):
            continue
        outcome = step_of(slot, match, kind, draft.steps, wanted)
        if isinstance(outcome, PlanStep):
            draft.steps[slot.name] = outcome
            if slot.before in draft.steps:
                held = draft.steps[slot.before]
                draft.steps[slot.before] = days.held_up(held, outcome.decided)
            break
        missed.append(outcome)
    draft.left_out += missed[:1]


def _is_plan(order: Order, draft: _Draft, wanted: Wanted) -> bool:
    aims = [draft.steps[name] for name in order.one_of if name in draft.steps]
    return len(draft.steps) >= order.least and any(each.score >= wanted.line for each in aims)


def _rank(order: Order, draft: _Draft) -> tuple[int, int, float]:
    """Fuller is better, then what the order aims at, then what fits best."""
    aims = sum(name in draft.steps for name in order.one_of)
    return len(draft.steps), aims, sum(each.score for each in draft.steps.values())


def _said(fullest: _Draft, best: _Draft, filled: Sequence[str], candidates: Candidates) -> list[LeftOut]:
    """Why a place is empty or not the best match's: for a rule, or to leave another step its time."""
    own = {each.slot: each for each in best.left_out}
    reasons = {each.slot: each for each in fullest.left_out} | own
    said = []
    for name in filled:
        match, kind = candidates[name][0]
        if name not in best.steps:
            said.append(reasons.get(name) or LeftOut(name, kind, match.support_id, Reason("no_time_beside")))
        elif name in own:
            said.append(own[name])
    return said


def _finished(order: Order, draft: _Draft, left_out: Sequence[LeftOut], wanted: Wanted) -> Plan:
    steps = days.with_last_days(order.slots, tuple(draft.steps.values()))
    counted = sum(each.counted_eur or 0 for each in steps)
    room = wanted.room
    left = room.left_on(max(each.decided for each in steps)) if room is not None and room.known else None
    known = all(each.counted_eur is not None for each in steps)
    return Plan(
        key=order.key,
        steps=steps,
        left_out=tuple(left_out),
        questions=_questions(steps, wanted),
        rules=_rules(steps, wanted),
        counted_eur=counted,
        room_eur=left - counted if left is not None and known else None,
    )


def _questions(steps: Sequence[PlanStep], wanted: Wanted) -> tuple[str, ...]:
    """What would make the plan surer: the ledger of small aid, whether work has begun, the sum to invest."""
    kinds = [wanted.book.kinds[each.kind] for each in steps]
    found = []
    counts = any(each.counted_eur is None or each.counted_eur > 0 for each in steps)
    if counts and (wanted.room is None or not wanted.room.known):
        found.append("ledger")
    fact = wanted.book.rules["incentive"].fact
    if any(each.begins for each in kinds) and wanted.need.company.facts.get(fact) is None:
        found.append(fact)
    if any(each.cost == money.INVESTMENT for each in kinds) and wanted.planned is None:
        found.append("planned_sek")
    return tuple(found)


def _rules(steps: Sequence[PlanStep], wanted: Wanted) -> tuple[str, ...]:
    """The rules that the steps were held against."""
    kinds = [wanted.book.kinds[each.kind] for each in steps]
    costs = [each.cost for each in kinds]
    held = {
        "incentive": any(each.begins for each in kinds),
        "same_cost": len(set(costs)) < len(costs),
        "small_aid": any(each.counted_eur != 0 for each in steps),
    }
    return tuple(key for key, is_so in held.items() if is_so)


def _mean(plan: Plan) -> float:
    return sum(each.score for each in plan.steps) / len(plan.steps)


def _different(made: Iterable[Plan], orders: Book) -> tuple[Plan, ...]:
    """The first plans, each aiming at something that no earlier one does."""
    aims_of = {each.key: each.one_of for each in orders.sequences}
    kept: list[Plan] = []
    reached: set[str] = set()
    for plan in made:
        aims = {each.support_id for each in plan.steps if each.slot in aims_of[plan.key]}
        if not aims <= reached:
            kept.append(plan)
            reached |= aims
    return tuple(kept[: orders.most])
