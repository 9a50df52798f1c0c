"""Supports, matches and room that the tests of plans are told with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from matching.plans.proposing import plans
from matching.plans.values import AidRoom, Plan
from matching.types import Funding, Match, Need, Support, Verdict
from tests.unit.matching.cases import need, support

DAY = date(2026, 11, 23)  # a Monday
LINE = 50.0
UNTIL = date(2030, 12, 31)
ROBOT = "Vi ska köpa en robotcell till kantpressen för 2 miljoner kronor."


def room(left: int = 300_000, *, later: Sequence[tuple[date, int]] = (), known: bool = True) -> AidRoom:
    return AidRoom(((DAY, left), *later), 11.0, UNTIL, known)


def study(identity: str = "studie", **more: Any) -> Support:
    fields = {"title": "Förstudie robot", "funding": Funding("voucher", 50_000, 200_000, 50, "de_minimis")}
    return support(identity, **{**fields, "rolling": True, **more})


def grant(identity: str = "bidrag", **more: Any) -> Support:
    fields = {
        "title": "Investeringsbidrag för automation",
        "description": "Bidrag till maskiner och utrustning.",
        "kind": "programme",
        "funding": Funding("grant", None, 1_000_000, 40, "gber"),
        "rolling": True,
    }
    return support(identity, **{**fields, **more})


def loan(identity: str = "lan", **more: Any) -> Support:
    fields = {
        "title": "Tillväxtlån",
        "description": "Lån ovanpå bankens.",
        "kind": "programme",
        "themes": ("finance_investment",),
        "funding": Funding("loan", None, 5_000_000, None, "none"),
        "rolling": True,
    }
    return support(identity, **{**fields, **more})


def found(each: Support, score: float = 70.0, verdict: Verdict = Verdict.ELIGIBLE) -> Match:
    return Match(each.id, score, verdict, (), ())


def planned(
    supports: Sequence[Support],
    *,
    asked: Need | None = None,
    today: date = DAY,
    room: AidRoom | None = None,
    scores: dict[str, float] | None = None,
    verdicts: dict[str, Verdict] | None = None,
) -> tuple[Plan, ...]:
    """The plans for the robot need, or for another one, when these supports match it."""
    matches = [
        found(each, (scores or {}).get(each.id, 70.0), (verdicts or {}).get(each.id, Verdict.ELIGIBLE))
        for each in supports
    ]
    by_id = {each.id: each for each in supports}
    return plans(matches, asked or need(ROBOT), by_id, today, line=LINE, room=room)


def one(supports: Sequence[Support], **more: Any) -> Plan:
    (plan,) = planned(supports, **more)
    return plan


def slots(plan: Plan) -> list[str]:
    return [each.slot for each in plan.steps]


def why(plan: Plan) -> dict[str, str]:
    """Support id -> the code of why it was left out."""
    return {each.support_id: each.reason.code for each in plan.left_out}
