"""Moves a recommendation along its life, logging each step: who, when, from, to, why."""

from datetime import datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.recommendations.lifecycle import LIFE
from iuc_hub.recommendations.models import Recommendation, RecommendationChange
from iuc_hub.recommendations.models import RecommendationState as State


def step(
    session: Session,
    scope: Scope,
    recommendation: Recommendation,
    after: State,
    *,
    now: datetime,
    reason: str | None = None,
    comment: str = "",
) -> None:
    """Move it one step; reason and comment are those of the new state.

    Raises:
        IllegalTransition: the life does not allow it; nothing was changed.
    """
    LIFE.check(recommendation.state, after)
    note(session, scope, recommendation, after, now=now, reason=reason, comment=comment)


def note(
    session: Session,
    scope: Scope,
    recommendation: Recommendation,
    after: State,
    *,
    now: datetime,
    reason: str | None = None,
    comment: str = "",
) -> None:
    """Store and log the state with its words, also where only the words are new."""
    session.add(
        RecommendationChange.model_validate(
            {
                "hub_id": recommendation.hub_id, "recommendation_id": recommendation.id, "at": now,
                "user_id": scope.user_id, "actor": scope.actor, "before": recommendation.state, "after": after,
                "why": reason or "", "comment": comment,
            }
        )
    )  # fmt: skip
    recommendation.state = after
    recommendation.reason = reason
    recommendation.comment = comment
    recommendation.changed_at = now
    recommendation.revision += 1
    session.add(recommendation)
    session.flush()
