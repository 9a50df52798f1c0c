"""Links by which a company's contact comes: made, checked, used, withdrawn."""

import hashlib
import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col

from iuc_hub.accounts import queries
from iuc_hub.accounts.models import AccessLink, Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.errors import N_, Gone, NotFound

TOKEN_BYTES = 24


def token_hash(token: str) -> str:
    """What is stored instead of the token."""
    return hashlib.sha256(token.encode()).hexdigest()


def issue_link(
    session: Session, *, hub_id: int, company_id: int, contact_id: int, now: datetime, days: int, uses: int
) -> str:
    """Store a new link and return its token, of which the link keeps only the hash.

    The letter it is put in holds it in plain text until it is delivered; see `mail.outbox`.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = AccessLink(
        hub_id=hub_id,
        company_id=company_id,
        contact_id=contact_id,
        token_hash=token_hash(token),
        created_at=now,
        expires_at=now + timedelta(days=days),
        max_uses=uses,
    )
    session.add(link)
    session.flush()
    return token


def get_link(session: Session, token: str) -> AccessLink:
    """The link of a token, whether it still works or not.

    Raises:
        NotFound: for a token that was never given out; a tampered one looks the same.
    """
    link = queries.find_link(session, token_hash(token))
    if link is None:
        raise NotFound(
            N_("Länken känns inte igen. Kontrollera att hela länken kom med, eller be er rådgivare om en ny.")
        )
    return link


def check_link(link: AccessLink, now: datetime) -> None:
    """Raise Gone, with what to do, unless the link still starts sessions."""
    if link.revoked_at is not None:
        raise Gone(N_("Länken är återkallad. Hör av er till er rådgivare om ni vill ha en ny."))
    if now >= link.expires_at:
        raise Gone(N_("Länken har gått ut. Tryck på knappen, så skickar vi en ny till samma adress."))
    if link.uses >= link.max_uses:
        raise Gone(
            N_(
                "Länken har använts så många gånger den får. "
                "Tryck på knappen, så skickar vi en ny till samma adress."
            )
        )


def use_link(session: Session, token: str, now: datetime) -> AccessLink:
    """Count one use of a working link; two at once can't both take the last.

    Raises:
        NotFound, Gone: as `get_link` and `check_link`.
    """
    link = get_link(session, token)
    check_link(link, now)
    counted = session.connection().execute(
        update(AccessLink)
        .where(col(AccessLink.id) == link.id, col(AccessLink.uses) < col(AccessLink.max_uses))
        .values(uses=AccessLink.uses + 1)
    )
    session.refresh(link)
    if counted.rowcount == 0:
        check_link(link, now)
    return link


def revoke_links(session: Session, scope: Scope, company_id: int, now: datetime) -> int:
    """Withdraw every link of a company; their sessions end at the next request. Returns how many."""
    links = [
        link for link in queries.list_links_of_company(session, scope, company_id) if link.revoked_at is None
    ]
    for link in links:
        link.revoked_at = now
        session.add(link)
    return len(links)


def scope_of(link: AccessLink) -> Scope:
    """What the link itself may read of its hub: its own company and contact, without any session."""
    return Scope(
        role=Role.COMPANY,
        actor="contact",
        hub_id=link.hub_id,
        company_id=link.company_id,
        contact_id=link.contact_id,
    )


def link_scope(link: AccessLink, now: datetime, session_key: str) -> Scope | None:
    """The scope of a session begun by the link, or None once it is withdrawn or has expired."""
    if link.revoked_at is not None or now >= link.expires_at:
        return None
    return replace(scope_of(link), session_key=session_key)
