"""Changes that people make to one support: published, archived, or an earlier change taken back."""

from datetime import datetime

from sqlmodel import Session

from iuc_hub import audit
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import queries, services
from iuc_hub.catalogue.importing import Origin, store
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.records import known_support
from iuc_hub.errors import N_, Conflict, Denied


def may_change(scope: Scope, support: Support) -> bool:
    """The hub's own supports are its advisors' and admin's; a shared one concerns all hubs: an admin's."""
    shared = support.hub_id is None
    return scope.role is Role.HUB_ADMIN or (scope.role is Role.ADVISOR and not shared)


def publish(session: Session, scope: Scope, support_id: str, *, now: datetime) -> Support:
    """Let the support be found and matched, where the caller may; raises as `services.publish`, and Denied."""
    _check_may_change(scope, queries.get_support(session, scope, support_id))
    return services.publish(session, scope, support_id, now=now)


def archive(session: Session, scope: Scope, support_id: str, *, now: datetime) -> Support:
    """Take the support out of lists, where the caller may; raises as `services.archive`, and Denied."""
    _check_may_change(scope, queries.get_support(session, scope, support_id))
    return services.archive(session, scope, support_id, now=now)


def undo(session: Session, scope: Scope, support_id: str, *, revision: int, now: datetime) -> Support:
    """Take back the latest change, by a new revision with what the support said before it.

    Raises:
        NotFound: also for another hub's support.
        Denied: for a shared support, unless the caller is a hub's admin.
        Stale: when ``revision`` is no longer the latest.
        Conflict: when nothing came before.
    """
    support = queries.get_support(session, scope, support_id, lock=True)
    _check_may_change(scope, support)
    queries.check_revision(support, revision)
    before = queries.find_revision(session, scope, support_id, revision - 1)
    if before is None:
        raise Conflict(
            N_("Det finns ingen tidigare lydelse att gå tillbaka till. Arkivera stödet i stället.")
        )
    origin = Origin(
        now=now, user_id=scope.user_id, hub_id=support.hub_id, is_example=support.is_example, where="",
        actor=scope.actor, restores=revision - 1,
    )  # fmt: skip
    store(session, support, known_support(before.record, support.id), dict(before.record), origin)
    audit.record(
        session, at=now, actor=scope.actor, action="support_change_undone", subject=("support", support.id),
        hub_id=support.hub_id, user_id=scope.user_id, detail={"undoes": revision, "revision": revision + 1},
    )  # fmt: skip
    services.renew(session, support.hub_id, now=now, user_id=scope.user_id)
    return support


def _check_may_change(scope: Scope, support: Support) -> None:
    if not may_change(scope, support):
        raise Denied(N_("Stödet delas av alla hubbar. Be er hubbadministratör att ändra det."))
