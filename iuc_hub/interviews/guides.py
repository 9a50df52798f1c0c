"""The guide each interview is held by: stored word for word, so that an old interview keeps its own."""

from datetime import datetime
from functools import lru_cache

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from iuc_hub.interviews import queries
from iuc_hub.interviews.models import GuideText, Interview
from surveys.guide import Guide
from surveys.guide_file import packaged, packaged_text, read_guide

CURRENT = "tbn-1"
KEPT_IN_MEMORY = 16


def store_current_guide(session: Session, now: datetime) -> GuideText:
    """The row of the guide that new interviews are held by, added the first time it is used."""
    guide = packaged(CURRENT)
    stored = queries.find_guide(session, guide.digest)
    if stored is not None:
        return stored
    row = GuideText.model_validate(
        {
            "name": guide.name, "version": guide.version, "digest": guide.digest,
            "text": packaged_text(CURRENT), "stored_at": now,
        }
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return queries.get_guide_by_digest(session, guide.digest)
    return row


def guide_of(session: Session, interview: Interview) -> Guide:
    """The guide as it was when the interview was planned."""
    row = queries.get_guide(session, interview.guide_id)
    return _read(row.digest, row.text)


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _read(digest: str, text: str) -> Guide:
    current = packaged(CURRENT)
    return current if current.digest == digest else read_guide(text)
