"""Every select on hubs, users and links."""

from sqlmodel import Session, col, select

from iuc_hub.accounts.models import AccessLink, AccountLink, Hub, User
from iuc_hub.accounts.scope import Scope
from iuc_hub.errors import N_, NotFound
from iuc_hub.ordering import swedish_key


def get_hub(session: Session, hub_id: int) -> Hub:
    hub = session.get(Hub, hub_id)
    if hub is None:
        raise NotFound(N_("Hubben finns inte."))
    return hub


def find_hub_by_slug(session: Session, slug: str) -> Hub | None:
    return session.exec(select(Hub).where(Hub.slug == slug)).first()


def list_hubs(session: Session) -> list[Hub]:
    return list(session.exec(select(Hub).order_by(Hub.slug)))


def find_user(session: Session, user_id: int) -> User | None:
    return session.get(User, user_id)


def find_user_by_email(session: Session, email: str) -> User | None:
    return session.exec(select(User).where(User.email_key == swedish_key(email))).first()


def get_colleague(session: Session, scope: Scope, user_id: int) -> User:
    """A user of the caller's own hub."""
    user = session.exec(select(User).where(User.hub_id == scope.hub, User.id == user_id)).first()
    if user is None:
        raise NotFound(N_("Personen finns inte i er hubb."))
    return user


def find_link(session: Session, token_hash: str) -> AccessLink | None:
    return session.exec(select(AccessLink).where(AccessLink.token_hash == token_hash)).first()


def find_link_by_id(session: Session, link_id: int) -> AccessLink | None:
    return session.get(AccessLink, link_id)


def list_links_of_company(session: Session, scope: Scope, company_id: int) -> list[AccessLink]:
    query = select(AccessLink).where(AccessLink.hub_id == scope.hub, AccessLink.company_id == company_id)
    return list(session.exec(query.order_by(col(AccessLink.created_at).desc())))


def find_account_link(session: Session, token_hash: str) -> AccountLink | None:
    return session.exec(select(AccountLink).where(AccountLink.token_hash == token_hash)).first()


def list_open_account_links(session: Session, user_id: int) -> list[AccountLink]:
    """Links to a user that were neither used nor taken back; they may have expired."""
    query = select(AccountLink).where(
        AccountLink.user_id == user_id,
        col(AccountLink.used_at).is_(None),
        col(AccountLink.revoked_at).is_(None),
    )
    return list(session.exec(query.order_by(col(AccountLink.created_at).desc())))


def list_colleagues(session: Session, scope: Scope, *, active_only: bool = False) -> list[User]:
    """The users of the caller's own hub by name; closed accounts last."""
    query = select(User).where(User.hub_id == scope.hub)
    if active_only:
        query = query.where(col(User.active).is_(True))
    people = list(session.exec(query))
    return sorted(people, key=lambda person: (not person.active, swedish_key(person.name), person.id or 0))
