"""Makes a match a step of a plan, with its days, its sums and what to watch, or says which rule it breaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from matching.plans import days, money
from matching.plans.sequences import Book, Lead, Slot, StepKind
from matching.plans.values import AidRoom, LeftOut, PlanStep
from matching.types import Match, Need, Reason, Support
from matching.words.amounts import largest_amount


@dataclass(frozen=True, slots=True)
class Wanted:
    """What plans are made from: a need, its day, the supports, the room for small aid and the orders there are."""

    need: Need
    today: date
    supports: Mapping[str, Support]
    line: float
    room: AidRoom | None
    book: Book

    @property
    def planned(self) -> float | None:
        """The investment planned: as recorded, else the largest sum the need's words plan."""
        known = self.need.planned_sek
        return (known if known is not None else largest_amount(self.need.text)) or None


def step_of(
    slot: Slot, match: Match, key: str, placed: Mapping[str, PlanStep], wanted: Wanted
) -> PlanStep | LeftOut:
    """The match as a step of the kind `key` after those placed, or what it is left out for."""
    support, kind = wanted.supports[match.support_id], wanted.book.kinds[key]
    found = _allowed(slot, support, kind, placed, wanted)
    if isinstance(found, Reason):
        return LeftOut(slot.name, key, support.id, found)
    when, pays = found
    return PlanStep(
        slot=slot.name,
        kind=key,
        support_id=support.id,
        score=match.score,
        verdict=match.verdict,
        begin=when.begin,
        ready=when.ready,
        apply_by=when.last_day,
        decided=when.decided,
        starts=when.decided,
        ends=when.ends,
        pays_sek=pays.pays_sek,
        share=pays.share,
        counted_eur=pays.counted_eur,
        judged_together=when.judged_together,
        warnings=(
            *_about_time(kind, when, holds_up=slot.before in placed),
            *_about_support(support, pays),
        ),
    )


def _allowed(
    slot: Slot, support: Support, kind: StepKind, placed: Mapping[str, PlanStep], wanted: Wanted
) -> tuple[days.Days, money.Sum] | Reason:
    """When and how much, or the first rule that is broken."""
    if _began_too_early(support, kind, wanted):
        return Reason("work_started")
    begin = days.first_day(slot, placed, wanted.today)
    when = days.days_of(support, _lead(support, kind, wanted.book), begin)
    if isinstance(when, Reason):
        return when
    steps = [*placed.values()]
    pays = money.sum_of(support, kind, money.Ground(wanted.planned, steps, wanted.book, wanted.room))
    if isinstance(pays, Reason):
        return pays
    if money.is_small_aid(support, wanted.book):
        crossing = money.room_for(pays.counted_eur, when.decided, steps, wanted.room)
        return crossing or (when, pays)
    return when, pays


def _began_too_early(support: Support, kind: StepKind, wanted: Wanted) -> bool:
    rule = wanted.book.rules["incentive"]
    started = wanted.need.company.facts.get(rule.fact)
    return bool(kind.begins) and started is True and support.funding.state_aid in rule.state_aid


def _lead(support: Support, kind: StepKind, orders: Book) -> Lead:
    """The usual days; what is applied for with others takes longer to put together."""
    if not support.eligibility.consortium_required:
        return kind.lead
    together = max(orders.together, kind.lead.apply)
    return Lead(together, kind.lead.apply, kind.lead.decide, kind.lead.run)


def _about_time(kind: StepKind, when: days.Days, *, holds_up: bool) -> list[Reason]:
    found = []
    if when.hurried and when.last_day is not None:
        found.append(Reason("hurry", {"day": when.last_day}))
    if kind.begins and not kind.rest:
        found.append(Reason("not_begun"))
    if holds_up:
        found.append(Reason("before_work"))
    return found


def _about_support(support: Support, pays: money.Sum) -> list[Reason]:
    found = [Reason("together")] if support.eligibility.consortium_required else []
    if support.funding.state_aid == "unknown":
        found.append(Reason("aid_unknown"))
    elif pays.counted_eur is None:
        found.append(Reason("sum_unknown"))
    return found
