"""What the advisor's page of one company shows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from iuc_hub.accounts.models import User
from iuc_hub.accounts.queries import get_colleague
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.records import known_support
from iuc_hub.companies import queries as company_queries
from iuc_hub.companies.aid.services import Undertaking, undertaking
from iuc_hub.companies.dealings import ContactConsent, Promise, Purpose
from iuc_hub.companies.fact_catalogue import KnownFact, fact_catalogue
from iuc_hub.companies.facts import latest_facts
from iuc_hub.companies.models import Company, CompanyFact, Contact
from iuc_hub.companies.notes.queries import list_open_promises_to
from iuc_hub.companies.people.queries import newest_consents
from iuc_hub.companies.sizes import Figures, Measure, Size, size_class
from iuc_hub.companies.thresholds import EuroRate, euro_rate_on, size_rules_on
from iuc_hub.desk.company_page import queries
from iuc_hub.desk.company_page.timeline.services import EventKind, Timeline, timeline
from iuc_hub.interviews.models import Interview, InterviewState, Need
from iuc_hub.members.models import Member
from iuc_hub.members.queries import list_memberships
from iuc_hub.recommendations.models import Recommendation, RecommendationState
from iuc_hub.recommendations.need_states import NeedState, need_state
from iuc_hub.recommendations.queries import FitCount, count_fitting
from matching.eligibility import deadline_of

OLD_FACT_DAYS = 365
"""A fact older than this is worth asking about again."""


@dataclass(frozen=True)
class Shown:
    """Which part of the timeline is asked for."""

    page: int = 1
    kind: EventKind | None = None


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
    size: Size | None
    aid: Undertaking
    promises: Sequence[tuple[Promise, User]]
    consents: Mapping[int, Mapping[Purpose, ContactConsent]]
    advisor: User
    timeline: Timeline
    states: Mapping[RecommendationState, int] = field(default_factory=dict)

    days: Mapping[str, date | None] = field(default_factory=dict)
    """Support -> the next day by which something must be in."""
    rate: EuroRate | None = None
    memberships: Sequence[Member] = ()
    """The first one first."""
    catalogue: Mapping[str, KnownFact] = field(default_factory=fact_catalogue)

    @property
    def present(self) -> Sequence[Contact]:
        """The contact persons who are still there."""
        return [each for each in self.contacts if each.left_on is None]

    @property
    def current_interview(self) -> Interview | None:
        """The newest one that was not called off."""
        alive = [one for one, _user in self.interviews if one.state is not InterviewState.CANCELLED]
        return alive[-1] if alive else None


def company_page(
    session: Session, scope: Scope, company_id: int, needs: Sequence[Need], *, shown: Shown, today: date
) -> CompanyPage:
    """One company with all of it; ``needs`` come from the interviews, in the order they are shown.

    Raises:
        NotFound: for another hub's company.
    """
    company = company_queries.get_company(session, scope, company_id)
    interviews = queries.list_interviews(session, scope, [company_id])
    recommendations = queries.list_recommendations(session, scope, company_id)
    newest = interviews[-1][0].id if interviews else None
    fitting = count_fitting(session, scope, company_id)
    aid = undertaking(session, scope, company, today)
    members = [each.id or 0 for each in aid.companies]
    facts = latest_facts(company_queries.list_facts(session, scope, members))
    contacts = company_queries.list_contacts(session, scope, company_id)
    return CompanyPage(
        company=company,
        facts=facts.get(company_id, {}),
        contacts=contacts,
        interviews=interviews,
        answers=queries.count_answers(session, scope, newest) if newest else 0,
        needs=needs,
        fitting=fitting,
        standing=_standing(needs, [one for one, _support, _need in recommendations], fitting),
        recommendations=recommendations,
        size=_size(aid.companies, facts, today),
        aid=aid,
        promises=list_open_promises_to(session, scope, company_id),
        consents=newest_consents(session, scope, [each.id or 0 for each in contacts]),
        advisor=get_colleague(session, scope, company.advisor_id),
        timeline=timeline(session, scope, company, page=shown.page, kind=shown.kind),
        rate=euro_rate_on(today),
        memberships=[each for each in list_memberships(session, scope, company_id) if not each.never_ran],
        states=Counter(one.state for one, _support, _need in recommendations),
        days={
            each.id: deadline_of(known_support(each.record, each.id), today)
            for _one, each, _need in recommendations
        },
    )


def _size(
    companies: Sequence[Company], facts: Mapping[int, Mapping[str, CompanyFact]], today: date
) -> Size | None:
    """The size class of all companies tied by control; None without rules or a rate for the day."""
    rate, rules = euro_rate_on(today), size_rules_on(today)
    if rate is None or not rules:
        return None
    figures = [_figures(each, facts.get(each.id or 0, {})) for each in companies]
    return size_class(figures, rules, rate.sek)


def _figures(company: Company, facts: Mapping[str, CompanyFact]) -> Figures:
    def number(measure: Measure) -> int | float | None:
        value = facts[measure.value].value if measure.value in facts else None
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    return Figures(company.name, number(Measure.EMPLOYEES), number(Measure.TURNOVER), number(Measure.BALANCE))


def _standing(
    needs: Sequence[Need], recommendations: Sequence[Recommendation], fitting: Mapping[int, FitCount]
) -> dict[int, NeedState]:
    """Need id -> where it stands."""
    states: dict[int, list[RecommendationState]] = {}
    for one in recommendations:
        states.setdefault(one.need_id, []).append(one.state)
    ids = [need.id or 0 for need in needs]
    return {each: need_state(states.get(each, ()), fitting.get(each)) for each in ids}
