"""The guide each interview is held by: stored word for word, chosen or published by its hub."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from iuc_hub import audit
from iuc_hub.accounts.scope import Scope
from iuc_hub.errors import N_, Conflict, NotFound
from iuc_hub.interviews import queries
from iuc_hub.interviews.guide_codes import read_usable_guide
from iuc_hub.interviews.models import GuideText, HubGuide, Interview
from surveys.guide import Guide
from surveys.guide_file import packaged, packaged_text, read_guide

CURRENT = "tbn-1"
KEPT_IN_MEMORY = 16


@dataclass(frozen=True)
class Choice:
    """A guide a hub can hold interviews by, whether it is the one used, and how many of its interviews were."""

    row: GuideText
    guide: Guide
    chosen: bool
    interviews: int

    @property
    def own(self) -> bool:
        """Whether a hub wrote it; the others come with the product."""
        return self.row.hub_id is not None


def guide_for(session: Session, hub_id: int, now: datetime) -> GuideText:
    """The row of the guide that the hub's new interviews are held by."""
    return queries.find_chosen_guide(session, hub_id) or store_current_guide(session, now)


def store_current_guide(session: Session, now: datetime) -> GuideText:
    """The row of the newest guide that comes with the product, added the first time it is used."""
    return _stored(session, _row(packaged(CURRENT), packaged_text(CURRENT), now))


def list_choices(session: Session, scope: Scope, now: datetime) -> list[Choice]:
    """The product's newest guide and every guide the hub has published or used, the chosen one first."""
    product = packaged(CURRENT)
    current = queries.find_guide(session, product.digest) or _row(product, packaged_text(CURRENT), now)
    chosen = queries.find_chosen_guide(session, scope.hub) or current
    used = queries.count_interviews_by_guide(session, scope)
    rows = {row.digest: row for row in (chosen, current, *queries.list_guides_of_hub(session, scope))}
    return [
        Choice(row, _read(row.digest, row.text), row is chosen, used.get(row.id or 0, 0))
        for row in rows.values()
    ]


def publish_guide(session: Session, scope: Scope, text: str, now: datetime) -> GuideText:
    """Store a guide of the hub's own and hold its new interviews by it; interviews under way keep theirs.

    Raises:
        GuideError: with everything that is wrong in the text, each with its place and remedy.
        Conflict: the hub has another guide of the same name and version.
    """
    guide = read_usable_guide(text)
    for choice in list_choices(session, scope, now):
        if choice.guide.label == guide.label and choice.guide.digest != guide.digest:
            raise Conflict(
                N_(
                    "Guiden %(label)s finns redan med annat innehåll. "
                    "Ge den nya ett annat versionsnummer i filen."
                ),
                label=guide.label,
            )
    return _choose(session, scope, _stored(session, _row(guide, text, now, scope)), now)


def choose_guide(session: Session, scope: Scope, digest: str, now: datetime) -> GuideText:
    """Hold the hub's new interviews by this guide; the same again changes nothing.

    Raises:
        NotFound: neither the product's guide nor one of the hub's.
    """
    for choice in list_choices(session, scope, now):
        if choice.guide.digest == digest:
            return _choose(session, scope, _stored(session, choice.row), now)
    raise NotFound(N_("Guiden finns inte. Välj en av dem som visas."))


def _choose(session: Session, scope: Scope, row: GuideText, now: datetime) -> GuideText:
    if guide_for(session, scope.hub, now).id == row.id:
        return row
    choice = {"hub_id": scope.hub, "guide_id": row.id, "chosen_at": now, "chosen_by": scope.user_id}
    session.add(HubGuide.model_validate(choice))
    audit.record(
        session, at=now, actor=scope.actor, action="guide_chosen", subject=("guide", row.id), hub_id=scope.hub,
        user_id=scope.user_id, detail={"name": f"{row.name}-{row.version}"},
    )  # fmt: skip
    session.flush()
    return row


def guide_of(session: Session, interview: Interview) -> Guide:
    """The guide as it was when the interview was planned."""
    row = queries.get_guide(session, interview.guide_id)
    return _read(row.digest, row.text)


def _row(guide: Guide, text: str, now: datetime, scope: Scope | None = None) -> GuideText:
    return GuideText.model_validate(
        {
            "name": guide.name, "version": guide.version, "digest": guide.digest, "text": text, "stored_at": now,
            "hub_id": scope.hub if scope else None, "stored_by": scope.user_id if scope else None,
        }
    )  # fmt: skip


def _stored(session: Session, row: GuideText) -> GuideText:
    """The row with this digest, added unless it is there."""
    stored = queries.find_guide(session, row.digest)
    if stored is not None:
        return stored
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return queries.get_guide_by_digest(session, row.digest)
    return row


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _read(digest: str, text: str) -> Guide:
    current = packaged(CURRENT)
    return current if current.digest == digest else read_guide(text)
