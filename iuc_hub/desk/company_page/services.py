"""What the advisor's page of one company shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from iuc_hub.accounts.models import User
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support
from iuc_hub.companies import queries as company_queries
from iuc_hub.companies.models import Company, CompanyFact, Contact
from iuc_hub.companies.services import latest_facts
from iuc_hub.desk.company_page import queries
from iuc_hub.interviews.models import Interview, InterviewState, Need
from iuc_hub.recommendations.models import Letter, Recommendation, RecommendationState
from iuc_hub.recommendations.need_states import NeedState, need_state
from iuc_hub.recommendations.queries import FitCount, count_fitting

OLD_FACT_DAYS = 365
"""A fact older than this is worth asking about again."""


@dataclass(frozen=True)
class CompanyPage:
    """Everything known of one company and under way with it."""

    company: Company
    facts: Mapping[str, CompanyFact]
    contacts: Sequence[Contact]
    interviews: Sequence[tuple[Interview, User]]
    answers: int
    needs: Sequence[Need]
    fitting: Mapping[int, FitCount]
    standing: Mapping[int, NeedState]
    recommendations: Sequence[tuple[Recommendation, Support, Need]]
    letters: Sequence[tuple[Letter, Contact, User]]
    states: Mapping[RecommendationState, int] = field(default_factory=dict)

    @property
    def current_interview(self) -> Interview | None:
        """The newest one that was not called off."""
        alive = [one for one, _user in self.interviews if one.state is not InterviewState.CANCELLED]
        return alive[-1] if alive else None


def company_page(session: Session, scope: Scope, company_id: int, needs: Sequence[Need]) -> CompanyPage:
    """One company with all of it; ``needs`` come from the interviews, in the order they are shown.

    Raises:
        NotFound: for another hub's company.
    """
    company = company_queries.get_company(session, scope, company_id)
    interviews = queries.list_interviews(session, scope, [company_id])
    recommendations = queries.list_recommendations(session, scope, company_id)
    states: dict[RecommendationState, int] = {}
    for one, _support, _need in recommendations:
        states[one.state] = states.get(one.state, 0) + 1
    newest = interviews[-1][0].id if interviews else None
    fitting = count_fitting(session, scope, company_id)
    facts = latest_facts(company_queries.list_facts(session, scope, [company_id]))
    return CompanyPage(
        company=company,
        facts=facts.get(company_id, {}),
        contacts=company_queries.list_contacts(session, scope, company_id),
        interviews=interviews,
        answers=queries.count_answers(session, scope, newest) if newest else 0,
        needs=needs,
        fitting=fitting,
        standing=_standing(needs, [one for one, _support, _need in recommendations], fitting),
        recommendations=recommendations,
        letters=queries.list_letters(session, scope, company_id),
        states=states,
    )


def _standing(
    needs: Sequence[Need], recommendations: Sequence[Recommendation], fitting: Mapping[int, FitCount]
) -> dict[int, NeedState]:
    """Need id -> where it stands."""
    states: dict[int, list[RecommendationState]] = {}
    for one in recommendations:
        states.setdefault(one.need_id, []).append(one.state)
    ids = [need.id or 0 for need in needs]
    return {each: need_state(states.get(each, ()), fitting.get(each)) for each in ids}
