"""The dated thresholds of size and state aid, read once from reference/thresholds.yaml."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from iuc_hub.companies.dealings import AidKind
from iuc_hub.companies.sizes import SizeKind, SizeRule
from iuc_hub.taxonomy import REFERENCE


@dataclass(frozen=True)
class Period:
    """The days a rule holds, both included; without a last day it still does."""

    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Ceiling:
    """The most aid of a kind that a single undertaking may get over any ``years`` running."""

    kind: AidKind
    eur: int
    years: int
    period: Period
    source: str


@dataclass(frozen=True)
class EuroRate:
    """Kronor for a euro from a day on, and where the figure comes from."""

    first: date
    sek: Decimal
    source: str
    verified: bool


@dataclass(frozen=True)
class DatedSizeRule:
    rule: SizeRule
    period: Period


@dataclass(frozen=True)
class Thresholds:
    """Everything the file holds."""

    sizes: Sequence[DatedSizeRule]
    ceilings: Sequence[Ceiling]
    rates: Sequence[EuroRate]


@cache
def thresholds() -> Thresholds:
    """The thresholds that the product ships with."""
    with (REFERENCE / "thresholds.yaml").open(encoding="utf-8") as file:
        rows = yaml.safe_load(file)
    return Thresholds(
        sizes=tuple(
            DatedSizeRule(_size_rule(row), Period(row["from"], row["to"])) for row in rows["size_classes"]
        ),
        ceilings=tuple(
            Ceiling(
                AidKind(row["kind"]), row["eur"], row["years"], Period(row["from"], row["to"]), row["source"]
            )
            for row in rows["aid_ceilings"]
        ),
        rates=tuple(
            EuroRate(row["from"], Decimal(str(row["sek"])), row["source"], row["verified"])
            for row in rows["euro_rates"]
        ),
    )


def _size_rule(row: dict[str, Any]) -> SizeRule:
    return SizeRule(
        kind=SizeKind(row["class"]),
        employees_below=row["employees_below"],
        turnover_eur=row["turnover_eur"],
        balance_eur=row["balance_eur"],
        source=row["source"],
    )


def size_rules_on(day: date) -> list[SizeRule]:
    """The size classes that hold that day, from the smallest up."""
    return [each.rule for each in thresholds().sizes if each.period.holds(day)]


def ceilings_of(kind: AidKind) -> list[Ceiling]:
    """Every ceiling of a kind of aid, whenever it holds."""
    return [each for each in thresholds().ceilings if each.kind is kind]


def euro_rate_on(day: date) -> EuroRate | None:
    """The newest rate known that day; None before the first."""
    known = [each for each in thresholds().rates if each.first <= day]
    return known[-1] if known else None
