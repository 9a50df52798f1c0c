"""The needs of an interview: derived by its guide's rules, ranked or added by the advisor."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.accounts.scope import Scope
from iuc_hub.errors import N_, Conflict, InputError
from iuc_hub.interviews import need_changes, queries, reading_log
from iuc_hub.interviews.answers import answers_of
from iuc_hub.interviews.guides import guide_of
from iuc_hub.interviews.models import OWN, Interview, InterviewState, Need, NeedStep, Priority
from surveys import findings
from surveys.typed import UNWRITABLE

LONGEST_TITLE = 120
LONGEST_TEXT = 4_000
OWN_SCORES = {Priority.ACUTE: 75, Priority.HIGH: 60, Priority.MEDIUM: 45, Priority.LOW: 25}
"""Where on the scale an advisor's own need stands; it has no contributions, so no points are shown."""
OWN_SCALES = {Priority.ACUTE: 5, Priority.HIGH: 4, Priority.MEDIUM: 3, Priority.LOW: 2}
OWN_HORIZONS = {Priority.ACUTE: "now", Priority.HIGH: "now", Priority.MEDIUM: "one_to_two_years"}
OWN_REASON: dict[str, object] = {
    "rule": "own", "kind": "own", "question": "", "values": {},
    "sv": "Tillagt av rådgivaren", "en": "Added by the advisor",
}  # fmt: skip


@dataclass(frozen=True)
class OwnNeed:
    """A need in the advisor's own words, as typed."""

    theme: str
    title: str
    text: str
    priority: str


def derive_needs(session: Session, scope: Scope, interview: Interview, now: datetime) -> list[Need]:
    """Bring the stored needs in step with the answers and return the active ones.

    A need keeps its row, its override and whatever hangs on it: it is updated, withdrawn when no finding
    shows it any more, and revived when one does again. The advisor's own needs are left alone.
    """
    guide = guide_of(session, interview)
    rows = queries.list_answers(session, scope, interview.id or 0)
    result = findings.derive(answers_of(guide, rows))
    stored = {each.identity: each for each in queries.list_needs(session, scope, interview.id or 0)}
    for need in result.needs:
        row = stored.pop(need.identity, None)
        if row is None:
            session.add(_derived(interview, need, now))
        else:
            _update(session, scope, row, need, now)
    for gone in stored.values():
        if not gone.is_own and gone.withdrawn_at is None:
            gone.withdrawn_at = now
            need_changes.record(session, scope, gone, NeedStep.NO_LONGER_SHOWN, now)
    session.flush()
    return [
        each for each in queries.list_needs(session, scope, interview.id or 0) if each.withdrawn_at is None
    ]


def override_need(
    session: Session,
    scope: Scope,
    interview_id: int,
    need_id: int,
    *,
    priority: str,
    reason: str,
    now: datetime,
) -> Need:
    """Rank a need otherwise than the rules do, with the reason why.

    Raises:
        InputError: no reason, or the priority it already has.
        Conflict: the interview is not completed, or is approved.
    """
    need = _changeable_need(session, scope, interview_id, need_id, now)
    wanted = _read_priority(priority)
    said = written(reason)
    if not said:
        raise InputError(N_("Skriv varför prioriteten ändras. Skälet visas i resultatet."), field="reason")
    if wanted is need.shown_priority:
        raise InputError(
            N_("Behovet har redan den prioriteten. Välj en annan, eller avbryt."), field="priority"
        )
    before = need.shown_priority
    need.override_priority, need.override_reason = wanted, said[:LONGEST_TEXT]
    need.overridden_by, need.overridden_at = scope.user, now
    why = need.override_reason
    need_changes.record(session, scope, need, NeedStep.OVERRIDDEN, now, before=before, why=why)
    return need


def reset_override(session: Session, scope: Scope, interview_id: int, need_id: int, now: datetime) -> Need:
    """Let the rules rank the need again; one that they rank already stays as it is."""
    need = _changeable_need(session, scope, interview_id, need_id, now)
    if need.override_priority is not None:
        before = need.shown_priority
        need.override_priority = need.override_reason = need.overridden_by = need.overridden_at = None
        need_changes.record(session, scope, need, NeedStep.RESET, now, before=before)
    return need


def add_own_need(session: Session, scope: Scope, interview_id: int, draft: OwnNeed, now: datetime) -> Need:
    """Store a need that no rule found, in the advisor's own words.

    Raises:
        InputError: an unknown theme or priority, or an empty title or text.
        Conflict: the interview is not completed, or is approved.
    """
    interview = _changeable(session, scope, interview_id, now)
    if draft.theme not in taxonomy.themes():
        raise InputError(N_("Temat finns inte. Välj ett i listan."), field="theme")
    title, text = written(draft.title), written(draft.text)
    if not title or len(title) > LONGEST_TITLE:
        raise InputError(N_("Skriv en rubrik på högst %(most)s tecken."), field="title", most=LONGEST_TITLE)
    if not text or len(text) > LONGEST_TEXT:
        raise InputError(N_("Beskriv behovet. Texten avgör vilka stöd som hittas."), field="text")
    number = queries.count_own_needs(session, scope, interview_id) + 1
    priority = _read_priority(draft.priority)
    need = Need.model_validate(
        {
            "hub_id": interview.hub_id, "company_id": interview.company_id, "interview_id": interview.id,
            "identity": f"{OWN}{number}", "area": "", "theme": draft.theme, "words": text,
            "title": {"sv": title, "en": title}, "text": f"{title}. {text}",
            "score": OWN_SCORES[priority], "scale": OWN_SCALES[priority], "priority": priority,
            "horizon": OWN_HORIZONS.get(priority, "later"), "contributions": {}, "reasons": [OWN_REASON],
            "rule_version": "own", "derived_at": now,
        }
    )  # fmt: skip
    session.add(need)
    session.flush()
    need_changes.record(session, scope, need, NeedStep.ADDED, now)
    return need


def withdraw_own_need(session: Session, scope: Scope, interview_id: int, need_id: int, now: datetime) -> Need:
    """Take back a need in the advisor's own words; it can be restored.

    Raises:
        Conflict: a derived need, which only its answers can withdraw.
    """
    need = _changeable_need(session, scope, interview_id, need_id, now)
    if not need.is_own:
        raise Conflict(
            N_("Behovet följer av svaren. Ändra svaret, eller ge behovet en lägre prioritet med ett skäl.")
        )
    if need.withdrawn_at is None:
        need.withdrawn_at = now
        need_changes.record(session, scope, need, NeedStep.WITHDRAWN, now)
    return need


def restore_own_need(session: Session, scope: Scope, interview_id: int, need_id: int, now: datetime) -> Need:
    """Undo the withdrawal of a need in the advisor's own words."""
    need = _changeable_need(session, scope, interview_id, need_id, now)
    if need.is_own and need.withdrawn_at is not None:
        need.withdrawn_at = None
        need_changes.record(session, scope, need, NeedStep.RESTORED, now)
    return need


def withdraw_needs(session: Session, scope: Scope, interview: Interview, now: datetime, why: str) -> None:
    """Take back every need of an interview that is called off, the advisor's own too."""
    for need in queries.list_needs(session, scope, interview.id or 0):
        if need.withdrawn_at is None:
            need.withdrawn_at = now
            need_changes.record(session, scope, need, NeedStep.WITHDRAWN, now, why=why)


def written(text: str) -> str:
    """What was typed, without the characters no database stores."""
    return UNWRITABLE.sub("", text.replace("\r\n", "\n")).strip()


def _changeable(session: Session, scope: Scope, interview_id: int, now: datetime) -> Interview:
    interview = queries.get_interview(session, scope, interview_id, lock=True)
    if interview.state is InterviewState.APPROVED:
        raise Conflict(
            N_("Intervjun är godkänd och behoven ligger fast. Planera en ny intervju för nya behov.")
        )
    if interview.state is not InterviewState.COMPLETED:
        raise Conflict(N_("Avsluta intervjun först. Sedan går behoven att ändra."))
    reading_log.note(session, scope, reading_log.CHANGED, interview_id, now)
    return interview


def _changeable_need(session: Session, scope: Scope, interview_id: int, need_id: int, now: datetime) -> Need:
    _changeable(session, scope, interview_id, now)
    return queries.get_need(session, scope, interview_id, need_id)


def _read_priority(text: str) -> Priority:
    if text not in list(Priority):
        raise InputError(N_("Välj en prioritet: akut, hög, medel eller låg."), field="priority")
    return Priority(text)


def _derived(interview: Interview, need: findings.Need, now: datetime) -> Need:
    place = {
        "hub_id": interview.hub_id, "company_id": interview.company_id, "interview_id": interview.id,
        "identity": need.identity,
    }  # fmt: skip
    return Need.model_validate({**place, **_found(need, now)})


def _update(session: Session, scope: Scope, row: Need, need: findings.Need, now: datetime) -> None:
    before, was_gone = row.shown_priority, row.withdrawn_at is not None
    row.sqlmodel_update(_found(need, now))
    session.add(row)
    if was_gone:
        need_changes.record(session, scope, row, NeedStep.SHOWN_AGAIN, now, before=before)


def _found(need: findings.Need, now: datetime) -> dict[str, object]:
    return {
        "area": need.area, "theme": need.theme, "title": need.title.as_dict(), "text": need.text,
        "words": need.words, "score": need.score, "scale": need.scale, "priority": Priority(need.priority),
        "horizon": need.horizon, "contributions": dict(need.contributions), "helps": list(need.helps),
        "reasons": [each.as_dict() for each in need.reasons], "rule_version": need.rule_version,
        "derived_at": now, "withdrawn_at": None,
    }  # fmt: skip
