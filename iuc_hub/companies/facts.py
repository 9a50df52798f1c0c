"""The dated facts of a company: record one, tell which count."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.clock import day_in_sweden
from iuc_hub.companies import queries
from iuc_hub.companies.fact_catalogue import FactValue, checked_value, kept_facts
from iuc_hub.companies.models import Company, CompanyFact, FactSource
from iuc_hub.errors import N_, InputError, gathered

SNI_VERSION = "2007"
"""The version of the code list that `checked_industry` checks against."""


def record_facts(
    session: Session,
    scope: Scope,
    company_id: int,
    facts: Mapping[str, FactValue],
    *,
    source: FactSource,
    as_of: date,
    now: datetime,
    told_by: str = "",
) -> list[CompanyFact]:
    """Record each fact as `record_fact` does; returns the new rows. Nothing is stored if one is refused.

    Raises:
        InputErrors: all that is wrong, each by its fact.
    """
    with gathered() as problems:
        for fact, value in facts.items():
            with problems.noted():
                _check(fact, value, as_of, now)
    rows = [
        record_fact(
            session, scope, company_id, fact, value, source=source, as_of=as_of, now=now, told_by=told_by
        )
        for fact, value in facts.items()
    ]
    return [row for row in rows if row is not None]


def record_fact(
    session: Session,
    scope: Scope,
    company_id: int,
    fact: str,
    value: FactValue,
    *,
    source: FactSource,
    as_of: date,
    now: datetime,
    told_by: str = "",
) -> CompanyFact | None:
    """Add a dated value unless the fact already says the same; returns the new row.

    A value of None is recorded like any other: from that day the fact is unknown. Industry codes are recorded
    with the version of the code list they come from, as the fact `sni_version`.

    Raises:
        InputError: a value that can't be right, or a day that has not been.
    """
    queries.get_company(session, scope, company_id)
    _check(fact, value, as_of, now)
    latest = _newest(queries.list_facts(session, scope, [company_id])).get(company_id, {}).get(fact)
    says_so = latest is not None and latest.value == value and latest.as_of >= as_of
    if latest is not None and says_so and (latest.source is source or fact not in kept_facts()):
        return None
    if fact == "sni" and value is not None:
        record_fact(
            session, scope, company_id, "sni_version", SNI_VERSION, source=source, as_of=as_of, now=now,
            told_by=told_by,
        )  # fmt: skip
    row = CompanyFact.model_validate(
        {
            "hub_id": scope.hub, "company_id": company_id, "fact": fact, "value": value, "source": source,
            "as_of": as_of, "recorded_at": now, "recorded_by": scope.user_id,
            "told_by": told_by, "is_news": bool(told_by) and scope.contact_id is not None,
        }
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _check(fact: str, value: FactValue, as_of: date, now: datetime) -> None:
    if as_of > day_in_sweden(now):
        raise InputError(
            N_("Dagen har inte varit än. Skriv den dag uppgiften gäller, senast idag."), field="as_of"
        )
    checked_value(fact, value, as_of)


def latest_facts(rows: Sequence[CompanyFact]) -> dict[int, dict[str, CompanyFact]]:
    """Company id -> fact -> the row that counts; a fact that was emptied is left out. Oldest row first."""
    return {
        company_id: {fact: row for fact, row in newest.items() if row.value is not None}
        for company_id, newest in _newest(rows).items()
    }


def _newest(rows: Sequence[CompanyFact]) -> dict[int, dict[str, CompanyFact]]:
    newest: dict[int, dict[str, CompanyFact]] = {}
    for row in rows:
        newest.setdefault(row.company_id, {})[row.fact] = row
    return newest


def known_facts(session: Session, scope: Scope, company_id: int) -> Mapping[str, FactValue]:
    """Everything the engine may know of a company; a fact nobody recorded is absent, never invented.

    Only of a fact that the hub keeps a register for is a company that the register lacks known to be none.
    """
    return known_facts_of_many(session, scope, [queries.get_company(session, scope, company_id)])[company_id]


def known_facts_of_many(
    session: Session, scope: Scope, companies: Sequence[Company]
) -> dict[int, dict[str, FactValue]]:
    """The same for each of these companies of the caller's hub, by id."""
    registered = [fact for fact in kept_facts() if queries.keeps_register(session, scope, fact)]
    counted = [
        row
        for row in queries.list_facts(session, scope, [each.id or 0 for each in companies])
        if row.fact not in registered or row.source is FactSource.REGISTER
    ]
    rows = latest_facts(counted)
    return {
        company.id or 0: {
            "county": company.county,
            "municipality_code": company.municipality_code,
            "legal_form": company.legal_form,
            **dict.fromkeys(registered, False),
            **{fact: row.value for fact, row in rows.get(company.id or 0, {}).items()},
        }
        for company in companies
    }
