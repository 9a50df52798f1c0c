"""Who read or changed an interview's text: in the audit log once per session and interview."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from iuc_hub import audit
from iuc_hub.accounts.scope import Scope
from iuc_hub.interviews import queries

READ = "interview.read"
CHANGED = "interview.changed"


def once_key(scope: Scope, action: str, interview_id: int) -> str:
    return f"{scope.session_key}:{action}:{interview_id}"


def is_noted(session: Session, scope: Scope, action: str, interview_id: int) -> bool:
    """Whether this session's reading (or changing) is in the log already."""
    return queries.is_logged(session, once_key(scope, action, interview_id))


def note(session: Session, scope: Scope, action: str, interview_id: int, now: datetime) -> None:
    """Log the act the first time a session does it; two requests at once leave one entry."""
    try:
        with session.begin_nested():
            audit.record(
                session, at=now, actor=scope.actor, action=action, subject=("interview", interview_id),
                hub_id=scope.hub_id, user_id=scope.user_id, once=once_key(scope, action, interview_id),
            )  # fmt: skip
    except IntegrityError:
        return


def find_unnoted(session: Session, scope: Scope, interview_ids: Collection[int]) -> list[int]:
    """Which of these interviews this session has not been logged as reading, in one query."""
    keys = {once_key(scope, READ, each): each for each in interview_ids}
    logged = queries.list_logged(session, sorted(keys))
    return sorted(each for key, each in keys.items() if key not in logged)


def note_readings(session: Session, scope: Scope, interview_ids: Collection[int], now: datetime) -> None:
    """Log that this session reads these interviews' text, such as the company's own words about its needs."""
    for interview_id in find_unnoted(session, scope, interview_ids):
        note(session, scope, READ, interview_id, now)
