"""The verbs on an interview as a whole: plan, start, complete, approve, reopen, cancel."""

from datetime import datetime

from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.accounts.scope import Scope
from iuc_hub.clock import day_in_sweden
from iuc_hub.companies import queries as companies
from iuc_hub.companies.models import FactSource
from iuc_hub.companies.services import FactValue, record_facts
from iuc_hub.errors import N_, Conflict, InputError
from iuc_hub.interviews import lifecycle, queries, reading_log
from iuc_hub.interviews.answers import answers_of
from iuc_hub.interviews.guides import guide_for, guide_of
from iuc_hub.interviews.models import Interview, InterviewState
from iuc_hub.interviews.needs import derive_needs, withdraw_needs
from iuc_hub.interviews.superseding import settle
from surveys.answers import Answers
from surveys.facts import company_facts
from surveys.progress import Remaining, remaining


def plan_interview(
    session: Session,
    scope: Scope,
    company_id: int,
    contact_id: int | None,
    *,
    planned_at: datetime,
    now: datetime,
) -> Interview:
    """A planned interview held by the guide of today, which stays its guide whatever comes after.

    Raises:
        NotFound: no such company in the hub.
        InputError: a contact person of another company.
    """
    company = companies.get_company(session, scope, company_id)
    if contact_id is not None and companies.get_contact(session, scope, contact_id).company_id != company.id:
        raise InputError(
            N_("Kontaktpersonen hör till ett annat företag. Välj en i listan."), field="contact_id"
        )
    guide = guide_for(session, scope.hub, now)
    interview = Interview.model_validate(
        {
            "hub_id": scope.hub, "company_id": company.id, "guide_id": guide.id, "advisor_id": scope.user,
            "contact_id": contact_id, "planned_at": planned_at, "created_at": now,
        }
    )  # fmt: skip
    session.add(interview)
    session.flush()
    return interview


def start(session: Session, scope: Scope, interview_id: int, now: datetime) -> Interview:
    """Begin a planned interview; one that is under way stays as it is."""
    interview = queries.get_interview(session, scope, interview_id, lock=True)
    if interview.state is not InterviewState.IN_PROGRESS:
        lifecycle.move(session, scope, interview, InterviewState.IN_PROGRESS, now=now)
        interview.started_at = interview.started_at or now
    return interview


def what_remains(session: Session, scope: Scope, interview: Interview) -> tuple[Answers, Remaining]:
    """The interview's answers, and what is asked for before it is completed."""
    answers = answers_of(
        guide_of(session, interview), queries.list_answers(session, scope, interview.id or 0)
    )
    return answers, remaining(answers)


def complete(
    session: Session, scope: Scope, interview_id: int, now: datetime, *, confirmed: bool = False
) -> Interview:
    """Close the interview, store its needs, and what it told about the company as dated facts.

    What earlier interviews found in the areas that this one asked about is history from now on.

    Raises:
        Conflict: urgency or impact is missing where there is a finding, and nobody ``confirmed`` that.
        IllegalTransition: it is not under way.
    """
    interview = _locked_with_company(session, scope, interview_id)
    lifecycle.INTERVIEW.check(interview.state, InterviewState.COMPLETED)
    answers, left = what_remains(session, scope, interview)
    if left.ratings and not confirmed:
        raise Conflict(
            N_("Brådska eller påverkan saknas där det finns behov. Fyll i dem, eller avsluta ändå."),
            field="confirmed",
        )
    lifecycle.move(session, scope, interview, InterviewState.COMPLETED, now=now)
    interview.completed_at = now
    reading_log.note(session, scope, reading_log.CHANGED, interview_id, now)
    derive_needs(session, scope, interview, now)
    settle(session, scope, interview.company_id, now)
    held_on = day_in_sweden(interview.started_at or interview.planned_at)
    record_facts(
        session,
        scope,
        interview.company_id,
        told_facts(answers),
        source=FactSource.SAID,
        as_of=held_on,
        now=now,
    )
    return interview


def told_facts(answers: Answers) -> dict[str, FactValue]:
    """What the answers tell about the company, as far as it can be a fact of the register's kind."""
    facts: dict[str, FactValue] = {}
    for fact, value in company_facts(answers).items():
        known = fact != "sni" or taxonomy.known_industry(str(value))
        if known and isinstance(value, int | float | bool | str):
            facts[fact] = value
    return facts


def approve(session: Session, scope: Scope, interview_id: int, now: datetime) -> Interview:
    """Settle the result; after this neither answers nor needs change."""
    interview = queries.get_interview(session, scope, interview_id, lock=True)
    lifecycle.move(session, scope, interview, InterviewState.APPROVED, now=now)
    interview.approved_at = now
    return interview


def reopen(session: Session, scope: Scope, interview_id: int, now: datetime, why: str = "") -> Interview:
    """Let answers be changed again; needs and overrides stay until it is completed anew."""
    interview = queries.get_interview(session, scope, interview_id, lock=True)
    if interview.state is not InterviewState.IN_PROGRESS:
        lifecycle.INTERVIEW.check(interview.state, InterviewState.IN_PROGRESS)
        lifecycle.move(session, scope, interview, InterviewState.IN_PROGRESS, now=now, why=why)
        interview.completed_at = None
    return interview


def cancel(session: Session, scope: Scope, interview_id: int, now: datetime, why: str = "") -> Interview:
    """Call off an interview that is not completed; its answers are kept.

    One that was completed before it was reopened takes its needs back with it, and those of an earlier
    interview count again.
    """
    interview = _locked_with_company(session, scope, interview_id)
    lifecycle.move(session, scope, interview, InterviewState.CANCELLED, now=now, why=why)
    withdraw_needs(session, scope, interview, now, why)
    settle(session, scope, interview.company_id, now)
    return interview


def _locked_with_company(session: Session, scope: Scope, interview_id: int) -> Interview:
    """Company first, so that two interviews of it never wait for each other."""
    company_id = queries.get_interview(session, scope, interview_id).company_id
    queries.lock_company(session, scope, company_id)
    return queries.get_interview(session, scope, interview_id, lock=True)
