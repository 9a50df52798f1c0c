"""What is done with members and fees, written in the log."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from iuc_hub import audit
from iuc_hub.accounts.scope import Scope
from iuc_hub.members.models import Member


def record_about(
    session: Session,
    scope: Scope,
    member: Member,
    *,
    action: str,
    detail: Mapping[str, object],
    now: datetime,
) -> None:
    """An act on one membership stands in the log under its company."""
    audit.record(
        session, at=now, actor=scope.actor, action=action, subject=("company", member.company_id),
        hub_id=scope.hub, user_id=scope.user_id, detail={"member_id": member.id, **detail},
    )  # fmt: skip


def record(
    session: Session, scope: Scope, *, action: str, detail: Mapping[str, object], now: datetime
) -> None:
    """An act on the register as a whole."""
    audit.record(
        session, at=now, actor=scope.actor, action=action, subject=("hub", scope.hub), hub_id=scope.hub,
        user_id=scope.user_id, detail=dict(detail),
    )  # fmt: skip
