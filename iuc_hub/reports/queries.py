"""Selects for reports: plain rows of a period, of one hub or of them all."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_
from sqlalchemy.orm import Mapped, aliased, defer
from sqlmodel import Session, col, select

from iuc_hub.accounts.models import Hub, Role, User
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support
from iuc_hub.companies.dealings import CompanyNote, NoteKind
from iuc_hub.companies.models import Company, CompanyFact
from iuc_hub.errors import N_, Denied, NotFound
from iuc_hub.interviews.models import Interview, InterviewState, Need
from iuc_hub.interviews.queries import FINISHED
from iuc_hub.jobs import Job
from iuc_hub.recommendations.models import (
    Letter,
    Recommendation,
    RecommendationChange,
    RecommendationState,
)
from iuc_hub.reports.figures import Profile, Rejected, Sent, profile_of
from iuc_hub.reports.models import Population, ReportFile
from iuc_hub.reports.period import Period

REACHED = (NoteKind.CALL, NoteKind.MEETING, NoteKind.MAIL)
"""The notes by which a company was reached; an unanswered call is not one."""


def _visible(scope: Scope, hub_column: Mapped[int]) -> ColumnElement[bool]:
    """The caller's hub, or every hub for the network's analyst, who gets no names."""
    if scope.role is Role.ANALYST:
        return hub_column.is_not(None)
    if scope.role in (Role.ADVISOR, Role.HUB_ADMIN):
        return hub_column == scope.hub
    raise Denied(N_("Rapporterna är för hubbens och nätverkets egna."))


def count_hubs(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Hub)).one()


def list_profiles(session: Session, scope: Scope) -> dict[int, Profile]:
    """Company -> what it is counted by, of all that are not merged into another."""
    facts = _newest_facts(session, scope)
    query = select(col(Company.id), Company.municipality_code).where(
        _visible(scope, col(Company.hub_id)), col(Company.merged_into).is_(None)
    )
    return {
        company: profile_of(place, facts.get((company, "sni")), facts.get((company, "employees")))
        for company, place in session.exec(query)
        if company is not None
    }


def _newest_facts(session: Session, scope: Scope) -> dict[tuple[int, str], object]:
    query = (
        select(CompanyFact.company_id, CompanyFact.fact, CompanyFact.value)
        .where(_visible(scope, col(CompanyFact.hub_id)), col(CompanyFact.fact).in_(("employees", "sni")))
        .order_by(col(CompanyFact.as_of), col(CompanyFact.id))
    )
    return {(company, fact): value for company, fact, value in session.exec(query)}


def _held(scope: Scope, period: Period) -> Sequence[ColumnElement[bool]]:
    """What makes an interview one that was finished in the period."""
    return (
        _visible(scope, col(Interview.hub_id)),
        col(Interview.state).in_(FINISHED),
        col(Interview.completed_at) >= period.start,
        col(Interview.completed_at) < period.end,
    )


def list_met(session: Session, scope: Scope, period: Period) -> list[int]:
    """Ids of the companies whose interview was finished in the period, each once."""
    return list(session.exec(select(Interview.company_id).where(*_held(scope, period)).distinct()))


def list_contacted(session: Session, scope: Scope, period: Period) -> set[int]:
    """Companies that in the period got a visit booked, a letter, or a call, mail or meeting that is noted."""
    booked = select(Interview.company_id).where(
        _visible(scope, col(Interview.hub_id)),
        col(Interview.upload_id).is_(None),
        Interview.state != InterviewState.CANCELLED,
        Interview.created_at >= period.start,
        Interview.created_at < period.end,
    )
    written = select(Letter.company_id).where(
        _visible(scope, col(Letter.hub_id)), Letter.sent_at >= period.start, Letter.sent_at < period.end
    )
    noted = select(CompanyNote.company_id).where(
        _visible(scope, col(CompanyNote.hub_id)),
        col(CompanyNote.kind).in_(REACHED),
        col(CompanyNote.deleted_at).is_(None),
        CompanyNote.at >= period.start,
        CompanyNote.at < period.end,
    )
    return {company for query in (booked, written, noted) for company in session.exec(query.distinct())}


def list_needs(session: Session, scope: Scope, period: Period) -> list[tuple[int, str, str]]:
    """(company, theme, horizon) of the needs of those interviews as they stood when the period ended, each once.

    Withdrawn needs never count, nor what an interview held before the end of the period has superseded.
    """
    later = aliased(Interview)
    query = (
        select(Need.company_id, Need.theme, Need.horizon)
        .join(
            Interview, (col(Interview.hub_id) == col(Need.hub_id)) & (col(Interview.id) == Need.interview_id)
        )
        .outerjoin(later, (col(later.hub_id) == col(Need.hub_id)) & (col(later.id) == Need.superseded_by))
        .where(*_held(scope, period), col(Need.withdrawn_at).is_(None))
        .where(or_(col(Need.superseded_by).is_(None), col(later.completed_at) >= period.end))
        .distinct()
    )
    return [(company, theme, horizon) for company, theme, horizon in session.exec(query)]


def list_sent(session: Session, scope: Scope, period: Period) -> list[Sent]:
    """Recommendations whose letter left in the period, with where they stand now."""
    query = (
        select(  # type: ignore[call-overload] # SQLModel types four columns at most
            col(Recommendation.id),
            Recommendation.company_id,
            Recommendation.state,
            Recommendation.reason,
            Recommendation.granted_sek,
        )
        .join(
            Letter,
            (col(Letter.hub_id) == Recommendation.hub_id) & (col(Letter.id) == Recommendation.letter_id),
        )
        .where(_visible(scope, col(Recommendation.hub_id)))
        .where(Letter.sent_at >= period.start, Letter.sent_at < period.end)
    )
    granted = _granted_before_delivery(session, scope)
    return [
        Sent(one, company, RecommendationState(state), reason, granted.get(one, amount))
        for one, company, state, reason, amount in session.exec(query)
        if one is not None
    ]


def _granted_before_delivery(session: Session, scope: Scope) -> dict[int, int | None]:
    """Recommendation -> what was granted, of those delivered straight after it was."""
    query = (
        select(RecommendationChange)
        .join(
            Recommendation,
            (col(Recommendation.hub_id) == RecommendationChange.hub_id)
            & (col(Recommendation.id) == RecommendationChange.recommendation_id),
        )
        .where(_visible(scope, col(Recommendation.hub_id)))
        .where(Recommendation.state == RecommendationState.DELIVERED)
        .where(
            col(RecommendationChange.after).in_((RecommendationState.GRANTED, RecommendationState.DELIVERED))
        )
        .order_by(col(RecommendationChange.id))
    )
    amounts: dict[int, int | None] = {}
    found: dict[int, int | None] = {}
    for change in session.exec(query):
        if change.after is RecommendationState.GRANTED:
            amounts[change.recommendation_id] = change.granted_sek
        elif change.before is RecommendationState.GRANTED:
            found[change.recommendation_id] = amounts.get(change.recommendation_id)
        else:
            found.pop(change.recommendation_id, None)
    return found


def list_rejected(session: Session, scope: Scope, period: Period) -> list[Rejected]:
    """Recommendations that stand as passed over since a day of the period."""
    query = select(col(Recommendation.id), Recommendation.company_id, Recommendation.reason).where(
        _visible(scope, col(Recommendation.hub_id)),
        Recommendation.state == RecommendationState.REJECTED,
        Recommendation.changed_at >= period.start,
        Recommendation.changed_at < period.end,
    )
    return [Rejected(one, company, reason) for one, company, reason in session.exec(query) if one is not None]


def list_companies_by_name(session: Session, scope: Scope) -> list[int]:
    """The ids of the hub's companies, by name; never for the analyst."""
    query = select(Company.id).where(Company.hub_id == scope.hub, col(Company.merged_into).is_(None))
    return [each for each in session.exec(query.order_by(col(Company.name_key), col(Company.id))) if each]


def list_companies(session: Session, scope: Scope, ids: Sequence[int]) -> list[Company]:
    """The hub's companies of these ids, in their order; never for the analyst."""
    query = select(Company).where(Company.hub_id == scope.hub)
    found = {
        each.id: each
        for chunk in _chunks(ids)
        for each in session.exec(query.where(col(Company.id).in_(chunk)))
    }
    return [found[each] for each in ids if each in found]


def list_proposals_by_company(session: Session, scope: Scope) -> list[int]:
    """The ids of the hub's recommendations, by their company's name; never for the analyst."""
    query = (
        select(Recommendation.id)
        .join(
            Company,
            (col(Company.hub_id) == Recommendation.hub_id) & (col(Company.id) == Recommendation.company_id),
        )
        .where(Recommendation.hub_id == scope.hub)
        .order_by(col(Company.name_key), col(Recommendation.id))
    )
    return [each for each in session.exec(query) if each]


def list_proposals(
    session: Session, scope: Scope, ids: Sequence[int]
) -> list[tuple[Recommendation, Company, Support]]:
    """The hub's recommendations of these ids, in their order; never for the analyst."""
    query = (
        select(Recommendation, Company, Support)
        .join(
            Company,
            (col(Company.hub_id) == Recommendation.hub_id) & (col(Company.id) == Recommendation.company_id),
        )
        .join(Support, col(Support.id) == Recommendation.support_id)
        .where(Recommendation.hub_id == scope.hub)
    )
    found = {
        one.id: (one, company, support)
        for chunk in _chunks(ids)
        for one, company, support in session.exec(query.where(col(Recommendation.id).in_(chunk)))
    }
    return [found[each] for each in ids if each in found]


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[at : at + CHUNK] for at in range(0, len(ids), CHUNK))


CHUNK = 5_000
"""So many ids fit in one question to every database."""


def find_population_in_use(session: Session, scope: Scope) -> tuple[str, int] | None:
    """Source and year of the newest numbers of companies that the hub has taken in."""
    query = (
        select(Population.source, Population.year)
        .where(Population.hub_id == scope.hub)
        .order_by(col(Population.year).desc(), col(Population.recorded_at).desc(), col(Population.id).desc())
    )
    return session.exec(query).first()


def list_population(session: Session, scope: Scope, used: tuple[str, int]) -> list[tuple[str, str, int]]:
    """(municipality, SNI code, companies) of one source and year."""
    query = select(Population.municipality_code, Population.sni, Population.companies).where(
        Population.hub_id == scope.hub, Population.source == used[0], Population.year == used[1]
    )
    return [(place, sni, companies) for place, sni, companies in session.exec(query)]


def list_populations(session: Session, scope: Scope) -> list[tuple[str, int, int, int]]:
    """(source, year, rows, companies) of everything taken in, the one in use first."""
    query = (
        select(Population.source, Population.year, func.count(), func.sum(Population.companies))
        .where(Population.hub_id == scope.hub)
        .group_by(col(Population.source), col(Population.year))
        .order_by(col(Population.year).desc(), func.max(Population.recorded_at).desc())
    )
    return [(source, year, rows, int(companies)) for source, year, rows, companies in session.exec(query)]


def list_population_rows(session: Session, scope: Scope, source: str, year: int) -> list[Population]:
    query = select(Population).where(
        Population.hub_id == scope.hub, Population.source == source, Population.year == year
    )
    return list(session.exec(query))


def get_report_file(session: Session, scope: Scope, report_id: int) -> ReportFile:
    """A report of the caller's hub.

    Raises:
        NotFound: also for another hub's.
    """
    query = select(ReportFile).where(ReportFile.hub_id == scope.hub, ReportFile.id == report_id)
    found = session.exec(query).first()
    if found is None:
        raise NotFound(N_("Rapporten finns inte kvar. Gör den igen från rapporternas sida."))
    return found


def get_report_file_of_job(session: Session, report_id: int) -> ReportFile:
    """A report by its id alone, for the job that makes it."""
    return session.exec(select(ReportFile).where(ReportFile.id == report_id)).one()


def list_report_files(session: Session, scope: Scope) -> list[tuple[ReportFile, User, Job | None]]:
    """The hub's reports, the newest first, with who wanted each and the job that makes it; without their files."""
    query = (
        select(ReportFile, User, Job)
        .join(User, col(User.id) == ReportFile.wanted_by)
        .outerjoin(Job, col(Job.id) == ReportFile.job_id)
        .where(ReportFile.hub_id == scope.hub)
        .options(defer(ReportFile.content))  # type: ignore[arg-type] # SQLModel types columns by their values
        .order_by(col(ReportFile.wanted_at).desc(), col(ReportFile.id).desc())
    )
    return [(one, user, job) for one, user, job in session.exec(query)]


def list_old_report_files(session: Session, before: datetime) -> list[ReportFile]:
    query = select(ReportFile).where(ReportFile.wanted_at < before)
    return list(session.exec(query.options(defer(ReportFile.content))))  # type: ignore[arg-type] # as above
