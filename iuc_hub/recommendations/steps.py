"""Moves a recommendation along its life, logging each step: who, when, from, to, why."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.records import known_support
from iuc_hub.clock import day_in_sweden
from iuc_hub.recommendations.lifecycle import LIFE
from iuc_hub.recommendations.models import Recommendation, RecommendationChange
from iuc_hub.recommendations.models import RecommendationState as State
from iuc_hub.recommendations.outcomes.follow_up import asked_on
from matching.eligibility import deadline_of


@dataclass(frozen=True)
class Words:
    """What belongs to the new state: why, in whose words, and how much was granted."""

    reason: str | None = None
    comment: str = ""
    granted_sek: int | None = None


NO_WORDS = Words()


def step(
    session: Session,
    scope: Scope,
    recommendation: Recommendation,
    after: State,
    *,
    now: datetime,
    words: Words = NO_WORDS,
) -> None:
    """Move it one step.

    Raises:
        IllegalTransition: the life does not allow it; nothing was changed.
    """
    LIFE.check(recommendation.state, after)
    note(session, scope, recommendation, after, now=now, words=words)


def note(
    session: Session,
    scope: Scope,
    recommendation: Recommendation,
    after: State,
    *,
    now: datetime,
    words: Words = NO_WORDS,
) -> None:
    """Store and log the state with its words, also where only the words are new.

    What a company says waits on the advisor's Today; what the advisor does has been taken care of.
    """
    session.add(
        RecommendationChange.model_validate(
            {
                "hub_id": recommendation.hub_id, "recommendation_id": recommendation.id, "at": now,
                "user_id": scope.user_id, "actor": scope.actor, "before": recommendation.state, "after": after,
                "why": words.reason or "", "comment": words.comment, "granted_sek": words.granted_sek,
            }
        )
    )  # fmt: skip
    recommendation.state = after
    recommendation.reason, recommendation.comment = words.reason, words.comment
    recommendation.granted_sek = words.granted_sek
    recommendation.ask_on = _asked_on(session, recommendation, after, day_in_sweden(now))
    recommendation.handled_at = None if scope.company_id is not None else now
    recommendation.changed_at = now
    recommendation.revision += 1
    session.add(recommendation)
    session.flush()


def _asked_on(session: Session, one: Recommendation, after: State, today: date) -> date | None:
    """When to ask what became of it, against the support's next last day where it is worked on."""
    row = session.get(Support, one.support_id) if after is State.IN_PROGRESS else None
    deadline = deadline_of(known_support(row.record, row.id), today) if row is not None else None
    return asked_on(after, today, deadline)
