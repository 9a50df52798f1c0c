"""Stored decisions as the engine learns from them: opaque ids, profiles of needs, points as they were shown."""

from collections.abc import Sequence

from sqlmodel import Session

from iuc_hub.clock import day_in_sweden
from iuc_hub.recommendations.learning.queries import DecidedRow, list_decided
from matching.learned.decided import LearnedFrom, profile
from matching.learned.policy import Policy
from matching.model import THEMES, Model
from matching.text import read


def decided_rows(
    session: Session, hub_ids: Sequence[int], model: Model, policy: Policy
) -> tuple[LearnedFrom, ...]:
    """What stands decided in these hubs, each need profiled under the model."""
    rows = [row for row in list_decided(session, hub_ids) if row.state.value in policy.kinds]
    profiles = {row.need_id: _profile(row, model, policy) for row in rows}
    return tuple(_learned_from(row, profiles[row.need_id]) for row in rows)


def _profile(row: DecidedRow, model: Model, policy: Policy) -> dict[str, float]:
    mentions = model.lexicon.mentions(read(str(row.need["text"])))
    theme = str(row.need["theme"])
    weights = {concept: weight for concept, (weight, _words) in mentions.items()}
    return profile(weights, theme if theme in THEMES else "", model.concept_idf, policy)


def _learned_from(row: DecidedRow, about: dict[str, float]) -> LearnedFrom:
    """A company that answered by its link counts as somebody of its own."""
    return LearnedFrom(
        need=str(row.need_id),
        support=row.support_id,
        decision=row.state.value,
        profile=about,
        hub=str(row.hub_id),
        advisor=f"user-{row.user_id}" if row.user_id is not None else f"company-{row.company_id}",
        reason=row.reason or "",
        at=day_in_sweden(row.at),
        points={each["feature"]: float(each["points"]) for each in row.match["contributions"]},
        score=float(row.match["score"]),
    )
