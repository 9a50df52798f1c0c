"""What a plan is made from and what it says, all frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from matching.types import Reason, Verdict


@dataclass(frozen=True, slots=True)
class AidRoom:
    """How many euros of small aid a company may still get, from each day on until the next.

    `left` stands in order of days and begins on the day the plan is made; after `until` no rule is known. `known`
    is False where nobody has said what the company has got: then `left` is the most there can be.
    """

    left: tuple[tuple[date, int], ...]
    sek_per_euro: float
    until: date
    known: bool = True

    def left_on(self, day: date) -> int | None:
        """The room on a day; None when no rule is known for it."""
        if day > self.until:
            return None
        return next((eur for first, eur in reversed(self.left) if first <= day), None)

    def first_day_with(self, eur: int, after: date) -> date | None:
        """The first day after this one with so much room; None when there is none."""
        return next((day for day, left in self.left if after < day <= self.until and left >= eur), None)


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A support at its place in a plan.

    `begin` is the first day to begin on the application, `ready` the day it is in if begun then, `apply_by` the last
    day it may come in (None: any day). `decided`, `starts` and `ends` may be expected when it is in by `ready`, or by
    the last day of a call (`judged_together`). `pays_sek` is the most it pays, `counted_eur` what counts against the
    ceiling for small aid: 0 for none, None when it is not known.
    """

    slot: str
    kind: str
    support_id: str
    score: float
    verdict: Verdict
    begin: date
    ready: date
    apply_by: date | None
    decided: date
    starts: date
    ends: date
    pays_sek: int | None
    share: float | None
    counted_eur: int | None
    judged_together: bool = False
    warnings: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A support that would have been a step, and why it is none."""

    slot: str
    kind: str
    support_id: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps in their order, what was left out, and the facts that would make it surer.

    `room_eur` is what is left under the ceiling when all of it has been decided; None when it is not known.
    """

    key: str
    steps: tuple[PlanStep, ...]
    left_out: tuple[LeftOut, ...]
    questions: tuple[str, ...]
    rules: tuple[str, ...]
    counted_eur: int
    room_eur: int | None
