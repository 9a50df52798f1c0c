"""Which interview's needs count when a company has been interviewed more than once."""

from datetime import datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.interviews import need_changes, queries
from iuc_hub.interviews.guides import guide_of
from iuc_hub.interviews.models import Interview, NeedStep


def settle(session: Session, scope: Scope, company_id: int, now: datetime) -> None:
    """Mark each derived need with the newest later interview that asked about its area, if there is one.

    That interview tells whether the need is still there, by a need of its own or by none. What the advisor
    wrote in own words stays until it is withdrawn. The company must be locked.
    """
    held = queries.list_held(session, scope, company_id)
    asked = _areas_asked(session, scope, held)
    order = [each.id for each in held]
    for need in queries.list_needs_of_company(session, scope, company_id):
        if need.is_own or need.interview_id not in order:
            continue
        later = held[order.index(need.interview_id) + 1 :]
        newest = next((each.id for each in reversed(later) if need.area in asked[each.id or 0]), None)
        if newest == need.superseded_by:
            continue
        is_news = (newest is None) != (need.superseded_by is None)
        need.superseded_by = newest
        session.add(need)
        if is_news:
            step = NeedStep.CURRENT_AGAIN if newest is None else NeedStep.SUPERSEDED
            need_changes.record(session, scope, need, step, now)
    session.flush()


def _areas_asked(session: Session, scope: Scope, held: list[Interview]) -> dict[int, frozenset[str]]:
    """Interview id -> the areas where at least one question has an answer, if only that it was not known."""
    answered = queries.list_answered(session, scope, [each.id or 0 for each in held])
    return {
        each.id or 0: frozenset(
            area.code
            for area in guide_of(session, each).areas
            if any(question.code in answered[each.id or 0] for question in area.questions)
        )
        for each in held
    }
