"""The verbs on promises to a company: make, keep, move, drop, take back."""

from datetime import date, datetime

from sqlmodel import Session

from iuc_hub import audit
from iuc_hub.accounts.scope import Scope
from iuc_hub.clock import day_in_sweden
from iuc_hub.companies import queries as companies
from iuc_hub.companies.dealings import Promise
from iuc_hub.companies.notes import queries
from iuc_hub.errors import N_, Conflict, InputError

LONGEST = 500


def make_promise(
    session: Session,
    scope: Scope,
    company_id: int,
    text: str,
    due: date | None,
    *,
    note_id: int | None = None,
    now: datetime,
) -> Promise:
    """Store what the caller promised a company, to be done on ``due`` at the latest.

    Raises:
        InputError: no text, no day, or a day that has been; the field is "promise" or "promise_due".
    """
    company = companies.get_company(session, scope, company_id)
    words = " ".join(text.split())
    if not words or len(words) > LONGEST:
        raise InputError(
            N_("Skriv vad ni har lovat, med högst %(count)d tecken."), field="promise", count=LONGEST
        )
    promise = Promise.model_validate(
        {
            "hub_id": scope.hub, "company_id": company.id, "note_id": note_id, "owner_id": scope.user,
            "text": words, "due": _checked_due(due, now, field="promise_due"), "made_at": now,
        }
    )  # fmt: skip
    session.add(promise)
    session.flush()
    _record(session, scope, promise, "promise_made", now=now, due=promise.due.isoformat())
    return promise


def keep_promise(session: Session, scope: Scope, promise_id: int, now: datetime) -> Promise:
    """It is done; doing so twice changes nothing."""
    promise = queries.get_promise(session, scope, promise_id)
    if promise.kept_at is None:
        _refuse_ended(promise)
        promise.kept_at = now
        _record(session, scope, promise, "promise_kept", now=now)
    return promise


def drop_promise(session: Session, scope: Scope, promise_id: int, why: str, now: datetime) -> Promise:
    """It will not be done, and why."""
    promise = queries.get_promise(session, scope, promise_id)
    if promise.dropped_at is None:
        _refuse_ended(promise)
        if not why.strip():
            raise InputError(N_("Skriv varför löftet inte blir av."), field="why")
        promise.dropped_at, promise.why_dropped = now, why.strip()
        _record(session, scope, promise, "promise_dropped", now=now, why=why.strip())
    return promise


def move_promise(session: Session, scope: Scope, promise_id: int, due: date | None, now: datetime) -> Promise:
    """It will be done another day.

    Raises:
        InputError: a day that has been.
        Conflict: it is kept or dropped.
    """
    promise = queries.get_promise(session, scope, promise_id)
    _refuse_ended(promise)
    before, promise.due = promise.due, _checked_due(due, now, field="due")
    _record(
        session,
        scope,
        promise,
        "promise_moved",
        now=now,
        before=before.isoformat(),
        after=promise.due.isoformat(),
    )
    return promise


def reopen_promise(session: Session, scope: Scope, promise_id: int, now: datetime) -> Promise:
    """Take back that it was kept or dropped."""
    promise = queries.get_promise(session, scope, promise_id)
    promise.kept_at, promise.dropped_at, promise.why_dropped = None, None, ""
    _record(session, scope, promise, "promise_reopened", now=now)
    return promise


def _checked_due(due: date | None, now: datetime, *, field: str) -> date:
    if due is None:
        raise InputError(N_("Skriv när löftet ska vara gjort."), field=field)
    if due < day_in_sweden(now):
        raise InputError(N_("Dagen har varit. Skriv en dag från och med idag."), field=field)
    return due


def _refuse_ended(promise: Promise) -> None:
    if promise.kept_at is not None:
        raise Conflict(N_("Löftet är redan hållet. Ångra det först om det ska ändras."))
    if promise.dropped_at is not None:
        raise Conflict(N_("Löftet är redan struket. Ångra det först om det ska ändras."))


def _record(
    session: Session, scope: Scope, promise: Promise, action: str, *, now: datetime, **detail: object
) -> None:
    audit.record(
        session, at=now, actor=scope.actor, action=action, subject=("promise", promise.id), hub_id=scope.hub,
        user_id=scope.user_id, detail={"company_id": promise.company_id, **detail},
    )  # fmt: skip
