"""Links by which an invited person, or one who forgot it, chooses a password: made, checked, used once."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col

from iuc_hub.accounts import passwords, queries
from iuc_hub.accounts.links import TOKEN_BYTES, token_hash
from iuc_hub.accounts.models import AccountLink, LinkPurpose, User
from iuc_hub.errors import N_, Gone, InputError, NotFound

DAYS = {LinkPurpose.INVITATION: 14, LinkPurpose.NEW_PASSWORD: 2}
"""How many days each kind of link works."""
PASSWORD_LENGTH = 10


@dataclass(frozen=True)
class Fresh:
    """A link just made: its token, which is stored nowhere, and the moment it stops working."""

    token: str
    expires_at: datetime


def issue(
    session: Session, user: User, purpose: LinkPurpose, *, now: datetime, created_by: int | None
) -> Fresh:
    """A new link for a user; those sent before stop working."""
    for earlier in queries.list_open_account_links(session, user.id or 0):
        earlier.revoked_at = now
        session.add(earlier)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires_at = now + timedelta(days=DAYS[purpose])
    link = AccountLink.model_validate(
        {
            "user_id": user.id, "purpose": purpose, "token_hash": token_hash(token), "created_at": now,
            "created_by": created_by, "expires_at": expires_at,
        }
    )  # fmt: skip
    session.add(link)
    session.flush()
    return Fresh(token, expires_at)


def get_user_of(session: Session, token: str, now: datetime) -> User:
    """Whom a working link is for.

    Raises:
        NotFound: a token that was never given out, or of an account that is closed.
        Gone: a link that was used, replaced or has expired.
    """
    link = queries.find_account_link(session, token_hash(token))
    user = queries.find_user(session, link.user_id) if link else None
    if link is None or user is None or not user.active:
        raise NotFound(
            N_("Länken känns inte igen. Kontrollera att hela länken kom med, eller be om en ny inbjudan.")
        )
    if link.used_at is not None:
        raise Gone(N_("Länken är redan använd. Logga in, eller be hubbens administratör om en ny."))
    if link.revoked_at is not None or now >= link.expires_at:
        raise Gone(N_("Länken gäller inte längre. Be hubbens administratör om en ny."))
    return user


def choose_password(session: Session, token: str, password: str, now: datetime) -> User:
    """Set the password of the link's user and use the link up; two at once can't both.

    Raises:
        NotFound, Gone: as `get_user_of`.
        InputError: a password that is too short.
    """
    user = get_user_of(session, token, now)
    check_password(password)
    used = session.connection().execute(
        update(AccountLink)
        .where(col(AccountLink.token_hash) == token_hash(token), col(AccountLink.used_at).is_(None))
        .values(used_at=now)
    )
    if used.rowcount == 0:
        raise Gone(N_("Länken är redan använd. Logga in, eller be hubbens administratör om en ny."))
    user.password_hash = passwords.hashed(password)
    session.add(user)
    session.flush()
    return user


def check_password(password: str) -> None:
    """Raise InputError, on the field "password", for one that is too short."""
    if len(password) < PASSWORD_LENGTH:
        raise InputError(
            N_("Lösenordet ska ha minst %(count)d tecken."), field="password", count=PASSWORD_LENGTH
        )
