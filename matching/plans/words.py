"""What a plan says to an advisor, in Swedish and English, and as a plain record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from matching.plans.sequences import Book, Order, Slot, book
from matching.plans.values import LeftOut, Plan, PlanStep
from matching.types import Reason, ReasonValue
from matching.wording import day, kronor, number, phrase

IN_KRONOR = ("sum", "least")
ROOM_COMES_BACK = ("no_room", "full")


@dataclass(frozen=True, slots=True)
class PlanText:
    """A plan's name, why the order is so, what to ask, and the rules it keeps, each with its source."""

    name: str
    why: str
    questions: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StepText:
    """What a step is, what it needs from the step before it, and what to watch."""

    name: str
    needs: str
    warnings: tuple[str, ...]


def plan_text(plan: Plan, language: str, orders: Book | None = None) -> PlanText:
    known = orders or book()
    order = _order(plan, known)
    rules = [known.rules[key] for key in plan.rules]
    return PlanText(
        name=order.name[language],
        why=order.why[language],
        questions=tuple(phrase("plans", f"ask_{key}", language) for key in plan.questions),
        rules=tuple((rule.says[language], rule.source) for rule in rules),
    )


def step_text(plan: Plan, step: PlanStep, language: str, orders: Book | None = None) -> StepText:
    known = orders or book()
    slot = next(each for each in _order(plan, known).slots if each.name == step.slot)
    needs = slot.needs[language] if slot.needs and _has_its_ground(slot, plan) else ""
    warnings = tuple(_said(each, language) for each in step.warnings)
    return StepText(known.kinds[step.kind].name[language], needs, warnings)


def left_out_text(left: LeftOut, language: str, orders: Book | None = None) -> tuple[str, str]:
    """What kind of step it would have been, and why it is none."""
    known = orders or book()
    why = _said(left.reason, language)
    later = left.reason.values.get("day") if left.reason.code in ROOM_COMES_BACK else None
    if later is not None:
        why = f"{why} {phrase('plans', 'room_later', language, day=_value('day', later, language))}"
    return known.kinds[left.kind].name[language], why


def plan_record(plan: Plan, language: str) -> dict[str, Any]:
    """The plan as the formats show it: days as texts, reasons as sentences."""
    text = plan_text(plan, language)
    return {
        "sequence": plan.key,
        "name": text.name,
        "steps": [_step_record(plan, each, language) for each in plan.steps],
        "left_out": [
            {"step": each.slot, "support_id": each.support_id, "why": left_out_text(each, language)[1]}
            for each in plan.left_out
        ],
        "questions": list(text.questions),
        "counted_eur": plan.counted_eur,
        "room_eur": plan.room_eur,
    }


def _step_record(plan: Plan, step: PlanStep, language: str) -> dict[str, Any]:
    text = step_text(plan, step, language)
    return {
        "step": step.slot,
        "support_id": step.support_id,
        "begin": step.begin.isoformat(),
        "ready": step.ready.isoformat(),
        "apply_by": step.apply_by.isoformat() if step.apply_by else None,
        "decided": step.decided.isoformat(),
        "starts": step.starts.isoformat(),
        "ends": step.ends.isoformat(),
        "pays_sek": step.pays_sek,
        "counted_eur": step.counted_eur,
        "needs": text.needs,
        "warnings": list(text.warnings),
    }


def _order(plan: Plan, known: Book) -> Order:
    return next(each for each in known.sequences if each.key == plan.key)


def _has_its_ground(slot: Slot, plan: Plan) -> bool:
    """Whether the step that its need is about, the last it waits for, is in the plan."""
    return [*slot.after][-1:] in [[each.slot] for each in plan.steps]


def _said(reason: Reason, language: str) -> str:
    return phrase("plans", reason.code, language, **_values(reason.values, language))


def _values(values: Mapping[str, ReasonValue], language: str) -> dict[str, str]:
    return {name: _value(name, value, language) for name, value in values.items() if value is not None}


def _value(name: str, value: ReasonValue, language: str) -> str:
    if isinstance(value, date):
        return day(value, language)
    if isinstance(value, int | float):
        return kronor(value, language) if name in IN_KRONOR else number(value, language)
    return str(value)
