"""The facts `size_class` and `is_sme`: how large a company is that day with those it is tied to, by 2003/361/EC."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries
from iuc_hub.companies.aid.queries import list_undertakings
from iuc_hub.companies.facts import known_facts_of_many, latest_facts
from iuc_hub.companies.models import Company
from iuc_hub.companies.sizes import Figures, Measure, SizeKind, SizeRule, is_within, size_class
from iuc_hub.companies.thresholds import EuroRate, euro_rate_on, size_rules_on
from matching.facts import facts_on
from matching.types import Company as KnownCompany
from matching.types import FactValue

SIZE, SME = "size_class", "is_sme"
SME_KINDS = (SizeKind.MICRO, SizeKind.SMALL, SizeKind.MEDIUM)


def sized(company: KnownCompany, today: date, tied: Sequence[KnownCompany] = ()) -> KnownCompany:
    """The company with its class of size, counted together with those it is tied to, and whether it is an SME.

    What the figures do not settle is left out; figures of a year that has not ended count as unknown. A class that
    somebody has recorded stands.
    """
    recorded = company.facts.get(SIZE)
    found = {SME: recorded in SME_KINDS} if recorded is not None else _counted((company, *tied), today)
    known = {name: value for name, value in found.items() if value is not None}
    return replace(company, facts=known | dict(company.facts)) if known else company


def _counted(companies: Sequence[KnownCompany], today: date) -> dict[str, FactValue]:
    rate, rules = _measure(today)
    if rate is None or not rules:
        return {}
    figures = [_figures(each, today) for each in companies]
    kind = size_class(figures, rules, rate.sek).kind
    if kind is not SizeKind.UNKNOWN:
        return {SIZE: kind.value, SME: kind in SME_KINDS}
    largest = next((rule for rule in rules if rule.kind is SME_KINDS[-1]), None)
    return {SME: is_within(figures, largest, rate.sek) if largest else None}


@lru_cache(maxsize=64)
def _measure(today: date) -> tuple[EuroRate | None, Sequence[SizeRule]]:
    return euro_rate_on(today), size_rules_on(today)


def sized_facts(session: Session, scope: Scope, company: Company, today: date) -> Mapping[str, FactValue]:
    """Everything known of a company with its class of size, its undertaking's other companies counted in.

    Lists of codes are tuples here, as the engine has them.
    """
    return sized_facts_of_many(session, scope, [company], today)[company.id or 0]


def sized_facts_of_many(
    session: Session, scope: Scope, companies: Sequence[Company], today: date
) -> dict[int, Mapping[str, FactValue]]:
    """The same for each of these companies, by id, in as many selects as for one."""
    own = known_facts_of_many(session, scope, companies)
    groups = sorted({company.group_id for company in companies if company.group_id is not None})
    others = list_undertakings(session, scope, groups) if groups else []
    rows = (
        latest_facts(queries.list_facts(session, scope, [each.id or 0 for each in others])) if others else {}
    )
    tied: dict[int, list[KnownCompany]] = {}
    for each in others:
        facts = {fact: row.value for fact, row in rows.get(each.id or 0, {}).items()}
        tied.setdefault(each.group_id or 0, []).append(_known(each, facts))
    found: dict[int, Mapping[str, FactValue]] = {}
    for company in companies:
        together = tied.get(company.group_id, []) if company.group_id is not None else []
        rest = [each for each in together if each.id != str(company.id)]
        found[company.id or 0] = sized(_known(company, own[company.id or 0]), today, rest).facts
    return found


def _known(company: Company, facts: Mapping[str, object]) -> KnownCompany:
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in facts.items()}
    return KnownCompany(str(company.id), company.name, plain)  # type: ignore[arg-type] # stored facts are plain values


def _figures(company: KnownCompany, today: date) -> Figures:
    facts = facts_on(company, today)

    def number(measure: Measure) -> int | float | None:
        value = facts.get(measure.value)
        return (
            value if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 else None
        )

    return Figures(company.name, number(Measure.EMPLOYEES), number(Measure.TURNOVER), number(Measure.BALANCE))
