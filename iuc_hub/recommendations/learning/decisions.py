"""Stored decisions as the engine learns from them: opaque ids, profiles of needs, points under the untaught model."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.catalogue.records import known_support
from iuc_hub.clock import day_in_sweden
from iuc_hub.recommendations import inputs
from iuc_hub.recommendations.learning.queries import DecidedRow, list_decided, list_wordings
from matching.engine import judged
from matching.index import Index
from matching.learned.decided import LearnedFrom, profile
from matching.learned.policy import Policy
from matching.model import THEMES, Model
from matching.text import read
from matching.types import Match

Wording = tuple[str, int]


def decided_rows(
    session: Session, hub_ids: Sequence[int], model: Model, policy: Policy
) -> tuple[LearnedFrom, ...]:
    """What stands decided in these hubs, each need profiled and each match computed under the model.

    The stored points won't do: they hold what the version that was in use then had learned already, and would
    be learned from once more.
    """
    rows = [row for row in list_decided(session, hub_ids) if row.state.value in policy.kinds]
    wordings = list_wordings(session, sorted({row.support_id for row in rows}))
    matches = _computed(rows, model, wordings)
    profiles = {row.need_id: _profile(row, model, policy) for row in rows}
    return tuple(
        _learned_from(row, profiles[row.need_id], match) for row, match in zip(rows, matches, strict=True)
    )


def _computed(
    rows: Sequence[DecidedRow], model: Model, wordings: Mapping[Wording, Mapping[str, object]]
) -> list[Match | None]:
    """Each decision's match, from the facts, need, day and wording that it was made on; None where that is lost."""
    asked = {_wording(row): None for row in rows if _wording(row) in wordings}
    index = Index(model, [replace(known_support(wordings[each], each[0]), id=_named(each)) for each in asked])
    kept = [at for at, row in enumerate(rows) if _wording(row) in asked]
    needs = [
        replace(inputs.unpinned_need(rows[at].need, rows[at].company), as_of=rows[at].day) for at in kept
    ]
    found = judged(index, needs, [[_named(_wording(rows[at]))] for at in kept], taxonomy.hierarchies())
    matches: list[Match | None] = [None] * len(rows)
    for at, (match,) in zip(kept, found, strict=True):
        matches[at] = match
    return matches


def _wording(row: DecidedRow) -> Wording:
    return row.support_id, row.revision


def _named(wording: Wording) -> str:
    """A name for a support as it was worded then, so that one index holds all its wordings."""
    return f"{wording[0]}@{wording[1]}"


def _profile(row: DecidedRow, model: Model, policy: Policy) -> dict[str, float]:
    mentions = model.lexicon.mentions(read(str(row.need["text"])))
    theme = str(row.need["theme"])
    weights = {concept: weight for concept, (weight, _words) in mentions.items()}
    return profile(weights, theme if theme in THEMES else "", model.concept_idf, policy)


def _learned_from(row: DecidedRow, about: dict[str, float], match: Match | None) -> LearnedFrom:
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
        points={each.feature: each.points for each in match.contributions} if match else {},
        score=match.score if match else None,
    )
