"""Supports, companies and needs that the engine's tests are told with, and the development set where it is at hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from iuc_hub import taxonomy
from iuc_hub.exchange.needs import parse_needs
from iuc_hub.exchange.supports import parse_supports
from matching.criteria import evaluate
from matching.types import (
    Applicant,
    Company,
    Criterion,
    CriterionResult,
    Eligibility,
    FactValue,
    Funding,
    LimitValue,
    Need,
    Op,
    Support,
)

TODAY = date(2026, 11, 24)
SHARED = Path(__file__).parents[4] / "shared"
DEV = SHARED / "eval" / "dev"
needs_dev_set = pytest.mark.skipif(
    not DEV.exists(), reason="the development set is not beside the repository"
)


def company(**facts: FactValue) -> Company:
    known: dict[str, FactValue] = {
        "employees": 34,
        "turnover_sek": 52_000_000,
        "sni": ("25620",),
        "county": "18",
        "municipality_code": "1880",
        "legal_form": "AB",
    }
    return Company("c1", "Exempelverkstaden AB", {**known, **facts})


def support(identity: str = "s1", **fields: Any) -> Support:
    limits = {name: fields.pop(name) for name in list(fields) if name in Eligibility.__dataclass_fields__}
    limits.setdefault("applicant", Applicant.COMPANY)
    known: dict[str, Any] = {
        "kind": "offer",
        "title": "Robotgenomgång",
        "description": "En oberoende expert räknar på om en robot lönar sig i er produktion.",
        "themes": ("production_automation",),
        "funding": Funding("advice"),
    }
    return Support(identity, **{**known, **fields}, eligibility=Eligibility(**limits))


def need(
    text: str = "vill ha robot till kantpressen, någon oberoende som räknar på det", **fields: Any
) -> Need:
    known: dict[str, Any] = {"theme": "production_automation", "company": company(), "as_of": TODAY}
    return Need("n1", text=text, **{**known, **fields})


def answer(fact: str, op: str, value: LimitValue, facts: Mapping[str, FactValue]) -> CriterionResult:
    return evaluate(Criterion(fact, Op(op), value), facts, taxonomy.hierarchies())


@cache
def dev_supports() -> tuple[Support, ...]:
    return parse_supports((DEV / "supports.jsonl").read_text(encoding="utf-8"), "supports.jsonl")


@cache
def dev_needs() -> tuple[Need, ...]:
    return parse_needs((DEV / "needs.jsonl").read_text(encoding="utf-8"), "needs.jsonl")
