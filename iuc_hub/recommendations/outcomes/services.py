"""The verbs on what became of a recommendation, which hold for every need it serves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.errors import N_, InputError
from iuc_hub.recommendations import reasons
from iuc_hub.recommendations.lifecycle import LIFE, REPLIES, UNDER_WAY
from iuc_hub.recommendations.models import Recommendation
from iuc_hub.recommendations.models import RecommendationState as State
from iuc_hub.recommendations.outcomes import queries
from iuc_hub.recommendations.outcomes.follow_up import rhythm
from iuc_hub.recommendations.queries import get_recommendation
from iuc_hub.recommendations.steps import Words, note, step

LARGEST_GRANT = 10_000_000_000
LONGEST_COMMENT = 500


@dataclass(frozen=True)
class Told:
    """What the advisor tells: the state it came to, with the words that state takes."""

    after: str
    reason: str = ""
    comment: str = ""
    granted_sek: str = ""


def possible(one: Recommendation) -> list[State]:
    """What can be told of it next, the likeliest first: also an answer given on the telephone, and steps back."""
    told = (State.IN_PROGRESS, State.DELIVERED, *REPLIES, State.GRANTED, State.REFUSED, State.ABANDONED)
    return [state for state in told if LIFE.allows(one.state, state)]


def tell_outcome(
    session: Session, scope: Scope, recommendation_id: int, told: Told, *, now: datetime
) -> Recommendation:
    """Store what became of it; the same told twice changes nothing.

    An amount is counted once, at the need it was told for.

    Raises:
        NotFound: another hub's.
        InputError: a state that can't be told, a refusal or an end without its reason, or an amount that can't be
            read; its field is "after", "reason", "comment" or "granted_sek".
        IllegalTransition: its life does not go that way.
    """
    one = get_recommendation(session, scope, recommendation_id, lock=True)
    after = _state(told.after)
    reason, comment = _why(after, told)
    granted = _amount(told.granted_sek) if after is State.GRANTED else None
    if (one.state, one.reason, one.comment, one.granted_sek) == (after, reason, comment, granted):
        return one
    if one.state is not after:
        LIFE.check(one.state, after)
    for each in queries.list_same_offer(session, scope, one):
        words = Words(reason, comment, granted if each.id == one.id else None)
        if each.state is after:
            note(session, scope, each, after, now=now, words=words)
        else:
            _walk(session, scope, each, after, now=now, words=words)
    return one


def _walk(
    session: Session, scope: Scope, one: Recommendation, after: State, *, now: datetime, words: Words
) -> None:
    """Move it to the state, through the company's yes where it stands before that; leave it if there is no way."""
    ways: Sequence[Sequence[State]] = ((), (State.INTERESTED,), (State.INTERESTED, State.IN_PROGRESS))
    for way in ways:
        stops = [one.state, *way, after]
        if all(LIFE.allows(before, then) for before, then in pairwise(stops)):
            for stop in way:
                step(session, scope, one, stop, now=now)
            step(session, scope, one, after, now=now, words=words)
            return


def _state(code: str) -> State:
    if code not in {state.value for state in (*REPLIES, *UNDER_WAY)}:
        raise InputError(N_("Välj vad som hände."), field="after")
    return State(code)


def _why(after: State, told: Told) -> tuple[str | None, str]:
    comment = told.comment.strip().replace("\r\n", "\n")
    if len(comment) > LONGEST_COMMENT:
        raise InputError(
            N_("Kommentaren är för lång. Högst %(count)d tecken."), field="comment", count=LONGEST_COMMENT
        )
    if after in (State.REFUSED, State.ABANDONED):
        return reasons.checked(reasons.of(after), told.reason, comment), comment
    known = after is State.DECLINED and told.reason in reasons.DECLINED
    return told.reason if known else None, comment


def _amount(text: str) -> int | None:
    digits = "".join(text.split()).removesuffix("kr")
    if not digits:
        return None
    if digits.isascii() and digits.isdigit() and int(digits) <= LARGEST_GRANT:
        return int(digits)
    raise InputError(N_("Skriv beloppet i hela kronor, till exempel 250 000."), field="granted_sek")


def ask_later(
    session: Session, scope: Scope, recommendation_id: int, *, today: date, on: date | None = None
) -> Recommendation:
    """Ask again on a day, or when the usual time has passed once more.

    Raises:
        NotFound: another hub's.
        InputError: a day that is not ahead.
    """
    one = get_recommendation(session, scope, recommendation_id, lock=True)
    if on is not None and on <= today:
        raise InputError(N_("Välj en dag framåt i tiden."), field="ask_on")
    for each in queries.list_same_offer(session, scope, one):
        each.ask_on = on or today + timedelta(days=rhythm().later)
        session.add(each)
    session.flush()
    return one


def handle_reply(
    session: Session, scope: Scope, recommendation_id: int, *, now: datetime, undo: bool = False
) -> Recommendation:
    """Take a company's answer off Today, or put it back.

    Raises:
        NotFound: another hub's.
    """
    one = get_recommendation(session, scope, recommendation_id, lock=True)
    for each in queries.list_same_offer(session, scope, one):
        if each.state in REPLIES:
            each.handled_at = None if undo else now
            session.add(each)
    session.flush()
    return one
