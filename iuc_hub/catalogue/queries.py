"""Every select on supports, their revisions and the catalogue's version."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, or_, select

from iuc_hub.accounts.models import User
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import (
    CatalogueVersion,
    Support,
    SupportDay,
    SupportPlace,
    SupportRevision,
    SupportState,
    SupportTheme,
    SupportVerification,
)
from iuc_hub.errors import N_, NotFound, Stale

CHUNK = 1000
READABLE = (SupportState.PUBLISHED, SupportState.ARCHIVED)
Part = TypeVar("Part", bound=SupportTheme | SupportPlace | SupportDay)


def version_token(session: Session) -> str:
    """Tells one state of the catalogue from every other; empty before the first import."""
    return session.exec(select(CatalogueVersion.token)).first() or ""


def version_number(session: Session) -> int:
    """How many times the catalogue has changed."""
    return session.exec(select(CatalogueVersion.number)).first() or 0


def number_changes(session: Session, number: int) -> None:
    """Let what has changed since the last number be read by matching from this one on."""
    waiting = col(Support.changed_in).is_(None) & col(Support.state).in_(READABLE)
    numbered = update(Support).where(waiting).values(changed_in=number)
    session.execute(numbered.execution_options(synchronize_session="fetch"))


def changed_since(scope: Scope, number: int) -> ColumnElement[bool]:
    """Whether a support that the caller's hub matches with, or did, is other than it was at this number."""
    changed = or_(col(Support.changed_in).is_(None), col(Support.changed_in) > number)
    return visible(scope) & col(Support.state).in_(READABLE) & changed


def has_changed_since(session: Session, scope: Scope, number: int) -> bool:
    query = select(Support.id).where(changed_since(scope, number))
    return session.exec(query.limit(1)).first() is not None


def list_themes_ever(session: Session, scope: Scope, number: int) -> dict[str, set[str]]:
    """The supports that have changed since this number, each with the themes that it names or ever named."""
    query = (
        select(SupportRevision.support_id, SupportRevision.record["themes"])  # type: ignore[call-overload] # JSON
        .join(Support, col(Support.id) == SupportRevision.support_id)
        .where(changed_since(scope, number))
    )
    themes: dict[str, set[str]] = {}
    for support_id, named in session.exec(query):
        themes.setdefault(support_id, set()).update(named or ())
    return themes


def find_version(session: Session) -> CatalogueVersion | None:
    """The version's row, locked until the transaction ends."""
    return session.exec(select(CatalogueVersion).with_for_update()).first()


def visible(scope: Scope) -> ColumnElement[bool]:
    """The shared supports and the caller's hub's own."""
    shared = col(Support.hub_id).is_(None)
    return shared if scope.hub_id is None else or_(shared, col(Support.hub_id) == scope.hub_id)


def get_support(
    session: Session, scope: Scope, support_id: str, *, lock: bool = False, drafts: bool = False
) -> Support:
    """A published or archived support that the caller may see; locked until the transaction ends with ``lock``.

    With ``drafts`` also one of the caller's hub that is not published yet.

    Raises:
        NotFound: also for another hub's own support, which the caller may not know of.
    """
    readable: ColumnElement[bool] = col(Support.state).in_(READABLE)
    if drafts and scope.hub_id is not None:
        readable = or_(readable, col(Support.hub_id) == scope.hub_id)
    query = select(Support).where(Support.id == support_id, visible(scope), readable)
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


def find_by_key(session: Session, scope: Scope, key: str) -> Support | None:
    """The own support of the caller's hub whose id ends with this key, locked until the transaction ends."""
    ends_so = col(Support.id).endswith(f"-{key}", autoescape=True)
    return session.exec(select(Support).where(Support.hub_id == scope.hub, ends_so).with_for_update()).first()


def list_parts(session: Session, table: type[Part], ids: Sequence[str]) -> dict[str, list[Part]]:
    """The stored themes, places or days of these supports, by id."""
    found: dict[str, list[Part]] = {}
    for start in range(0, len(ids), CHUNK):
        query = select(table).where(col(table.support_id).in_(ids[start : start + CHUNK]))
        for row in session.exec(query):
            found.setdefault(row.support_id, []).append(row)
    return found


def check_revision(support: Support, seen: int) -> None:
    """Whether what the caller saw is what the support says now.

    Raises:
        Stale: when somebody has changed it since.
    """
    if support.revision != seen:
        message = N_(
            "Någon har ändrat stödet sedan du öppnade sidan. Läs det igen och gör om det du ville göra."
        )
        raise Stale(message, current=support.record, revision=support.revision)


def find_revision(session: Session, scope: Scope, support_id: str, revision: int) -> SupportRevision | None:
    """What a visible support said at one revision."""
    query = (
        select(SupportRevision)
        .join(Support, col(Support.id) == SupportRevision.support_id)
        .where(SupportRevision.support_id == support_id, SupportRevision.revision == revision, visible(scope))
    )
    return session.exec(query).first()


def find_verification(
    session: Session, scope: Scope, support_id: str, revision: int
) -> SupportVerification | None:
    """Who last compared this revision of a visible support with its source."""
    query = (
        select(SupportVerification)
        .join(Support, col(Support.id) == SupportVerification.support_id)
        .where(SupportVerification.support_id == support_id, SupportVerification.revision == revision)
        .where(visible(scope))
        .order_by(col(SupportVerification.id).desc())
        .limit(1)
    )
    return session.exec(query).first()


def list_verifications(session: Session, scope: Scope, support_id: str) -> list[SupportVerification]:
    """Everybody who compared a visible support with its source, newest first."""
    query = (
        select(SupportVerification)
        .join(Support, col(Support.id) == SupportVerification.support_id)
        .where(SupportVerification.support_id == support_id, visible(scope))
    )
    return list(session.exec(query.order_by(col(SupportVerification.id).desc())))


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
