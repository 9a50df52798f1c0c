"""The verbs on hubs and users: add, authenticate, choose a language."""

from datetime import datetime

from sqlmodel import Session

from iuc_hub import audit, db
from iuc_hub.accounts import passwords, queries
from iuc_hub.accounts.account_links import check_password
from iuc_hub.accounts.models import Hub, Role, User
from iuc_hub.errors import N_, InputError
from iuc_hub.ordering import swedish_key

db.explain_constraint(
    "uq_user_email_key", N_("Adressen har redan ett konto. Använd en annan adress."), field="email"
)
db.explain_constraint("uq_hub_slug", N_("Kortnamnet är upptaget. Välj ett annat."), field="slug")


def add_hub(session: Session, *, slug: str, name: str, county: str, email: str, phone: str) -> Hub:
    """Store a hub.

    Raises:
        Conflict: when the slug is taken (at commit).
    """
    hub = Hub.model_validate({"slug": slug, "name": name, "county": county, "email": email, "phone": phone})
    session.add(hub)
    session.flush()
    return hub


def add_user(
    session: Session,
    *,
    role: Role,
    name: str,
    email: str,
    password: str | None,
    now: datetime,
    hub_id: int | None = None,
    phone: str = "",
    organisation: str | None = None,
    language: str = "sv",
) -> User:
    """Store a user with a hashed password, or without one for somebody who is invited to choose it.

    Raises:
        InputError: when the password is short, the address has no @, or the role lacks its hub.
        Conflict: when the address has an account (at commit).
    """
    if password is not None:
        check_password(password)
    if "@" not in email.strip("@"):
        raise InputError(
            N_("”%(value)s” är ingen e-postadress. Skriv den som namn@exempel.se."),
            field="email",
            value=email,
        )
    if role in (Role.ADVISOR, Role.HUB_ADMIN) and hub_id is None:
        raise InputError(N_("Rollen hör till en hubb. Ange vilken."), field="hub")
    user = User.model_validate(
        {
            "role": role, "hub_id": hub_id, "name": name.strip(), "email": email.strip(), "phone": phone,
            "email_key": swedish_key(email), "organisation": organisation, "language": language,
            "password_hash": passwords.hashed(password) if password is not None else "", "created_at": now,
        }
    )  # fmt: skip
    session.add(user)
    session.flush()
    return user


def authenticate(session: Session, *, email: str, password: str, now: datetime) -> User:
    """The active user with this address and password; the login is logged.

    Raises:
        InputError: the same words for an unknown address, a wrong password and a closed account.
    """
    user = queries.find_user_by_email(session, email)
    right = passwords.matches(password, user.password_hash if user else None)
    if user is None or not right or not user.active:
        raise InputError(
            N_(
                "Adressen eller lösenordet stämmer inte. "
                "Försök igen, eller be hubbens administratör om hjälp."
            ),
            field="password",
        )
    audit.record(
        session, at=now, actor=user.name, action="login", subject=("user", user.id),
        hub_id=user.hub_id, user_id=user.id,
    )  # fmt: skip
    return user


def choose_language(session: Session, user_id: int, language: str) -> None:
    """Remember the language of a user's pages."""
    user = queries.find_user(session, user_id)
    if user is not None and language in ("sv", "en"):
        user.language = language
        session.add(user)
