"""Selects for the decisions that are learned from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from iuc_hub.catalogue.models import SupportRevision
from iuc_hub.recommendations.models import (
    MatchRun,
    NeedResult,
    Recommendation,
    RecommendationChange,
    StoredMatch,
)
from iuc_hub.recommendations.models import RecommendationState as State


@dataclass(frozen=True)
class DecidedRow:
    """One recommendation as it stands, who brought it there, and what the match it was decided on was made from."""

    hub_id: int
    company_id: int
    need_id: int
    support_id: str
    state: State
    reason: str | None
    at: datetime
    user_id: int | None
    revision: int
    need: Any
    company: Any
    day: date


def list_decided(session: Session, hub_ids: Sequence[int]) -> list[DecidedRow]:
    """Every standing decision of these hubs with what it was about; one that was undone is none."""
    last = (
        select(func.max(RecommendationChange.id))
        .where(col(RecommendationChange.hub_id).in_(hub_ids))
        .group_by(col(RecommendationChange.recommendation_id))
    )
    query = (
        select(
            Recommendation.hub_id, Recommendation.company_id, Recommendation.need_id,
            Recommendation.support_id, Recommendation.state, Recommendation.reason,
            RecommendationChange.at, RecommendationChange.user_id,
            StoredMatch.support_revision, NeedResult.need, MatchRun.company, MatchRun.holds_on,
        )  # type: ignore[call-overload] # SQLModel types no select of so many columns
        .where(col(Recommendation.hub_id).in_(hub_ids), Recommendation.state != State.PROPOSED)
        .where(col(RecommendationChange.id).in_(last))
        .where(RecommendationChange.hub_id == Recommendation.hub_id)
        .where(RecommendationChange.recommendation_id == Recommendation.id)
        .where(StoredMatch.hub_id == Recommendation.hub_id, StoredMatch.id == Recommendation.match_id)
        .where(NeedResult.hub_id == StoredMatch.hub_id, NeedResult.id == StoredMatch.result_id)
        .where(MatchRun.hub_id == NeedResult.hub_id, MatchRun.id == NeedResult.run_id)
        .order_by(col(Recommendation.id))
    )  # fmt: skip
    found: Any = session.exec(query)
    return [DecidedRow(*row) for row in found]


def list_wordings(session: Session, support_ids: Sequence[str]) -> dict[tuple[str, int], Any]:
    """What supports that were decided on, whichever hub's, have said: the record by id and revision."""
    query = select(SupportRevision).where(col(SupportRevision.support_id).in_(support_ids))
    return {(each.support_id, each.revision): each.record for each in session.exec(query)}
