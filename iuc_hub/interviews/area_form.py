"""A whole area sent as a form: every valid answer is stored, the rest come back with what was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.queries import get_company
from iuc_hub.errors import N_, HubError, NotFound
from iuc_hub.interviews import queries
from iuc_hub.interviews.answers import AnswerDraft, check_open, read_note, read_source, write_answer
from iuc_hub.interviews.form_fields import fields_of
from iuc_hub.interviews.guides import guide_of
from iuc_hub.interviews.known_answers import Suggestion, opened_with, suggestions
from iuc_hub.interviews.models import Answer, AnswerRevision, AnswerSource, Interview
from iuc_hub.interviews.refusals import AnswerChanged, AnswerRefused
from surveys.answers import AnswerError, state_of
from surveys.forms import from_form
from surveys.guide import Area, Guide, Question

Form = Mapping[str, Sequence[str]]


@dataclass
class AreaOutcome:
    """What became of a sent area: how many answers were stored, and why others were not, by question."""

    saved: int = 0
    errors: dict[str, HubError] = field(default_factory=dict)
    conflicts: dict[str, AnswerChanged] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        return not self.errors and not self.conflicts


@dataclass(frozen=True)
class _Sheet:
    """One locked interview with everything that the sent fields are compared with."""

    session: Session
    scope: Scope
    interview: Interview
    guide: Guide
    stored: Mapping[str, Answer]
    before: Mapping[tuple[str, int], AnswerRevision]
    known: Mapping[str, Suggestion]
    now: datetime


def save_area(
    session: Session, scope: Scope, interview_id: int, letter: str, form: Form, *, now: datetime
) -> AreaOutcome:
    """Store the area's valid answers; a field that its sender left as it was never overwrites a newer one.

    Raises:
        NotFound: no such interview in the hub, or no such area in its guide.
        Conflict: the interview is closed and must be reopened first.
    """
    interview = queries.get_interview(session, scope, interview_id, lock=True)
    guide = guide_of(session, interview)
    area = get_area(guide, letter)
    check_open(interview)
    revisions = queries.list_revisions(session, scope, interview_id)
    company = get_company(session, scope, interview.company_id)
    sheet = _Sheet(
        session, scope, interview, guide, queries.list_answers(session, scope, interview_id),
        {(each.question, each.revision): each for each in revisions},
        suggestions(session, scope, guide, area, company), now,
    )  # fmt: skip
    outcome = AreaOutcome()
    for item in area.items:
        base = _base(form, item.code)
        if base is not None:
            _save_one(sheet, item, base, form, outcome)
    return outcome


def get_area(guide: Guide, letter: str) -> Area:
    """Raises NotFound when the guide has no such area."""
    try:
        return guide.area(letter)
    except KeyError as error:
        raise NotFound(N_("Området finns inte i intervjuns guide.")) from error


def _save_one(sheet: _Sheet, item: Question, base: int, form: Form, outcome: AreaOutcome) -> None:
    current = sheet.stored.get(item.code)
    try:
        draft = _draft(sheet, item, base, form)
    except AnswerError as error:
        outcome.errors[item.code] = AnswerRefused(sheet.guide, error)
        return
    except HubError as error:
        outcome.errors[item.code] = error
        return
    if _is_as(draft, current) or _is_only_known(sheet, item, draft, current, form):
        return
    if (current.revision if current else 0) != base:
        if not _is_as(draft, sheet.before.get((item.code, base))):
            sent = {"value": draft.value, "source": draft.source, "note": draft.note}
            outcome.conflicts[item.code] = AnswerChanged(item, current, sent)
        return
    write_answer(sheet.session, sheet.scope, sheet.interview, current, draft, now=sheet.now)
    outcome.saved += 1


def _draft(sheet: _Sheet, item: Question, base: int, form: Form) -> AnswerDraft:
    seen = sheet.before.get((item.code, base))
    value = from_form(item, _one_of_two(item, form, seen.value if seen else None))
    source = read_source(_last(form, f"{item.code}-source"))
    note = read_note(_last(form, f"{item.code}-note"))
    return AnswerDraft(item.code, value, base, source, note)


def _one_of_two(item: Question, form: Form, seen: object) -> Form:
    """A chosen level can't be unchosen in a plain form: of an answer and a state, what is new wins."""
    states = form.get(f"{item.code}-state")
    if not states or not any(states):
        return form
    was_state = bool(state_of(seen))  # type: ignore[arg-type] # stored JSON holds what read_answer returned
    if was_state and list(states) == [state_of(seen)]:  # type: ignore[arg-type] # the same
        without = {name: values for name, values in form.items() if name != f"{item.code}-state"}
        try:
            return without if from_form(item, without) is not None else form
        except AnswerError:
            return without
    if seen is not None and not was_state:
        own = fields_of(item, seen)
        if all(list(form.get(name, ())) == values for name, values in own.items()):
            return {name: values for name, values in form.items() if name not in own}
    return form


def _is_as(draft: AnswerDraft, stored: Answer | AnswerRevision | None) -> bool:
    if stored is None:
        return draft.value is None and not draft.note
    source = draft.source or stored.source
    note = stored.note if draft.note is None else draft.note
    return (draft.value, source, note) == (stored.value, AnswerSource(stored.source), stored.note)


def _is_only_known(
    sheet: _Sheet, item: Question, draft: AnswerDraft, current: Answer | None, form: Form
) -> bool:
    """Whether the fields hold what was known when they were shown, and the sender has not confirmed it."""
    shown = form.get(f"{item.code}-known")
    if not (shown or item.code in sheet.known) or _last(form, "confirm") == item.code:
        return False
    known = opened_with(item, shown) if shown else sheet.known[item.code].answer(item)
    nobody_answered = current is None or (current.value is None and not draft.note)
    return nobody_answered and not draft.note and draft.value == known


def _base(form: Form, code: str) -> int | None:
    """The revision the sender saw; None when the question was not on the page."""
    sent = _last(form, f"{code}-base")
    return int(sent) if sent is not None and sent.isascii() and sent.isdigit() and len(sent) < 10 else None  # noqa: PLR2004 - more digits than revisions can have


def _last(form: Form, name: str) -> str | None:
    values = form.get(name)
    return values[-1] if values else None
