"""Past interviews as a plan: which rows are new, stand already, or are refused; and their taking in."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from sqlmodel import Session

from iuc_hub import audit
from iuc_hub.accounts.scope import Scope
from iuc_hub.clock import STOCKHOLM, day_in_sweden
from iuc_hub.errors import N_
from iuc_hub.interviews import services as interviews
from iuc_hub.interviews.guides import CURRENT
from iuc_hub.interviews.importing import queries
from iuc_hub.interviews.importing.columns import columns
from iuc_hub.interviews.importing.rows import InterviewLine, RowReader
from iuc_hub.interviews.models import Answer, AnswerRevision, Interview
from iuc_hub.uploads.columns import demand, find_columns
from iuc_hub.uploads.plans import CHANGED, NEW, REFUSED, UNCHANGED, Handed, Plan, RowError
from surveys.guide_file import packaged

ANSWERS = "answers"
TOLD_EVERY = 50
HOUR = time(9)
"""When a past interview is said to have begun, as only its day is known."""


def plan(session: Session, scope: Scope, handed: Handed) -> Plan:
    """Check every row against the guide and the hub; reads only.

    Raises:
        InputError: the table lacks a column that interviews can't do without.
    """
    headers = handed.table.headers
    places = find_columns(headers, columns(), handed.chosen_columns())
    demand(places, columns(), headers)
    reader = RowReader(
        packaged(CURRENT), headers, places, queries.companies_by_number(session, scope), _people(session, scope),
        handed.today,
    )  # fmt: skip
    lines: list[InterviewLine] = []
    for count, row in enumerate(handed.table.rows):
        if count % TOLD_EVERY == 0:
            handed.progress(count, len(handed.table.rows))
        if (line := reader.line(row)) is not None:
            lines.append(line)
    new, errors = _unheld(session, scope, lines)
    refused = len(handed.table.rows) - len(lines) + len(errors)
    return Plan(
        counts={
            NEW: len(new), CHANGED: 0, UNCHANGED: len(lines) - len(new) - len(errors), REFUSED: refused,
            ANSWERS: sum(len(line.answers) for line in new),
        },
        errors=sorted([*reader.errors, *errors], key=lambda each: each.row or 0),
        changes=[],
        writes=[(each.company_id, each.held_on, each.advisor_id, dict(each.answers)) for each in new],
        take_in=lambda inside, now: _take_in(inside, scope, handed.upload_id, new, now),
        columns={name: headers[place] for name, place in places.items()},
    )  # fmt: skip


def _people(session: Session, scope: Scope) -> Mapping[str, int]:
    """Name and address of everybody at the hub, folded -> their id; a name that two have stands for neither."""
    people = queries.list_colleagues(session, scope)
    names = [each.name.casefold() for each in people]
    alone = {each.name.casefold(): each.id or 0 for each in people if names.count(each.name.casefold()) == 1}
    return alone | {each.email.casefold(): each.id or 0 for each in people}


def _unheld(
    session: Session, scope: Scope, lines: Sequence[InterviewLine]
) -> tuple[list[InterviewLine], list[RowError]]:
    """The lines of days without an interview; those whose day has another one are refused."""
    held = queries.list_interviews_of(session, scope, sorted({line.company_id for line in lines}))
    by_day = {(each.company_id, day_in_sweden(each.started_at or each.planned_at)): each for each in held}
    answers: dict[int, dict[str, object]] = {}
    for answer in queries.list_answers_of(session, scope, [each.id or 0 for each in by_day.values()]):
        answers.setdefault(answer.interview_id, {})[answer.question] = answer.value
    new: list[InterviewLine] = []
    errors: list[RowError] = []
    for line in lines:
        there = by_day.get((line.company_id, line.held_on))
        if there is None:
            new.append(line)
        elif answers.get(there.id or 0, {}) != dict(line.answers):
            other = N_("%(company)s har redan en annan intervju den dagen. Ta bort raden eller rätta dagen.")
            errors.append(RowError(line.row, "", line.held_on.isoformat(), other, {"company": line.company}))
    return new, errors


def _take_in(
    session: Session, scope: Scope, upload_id: int, lines: Sequence[InterviewLine], now: datetime
) -> None:
    """Store each interview as it was held, completed and approved, oldest first."""
    for line in sorted(lines, key=lambda each: (each.held_on, each.row)):
        held = datetime.combine(line.held_on, HOUR, STOCKHOLM)
        interview = interviews.plan_interview(session, scope, line.company_id, None, planned_at=held, now=now)
        interview.advisor_id = line.advisor_id or scope.user
        interview.upload_id = upload_id
        interview_id = interview.id or 0
        interviews.start(session, scope, interview_id, held)
        _answer(session, scope, interview, line, held)
        interviews.complete(session, scope, interview_id, held, confirmed=True)
        interviews.approve(session, scope, interview_id, now)
    audit.record(
        session, at=now, actor=scope.actor, action="interviews_imported", subject=("upload", upload_id),
        hub_id=scope.hub, user_id=scope.user_id, detail={"interviews": len(lines)},
    )  # fmt: skip


def _answer(
    session: Session, scope: Scope, interview: Interview, line: InterviewLine, held: datetime
) -> None:
    said = {"hub_id": scope.hub, "interview_id": interview.id, "revision": 1, "source": "said"}
    for question, value in line.answers.items():
        one = said | {"question": question, "value": value}
        session.add(Answer.model_validate(one | {"changed_at": held, "changed_by": scope.user}))
        session.add(AnswerRevision.model_validate(one | {"at": held, "user_id": scope.user}))
    session.flush()
