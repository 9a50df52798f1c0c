"""Saving one answer by the contract of retries and conflicts: written once, or refused with both values."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.errors import N_, Conflict, InputError, KeyReused, NotFound
from iuc_hub.interviews import lifecycle, queries, reading_log
from iuc_hub.interviews.guides import guide_of
from iuc_hub.interviews.models import (
    Answer,
    AnswerRevision,
    AnswerSource,
    Interview,
    InterviewState,
    SavedReply,
)
from iuc_hub.interviews.refusals import AnswerChanged, AnswerRefused, as_told
from surveys.answers import AnswerError, Answers, read_answer
from surveys.conditions import Value
from surveys.guide import Guide
from surveys.typed import UNWRITABLE

LONGEST_KEY = 80
LONGEST_NOTE = 2_000
OPEN = (InterviewState.PLANNED, InterviewState.IN_PROGRESS)


@dataclass(frozen=True)
class AnswerDraft:
    """What was sent for one question; a source or note that was not sent stays as it is."""

    question: str
    value: object
    base_revision: int
    source: AnswerSource | None = None
    note: str | None = None

    @property
    def digest(self) -> str:
        """The same for the same content, however it was written down."""
        content = [self.question, self.value, self.base_revision, self.source, self.note]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def read_draft(question: str, sent: object) -> AnswerDraft:
    """The draft in a request's JSON.

    Raises:
        InputError: naming the field that is missing or of the wrong kind.
    """
    if not isinstance(sent, dict) or "value" not in sent:
        raise InputError(N_("Skicka ett JSON-objekt med fälten value och base_revision."), field="value")
    base = sent.get("base_revision")
    if isinstance(base, bool) or not isinstance(base, int) or base < 0:
        raise InputError(
            N_(
                "Fältet base_revision saknas. Skicka revisionen som svaret utgår från, 0 för ett första svar."
            ),
            field="base_revision",
        )
    return AnswerDraft(
        question, sent["value"], base, read_source(sent.get("source")), read_note(sent.get("note"))
    )


def read_source(sent: object) -> AnswerSource | None:
    """Raises InputError for a source that is not one of the three."""
    if sent is None or sent == "":
        return None
    if sent not in list(AnswerSource):
        raise InputError(N_("Källan finns inte. Välj sagt, iakttaget eller register."), field="source")
    return AnswerSource(str(sent))


def read_note(sent: object) -> str | None:
    """Raises InputError for a note that is no text, or too long."""
    if sent is None:
        return None
    if not isinstance(sent, str) or len(sent) > LONGEST_NOTE:
        raise InputError(
            N_("Anteckningen är för lång. Högst %(most)s tecken får plats."), field="note", most=LONGEST_NOTE
        )
    if UNWRITABLE.search(sent.replace("\r", "")):
        raise InputError(
            N_("Anteckningen innehåller tecken som inte går att spara. Skriv om den utan dem."), field="note"
        )
    return sent.replace("\r\n", "\n").strip()


def save_answer(
    session: Session, scope: Scope, interview_id: int, draft: AnswerDraft, *, key: str, now: datetime
) -> dict[str, object]:
    """Store one answer and return the reply; the same key again gets the same reply and writes nothing.

    Raises:
        NotFound: no such interview in the hub, or no such question in its guide.
        KeyReused: the key came with other content before.
        Conflict: the interview is closed and must be reopened first.
        AnswerRefused: the value is outside what the question allows.
        AnswerChanged: the answer is no longer the one that the sender saw.
    """
    interview = queries.get_interview(session, scope, interview_id, lock=True)
    guide = guide_of(session, interview)
    if draft.question not in guide:
        raise NotFound(N_("Frågan finns inte i intervjuns guide. Ladda om sidan."))
    earlier = queries.find_reply(session, scope, interview_id, checked_key(key))
    if earlier is not None:
        return _same_reply(earlier, draft)
    check_open(interview)
    value = checked_value(guide, draft)
    current = queries.find_answer(session, scope, interview_id, draft.question)
    if (current.revision if current else 0) != draft.base_revision:
        sent = {"value": value, "source": draft.source, "note": draft.note}
        raise AnswerChanged(guide.item(draft.question), current, sent)
    answer = write_answer(session, scope, interview, current, replace(draft, value=value), now=now)
    body = {"question": draft.question, **as_told(answer)}
    _keep_reply(session, interview, (key, draft.digest), body, now)
    return body


def checked_key(key: str) -> str:
    if not key.strip() or len(key) > LONGEST_KEY:
        raise InputError(
            N_("Rubriken Idempotency-Key saknas eller är för lång. Skicka en ny nyckel för varje nytt svar."),
            field="Idempotency-Key",
        )
    return key


def check_open(interview: Interview) -> None:
    """Raises Conflict unless the interview takes answers."""
    if interview.state in OPEN:
        return
    remedies = {
        InterviewState.COMPLETED: N_("Intervjun är avslutad. Öppna den igen för att ändra svar."),
        InterviewState.APPROVED: N_("Intervjun är godkänd och ligger fast. Planera en ny för nya svar."),
    }
    raise Conflict(
        remedies.get(interview.state, N_("Intervjun är inställd. Planera en ny för att spara svar."))
    )


def checked_value(guide: Guide, draft: AnswerDraft) -> Value:
    """Raises AnswerRefused for a value outside what the question allows."""
    try:
        return read_answer(guide, draft.question, draft.value)
    except AnswerError as error:
        raise AnswerRefused(guide, error) from error


def write_answer(
    session: Session,
    scope: Scope,
    interview: Interview,
    current: Answer | None,
    draft: AnswerDraft,
    *,
    now: datetime,
) -> Answer | None:
    """Store a draft with its history; nothing is written when nothing changed.

    The draft's value must be checked, the interview locked and open, ``current`` the answer as it stands.
    """
    value = draft.value
    source = draft.source or (current.source if current else AnswerSource.SAID)
    note = draft.note if draft.note is not None else (current.note if current else "")
    if current is None and value is None and not note:
        return None
    if current is not None and (current.value, current.source, current.note) == (value, source, note):
        return current
    _begin(session, scope, interview, now)
    said = {
        "value": value,
        "source": source,
        "note": note,
        "revision": current.revision + 1 if current else 1,
    }
    place = {"hub_id": interview.hub_id, "interview_id": interview.id, "question": draft.question}
    if current is None:
        current = Answer.model_validate({**place, **said, "changed_at": now, "changed_by": scope.user})
    else:
        current.sqlmodel_update({**said, "changed_at": now, "changed_by": scope.user})
    session.add(current)
    session.add(AnswerRevision.model_validate({**place, **said, "at": now, "user_id": scope.user}))
    session.flush()
    return current


def _begin(session: Session, scope: Scope, interview: Interview, now: datetime) -> None:
    """The first answer starts a planned interview; every change is in the audit log once a session."""
    if interview.state is InterviewState.PLANNED:
        interview.started_at = now
        lifecycle.move(session, scope, interview, InterviewState.IN_PROGRESS, now=now)
    reading_log.note(session, scope, reading_log.CHANGED, interview.id or 0, now)


def answers_of(guide: Guide, rows: Mapping[str, Answer]) -> Answers:
    """Stored answers as the method's own values; each was checked against this guide when it was stored."""
    values = {code: row.value for code, row in rows.items() if row.value is not None and code in guide}
    return Answers(guide, values)  # type: ignore[arg-type] # stored JSON holds what read_answer returned


def _same_reply(earlier: SavedReply, draft: AnswerDraft) -> dict[str, object]:
    if earlier.payload_digest != draft.digest:
        raise KeyReused(
            N_("Nyckeln har redan använts för ett annat svar. Skicka svaret igen med en ny nyckel."),
            field="Idempotency-Key",
        )
    return earlier.body


def _keep_reply(
    session: Session, interview: Interview, sent: tuple[str, str], body: dict[str, object], now: datetime
) -> None:
    """``sent``: the key and the digest of what came with it."""
    key, digest = sent
    reply = SavedReply.model_validate(
        {
            "hub_id": interview.hub_id, "interview_id": interview.id, "key": key, "status": 200,
            "payload_digest": digest, "body": body, "at": now,
        }
    )  # fmt: skip
    session.add(reply)
    session.flush()
