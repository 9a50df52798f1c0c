"""The hub's people: invited, sent a new way in, given another role, their account closed and opened."""

from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from string import Template

from babel.dates import format_date
from sqlmodel import Session

from iuc_hub import audit, mail
from iuc_hub.accounts import account_links, queries, services
from iuc_hub.accounts.models import LinkPurpose, Role, User
from iuc_hub.accounts.scope import Scope
from iuc_hub.clock import day_in_sweden
from iuc_hub.errors import N_, Conflict, InputError

HUB_ROLES = (Role.ADVISOR, Role.HUB_ADMIN)
"""What a hub's administrator may make somebody; analysts and experts belong to no hub."""


@dataclass(frozen=True)
class PersonDraft:
    """What a form says of a colleague."""

    name: str
    email: str
    role: Role
    phone: str = ""
    language: str = "sv"


def invite(session: Session, scope: Scope, draft: PersonDraft, public_url: str, now: datetime) -> User:
    """Store a colleague without a password and mail them the link to choose one.

    Raises:
        InputError: a name, an address or a role that can't be.
        Conflict: the address has an account.
    """
    _check(draft)
    user = services.add_user(
        session, role=draft.role, name=draft.name, email=draft.email, password=None, now=now,
        hub_id=scope.hub, phone=draft.phone.strip(), language=draft.language,
    )  # fmt: skip
    _log(session, scope, user, "user_invited", now, role=draft.role.value)
    _send_link(session, scope, user, LinkPurpose.INVITATION, public_url=public_url, now=now)
    return user


def send_link(session: Session, scope: Scope, user_id: int, public_url: str, now: datetime) -> User:
    """Mail a colleague a new way in: the invitation again, or a link to choose another password.

    Raises:
        NotFound: nobody of the caller's hub.
        Conflict: the account is closed.
    """
    user = queries.get_colleague(session, scope, user_id)
    if not user.active:
        raise Conflict(N_("Kontot är stängt. Öppna det först."))
    purpose = LinkPurpose.NEW_PASSWORD if user.password_hash else LinkPurpose.INVITATION
    _log(session, scope, user, "user_sent_link", now, purpose=purpose.value)
    _send_link(session, scope, user, purpose, public_url=public_url, now=now)
    return user


def change(session: Session, scope: Scope, user_id: int, draft: PersonDraft, now: datetime) -> User:
    """Store what a colleague is called, how they are reached and their role.

    Raises:
        NotFound: nobody of the caller's hub.
        InputError: a name or a role that can't be.
        Conflict: the hub's last administrator would be none.
    """
    user = queries.get_colleague(session, scope, user_id)
    _check(draft)
    if draft.role is not Role.HUB_ADMIN:
        _keep_an_administrator(session, scope, user)
    before = user.role
    user.name, user.phone, user.role = draft.name.strip(), draft.phone.strip(), draft.role
    user.language = draft.language
    session.add(user)
    _log(session, scope, user, "user_changed", now, role_before=before.value, role_after=draft.role.value)
    session.flush()
    return user


def close(session: Session, scope: Scope, user_id: int, now: datetime) -> User:
    """End a colleague's access at once; what they wrote stays under their name.

    Raises:
        NotFound: nobody of the caller's hub.
        Conflict: the hub's last administrator, or the caller themselves.
    """
    user = queries.get_colleague(session, scope, user_id)
    if user.id == scope.user_id:
        raise Conflict(N_("Du kan inte stänga ditt eget konto. Be en annan administratör."))
    _keep_an_administrator(session, scope, user)
    if user.active:
        user.active = False
        session.add(user)
        _log(session, scope, user, "user_closed", now)
        session.flush()
    return user


def open_again(session: Session, scope: Scope, user_id: int, now: datetime) -> User:
    """Let a colleague whose account was closed log in again.

    Raises:
        NotFound: nobody of the caller's hub.
    """
    user = queries.get_colleague(session, scope, user_id)
    if not user.active:
        user.active = True
        session.add(user)
        _log(session, scope, user, "user_opened", now)
        session.flush()
    return user


def _check(draft: PersonDraft) -> None:
    if not draft.name.strip():
        raise InputError(N_("Skriv personens namn."), field="name")
    if draft.role not in HUB_ROLES:
        raise InputError(N_("Välj rådgivare eller administratör."), field="role")


def _keep_an_administrator(session: Session, scope: Scope, user: User) -> None:
    others = [
        person
        for person in queries.list_colleagues(session, scope, active_only=True)
        if person.role is Role.HUB_ADMIN and person.id != user.id
    ]
    if user.role is Role.HUB_ADMIN and user.active and not others:
        raise Conflict(N_("Hubben måste ha minst en administratör. Gör först någon annan till det."))


def _log(session: Session, scope: Scope, user: User, action: str, now: datetime, **detail: object) -> None:
    audit.record(
        session, at=now, actor=scope.actor, action=action, subject=("user", user.id), hub_id=scope.hub,
        user_id=scope.user_id, detail={"name": user.name, **detail},
    )  # fmt: skip


def _send_link(
    session: Session, scope: Scope, user: User, purpose: LinkPurpose, *, public_url: str, now: datetime
) -> None:
    fresh = account_links.issue(session, user, purpose, now=now, created_by=scope.user_id)
    hub = queries.get_hub(session, scope.hub)
    folder = resources.files("iuc_hub.accounts") / "templates" / "account_mail"
    text = (folder / f"{purpose.value}.{user.language}.txt").read_text(encoding="utf-8")
    subject, _, body = Template(text).substitute(
        name=user.name.split(maxsplit=1)[0], hub=hub.name, sender=scope.actor,
        url=f"{public_url.rstrip('/')}/a/{fresh.token}",
        last_day=format_date(day_in_sweden(fresh.expires_at), "d MMMM y", locale=user.language),
    ).partition("\n")  # fmt: skip
    mail.queue_mail(
        session, hub_id=scope.hub, to_name=user.name, to_address=user.email, subject=subject,
        text=body.strip() + "\n", now=now, reply_to=hub.email,
    )  # fmt: skip
