"""The trace of a need: every step with who took it, when, and the priority before and after."""

from datetime import datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.interviews.models import Need, NeedChange, NeedStep, Priority


def record(
    session: Session,
    scope: Scope,
    need: Need,
    what: NeedStep,
    now: datetime,
    *,
    before: Priority | None = None,
    why: str = "",
) -> None:
    """Store a need that was changed together with its step; without ``before`` its priority stayed as it is."""
    change = NeedChange.model_validate(
        {
            "hub_id": need.hub_id, "need_id": need.id, "at": now, "user_id": scope.user, "what": what,
            "before": before or need.shown_priority, "after": need.shown_priority, "why": why,
        }
    )  # fmt: skip
    session.add(need)
    session.add(change)
    session.flush()
