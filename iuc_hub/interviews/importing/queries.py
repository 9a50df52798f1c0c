"""Selects for taking in past interviews: companies by number, people, what is held already."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from iuc_hub.accounts.models import User
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.models import Company
from iuc_hub.interviews.models import Answer, Interview, InterviewState


def companies_by_number(session: Session, scope: Scope) -> dict[str, tuple[int, str]]:
    """Organisation number -> id and name of the company that has all of it now."""
    query = select(Company.organisation_number, Company.id, Company.merged_into, Company.name)
    rows = list(session.exec(query.where(Company.hub_id == scope.hub)))
    names = {company_id: name for _number, company_id, _into, name in rows}
    into = {company_id: merged for _number, company_id, merged, _name in rows}

    def survivor(company_id: int) -> int:
        while (following := into.get(company_id)) is not None:
            company_id = following
        return company_id

    return {
        number: (survivor(company_id), names[survivor(company_id)])
        for number, company_id, _into, _name in rows
        if company_id is not None
    }


def list_colleagues(session: Session, scope: Scope) -> list[User]:
    return list(session.exec(select(User).where(User.hub_id == scope.hub)))


def list_interviews_of(session: Session, scope: Scope, company_ids: Sequence[int]) -> list[Interview]:
    """Every interview of these companies that was not called off."""
    query = select(Interview).where(Interview.hub_id == scope.hub, col(Interview.company_id).in_(company_ids))
    return list(session.exec(query.where(Interview.state != InterviewState.CANCELLED)))


def list_answers_of(session: Session, scope: Scope, interview_ids: Sequence[int]) -> list[Answer]:
    query = select(Answer).where(Answer.hub_id == scope.hub, col(Answer.interview_id).in_(interview_ids))
    return list(session.exec(query))
