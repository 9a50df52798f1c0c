"""The list of companies: each with what its row shows, the grid of branches and places, saved searches."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries as company_queries
from iuc_hub.companies.dealings import SavedSearch
from iuc_hub.companies.models import Company, CompanyFact
from iuc_hub.companies.services import latest_facts
from iuc_hub.desk.company_list import queries
from iuc_hub.desk.company_list.filters import DIVISION, Filters
from iuc_hub.errors import N_, InputError
from iuc_hub.interviews.models import Interview

MOST_COLUMNS = 8
LONGEST_NAME = 80


@dataclass(frozen=True)
class CompanyRow:
    """A company as the list shows it."""

    company: Company
    facts: Mapping[str, CompanyFact]
    last_interview: Interview | None
    needs: int
    is_member: bool = False


@dataclass(frozen=True)
class Found:
    """One page of the companies that fit, and how many there are in all."""

    rows: Sequence[CompanyRow]
    count: int
    page: int
    pages: int


def find_companies(
    session: Session, scope: Scope, filters: Filters, page: int, *, now: datetime, today: date
) -> Found:
    """A page of the list, in a number of queries that does not grow with it."""
    count = queries.count_found(session, scope, filters, now=now, today=today)
    pages = max(1, ceil(count / queries.PAGE_SIZE))
    page = min(max(1, page), pages)
    companies = queries.list_found(session, scope, filters, page, now=now, today=today)
    return Found(company_rows(session, scope, companies, today), count, page, pages)


def company_rows(
    session: Session, scope: Scope, companies: Sequence[Company], today: date
) -> list[CompanyRow]:
    """The companies with their facts, newest interview, number of needs and membership, in four queries."""
    ids = [company.id or 0 for company in companies]
    facts = latest_facts(company_queries.list_facts(session, scope, ids))
    newest = queries.list_newest_interviews(session, scope, ids)
    needs = queries.count_needs(session, scope, ids)
    members = queries.list_members(session, scope, ids, today)
    return [
        CompanyRow(company, facts.get(one, {}), newest.get(one), needs.get(one, 0), one in members)
        for one, company in zip(ids, companies, strict=True)
    ]


@dataclass(frozen=True)
class Grid:
    """How many companies there are by branch (division, "" unknown) and municipality, the largest first."""

    branches: Sequence[str]
    places: Sequence[str]
    cells: Mapping[tuple[str, str], int]
    totals: Mapping[str, int]
    others: int
    """Municipalities that have no column of their own; their companies are in the totals."""


def grid(session: Session, scope: Scope, filters: Filters, *, now: datetime, today: date) -> Grid:
    """The companies that fit, counted once each, under the first industry code they have."""
    cells: Counter[tuple[str, str]] = Counter()
    for place, codes in queries.list_places_and_codes(session, scope, filters, now=now, today=today):
        cells[_division(codes), place] += 1
    by_branch: Counter[str] = Counter()
    by_place: Counter[str] = Counter()
    for (branch, place), count in cells.items():
        by_branch[branch] += count
        by_place[place] += count
    places = [place for place, _count in by_place.most_common(MOST_COLUMNS)]
    branches = [branch for branch, _count in by_branch.most_common()]
    return Grid(branches, places, cells, by_branch, len(by_place) - len(places))


def _division(codes: str | None) -> str:
    known = json.loads(codes) if codes else None
    first = known[0] if isinstance(known, list) and known else known
    return str(first)[:DIVISION] if first else ""


def save_search(session: Session, scope: Scope, name: str, query: str, now: datetime) -> SavedSearch:
    """Keep a search under a name; one that the caller has under the name already is replaced.

    Raises:
        InputError: the name is empty or too long.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise InputError(N_("Ge sökningen ett namn på högst 80 tecken."), field="name")
    same = (each for each in queries.list_saved(session, scope) if each.name == name)
    told = {"hub_id": scope.hub, "user_id": scope.user, "page": queries.PAGE, "name": name, "query": query}
    saved = next(same, None) or SavedSearch.model_validate(told | {"saved_at": now})
    saved.query, saved.saved_at = query[:1000], now
    session.add(saved)
    session.flush()
    return saved


def forget_search(session: Session, scope: Scope, search_id: int) -> None:
    """Delete one of the caller's saved searches."""
    session.delete(queries.get_saved(session, scope, search_id))
    session.flush()
