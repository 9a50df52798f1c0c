"""The verbs on recommendations: take along, pass over, undo, withdraw, record what was asked."""

from datetime import date, datetime

from sqlmodel import Session

from iuc_hub import db
from iuc_hub.accounts import links
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.queries import get_support
from iuc_hub.clock import day_in_sweden
from iuc_hub.companies import services as companies
from iuc_hub.companies.models import FactSource
from iuc_hub.companies.queries import get_company
from iuc_hub.errors import N_, InputError
from iuc_hub.recommendations import matching, queries, questions, reasons
from iuc_hub.recommendations.lifecycle import LIFE
from iuc_hub.recommendations.models import Recommendation
from iuc_hub.recommendations.models import RecommendationState as State
from iuc_hub.recommendations.outcomes.queries import list_same_offer
from iuc_hub.recommendations.sendable import refuse_unsendable
from iuc_hub.recommendations.steps import Words, step
from matching.records import match_from_record

LONGEST_WHY = 300

db.explain_constraint(
    "uq_recommendation_need_id_support_id",
    N_("Någon annan bestämde om samma stöd just nu. Ladda om sidan för att se läget."),
)


def accept(
    session: Session,
    scope: Scope,
    company_id: int,
    match_id: int,
    *,
    now: datetime,
    language: str = "sv",
    why: str = "",
) -> Recommendation:
    """Take a match along in the next letter; a repeated press changes nothing. ``why`` is kept with it.

    What the match said may be old, so the company's facts and the support are asked again.

    Raises:
        NotFound: no such match at the company.
        Conflict: the company can't get it today, with the reason in the language, the support is no longer
            published, or the need is no longer the company's.
        IllegalTransition: it has been sent already.
    """
    recommendation = _decided(session, scope, company_id, match_id, now)
    if recommendation.state is State.ACCEPTED:
        return recommendation
    today = day_in_sweden(now)
    refuse_unsendable(session, scope, company_id, recommendation, today=today, language=language)
    if recommendation.state is State.REJECTED:
        step(session, scope, recommendation, State.PROPOSED, now=now)
    recommendation.match_id, recommendation.added_why = match_id, why
    step(session, scope, recommendation, State.ACCEPTED, now=now, words=Words(comment=why))
    return recommendation


def accept_unlisted(
    session: Session,
    scope: Scope,
    company_id: int,
    *,
    need_id: int,
    support_id: str,
    why: str,
    now: datetime,
    today: date,
    language: str = "sv",
) -> Recommendation:
    """Take along a support that the advisor knows of though the engine did not list it, and why.

    Raises:
        NotFound: another hub's company or support, or a need that is not the company's.
        InputError: no reason, or a long one; its field is "why".
        Conflict: as `accept`.
    """
    why = " ".join(why.split())
    if not why or len(why) > LONGEST_WHY:
        raise InputError(
            N_("Skriv varför stödet passar ändå, med högst %(count)d tecken."), field="why", count=LONGEST_WHY
        )
    run = matching.match_company(session, scope, company_id, now=now, today=today, of_today=True).run
    row = matching.store_one_more(session, scope, run, need_id, get_support(session, scope, support_id))
    return accept(session, scope, company_id, row.id or 0, now=now, language=language, why=why)


def reject(
    session: Session,
    scope: Scope,
    company_id: int,
    match_id: int,
    *,
    reason: str,
    comment: str,
    now: datetime,
) -> Recommendation:
    """Pass a match over for a reason.

    Raises:
        NotFound: no such match at the company.
        InputError: no reason, or another one without its words.
        IllegalTransition: it has been sent already.
    """
    recommendation = _decided(session, scope, company_id, match_id, now)
    reason = reasons.checked(reasons.REJECTED, reason, comment)
    if recommendation.state is State.ACCEPTED:
        step(session, scope, recommendation, State.PROPOSED, now=now)
    if recommendation.state is not State.REJECTED:
        recommendation.match_id = match_id
        step(session, scope, recommendation, State.REJECTED, now=now, words=Words(reason, comment.strip()))
    return recommendation


def undo(session: Session, scope: Scope, recommendation_id: int, *, now: datetime) -> Recommendation:
    """Take back an advisor's decision that has not been sent.

    Raises:
        NotFound, IllegalTransition.
    """
    recommendation = queries.get_recommendation(session, scope, recommendation_id, lock=True)
    if recommendation.state is not State.PROPOSED:
        step(session, scope, recommendation, State.PROPOSED, now=now)
    return recommendation


def withdraw(
    session: Session, scope: Scope, recommendation_id: int, *, reason: str, comment: str, now: datetime
) -> Recommendation:
    """Take back what was sent, for every need it serves; the company's page says so, with the reason.

    Raises:
        NotFound: another hub's.
        InputError: no reason, or another one without its words.
        IllegalTransition: it was never sent, or has ended.
    """
    recommendation = queries.get_recommendation(session, scope, recommendation_id, lock=True)
    if recommendation.state is State.WITHDRAWN:
        return recommendation
    reason = reasons.checked(reasons.WITHDRAWN, reason, comment)
    LIFE.check(recommendation.state, State.WITHDRAWN)
    for each in list_same_offer(session, scope, recommendation):
        if LIFE.allows(each.state, State.WITHDRAWN):
            words = Words(reason, comment.strip())
            step(session, scope, each, State.WITHDRAWN, now=now, words=words)
    return recommendation


def revoke_links(session: Session, scope: Scope, company_id: int, *, now: datetime) -> int:
    """Withdraw every link the company's contacts hold; returns how many."""
    get_company(session, scope, company_id)
    return links.revoke_links(session, scope, company_id, now)


def answer_question(
    session: Session,
    scope: Scope,
    company_id: int,
    match_id: int,
    *,
    fact: str,
    answer: str,
    now: datetime,
    today: date,
) -> None:
    """Record what the company said of a fact that the match lacked, and match again.

    Raises:
        NotFound: no such match at the company.
        InputError: a fact the match does not ask for, or an answer that can't be read.
    """
    match, _result, run = queries.get_match(session, scope, company_id, match_id)
    asked = questions.asked_of(match_from_record(match.match))
    value = questions.read_answer(asked, fact, answer)
    companies.record_fact(
        session, scope, run.company_id, fact, value, source=FactSource.SAID, as_of=today, now=now
    )
    matching.match_company(session, scope, company_id, now=now, today=today)


def _decided(session: Session, scope: Scope, company_id: int, match_id: int, now: datetime) -> Recommendation:
    """What stands on the match's support for its need: an earlier decision, or a new proposal."""
    match, result, _run = queries.get_match(session, scope, company_id, match_id)
    recommendation = queries.find_recommendation(session, scope, result.need_id, match.support_id)
    if recommendation is None:
        recommendation = Recommendation.model_validate(
            {
                "hub_id": scope.hub, "company_id": company_id, "need_id": result.need_id,
                "support_id": match.support_id, "match_id": match_id, "created_at": now, "changed_at": now,
            }
        )  # fmt: skip
        session.add(recommendation)
        session.flush()
    return recommendation
