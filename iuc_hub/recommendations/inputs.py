"""What the engine is given: a company's known facts and needs as its own frozen values, and back from stored ones."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.models import Company
from iuc_hub.companies.size_facts import sized_facts
from iuc_hub.interviews.models import Need
from iuc_hub.interviews.needs import OWN_SCALES
from matching.records import need_from_record, need_record
from matching.types import Company as KnownCompany
from matching.types import FactValue
from matching.types import Need as KnownNeed

CODE_LISTS = ("sni",)
"""Facts that the engine reads as several codes even where one was recorded."""


def known_company(session: Session, scope: Scope, company: Company, today: date) -> KnownCompany:
    """The company with every fact on record that day; what nobody recorded is left out, never guessed."""
    return company_of(company, sized_facts(session, scope, company, today))


def company_of(company: Company, facts: Mapping[str, FactValue]) -> KnownCompany:
    """The engine's value of a company with facts that have been read."""
    return KnownCompany(
        str(company.id), company.name, {name: _fact(name, facts[name]) for name in sorted(facts)}
    )


def _fact(name: str, value: FactValue) -> FactValue:
    return (value,) if name in CODE_LISTS and isinstance(value, str) else value


def known_need(need: Need, company: KnownCompany) -> KnownNeed:
    """The need as the engine reads it, on an advisor's own ranking where there is one.

    The day is the run's, so it carries none of its own.
    """
    scale = OWN_SCALES[need.override_priority] if need.override_priority else need.scale
    return KnownNeed(str(need.id), need.theme, need.text, company, scale, helps=tuple(need.helps))


def pinned_need(need: Need, known: KnownNeed) -> dict[str, object]:
    """What a result keeps of its need: the engine's value without the company, and the rule behind it."""
    record = need_record(known)
    del record["company"]
    return {**record, "rule_version": need.rule_version, "area": need.area}


def unpinned_need(record: Mapping[str, Any], company: Mapping[str, Any]) -> KnownNeed:
    """The engine's value of a stored need and its run's company."""
    return need_from_record({**record, "company": company})


def with_planned(needs: Sequence[KnownNeed], planned: object) -> list[KnownNeed]:
    """The needs that money helps, with the investment that the company says it plans."""
    if isinstance(planned, bool) or not isinstance(planned, int | float):
        return list(needs)
    return [replace(each, planned_sek=float(planned)) if "money" in each.helps else each for each in needs]
