"""The list of companies: each with what its row shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries as company_queries
from iuc_hub.companies.models import Company, CompanyFact
from iuc_hub.companies.services import latest_facts
from iuc_hub.desk.company_list import queries
from iuc_hub.interviews.models import Interview


@dataclass(frozen=True)
class CompanyRow:
    """A company as the list shows it."""

    company: Company
    facts: Mapping[str, CompanyFact]
    last_interview: Interview | None
    needs: int


def company_rows(session: Session, scope: Scope, companies: Sequence[Company]) -> list[CompanyRow]:
    """The companies with their facts, newest interview and number of needs, in three queries."""
    ids = [company.id or 0 for company in companies]
    facts = latest_facts(company_queries.list_facts(session, scope, ids))
    newest = queries.list_newest_interviews(session, scope, ids)
    needs = queries.count_needs(session, scope, ids)
    return [
        CompanyRow(company, facts.get(one, {}), newest.get(one), needs.get(one, 0))
        for one, company in zip(ids, companies, strict=True)
    ]
