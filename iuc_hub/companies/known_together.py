"""What the engine may know of all of a hub's companies at once, as far as some rules ask."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries
from iuc_hub.companies.fact_catalogue import kept_facts
from iuc_hub.companies.size_facts import SIZE, SME, sized
from matching.facts import COUNTY_DIGITS, needed_facts
from matching.types import Company as KnownCompany
from matching.types import FactValue


def known_companies(session: Session, scope: Scope, wanted: Iterable[str], today: date) -> list[KnownCompany]:
    """Every company of the hub with the facts that these follow from, as `known_facts` tells them one by one.

    In two queries, and one for each fact that the hub keeps a register for.
    """
    needed = {each for fact in wanted for each in needed_facts(fact)}
    registered = [
        fact for fact in kept_facts() if fact in needed and queries.keeps_register(session, scope, fact)
    ]
    values = _values(session, scope, needed, registered)
    known: list[tuple[KnownCompany, int | None]] = []
    for company_id, group_id, municipality, legal_form in queries.list_standing(session, scope):
        facts: dict[str, FactValue] = dict.fromkeys(registered, False)
        facts |= {
            "county": municipality[:COUNTY_DIGITS],
            "municipality_code": municipality,
            "legal_form": legal_form,
        }
        facts |= values.get(company_id, {})
        known.append((KnownCompany(str(company_id), facts=facts), group_id))
    if not needed & {SIZE, SME}:
        return [company for company, _group in known]
    groups: dict[int | None, list[KnownCompany]] = {}
    for company, group in known:
        groups.setdefault(group, []).append(company)
    return [
        sized(
            company, today, [] if group is None else [each for each in groups[group] if each is not company]
        )
        for company, group in known
    ]


def _values(
    session: Session, scope: Scope, needed: Iterable[str], registered: Sequence[str]
) -> Mapping[int, Mapping[str, FactValue]]:
    """Company id -> fact -> the value that counts; one that was emptied is left out."""
    found: dict[int, dict[str, FactValue]] = {}
    for company_id, fact, value in queries.list_values(session, scope, sorted(needed), registered=registered):
        if value is not None:
            found.setdefault(company_id, {})[fact] = tuple(value) if isinstance(value, list) else value
    return found
