"""When a step can be applied for, decided and done, and the last day it may wait until."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from matching.eligibility import last_day_of
from matching.plans.sequences import Lead, Slot
from matching.plans.values import PlanStep
from matching.types import Reason, Support

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Days:
    """A step's days; `last_day` is the support's own, None for one without."""

    begin: date
    ready: date
    last_day: date | None
    decided: date
    ends: date
    hurried: bool
    judged_together: bool


def working_day(day: date) -> date:
    """The day, or the Monday after where it is a Saturday or a Sunday."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day


def first_day(slot: Slot, placed: Mapping[str, PlanStep], today: date) -> date:
    """The first day that everything the slot waits for has happened; what is not in the plan is not waited for."""
    waited = [_point(placed[name], point) for name, point in slot.after.items() if name in placed]
    return working_day(max([today, *waited]))


def days_of(support: Support, lead: Lead, begin: date) -> Days | Reason:
    """The days of a support that is begun on a day, or why there is no time for it.

    A call is decided on after its last day or cut-off, one that is taken as it comes after the application.
    """
    begin = working_day(max(begin, support.opens or begin))
    last_day = _last_day(support, begin, lead)
    if isinstance(last_day, Reason):
        return last_day
    ready = working_day(begin + timedelta(days=lead.apply))
    hurried = last_day is not None and ready > last_day
    if last_day is not None:
        ready = min(ready, last_day)
    judged_together = last_day is not None and (bool(support.cutoffs) or not support.rolling)
    applied = last_day if judged_together and last_day is not None else ready
    decided = working_day(applied + timedelta(days=lead.decide))
    return Days(begin, ready, last_day, decided, decided + timedelta(days=lead.run), hurried, judged_together)


def held_up(step: PlanStep, until: date) -> PlanStep:
    """The step with its work put off until a day; what it takes stays the same."""
    wait = max(until - step.starts, timedelta(0))
    return replace(step, starts=step.starts + wait, ends=step.ends + wait)


def with_last_days(slots: Iterable[Slot], steps: Sequence[PlanStep]) -> tuple[PlanStep, ...]:
    """The steps with the last day that each may be applied for and leave the following ones time."""
    by_name = {each.slot: each for each in steps}
    for slot in reversed([each for each in slots if each.name in by_name]):
        follower = by_name[slot.name]
        for name in slot.after:
            if name in by_name:
                by_name[name] = _bounded(by_name[name], follower)
    return tuple(by_name[each.slot] for each in steps)


def _bounded(step: PlanStep, follower: PlanStep) -> PlanStep:
    """The step so late that its follower is still in by its own last day: whole weeks keep the days of the week."""
    if follower.apply_by is None or step.judged_together:
        return step
    bound = step.ready + timedelta(weeks=(follower.apply_by - follower.ready).days // 7)
    return replace(step, apply_by=min(bound, step.apply_by or bound))


def _point(step: PlanStep, point: str) -> date:
    return {"ready": step.ready, "decided": step.decided, "ends": step.ends}[point]


def _last_day(support: Support, begin: date, lead: Lead) -> date | Reason | None:
    """The first cut-off that there is time for, else the last day if it can be reached at a pinch."""
    closes = last_day_of(support)
    if closes is None:
        return None
    ahead = sorted({each for each in support.cutoffs if begin <= each <= closes} | {closes})
    in_time = next((each for each in ahead if each >= begin + timedelta(days=lead.apply)), None)
    if in_time is not None:
        return in_time
    if ahead[-1] >= begin + timedelta(days=lead.least):
        return ahead[-1]
    return Reason("no_time", {"closes": closes, "ready": begin + timedelta(days=lead.apply)})
