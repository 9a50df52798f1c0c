"""Selects for the list of supports: a page of it, what each choice would show, and the days of a month."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, case, extract, false, func
from sqlalchemy.orm import defer
from sqlmodel import Session, col, or_, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.listing.filters import ARCHIVED, CLOSED, COMING, DRAFTS, STATES, WINDOWS, Filters
from iuc_hub.catalogue.models import Support, SupportDay, SupportPlace, SupportState, SupportTheme
from iuc_hub.catalogue.queries import visible
from iuc_hub.ordering import swedish_key

PAGE_SIZE = 30
Parts = dict[str, list[ColumnElement[bool]]]
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
    shut = func.coalesce(or_(col(Support.closes) < today, col(Support.opens) > today), False)
    order = (
        shut,
        col(Support.closes).is_(None),
        col(Support.closes),
        col(Support.title_key),
        col(Support.id),
    )
    ids = select(Support.id).where(*_conditions(scope, filters, today)).order_by(*order)
    shown = ids.offset((page - 1) * PAGE_SIZE).limit(PAGE_SIZE).subquery()  # ids alone are sorted lightly
    return list(session.exec(select(Support).join(shown, shown.c.id == Support.id).order_by(*order)))


def count_search(session: Session, scope: Scope, filters: Filters, *, today: date) -> int:
    query = select(func.count()).select_from(Support)
    return session.exec(query.where(*_conditions(scope, filters, today))).one()


def facet_counts(session: Session, scope: Scope, filters: Filters, *, today: date) -> FacetCounts:
    """Four selects, whatever there is to count."""
    parts = _parts(scope, filters, today)
    by_kind = select(Support.kind, func.count()).where(*_without(parts, "kind")).group_by(Support.kind)
    by_theme = (
        select(SupportTheme.theme, func.count())
        .join(Support, col(Support.id) == SupportTheme.support_id)
        .where(*_without(parts, "theme"))
        .group_by(SupportTheme.theme)
    )
    by_county = (
        select(SupportPlace.county, func.count())
        .join(Support, col(Support.id) == SupportPlace.support_id)
        .where(*_without(parts, "county"))
        .group_by(SupportPlace.county)
    )
    sums = _sums(session, scope, parts, today)
    return FacetCounts(
        kinds=dict(session.exec(by_kind).all()),
        themes=dict(session.exec(by_theme).all()),
        counties={code: count + sums["everywhere"] for code, count in session.exec(by_county)},
        when={name: sums[name] for name in WINDOWS},
        unverified=sums["unverified"],
        states={name: sums[name] for name in STATES},
    )


def _sums(session: Session, scope: Scope, parts: Parts, today: date) -> dict[str, int]:
    """What each choice with a condition of its own would show, counted in one pass."""
    choices = {name: [_window(name, today), *_without(parts, "when")] for name in WINDOWS}
    choices |= {name: [_state(scope, name), *_without(parts, "state")] for name in STATES}
    choices |= {
        "unverified": [_unverified(today), *_without(parts, "unverified")],
        "everywhere": [~_limited_to_places(), *_without(parts, "county")],
    }
    sums = (func.sum(case((and_(*each), 1), else_=0)) for each in choices.values())
    query = select(*sums).select_from(Support).where(*parts["visible"], *parts["words"])
    return {name: count or 0 for name, count in zip(choices, session.exec(query).one(), strict=True)}


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
    return _without(_parts(scope, filters, today), "")


def _without(parts: Parts, name: str) -> list[ColumnElement[bool]]:
    """Every condition but those of one filter."""
    return [each for part, conditions in parts.items() if part != name for each in conditions]


def _parts(scope: Scope, filters: Filters, today: date) -> Parts:
    """Filter -> the conditions that it makes; none where it narrows nothing."""
    words = swedish_key(filters.words).split()
    themed = select(SupportTheme.support_id).where(SupportTheme.theme == filters.theme)
    here = select(SupportPlace.support_id).where(SupportPlace.county == filters.county)
    return {
        "visible": [visible(scope)],
        "words": [col(Support.search_key).contains(word, autoescape=True) for word in words],
        "state": [_state(scope, filters.state)],
        "kind": [col(Support.kind) == filters.kind] if filters.kind else [],
        "theme": [col(Support.id).in_(themed)] if filters.theme else [],
        "county": [or_(col(Support.id).in_(here), ~_limited_to_places())] if filters.county else [],
        "when": [_window(filters.when, today)] if filters.when else [],
        "unverified": [_unverified(today)] if filters.unverified else [],
    }


def _state(scope: Scope, state: str) -> ColumnElement[bool]:
    """What is published; or the hub's own that is not yet, or what is archived."""
    if state == ARCHIVED:
        return col(Support.state) == SupportState.ARCHIVED
    if state == DRAFTS:
        own = false() if scope.hub_id is None else col(Support.hub_id) == scope.hub_id
        return and_(own, col(Support.state).in_(UNPUBLISHED))
    return col(Support.state) == SupportState.PUBLISHED


def _unverified(today: date) -> ColumnElement[bool]:
    year_ago = today - timedelta(days=365)
    return or_(col(Support.verified_on).is_(None), col(Support.verified_on) < year_ago)


def _limited_to_places() -> ColumnElement[bool]:
    return col(Support.id).in_(select(SupportPlace.support_id))


def _window(when: str, today: date) -> ColumnElement[bool]:
    """Whether it can be applied for today; opening and last day both count, as `pages.window_of` has it."""
    ended = func.coalesce(col(Support.closes) < today, false())
    ahead = func.coalesce(col(Support.opens) > today, false())
    if when == CLOSED:
        return ended
    return and_(~ended, ahead if when == COMING else ~ahead)
