"""A company's answer to what it was sent: given, changed, and safe between two open pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.records import known_support
from iuc_hub.companies import services as companies
from iuc_hub.companies.models import FactSource
from iuc_hub.errors import N_, Conflict, InputError, Stale
from iuc_hub.recommendations import queries, questions, reasons
from iuc_hub.recommendations.lifecycle import LIFE, UNDER_WAY
from iuc_hub.recommendations.models import Recommendation
from iuc_hub.recommendations.models import RecommendationState as State
from iuc_hub.recommendations.outcomes.queries import list_same_offer
from iuc_hub.recommendations.sendable import has_closed
from iuc_hub.recommendations.steps import Words, note, step
from matching.records import match_from_record

ANSWERS = {"yes": State.INTERESTED, "later": State.LATER, "no": State.DECLINED}
"""What the three buttons send."""
LONGEST_COMMENT = 1_000


@dataclass(frozen=True)
class Reply:
    """One press: the answer, what the page showed when it was pressed, and what was written beside it."""

    answer: str
    revision: int
    reason: str = ""
    comment: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


def reply(
    session: Session, scope: Scope, recommendation_id: int, given: Reply, *, now: datetime, today: date
) -> Recommendation:
    """Store the answer for every need the support serves, and the facts the company told with it.

    The same press twice changes nothing. Facts told beside an answer that stands already are stored too.

    Raises:
        NotFound: not sent to this company.
        InputError: an answer that is none of the three, a comment that is too long, a fact that can't be read;
            its field is "svar", "kommentar" or the fact.
        Conflict: the last day has passed, it was taken back, or the work has begun.
        Stale: answered from another page meanwhile; ``current`` tells what stands.
    """
    after, comment, reason = _checked(given)
    recommendation = queries.get_recommendation(session, scope, recommendation_id, lock=True)
    same = (recommendation.state, recommendation.comment, recommendation.reason) == (after, comment, reason)
    _refuse_over(recommendation)
    if not same:
        _refuse_stale(recommendation, given)
        _refuse_closed(session, scope, recommendation, after, today)
    _record_facts(session, scope, recommendation, given.facts, now=now, today=today)
    if same:
        return recommendation
    for each in list_same_offer(session, scope, recommendation):
        words = Words(reason, comment)
        if each.state is after:
            note(session, scope, each, after, now=now, words=words)
        elif each.id == recommendation.id or LIFE.allows(each.state, after):
            step(session, scope, each, after, now=now, words=words)
    return recommendation


def _checked(given: Reply) -> tuple[State, str, str | None]:
    after = ANSWERS.get(given.answer)
    if after is None:
        raise InputError(N_("Svara med ja, senare eller nej tack."), field="svar")
    comment = given.comment.strip().replace("\r\n", "\n")
    if len(comment) > LONGEST_COMMENT:
        raise InputError(
            N_("Kommentaren är för lång. Högst %(count)d tecken."), field="kommentar", count=LONGEST_COMMENT
        )
    known = given.reason in reasons.DECLINED and after is State.DECLINED
    return after, comment, given.reason if known else None


def _refuse_over(recommendation: Recommendation) -> None:
    """What was taken back, or is worked on already, takes no answer."""
    if recommendation.state is State.WITHDRAWN:
        raise Conflict(N_("Förslaget är återtaget, så det går inte att svara på det. Skälet står på sidan."))
    if recommendation.state in UNDER_WAY:
        raise Conflict(N_("Arbetet har redan börjat. Ring er rådgivare om något ska ändras."))


def _refuse_stale(recommendation: Recommendation, given: Reply) -> None:
    if recommendation.revision != given.revision:
        raise Stale(
            N_(
                "Svaret har ändrats på en annan sida. Nu står det ”%(state)s”. "
                "Det ni skrev står kvar. Svara igen om det ska gälla."
            ),
            current={"state": recommendation.state.value, "comment": recommendation.comment},
            state=LIFE.words[recommendation.state],
        )


def _refuse_closed(
    session: Session, scope: Scope, recommendation: Recommendation, after: State, today: date
) -> None:
    """A no is always welcome; a yes to what has closed would promise what can't be had."""
    row = queries.list_supports_by_id(session, scope, [recommendation.support_id])[recommendation.support_id]
    if after is not State.DECLINED and has_closed(known_support(row.record, row.id), today):
        raise Conflict(N_("Sista dagen har passerat. Ring er rådgivare om vad som finns i stället."))


def _record_facts(
    session: Session,
    scope: Scope,
    recommendation: Recommendation,
    facts: Mapping[str, str],
    *,
    now: datetime,
    today: date,
) -> None:
    told = {fact: answer for fact, answer in facts.items() if answer.strip()}
    if not told:
        return
    match = queries.list_matches_by_id(session, scope, [recommendation.match_id])[recommendation.match_id]
    asked = questions.asked_of(match_from_record(match.match))
    for fact, answer in told.items():
        value = questions.read_answer(asked, fact, answer, field=fact)
        companies.record_fact(
            session,
            scope,
            recommendation.company_id,
            fact,
            value,
            source=FactSource.SAID,
            as_of=today,
            now=now,
        )
