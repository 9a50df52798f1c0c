"""Selects on what was recommended to the caller's companies and waits for somebody, or for a last day."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func
from sqlalchemy import exists as sql_exists
from sqlmodel import Session, col, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support, SupportDay
from iuc_hub.companies.models import Company
from iuc_hub.interviews.models import Need
from iuc_hub.interviews.queries import is_active
from iuc_hub.recommendations.lifecycle import REPLIES
from iuc_hub.recommendations.models import Letter, Recommendation
from iuc_hub.recommendations.models import RecommendationState as State

OfferRow = tuple[Recommendation, Company, Support]
WaitingRow = tuple[Company, int, datetime]
DEADLINE_STATES = (State.ACCEPTED, State.SENT, State.INTERESTED, State.LATER)
NAMED = 3
"""Companies named at a last day."""


def list_replies(
    session: Session, scope: Scope, *, since: datetime, offset: int, limit: int
) -> tuple[list[OfferRow], int]:
    """What the caller's companies have answered since then and nobody has taken care of, a yes first."""
    wanted = (
        col(Recommendation.state).in_(REPLIES),
        col(Recommendation.changed_at) >= since,
        col(Recommendation.handled_at).is_(None),
    )
    says_yes = func.max(case((col(Recommendation.state) == State.INTERESTED, 1), else_=0))
    order = (says_yes.desc(), func.max(Recommendation.changed_at).desc())
    return _offers(session, scope, wanted, order, offset=offset, limit=limit)


def list_to_ask(
    session: Session, scope: Scope, *, today: date, offset: int, limit: int
) -> tuple[list[OfferRow], int]:
    """What it is time to ask what became of, what has waited longest first."""
    wanted = (col(Recommendation.ask_on) <= today,)
    return _offers(session, scope, wanted, (func.min(Recommendation.ask_on),), offset=offset, limit=limit)


def _offers(
    session: Session,
    scope: Scope,
    wanted: Sequence[ColumnElement[bool]],
    order: Sequence[ColumnElement[Any]],
    *,
    offset: int,
    limit: int,
) -> tuple[list[OfferRow], int]:
    """One row for each support at a company, whatever needs it serves, and how many there are."""
    found = (
        select(
            func.min(Recommendation.id).label("id"),
            func.count().over().label("count"),
            func.row_number().over(order_by=(*order, func.min(Recommendation.id))).label("place"),
        )
        .join(Company, _is_theirs())
        .where(Recommendation.hub_id == scope.hub, Company.advisor_id == scope.user, *wanted)
        .group_by(col(Recommendation.company_id), col(Recommendation.support_id))
        .order_by(*order, func.min(Recommendation.id))
        .offset(offset)
        .limit(limit)
        .subquery()
    )
    query = (
        select(Recommendation, Company, Support, found.c.count)
        .join(found, found.c.id == Recommendation.id)
        .join(Company, _is_theirs())
        .join(Support, col(Support.id) == Recommendation.support_id)
        .order_by(found.c.place)
    )
    rows = session.exec(query).all()
    return [(one, company, support) for one, company, support, _count in rows], rows[0][3] if rows else 0


def _is_theirs() -> ColumnElement[bool]:
    return (col(Company.hub_id) == Recommendation.hub_id) & (col(Company.id) == Recommendation.company_id)


def list_to_send(session: Session, scope: Scope, *, offset: int, limit: int) -> tuple[list[WaitingRow], int]:
    """Companies with supports taken along for a need that counts, since when, what has waited longest first."""
    for_active = sql_exists().where(
        col(Need.hub_id) == Recommendation.hub_id, col(Need.id) == Recommendation.need_id, is_active()
    )
    return _waiting(session, scope, (col(Recommendation.state) == State.ACCEPTED, for_active), offset, limit)


def list_silent(
    session: Session, scope: Scope, *, since: datetime, offset: int, limit: int
) -> tuple[list[WaitingRow], int]:
    """Companies that have not answered and have had no letter since then."""
    lately = sql_exists().where(
        col(Letter.hub_id) == Recommendation.hub_id,
        col(Letter.company_id) == Recommendation.company_id,
        col(Letter.sent_at) > since,
    )
    sent = col(Recommendation.state) == State.SENT
    return _waiting(session, scope, (sent, col(Recommendation.changed_at) <= since, ~lately), offset, limit)


def _waiting(
    session: Session, scope: Scope, wanted: Sequence[ColumnElement[bool]], offset: int, limit: int
) -> tuple[list[WaitingRow], int]:
    since = func.min(Recommendation.changed_at)
    found = (
        select(
            col(Recommendation.company_id).label("company_id"),
            func.count(func.distinct(Recommendation.support_id)).label("supports"),
            since.label("since"),
            func.count().over().label("count"),
        )
        .join(Company, _is_theirs())
        .where(Recommendation.hub_id == scope.hub, Company.advisor_id == scope.user, *wanted)
        .group_by(col(Recommendation.company_id))
        .order_by(since, col(Recommendation.company_id))
        .offset(offset)
        .limit(limit)
        .subquery()
    )
    query = (
        select(Company, found.c.supports, found.c.since, found.c.count)
        .join(found, found.c.company_id == Company.id)
        .order_by(found.c.since, found.c.company_id)
    )
    rows = session.exec(query).all()
    return [(company, supports, at) for company, supports, at, _count in rows], rows[0][3] if rows else 0


def list_deadlines(
    session: Session, scope: Scope, *, today: date, offset: int, limit: int
) -> tuple[list[tuple[Support, int]], int]:
    """Supports that companies of the caller's may get by a day ahead, for how many; the nearest first, cut-offs too."""
    nearest = func.min(SupportDay.day)
    found = (
        select(
            col(Recommendation.support_id).label("support_id"),
            nearest.label("day"),
            func.count(func.distinct(Recommendation.company_id)).label("companies"),
            func.count().over().label("count"),
        )
        .join(Company, _is_theirs())
        .join(SupportDay, col(SupportDay.support_id) == Recommendation.support_id)
        .where(Recommendation.hub_id == scope.hub, Company.advisor_id == scope.user)
        .where(col(Recommendation.state).in_(DEADLINE_STATES), col(SupportDay.day) >= today)
        .group_by(col(Recommendation.support_id))
        .order_by(nearest, col(Recommendation.support_id))
        .offset(offset)
        .limit(limit)
        .subquery()
    )
    query = (
        select(Support, found.c.companies, found.c.count)
        .join(found, found.c.support_id == Support.id)
        .order_by(found.c.day, col(Support.id))
    )
    rows = session.exec(query).all()
    return [(support, companies) for support, companies, _count in rows], rows[0][2] if rows else 0


def list_companies_at(
    session: Session, scope: Scope, support_ids: Sequence[str]
) -> dict[str, list[tuple[int, str]]]:
    """Support id -> the first of the caller's companies that may get it, id and name."""
    at = (
        select(Recommendation.support_id, Company.id, Company.name, Company.name_key)
        .join(Company, _is_theirs())
        .where(Recommendation.hub_id == scope.hub, Company.advisor_id == scope.user)
        .where(
            col(Recommendation.state).in_(DEADLINE_STATES), col(Recommendation.support_id).in_(support_ids)
        )
        .distinct()
        .subquery()
    )
    place = func.row_number().over(partition_by=at.c.support_id, order_by=(at.c.name_key, at.c.id))
    placed = select(at.c.support_id, at.c.id, at.c.name, place.label("place")).subquery()
    query = select(placed.c.support_id, placed.c.id, placed.c.name).where(placed.c.place <= NAMED)
    found: dict[str, list[tuple[int, str]]] = {}
    for support_id, company_id, name in session.exec(query.order_by(placed.c.support_id, placed.c.place)):
        found.setdefault(support_id, []).append((company_id, name))
    return found
