"""Every value a company's facts ever had, fact by fact, with who recorded it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from iuc_hub.accounts.queries import list_colleagues
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries
from iuc_hub.companies.fact_catalogue import KnownFact, fact_catalogue
from iuc_hub.companies.models import CompanyFact


@dataclass(frozen=True)
class FactHistory:
    """One fact with its rows, the one that counts first; ``known`` None for a fact only a criterion names."""

    fact: str
    known: KnownFact | None
    rows: Sequence[CompanyFact]
    names: Mapping[int, str]

    @property
    def counts(self) -> CompanyFact | None:
        """The row that counts; None while the fact is unknown."""
        return self.rows[0] if self.rows and self.rows[0].value is not None else None

    def who(self, row: CompanyFact) -> str:
        """Who said or recorded it."""
        return row.told_by or self.names.get(row.recorded_by or 0, "")


def histories(session: Session, scope: Scope, company_id: int) -> list[FactHistory]:
    """Every fact of the catalogue in its order, then what else was recorded."""
    by_fact: dict[str, list[CompanyFact]] = {}
    for row in reversed(queries.list_facts(session, scope, [company_id])):
        by_fact.setdefault(row.fact, []).append(row)
    names = {user.id or 0: user.name for user in list_colleagues(session, scope)}
    known = [fact for fact, each in fact_catalogue().items() if not each.follows]
    others = sorted(by_fact.keys() - fact_catalogue().keys())
    return [
        FactHistory(fact, fact_catalogue().get(fact), by_fact.get(fact, ()), names)
        for fact in (*known, *others)
    ]


def overtaken(session: Session, scope: Scope, company_id: int, rows: Sequence[CompanyFact]) -> bool:
    """Whether any of these rows is older than another value of its fact, and so is history from the start."""
    newest = {row.fact: row.id for row in queries.list_facts(session, scope, [company_id])}
    return any(newest[row.fact] != row.id for row in rows)
