"""Plays one company's story through the services, each step at its own moment, exactly as people would."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.records import known_support
from iuc_hub.clock import day_in_sweden
from iuc_hub.companies import services as companies
from iuc_hub.companies.models import Company, Contact
from iuc_hub.demo import played_after, played_outcomes
from iuc_hub.demo.data import CompanyTold, InterviewTold, PassTold, ReplyTold
from iuc_hub.interviews import answers as interview_answers
from iuc_hub.interviews import services as interviews
from iuc_hub.interviews.answers import AnswerDraft
from iuc_hub.interviews.models import Interview
from iuc_hub.recommendations import letter_texts, letters, matching, queries, replies
from iuc_hub.recommendations import services as recommendations
from iuc_hub.recommendations.letters import LinkTerms, Sending
from iuc_hub.recommendations.models import Recommendation, RecommendationState, StoredMatch
from iuc_hub.recommendations.replies import Reply
from iuc_hub.recommendations.sendable import has_closed
from matching.types import Verdict

ANSWER_EVERY = timedelta(seconds=45)
"""How far apart the answers of an interview were given."""


@dataclass(frozen=True)
class Teller:
    """Who acts in the stories, and where the links in the letters lead."""

    scope: Scope
    terms: LinkTerms


def tell(session: Session, teller: Teller, told: CompanyTold) -> Company:
    """Store the company and everything its story has come to.

    Raises:
        HubError: when a service refuses a step, which is a mistake in the story.
    """
    company, contact = _added(session, teller.scope, told)
    if told.interview is not None:
        planned = _planned(session, teller.scope, contact, told, told.interview, company_id=company.id or 0)
        _interviewed(session, teller.scope, planned.id or 0, told.interview, told.answers)
    if told.accept is not None:
        left = _accepted(session, teller.scope, company, told.accept.most, told.accept.at)
        _passed_over(session, teller.scope, company, left, told.passed)
    if told.send is not None and contact is not None and _has_something_to_send(session, teller, company):
        _sent(session, teller, company, contact, told.send.at)
        sent = _answered(session, teller.scope, company, contact, told.replies)
        played_outcomes.became(session, teller.scope, sent, told.outcomes)
    played_after.agreed(session, teller.scope, contact, told)
    played_after.noted(session, teller.scope, company, contact, told.notes)
    played_after.grouped(session, teller.scope, company, told)
    return company


def _added(session: Session, scope: Scope, told: CompanyTold) -> tuple[Company, Contact | None]:
    draft = companies.CompanyDraft(
        organisation_number=told.organisation_number,
        name=told.name,
        legal_form=told.legal_form,
        municipality_code=told.municipality_code,
        address=told.address,
        advisor_id=scope.user,
    )
    company = companies.add_company(session, scope, draft, told.added)
    company_id = company.id or 0
    companies.record_facts(
        session,
        scope,
        company_id,
        told.facts,
        source=told.facts_source,
        as_of=told.facts_as_of,
        now=told.added,
    )
    if told.contact is None:
        return company, None
    contact = companies.ContactDraft(**told.contact.model_dump())
    return company, companies.add_contact(session, scope, company_id, contact)


def _planned(
    session: Session,
    scope: Scope,
    contact: Contact | None,
    told: CompanyTold,
    visit: InterviewTold,
    *,
    company_id: int,
) -> Interview:
    contact_id = contact.id if contact is not None else None
    return interviews.plan_interview(
        session, scope, company_id, contact_id, planned_at=visit.planned, now=told.added
    )


def _interviewed(
    session: Session, scope: Scope, interview_id: int, visit: InterviewTold, answers: Mapping[str, object]
) -> None:
    if visit.started is not None:
        interviews.start(session, scope, interview_id, visit.started)
        for number, (question, value) in enumerate(answers.items(), start=1):
            draft = AnswerDraft(question=question, value=value, base_revision=0)
            at = visit.started + number * ANSWER_EVERY
            interview_answers.save_answer(session, scope, interview_id, draft, key=f"demo-{question}", now=at)
    if visit.completed is not None:
        interviews.complete(session, scope, interview_id, visit.completed)
    if visit.approved is not None:
        interviews.approve(session, scope, interview_id, visit.approved)
    if visit.cancelled is not None:
        interviews.cancel(session, scope, interview_id, visit.cancelled, visit.why_cancelled)


def _accepted(session: Session, scope: Scope, company: Company, most: int, at: datetime) -> list[StoredMatch]:
    """Take along the best; returns the good ones that are left."""
    company_id = company.id or 0
    run = matching.match_company(session, scope, company_id, now=at, today=day_in_sweden(at)).run
    needs = [result.id for result in queries.list_results(session, scope, run.id or 0) if not result.unmet]
    found = [one for one in queries.list_matches(session, scope, run.id or 0) if one.result_id in needs]
    along = chosen(found, most)
    for match in along:
        recommendations.accept(session, scope, company_id, match.id or 0, now=at)
    taken = {match.support_id for match in along}
    return [match for match in chosen(found, len(found)) if match.support_id not in taken]


def _passed_over(
    session: Session, scope: Scope, company: Company, left: list[StoredMatch], passed: tuple[PassTold, ...]
) -> None:
    for match, told in zip(left, passed, strict=False):  # there may be less to pass over than was told
        recommendations.reject(
            session,
            scope,
            company.id or 0,
            match.id or 0,
            reason=told.reason,
            comment=told.comment,
            now=told.at,
        )


def _has_something_to_send(session: Session, teller: Teller, company: Company) -> bool:
    accepted = (RecommendationState.ACCEPTED,)
    return bool(queries.list_recommendations(session, teller.scope, company.id or 0, states=accepted))


def chosen(found: list[StoredMatch], most: int) -> list[StoredMatch]:
    """The best of each need first, then each need's next, no support twice; nothing weak, nothing blocked."""
    good = [one for one in found if one.verdict != Verdict.BLOCKED and not one.weak]
    picked: dict[str, StoredMatch] = {}
    for match in sorted(good, key=lambda one: (one.rank, -one.score_tenths, one.result_id)):
        picked.setdefault(match.support_id, match)
    return list(picked.values())[:most]


def _sent(session: Session, teller: Teller, company: Company, contact: Contact, at: datetime) -> None:
    text = letter_texts.draft(contact, "sv")
    sending = Sending(
        contact_id=contact.id or 0,
        subject=text.subject,
        body=text.body,
        form_key=f"demo-{company.organisation_number}",
    )
    letters.send_letter(session, teller.scope, company.id or 0, sending, teller.terms, now=at)


def _answered(
    session: Session, scope: Scope, company: Company, contact: Contact, given: tuple[ReplyTold, ...]
) -> list[Recommendation]:
    """The company's contact answers what the story tells, the rest stays unanswered; returns all in the letter."""
    theirs = Scope(
        role=Role.COMPANY,
        actor="contact",
        hub_id=scope.hub,
        company_id=company.id,
        contact_id=contact.id,
        session_key="demo",
    )
    sent = queries.list_recommendations(session, scope, company.id or 0, states=(RecommendationState.SENT,))
    needs = queries.list_needs_by_id(session, scope, [one.need_id for one in sent])
    by_theme = {needs[one.need_id].theme: one for one in sent}
    for told in given:
        if told.number is None:
            one = by_theme[told.theme]
        elif told.number > len(sent) or _has_closed(session, scope, sent[told.number - 1], told):
            continue
        else:
            one = sent[told.number - 1]
        replies.reply(session, theirs, one.id or 0, _reply(one, told), now=told.at, today=_day(told))
    return sent


def _has_closed(session: Session, scope: Scope, one: Recommendation, told: ReplyTold) -> bool:
    row = queries.list_supports_by_id(session, scope, [one.support_id])[one.support_id]
    return has_closed(known_support(row.record, row.id), _day(told))


def _reply(recommendation: Recommendation, told: ReplyTold) -> Reply:
    return Reply(told.answer, recommendation.revision, reason=told.reason, comment=told.comment)


def _day(told: ReplyTold) -> date:
    return day_in_sweden(told.at)
