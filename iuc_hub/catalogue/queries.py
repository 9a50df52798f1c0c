"""Every select on supports, their revisions and the catalogue's version."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, or_, select

from iuc_hub.accounts.models import User
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import (
    CatalogueVersion,
    Support,
    SupportRevision,
    SupportState,
    SupportTheme,
)
from iuc_hub.errors import N_, NotFound, Stale
from iuc_hub.ordering import swedish_key

PAGE_SIZE = 30
CHUNK = 1000
READABLE = (SupportState.PUBLISHED, SupportState.ARCHIVED)


@dataclass(frozen=True)
class Filters:
    """What a list of supports is narrowed to; nothing set shows all that is published."""

    words: str = ""
    kind: str = ""
    theme: str = ""
    open_only: bool = False
    unverified: bool = False
    """Not compared with its source for a year."""


@dataclass(frozen=True)
class FacetCounts:
    """How many supports each choice would show, the other choices kept as they are."""

    kinds: dict[str, int]
    themes: dict[str, int]
    open_now: int
    unverified: int


def version_token(session: Session) -> str:
    """Tells one state of the catalogue from every other; empty before the first import."""
    return session.exec(select(CatalogueVersion.token)).first() or ""


def find_version(session: Session) -> CatalogueVersion | None:
    """The version's row, locked until the transaction ends."""
    return session.exec(select(CatalogueVersion).with_for_update()).first()


def visible(scope: Scope) -> ColumnElement[bool]:
    """The shared supports and the caller's hub's own."""
    shared = col(Support.hub_id).is_(None)
    return shared if scope.hub_id is None else or_(shared, col(Support.hub_id) == scope.hub_id)


def get_support(session: Session, scope: Scope, support_id: str, *, lock: bool = False) -> Support:
    """A published or archived support that the caller may see; locked until the transaction ends with ``lock``.

    Raises:
        NotFound: also for another hub's own support, which the caller may not know of.
    """
    query = select(Support).where(Support.id == support_id, visible(scope), col(Support.state).in_(READABLE))
    support = session.exec(query.with_for_update() if lock else query).first()
    if support is None:
        raise NotFound(N_("Stödet finns inte i katalogen. Sök det bland stöden."))
    return support


def list_shared(session: Session) -> list[Support]:
    """Every published support that all hubs share, by id."""
    query = select(Support).where(Support.state == SupportState.PUBLISHED, col(Support.hub_id).is_(None))
    return list(session.exec(query.order_by(col(Support.id))))


def list_local(session: Session, hub_id: int) -> list[Support]:
    """A hub's own published supports, by id."""
    query = select(Support).where(Support.state == SupportState.PUBLISHED, Support.hub_id == hub_id)
    return list(session.exec(query.order_by(col(Support.id))))


def list_by_id(session: Session, ids: Sequence[str]) -> dict[str, Support]:
    """Supports of any hub and state among ``ids``: for importing, which must know whose an id is."""
    found: dict[str, Support] = {}
    for start in range(0, len(ids), CHUNK):
        query = select(Support).where(col(Support.id).in_(ids[start : start + CHUNK]))
        found |= {support.id: support for support in session.exec(query)}
    return found


def list_themes(session: Session, ids: Sequence[str]) -> dict[str, list[SupportTheme]]:
    """The stored themes of these supports, by id."""
    found: dict[str, list[SupportTheme]] = {}
    for start in range(0, len(ids), CHUNK):
        query = select(SupportTheme).where(col(SupportTheme.support_id).in_(ids[start : start + CHUNK]))
        for row in session.exec(query):
            found.setdefault(row.support_id, []).append(row)
    return found


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
    """Four selects, whatever there is to count."""
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
        open_now=count_search(session, scope, replace(filters, open_only=True), today=today),
        unverified=count_search(session, scope, replace(filters, unverified=True), today=today),
    )


def check_revision(support: Support, seen: int) -> None:
    """Whether what the caller saw is what the support says now.

    Raises:
        Stale: when somebody has changed it since.
    """
    if support.revision != seen:
        message = N_(
            "Någon har ändrat stödet sedan du öppnade sidan. Läs det igen och gör om det du ville göra."
        )
        raise Stale(message, current=support.record)


def find_revision(session: Session, scope: Scope, support_id: str, revision: int) -> SupportRevision | None:
    """What a visible support said at one revision."""
    query = (
        select(SupportRevision)
        .join(Support, col(Support.id) == SupportRevision.support_id)
        .where(SupportRevision.support_id == support_id, SupportRevision.revision == revision, visible(scope))
    )
    return session.exec(query).first()


def list_revisions(session: Session, scope: Scope, support_id: str) -> list[tuple[SupportRevision, str]]:
    """A visible support's revisions with who made each, newest first; an import by nobody has an empty name."""
    query = (
        select(SupportRevision, User.name)
        .join(Support, col(Support.id) == SupportRevision.support_id)
        .join(User, col(User.id) == SupportRevision.user_id, isouter=True)
        .where(SupportRevision.support_id == support_id, visible(scope))
        .order_by(col(SupportRevision.revision).desc())
    )
    return [(revision, name or "") for revision, name in session.exec(query)]


def _conditions(scope: Scope, filters: Filters, today: date) -> list[ColumnElement[bool]]:
    """What a published support must meet to be among those the filters show."""
    conditions: list[ColumnElement[bool]] = [
        col(Support.state) == SupportState.PUBLISHED,
        visible(scope),
        *(
            col(Support.search_key).contains(word, autoescape=True)
            for word in swedish_key(filters.words).split()
        ),
    ]
    if filters.kind:
        conditions.append(col(Support.kind) == filters.kind)
    if filters.theme:
        themed = select(SupportTheme.support_id).where(SupportTheme.theme == filters.theme)
        conditions.append(col(Support.id).in_(themed))
    if filters.open_only:
        conditions += [
            or_(col(Support.opens).is_(None), col(Support.opens) <= today),
            or_(col(Support.closes).is_(None), col(Support.closes) >= today),
        ]
    if filters.unverified:
        year_ago = today - timedelta(days=365)
        conditions.append(or_(col(Support.verified_on).is_(None), col(Support.verified_on) < year_ago))
    return conditions
