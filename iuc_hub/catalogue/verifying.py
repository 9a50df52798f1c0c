"""Somebody has compared a support with its source, and says so with name and day."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from iuc_hub import audit
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import queries
from iuc_hub.catalogue.models import Support, SupportVerification
from iuc_hub.errors import N_, InputError

FRESH = timedelta(days=365)
"""How long a comparison with the source is trusted."""
LONGEST_NOTE = 500


def is_old(verified_on: date | None, today: date) -> bool:
    """Whether it was never compared with its source, or longer ago than is trusted."""
    return verified_on is None or verified_on < today - FRESH


def verify(
    session: Session, scope: Scope, support_id: str, *, revision: int, note: str, today: date, now: datetime
) -> Support:
    """Note that the caller compared this revision with its source today; what the support says stays as it is.

    Raises:
        NotFound: also for another hub's support.
        Stale: when the support became another while it was compared.
        InputError: for a note that can't be stored.
    """
    support = queries.get_support(session, scope, support_id, lock=True, drafts=True)
    queries.check_revision(support, revision)
    note = note.strip()
    if len(note) > LONGEST_NOTE or "\0" in note:
        raise InputError(N_("Anteckningen är för lång. Skriv högst 500 tecken."), field="note")
    said = {"support_id": support.id, "revision": support.revision, "on": today, "note": note, "at": now}
    session.add(SupportVerification.model_validate(said | {"user_id": scope.user_id, "actor": scope.actor}))
    support.verified_on, support.verified_by = today, scope.actor
    session.add(support)
    audit.record(
        session, at=now, actor=scope.actor, action="support_verified", subject=("support", support.id),
        hub_id=support.hub_id, user_id=scope.user_id, detail={"revision": support.revision},
    )  # fmt: skip
    return support
