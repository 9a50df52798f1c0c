"""What the page of one area shows: its questions as they stand, the way come, needs so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries as companies
from iuc_hub.companies.models import Company, Contact
from iuc_hub.companies.services import known_facts
from iuc_hub.errors import HubError
from iuc_hub.interviews import queries
from iuc_hub.interviews.answers import OPEN, answers_of
from iuc_hub.interviews.area_form import AreaOutcome, Form, get_area
from iuc_hub.interviews.form_fields import fields_of, rows_in, typed_number
from iuc_hub.interviews.guides import guide_of
from iuc_hub.interviews.known_answers import Known, Suggestion, suggestions
from iuc_hub.interviews.live_needs import LiveNeed, live_needs
from iuc_hub.interviews.models import Answer, AnswerSource, Interview
from iuc_hub.interviews.refusals import AnswerChanged
from surveys.answers import Answers, is_answered
from surveys.conditions import as_data
from surveys.findings import Finding, FollowUp, derive
from surveys.guide import Area, Guide, Question
from surveys.progress import AreaProgress, Progress, Remaining, progress, remaining


@dataclass(frozen=True)
class QuestionView:
    """One question with what stands in its fields, which after a refused form is what was typed."""

    item: Question
    fields: Mapping[str, list[str]]
    answer: Answer | None
    revision: int
    rows: int
    is_hidden: bool
    is_answered: bool
    finding: Finding | None
    error: HubError | None = None
    conflict: AnswerChanged | None = None
    known: Mapping[str, Known] = field(default_factory=dict)
    """Field -> what stands there though nobody has answered yet; an answer once it is confirmed or changed."""

    @property
    def code(self) -> str:
        return self.item.code

    @property
    def opened(self) -> list[str]:
        """What the fields held before anybody typed, sent along so that nothing else becomes an answer."""
        typed = self.fields.get(f"{self.code}-known")
        return Suggestion(self.known).opened() if typed is None else typed

    @property
    def state(self) -> str:
        return self.one(f"{self.code}-state")

    @property
    def source(self) -> AnswerSource:
        return self.answer.source if self.answer else AnswerSource.SAID

    @property
    def note(self) -> str:
        return self.answer.note if self.answer else ""

    def one(self, name: str) -> str:
        """What stands in a field; empty when nothing does."""
        values = self.fields.get(name)
        return values[-1] if values else ""


@dataclass(frozen=True)
class AreaStep:
    """One area in the rail."""

    area: Area
    progress: AreaProgress
    is_current: bool
    lacks_rating: bool


@dataclass(frozen=True)
class Way:
    """How far the interview has come, which every answer can change."""

    steps: tuple[AreaStep, ...]
    progress: Progress
    remaining: Remaining
    needs: tuple[LiveNeed, ...]
    follow_ups: tuple[tuple[FollowUp, str], ...]
    next_code: str | None


@dataclass(frozen=True)
class AreaPage:
    interview: Interview
    company: Company
    contact: Contact | None
    guide: Guide
    area: Area
    questions: tuple[QuestionView, ...]
    asked_once: Mapping[str, QuestionView]
    way: Way
    is_editable: bool
    known: Mapping[str, str] = field(default_factory=dict)
    browser: Mapping[str, object] = field(default_factory=dict)

    @property
    def place(self) -> int:
        """Which of the areas this is, from 1."""
        return self.guide.areas.index(self.area) + 1

    @property
    def previous(self) -> Area | None:
        return self.guide.areas[self.place - 2] if self.place > 1 else None


def load_area(
    session: Session,
    scope: Scope,
    interview_id: int,
    letter: str,
    *,
    typed: Form | None = None,
    outcome: AreaOutcome | None = None,
    blank: str = "",
) -> AreaPage:
    """The page of one area; ``typed`` and ``outcome`` after a refused form, ``blank`` a group to lengthen.

    Raises:
        NotFound: no such interview in the hub, or no such area in its guide.
    """
    interview = queries.get_interview(session, scope, interview_id)
    company = companies.get_company(session, scope, interview.company_id)
    contact_id = interview.contact_id
    contact = companies.get_contact(session, scope, contact_id) if contact_id is not None else None
    guide = guide_of(session, interview)
    area = get_area(guide, letter)
    rows = queries.list_answers(session, scope, interview_id)
    answers = answers_of(guide, rows)
    found = derive(answers).by_question
    is_editable = interview.state in OPEN and scope.role is Role.ADVISOR
    known = suggestions(session, scope, guide, area, company) if is_editable else {}
    views = {
        item.code: _question(
            item, rows.get(item.code), answers, found, typed, outcome or AreaOutcome(), blank,
            known.get(item.code),
        )
        for item in area.items
    }  # fmt: skip
    return AreaPage(
        interview=interview,
        company=company,
        contact=contact,
        guide=guide,
        area=area,
        questions=tuple(views[item.code] for item in area.questions),
        asked_once={code.partition(".")[2]: view for code, view in views.items() if "." in code},
        way=way_of(session, scope, interview, area, rows),
        is_editable=is_editable,
        known=_known(session, scope, company.id or 0),
        browser=_for_browser(guide, answers, scope),
    )


def _known(session: Session, scope: Scope, company_id: int) -> dict[str, str]:
    """Fact -> what is known of the company, as a number is typed; shown beside the question about it."""
    facts = known_facts(session, scope, company_id)
    return {
        fact: typed_number(value)
        for fact, value in facts.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }


def way_of(
    session: Session, scope: Scope, interview: Interview, area: Area, rows: Mapping[str, Answer]
) -> Way:
    """Progress, needs so far and what to ask next, as the answers stand."""
    guide = guide_of(session, interview)
    answers = answers_of(guide, rows)
    left = remaining(answers)
    come = progress(answers)
    result = derive(answers)
    stored = queries.list_needs(session, scope, interview.id or 0)
    unrated = {code.partition(".")[0] for code in left.ratings}
    steps = tuple(
        AreaStep(each, come.area(each.code), each == area, each.code in unrated) for each in guide.areas
    )
    follow_ups = tuple(
        (each, rows[each.question].note if each.question in rows else "") for each in result.follow_ups
    )
    return Way(steps, come, left, live_needs(result.needs, stored), follow_ups, _next(guide, area, left))


def _next(guide: Guide, area: Area, left: Remaining) -> str | None:
    """The first open question from this area's beginning on, else from the interview's."""
    place = guide.areas.index(area)
    before = guide.areas[place - 1].items[-1].code if place else ""
    return left.next(after=before)


def _question(  # noqa: PLR0917 - the parts of one row, called from one place
    item: Question,
    row: Answer | None,
    answers: Answers,
    found: Mapping[str, Finding],
    typed: Form | None,
    outcome: AreaOutcome,
    blank: str,
    suggestion: Suggestion | None,
) -> QuestionView:
    error, conflict = outcome.errors.get(item.code), outcome.conflicts.get(item.code)
    fields = fields_of(item, row.value if row else None)
    known: Mapping[str, Known] = {}
    if suggestion is not None and (row is None or row.value is None):
        known, fields = suggestion.fields, suggestion.filled()
    if typed is not None and (error or conflict):
        fields = {name: list(values) for name, values in typed.items()}
    rows = max(rows_in(item, fields), 1) if item.fields else 0
    if item.code == blank:
        rows = min(rows_in(item, fields) + 1, item.max_rows)
    return QuestionView(
        item=item,
        fields=fields,
        answer=row,
        revision=row.revision if row else 0,
        rows=rows,
        is_hidden=not answers.is_relevant(item.code),
        is_answered=is_answered(item, answers.active.get(item.code)),
        finding=found.get(item.code),
        error=error,
        conflict=conflict,
        known=known,
    )


def _for_browser(guide: Guide, answers: Answers, scope: Scope) -> dict[str, object]:
    """What scripts need to show and hide questions by the same conditions, also offline."""
    questions = [
        {"code": item.code, "when": as_data(item.when) if item.when is not None else None}
        for area in guide.areas
        for item in area.items
    ]
    return {"questions": questions, "values": dict(answers.values), "owner": scope.user_id}
