"""The verbs of a hub's administration: its details, and an account closed with its work handed on."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from iuc_hub import audit
from iuc_hub.accounts import people
from iuc_hub.accounts.models import Hub, User
from iuc_hub.accounts.queries import get_colleague, get_hub, list_colleagues
from iuc_hub.accounts.scope import Scope
from iuc_hub.administration import queries
from iuc_hub.errors import N_, InputError
from iuc_hub.interviews.handing_over.services import hand_over

LONGEST_NAME = 120


@dataclass(frozen=True)
class Colleague:
    """A person of the hub, when they last logged in, how many companies they answer for."""

    user: User
    last_login: datetime | None
    companies: int

    @property
    def invited(self) -> bool:
        """Whether no password has been chosen yet."""
        return self.user.active and not self.user.password_hash


def list_people(session: Session, scope: Scope) -> list[Colleague]:
    """The hub's people by name, closed accounts last, in three queries."""
    logins = queries.last_logins(session, scope)
    companies = queries.count_companies_by_advisor(session, scope)
    return [
        Colleague(user, logins.get(user.id or 0), companies.get(user.id or 0, 0))
        for user in list_colleagues(session, scope)
    ]


def close_account(session: Session, scope: Scope, user_id: int, *, heir: int | None, now: datetime) -> User:
    """End a colleague's access; their companies, planned visits and promises go to the heir.

    Raises:
        NotFound: nobody of the caller's hub, as leaver or heir.
        InputError: there are companies and nobody to take them.
        Conflict: as `people.close`.
    """
    leaving = get_colleague(session, scope, user_id)
    owned = queries.list_company_ids_of(session, scope, user_id)
    if owned:
        if heir is None or heir == user_id:
            raise InputError(N_("Välj vem som tar över företagen."), field="heir")
        hand_over(session, scope, owned, heir, why=f"{leaving.name} slutar", now=now)
    return people.close(session, scope, user_id, now)


def change_hub(session: Session, scope: Scope, *, name: str, email: str, phone: str, now: datetime) -> Hub:
    """Store the hub's own name and how it is reached.

    Raises:
        InputError: an empty or too long name, or an address that is none.
    """
    hub = get_hub(session, scope.hub)
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise InputError(N_("Skriv hubbens namn, högst %(count)d tecken."), field="name", count=LONGEST_NAME)
    if "@" not in email.strip().strip("@"):
        raise InputError(
            N_("”%(value)s” är ingen e-postadress. Skriv den som namn@exempel.se."),
            field="email",
            value=email,
        )
    before = {"name": hub.name, "email": hub.email, "phone": hub.phone}
    hub.name, hub.email, hub.phone = name.strip(), email.strip(), phone.strip()
    session.add(hub)
    audit.record(
        session, at=now, actor=scope.actor, action="hub_changed", subject=("hub", hub.id), hub_id=scope.hub,
        user_id=scope.user_id, detail={"before": before},
    )  # fmt: skip
    session.flush()
    return hub
