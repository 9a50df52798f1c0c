"""Selects for what has happened with one company: of each table the newest rows, as many as a page can show."""

from datetime import datetime

from sqlmodel import Session, col, select

from iuc_hub.accounts.models import User
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support
from iuc_hub.companies.dealings import AidAward, CompanyNote, ContactConsent, Promise
from iuc_hub.companies.models import CompanyChange, CompanyFact, Contact
from iuc_hub.interviews.models import Interview, InterviewChange, Need, NeedChange
from iuc_hub.recommendations.models import Letter, Recommendation, RecommendationChange


def list_names(session: Session, scope: Scope) -> dict[int, str]:
    """User id -> name, of the whole hub, closed accounts too."""
    rows = session.exec(select(User.id, User.name).where(User.hub_id == scope.hub))
    return {user_id: name for user_id, name in rows if user_id is not None}


def list_facts(session: Session, scope: Scope, company_id: int, limit: int) -> list[CompanyFact]:
    query = select(CompanyFact).where(CompanyFact.hub_id == scope.hub, CompanyFact.company_id == company_id)
    rows = session.exec(query.order_by(col(CompanyFact.recorded_at).desc(), col(CompanyFact.id)).limit(limit))
    return list(rows)


def list_notes(
    session: Session, scope: Scope, company_id: int, limit: int
) -> list[tuple[CompanyNote, Contact | None]]:
    """Notes that are not deleted, with whom they were about."""
    query = (
        select(CompanyNote, Contact)
        .join(Contact, col(Contact.id) == CompanyNote.contact_id, isouter=True)
        .where(CompanyNote.hub_id == scope.hub, CompanyNote.company_id == company_id)
        .where(col(CompanyNote.deleted_at).is_(None))
        .order_by(col(CompanyNote.at).desc(), col(CompanyNote.id).desc())
    )
    return [(note, contact) for note, contact in session.exec(query.limit(limit))]


def list_promises(session: Session, scope: Scope, company_id: int) -> list[Promise]:
    query = select(Promise).where(Promise.hub_id == scope.hub, Promise.company_id == company_id)
    return list(session.exec(query))


def list_interviews(session: Session, scope: Scope, company_id: int) -> list[Interview]:
    query = select(Interview).where(Interview.hub_id == scope.hub, Interview.company_id == company_id)
    return list(session.exec(query))


def list_interview_changes(
    session: Session, scope: Scope, company_id: int, limit: int
) -> list[tuple[InterviewChange, Interview]]:
    query = (
        select(InterviewChange, Interview)
        .join(
            Interview,
            (col(Interview.hub_id) == InterviewChange.hub_id)
            & (col(Interview.id) == InterviewChange.interview_id),
        )
        .where(InterviewChange.hub_id == scope.hub, Interview.company_id == company_id)
        .order_by(col(InterviewChange.at).desc(), col(InterviewChange.id).desc())
    )
    return [(change, interview) for change, interview in session.exec(query.limit(limit))]


def list_derived(session: Session, scope: Scope, company_id: int) -> list[tuple[datetime, int]]:
    """When needs were derived, with the interview they came from; a row a need."""
    query = select(Need.derived_at, Need.interview_id).where(
        Need.hub_id == scope.hub, Need.company_id == company_id
    )
    return [(at, interview_id) for at, interview_id in session.exec(query)]


def list_need_changes(
    session: Session, scope: Scope, company_id: int, limit: int
) -> list[tuple[NeedChange, Need]]:
    query = (
        select(NeedChange, Need)
        .join(Need, (col(Need.hub_id) == NeedChange.hub_id) & (col(Need.id) == NeedChange.need_id))
        .where(NeedChange.hub_id == scope.hub, Need.company_id == company_id)
        .order_by(col(NeedChange.at).desc(), col(NeedChange.id).desc())
    )
    return [(change, need) for change, need in session.exec(query.limit(limit))]


def list_recommendation_changes(
    session: Session, scope: Scope, company_id: int, limit: int
) -> list[tuple[RecommendationChange, Support]]:
    query = (
        select(RecommendationChange, Support)
        .join(
            Recommendation,
            (col(Recommendation.hub_id) == RecommendationChange.hub_id)
            & (col(Recommendation.id) == RecommendationChange.recommendation_id),
        )
        .join(Support, col(Support.id) == Recommendation.support_id)
        .where(RecommendationChange.hub_id == scope.hub, Recommendation.company_id == company_id)
        .order_by(col(RecommendationChange.at).desc(), col(RecommendationChange.id).desc())
    )
    return [(change, support) for change, support in session.exec(query.limit(limit))]


def list_letters(session: Session, scope: Scope, company_id: int, limit: int) -> list[tuple[Letter, Contact]]:
    query = (
        select(Letter, Contact)
        .join(Contact, col(Contact.id) == Letter.contact_id)
        .where(Letter.hub_id == scope.hub, Letter.company_id == company_id)
        .order_by(col(Letter.sent_at).desc(), col(Letter.id).desc())
    )
    return [(letter, contact) for letter, contact in session.exec(query.limit(limit))]


def list_changes(session: Session, scope: Scope, company_id: int, limit: int) -> list[CompanyChange]:
    query = select(CompanyChange).where(
        CompanyChange.hub_id == scope.hub, CompanyChange.company_id == company_id
    )
    rows = session.exec(
        query.order_by(col(CompanyChange.at).desc(), col(CompanyChange.id).desc()).limit(limit)
    )
    return list(rows)


def list_consents(
    session: Session, scope: Scope, company_id: int, limit: int
) -> list[tuple[ContactConsent, Contact]]:
    query = (
        select(ContactConsent, Contact)
        .join(
            Contact,
            (col(Contact.hub_id) == ContactConsent.hub_id) & (col(Contact.id) == ContactConsent.contact_id),
        )
        .where(ContactConsent.hub_id == scope.hub, Contact.company_id == company_id)
        .order_by(col(ContactConsent.recorded_at).desc(), col(ContactConsent.id).desc())
    )
    return [(consent, contact) for consent, contact in session.exec(query.limit(limit))]


def list_awards(session: Session, scope: Scope, company_id: int, limit: int) -> list[AidAward]:
    query = select(AidAward).where(
        AidAward.hub_id == scope.hub, AidAward.company_id == company_id, col(AidAward.removed_at).is_(None)
    )
    return list(session.exec(query.order_by(col(AidAward.recorded_at).desc()).limit(limit)))
