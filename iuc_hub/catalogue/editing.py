"""Steps that people take with one support: reviewed, published, archived, brought back to an earlier revision."""

from datetime import datetime

from sqlmodel import Session

from iuc_hub import audit
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import queries, services
from iuc_hub.catalogue.importing import Origin, store
from iuc_hub.catalogue.models import Support, SupportState
from iuc_hub.catalogue.records import known_support
from iuc_hub.errors import N_, Conflict, Denied


def may_change(scope: Scope, support: Support) -> bool:
    """The hub's own supports are its advisors' and admin's; a shared one concerns all hubs: an admin's."""
    shared = support.hub_id is None
    return scope.role is Role.HUB_ADMIN or (scope.role is Role.ADVISOR and not shared)


def check_may_change(scope: Scope, support: Support) -> None:
    """Raise Denied unless the caller may change the support."""
    if not may_change(scope, support):
        raise Denied(N_("Stödet delas av alla hubbar. Be er hubbadministratör att ändra det."))


def take_step(
    session: Session, scope: Scope, support_id: str, after: SupportState, *, now: datetime
) -> Support:
    """Let the support go to another state; a draft that is published is reviewed by who publishes it.

    Raises:
        NotFound: also for another hub's.
        Denied: for a shared support, unless the caller is a hub's admin.
        IllegalTransition: for a state that does not follow.
    """
    support = queries.get_support(session, scope, support_id, lock=True, drafts=True)
    check_may_change(scope, support)
    if support.state is SupportState.DRAFT and after is SupportState.PUBLISHED:
        services.step(session, scope, support, SupportState.IN_REVIEW, now=now)
    return services.step(session, scope, support, after, now=now)


def go_back(session: Session, scope: Scope, support_id: str, *, seen: int, to: int, now: datetime) -> Support:
    """Let the support say again what it said at an earlier revision, as a new one.

    Whoever compared those words with the source has compared these, so the day and the name come back too.

    Raises:
        NotFound: also for another hub's support.
        Denied: for a shared support, unless the caller is a hub's admin.
        Stale: when ``seen`` is no longer the latest revision.
        Conflict: when there is no such revision before it.
    """
    support = queries.get_support(session, scope, support_id, lock=True, drafts=True)
    check_may_change(scope, support)
    queries.check_revision(support, seen)
    before = queries.find_revision(session, scope, support_id, to) if to < seen else None
    if before is None:
        raise Conflict(
            N_("Det finns ingen tidigare lydelse att gå tillbaka till. Arkivera stödet i stället.")
        )
    support.effort_days = before.effort_days
    origin = Origin(
        now=now, user_id=scope.user_id, hub_id=support.hub_id, is_example=support.is_example, where="",
        actor=scope.actor, restores=to,
    )  # fmt: skip
    store(session, support, known_support(before.record, support.id), dict(before.record), origin)
    compared = queries.find_verification(session, scope, support_id, to)
    if compared is not None:
        support.verified_on, support.verified_by = compared.on, compared.actor
    audit.record(
        session, at=now, actor=scope.actor, action="support_brought_back", subject=("support", support.id),
        hub_id=support.hub_id, user_id=scope.user_id, detail={"restores": to, "revision": support.revision},
    )  # fmt: skip
    if support.state is SupportState.PUBLISHED:
        services.renew(session, support.hub_id, now=now, user_id=scope.user_id)
    return support
