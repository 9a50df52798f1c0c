"""The selects on companies that are handed over, with the planned interviews and open promises that go along."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from iuc_hub.accounts.models import User
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.dealings import Promise
from iuc_hub.companies.models import Company
from iuc_hub.interviews.models import Interview, InterviewState


def list_companies_locked(session: Session, scope: Scope, ids: Sequence[int]) -> list[Company]:
    """Those of the companies that are the hub's and not merged into another, locked, by id."""
    query = select(Company).where(Company.hub_id == scope.hub, col(Company.id).in_(ids))
    query = query.where(col(Company.merged_into).is_(None)).order_by(col(Company.id))
    return list(session.exec(query.with_for_update()))


def list_names(session: Session, scope: Scope, ids: Sequence[int]) -> dict[int, str]:
    """User id -> name."""
    query = select(User.id, User.name).where(User.hub_id == scope.hub, col(User.id).in_(ids))
    return {user_id: name for user_id, name in session.exec(query) if user_id is not None}


def list_planned(session: Session, scope: Scope, company_ids: Sequence[int]) -> list[Interview]:
    """The interviews still to be held, by the one who has the company."""
    query = select(Interview).join(Company, _at_company(Interview)).where(Interview.hub_id == scope.hub)
    query = query.where(col(Interview.company_id).in_(company_ids), *_planned())
    return list(session.exec(query.order_by(col(Interview.id))))


def list_promises(session: Session, scope: Scope, company_ids: Sequence[int]) -> list[Promise]:
    """The open promises made by the one who has the company."""
    query = select(Promise).join(Company, _at_company(Promise)).where(Promise.hub_id == scope.hub)
    query = query.where(col(Promise.company_id).in_(company_ids), *_open())
    return list(session.exec(query.order_by(col(Promise.id))))


def count_moving(
    session: Session, scope: Scope, company_ids: Sequence[int]
) -> list[tuple[int, int, int, int]]:
    """Advisor's id, companies, planned interviews and open promises that would go along, for each who has some."""
    chosen = (Company.hub_id == scope.hub, col(Company.id).in_(company_ids))
    companies = select(Company.advisor_id, func.count()).where(*chosen).group_by(col(Company.advisor_id))
    visits = (
        select(Company.advisor_id, func.count())
        .join(Interview, _at_company(Interview))
        .where(*chosen, *_planned())
        .group_by(col(Company.advisor_id))
    )
    promises = (
        select(Company.advisor_id, func.count())
        .join(Promise, _at_company(Promise))
        .where(*chosen, *_open())
        .group_by(col(Company.advisor_id))
    )
    planned, promised = dict(session.exec(visits).all()), dict(session.exec(promises).all())
    return [
        (advisor, count, planned.get(advisor, 0), promised.get(advisor, 0))
        for advisor, count in session.exec(companies.order_by(col(Company.advisor_id)))
    ]


def _at_company(table: type[Interview] | type[Promise]) -> ColumnElement[bool]:
    return (col(Company.hub_id) == table.hub_id) & (col(Company.id) == table.company_id)


def _planned() -> tuple[ColumnElement[bool], ...]:
    return (
        col(Interview.state) == InterviewState.PLANNED,
        col(Interview.advisor_id) == col(Company.advisor_id),
    )


def _open() -> tuple[ColumnElement[bool], ...]:
    return (
        col(Promise.owner_id) == col(Company.advisor_id),
        col(Promise.kept_at).is_(None),
        col(Promise.dropped_at).is_(None),
    )
