"""A support seen from the other side: the hub's companies that it suits, with the needs it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.pages import window_of
from iuc_hub.catalogue.queries import get_support
from iuc_hub.catalogue.records import known_support
from iuc_hub.companies.models import Company
from iuc_hub.desk.suited import queries
from iuc_hub.interviews.models import Need
from iuc_hub.recommendations.lifecycle import LIFE
from iuc_hub.recommendations.models import RecommendationState, StoredMatch
from iuc_hub.versions.serving import active_model


@dataclass(frozen=True)
class Suited:
    """A company with the needs that the support answers, best first; ``decided`` says what became of it there."""

    company: Company
    matches: Sequence[tuple[StoredMatch, Need]]
    decided: str

    @property
    def best(self) -> StoredMatch:
        return self.matches[0][0]


@dataclass(frozen=True)
class SuitedPage:
    """One page of the companies that a support suits."""

    support: Support
    companies: Sequence[Suited]
    count: int
    page: int
    pages: int
    window: str
    """open | coming | closed: what can't be applied for today suits nobody today"""


def suited_page(session: Session, scope: Scope, support_id: str, *, page: int, today: date) -> SuitedPage:
    """The companies that a support suits, by the newest matching of each, in six selects.

    Raises:
        NotFound: also for another hub's support.
    """
    support = get_support(session, scope, support_id)
    of = queries.Suiting(support_id, active_model(session, scope.hub).weights_.relevant_from)
    count = queries.count_companies(session, scope, of)
    pages = max(1, ceil(count / queries.PAGE_SIZE))
    page = min(max(1, page), pages)
    companies = queries.list_companies(session, scope, of, page=page)
    ids = [company.id or 0 for company in companies]
    matches = queries.list_matches(session, scope, of, ids)
    decided = {
        each.company_id: LIFE.words[each.state]
        for each in queries.list_decided(session, scope, support_id, ids)
        if each.state is not RecommendationState.PROPOSED
    }
    shown = [
        Suited(
            company, [row for row in matches if row[1].company_id == company.id],
            decided.get(company.id or 0, ""),
        )
        for company in companies
    ]  # fmt: skip
    window = window_of(known_support(support.record, support.id), today)
    return SuitedPage(support, [each for each in shown if each.matches], count, page, pages, window)
