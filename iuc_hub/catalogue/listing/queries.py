"""Selects for the list of supports: a page of it, what each choice would show, and the days of a month."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, case, extract, false, func
from sqlalchemy.orm import defer
from sqlmodel import Session, col, or_, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.listing.filters import ARCHIVED, CLOSED, COMING, DRAFTS, WINDOWS, Filters
from iuc_hub.catalogue.models import Support, SupportDay, SupportPlace, SupportState, SupportTheme
from iuc_hub.catalogue.queries import visible
from iuc_hub.ordering import swedish_key

PAGE_SIZE = 30
UNPUBLISHED = (SupportState.DRAFT, SupportState.IN_REVIEW)


@dataclass(frozen=True)
class FacetCounts:
    """How many supports each choice would show, the other choices kept as they are."""

    kinds: dict[str, int]
    themes: dict[str, int]
    counties: dict[str, int]
    """Only counties that some support is limited to; what is for the whole country counts in each."""
    when: dict[str, int]
    unverified: int
    states: dict[str, int]


def search(session: Session, scope: Scope, filters: Filters, *, today: date, page: int = 1) -> list[Support]:
    """One page of what the filters show: what can be applied for first, soonest closing on top, then by title."""
    shut = or_(col(Support.closes) < today, col(Support.opens) > today)
    query = (
        select(Support)
        .where(*_conditions(scope, filters, today))
        .order_by(func.coalesce(shut, False), col(Support.closes).is_(None), col(Support.closes))
        .order_by(col(Support.title_key), col(Support.id))
    )
    return list(session.exec(query.offset((page - 1) * PAGE_SIZE).limit(PAGE_SIZE)))


def count_search(session: Session, scope: Scope, filters: Filters, *, today: date) -> int:
    query = select(func.count()).select_from(Support)
    return session.exec(query.where(*_conditions(scope, filters, today))).one()


def facet_counts(session: Session, scope: Scope, filters: Filters, *, today: date) -> FacetCounts:
    """Seven selects, whatever there is to count."""
    by_kind = (
        select(Support.kind, func.count())
        .where(*_conditions(scope, replace(filters, kind=""), today))
        .group_by(Support.kind)
    )
    by_theme = (
        select(SupportTheme.theme, func.count())
        .join(Support, col(Support.id) == SupportTheme.support_id)
        .where(*_conditions(scope, replace(filters, theme=""), today))
        .group_by(SupportTheme.theme)
    )
    return FacetCounts(
        kinds=dict(session.exec(by_kind).all()),
        themes=dict(session.exec(by_theme).all()),
        counties=_count_counties(session, scope, filters, today),
        when=_count_windows(session, scope, filters, today),
        unverified=count_search(session, scope, replace(filters, unverified="yes"), today=today),
        states=_count_states(session, scope, filters, today),
    )


def _count_counties(session: Session, scope: Scope, filters: Filters, today: date) -> dict[str, int]:
    """Two selects: what is limited to each county, and what is for the whole country."""
    conditions = _conditions(scope, replace(filters, county=""), today)
    limited = (
        select(SupportPlace.county, func.count())
        .join(Support, col(Support.id) == SupportPlace.support_id)
        .where(*conditions)
        .group_by(SupportPlace.county)
    )
    everywhere = select(func.count()).select_from(Support).where(*conditions, ~_limited_to_places())
    whole = session.exec(everywhere).one()
    return {county: count + whole for county, count in session.exec(limited)}


def _count_windows(session: Session, scope: Scope, filters: Filters, today: date) -> dict[str, int]:
    sums = (func.sum(case((_window(name, today), 1), else_=0)) for name in WINDOWS)
    query = select(*sums).select_from(Support).where(*_conditions(scope, replace(filters, when=""), today))
    return {name: count or 0 for name, count in zip(WINDOWS, session.exec(query).one(), strict=True)}


def _count_states(session: Session, scope: Scope, filters: Filters, today: date) -> dict[str, int]:
    everything = replace(filters, state="")
    query = (
        select(
            func.sum(case((_state(scope, DRAFTS), 1), else_=0)),
            func.sum(case((_state(scope, ARCHIVED), 1), else_=0)),
        )
        .select_from(Support)
        .where(visible(scope), *_narrowings(everything, today))
    )
    drafts, archived = session.exec(query).one()
    return {DRAFTS: drafts or 0, ARCHIVED: archived or 0}


def list_days(
    session: Session, scope: Scope, filters: Filters, first: date, end: date, *, today: date
) -> list[tuple[SupportDay, Support]]:
    """Every last day and cut-off from ``first`` to before ``end`` with its support, without its record."""
    query = (
        select(SupportDay, Support)
        .join(Support, col(Support.id) == SupportDay.support_id)
        .where(*_conditions(scope, filters, today), SupportDay.day >= first, SupportDay.day < end)
        .options(defer(Support.record))  # type: ignore[arg-type] # SQLModel types columns by their values
        .order_by(col(SupportDay.day), col(Support.title_key), col(Support.id))
    )
    return [(day, support) for day, support in session.exec(query)]


def count_days_by_month(
    session: Session, scope: Scope, filters: Filters, first: date, end: date, *, today: date
) -> dict[tuple[int, int], int]:
    """Year and month -> how many last days and cut-offs there are in it."""
    year, month = extract("year", col(SupportDay.day)), extract("month", col(SupportDay.day))
    query = (
        select(year, month, func.count())
        .join(Support, col(Support.id) == SupportDay.support_id)
        .where(*_conditions(scope, filters, today), SupportDay.day >= first, SupportDay.day < end)
        .group_by(year, month)
    )
    return {(int(in_year), int(in_month)): count for in_year, in_month, count in session.exec(query)}


def _conditions(scope: Scope, filters: Filters, today: date) -> list[ColumnElement[bool]]:
    """What a support must meet to be among those the filters show."""
    return [_state(scope, filters.state), visible(scope), *_narrowings(filters, today)]


def _state(scope: Scope, state: str) -> ColumnElement[bool]:
    """What is published; or the hub's own that is not yet, or what is archived."""
    if state == ARCHIVED:
        return col(Support.state) == SupportState.ARCHIVED
    if state == DRAFTS:
        own = false() if scope.hub_id is None else col(Support.hub_id) == scope.hub_id
        return and_(own, col(Support.state).in_(UNPUBLISHED))
    return col(Support.state) == SupportState.PUBLISHED


def _narrowings(filters: Filters, today: date) -> list[ColumnElement[bool]]:
    words = swedish_key(filters.words).split()
    found = [col(Support.search_key).contains(word, autoescape=True) for word in words]
    if filters.kind:
        found.append(col(Support.kind) == filters.kind)
    if filters.theme:
        themed = select(SupportTheme.support_id).where(SupportTheme.theme == filters.theme)
        found.append(col(Support.id).in_(themed))
    if filters.county:
        here = select(SupportPlace.support_id).where(SupportPlace.county == filters.county)
        found.append(or_(col(Support.id).in_(here), ~_limited_to_places()))
    if filters.when:
        found.append(_window(filters.when, today))
    if filters.unverified:
        year_ago = today - timedelta(days=365)
        found.append(or_(col(Support.verified_on).is_(None), col(Support.verified_on) < year_ago))
    return found


def _limited_to_places() -> ColumnElement[bool]:
    return col(Support.id).in_(select(SupportPlace.support_id))


def _window(when: str, today: date) -> ColumnElement[bool]:
    """Whether it can be applied for today; opening and last day both count, as `pages.window_of` has it."""
    ended = func.coalesce(col(Support.closes) < today, false())
    ahead = func.coalesce(col(Support.opens) > today, false())
    if when == CLOSED:
        return ended
    return and_(~ended, ahead if when == COMING else ~ahead)
