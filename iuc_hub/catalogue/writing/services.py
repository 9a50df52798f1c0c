"""Change what a support says by a new revision, or add one that only the own hub sees."""

import hashlib
import re
import unicodedata
from datetime import datetime

from sqlmodel import Session

from iuc_hub import audit
from iuc_hub.accounts.queries import get_hub
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import queries, services
from iuc_hub.catalogue.editing import check_may_change
from iuc_hub.catalogue.importing import Origin, store
from iuc_hub.catalogue.models import Support, SupportState
from iuc_hub.catalogue.records import record_of
from iuc_hub.catalogue.writing.drafts import Draft, checked
from iuc_hub.errors import N_, InputError

SLUG = 60
SIGN = 8
KEY = 12
NEW_KEY = re.compile(rf"[0-9a-f]{{{KEY}}}")
"""What the form of a new support is given when it is opened."""


def get_to_change(session: Session, scope: Scope, support_id: str) -> Support:
    """A support that the caller may change.

    Raises:
        NotFound: also for another hub's.
        Denied: for a shared support, unless the caller is a hub's admin.
    """
    support = queries.get_support(session, scope, support_id, drafts=True)
    check_may_change(scope, support)
    return support


def change(
    session: Session, scope: Scope, support_id: str, draft: Draft, *, revision: int, now: datetime
) -> Support:
    """Let the support say this from now on; what says nothing new makes no revision.

    Words that are others than those that somebody compared with the source make the support unverified again;
    another judgement of the work does not.

    Raises:
        NotFound, Denied: as `get_to_change`.
        Stale: when ``revision`` is no longer the latest.
        InputErrors: as `checked`.
    """
    support = queries.get_support(session, scope, support_id, lock=True, drafts=True)
    check_may_change(scope, support)
    known = checked(draft, support.id, support.record)
    queries.check_revision(support, revision)
    record = record_of(known)
    before = {name: each for name, each in support.record.items() if name != "verified_on"}
    compared = support.verified_on, support.verified_by
    if record == before and support.effort_days == draft.effort_days:
        return support
    support.effort_days = draft.effort_days
    store(session, support, known, record, _origin(scope, support.hub_id, draft, support.is_example, now))
    if record == before:
        support.verified_on, support.verified_by = compared
    _log(session, scope, support, "support_changed", now)
    if support.state is SupportState.PUBLISHED:
        services.renew(session, support.hub_id, now=now, user_id=scope.user_id)
    return support


def add(session: Session, scope: Scope, draft: Draft, *, key: str, now: datetime) -> Support:
    """A draft of a support of the caller's own hub; sent again with the same ``key`` it is the same support.

    What is corrected when it is sent again holds, as long as nobody has gone on with the draft.

    Raises:
        InputErrors: as `checked`.
        InputError: for other words under the key of a support that has been changed or published since.
    """
    hub = get_hub(session, scope.hub)
    stored = queries.find_by_key(session, scope, key) if NEW_KEY.fullmatch(key) else None
    if stored is not None:
        return _sent_again(session, scope, stored, draft, now)
    support_id = f"{hub.slug}-{slug(str(draft.record.get('title', '')))}-{slug(key)[:KEY]}"
    known = checked(draft, support_id)
    support = store(session, None, known, record_of(known), _origin(scope, scope.hub, draft, False, now))
    _log(session, scope, support, "support_added", now)
    return support


def _sent_again(session: Session, scope: Scope, stored: Support, draft: Draft, now: datetime) -> Support:
    known = checked(draft, stored.id, stored.record)
    if record_of(known) == stored.record and draft.effort_days == stored.effort_days:
        return stored
    if stored.state is not SupportState.DRAFT or stored.revision != 1:
        raise InputError(
            N_("Stödet är redan sparat, och någon har arbetat vidare med det. Öppna det bland stöden.")
        )
    return change(session, scope, stored.id, draft, revision=1, now=now)


def _origin(scope: Scope, hub_id: int | None, draft: Draft, is_example: bool, now: datetime) -> Origin:  # noqa: FBT001 - as the row has it
    return Origin(
        now=now, user_id=scope.user_id, hub_id=hub_id, is_example=is_example, where="", actor=scope.actor,
        why=draft.why.strip(), state=SupportState.DRAFT, effort_days=draft.effort_days,
    )  # fmt: skip


def _log(session: Session, scope: Scope, support: Support, action: str, now: datetime) -> None:
    audit.record(
        session, at=now, actor=scope.actor, action=action, subject=("support", support.id),
        hub_id=support.hub_id, user_id=scope.user_id, detail={"revision": support.revision},
    )  # fmt: skip


def slug(text: str) -> str:
    """Small letters, digits and hyphens, for an id that can be read; a long text's ends with a sign of the whole."""
    whole = readable(text)
    if len(whole) <= SLUG:
        return whole
    sign = hashlib.sha256(whole.encode()).hexdigest()[:SIGN]
    return f"{whole[: SLUG - SIGN - 1].strip('-')}-{sign}"


def readable(text: str) -> str:
    """The whole text in small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "stod"
