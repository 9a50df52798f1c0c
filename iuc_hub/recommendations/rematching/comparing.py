"""Whether a drafted run tells what a stored one tells, so that nothing need be stored again."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.recommendations.models import NeedResult
from iuc_hub.recommendations.rematching import queries
from iuc_hub.recommendations.rematching.storing import Draft
from matching.changes.turning import DAY

Pair = tuple[Sequence[NeedResult], Draft]


def same(session: Session, scope: Scope, pairs: Mapping[int, Pair]) -> set[int]:
    """The keys of those whose stored matches are all that was drafted, apart from the date they were found on.

    What the matches say in detail is read only of those that agree in everything else.
    """
    ids = [one.id or 0 for results, _draft in pairs.values() for one in results]
    kept = queries.list_kept(session, scope, ids)
    alike = {key: pair for key, pair in pairs.items() if _outlines(pair, kept)}
    some = [one.id or 0 for results, _draft in alike.values() for one in results]
    said = queries.list_said(session, scope, some)
    return {key for key, pair in alike.items() if _details(pair, said)}


def _outlines(pair: Pair, kept: Mapping[int, Sequence[queries.KeptRow]]) -> bool:
    results, draft = pair
    stored = {one.need_id: (one.unmet, one.why, list(kept.get(one.id or 0, []))) for one in results}
    drafted = {
        one.row["need_id"]: (
            one.row["unmet"], one.row["why"], [tuple(row[name] for name in queries.KEPT) for row in one.matches],
        )
        for one in draft.results
    }  # fmt: skip
    return stored == drafted


def _details(pair: Pair, said: Mapping[int, Sequence[object]]) -> bool:
    results, draft = pair
    stored = {one.need_id: [_undated(each) for each in said.get(one.id or 0, [])] for one in results}
    drafted = {one.row["need_id"]: [_undated(row["match"]) for row in one.matches] for one in draft.results}
    return stored == drafted


def _undated(match: Any) -> Any:  # noqa: ANN401 - a stored record
    """A match's record without today's date, which a rule about the day tells as what it read."""
    rules = [
        {**rule, "reason": None, "change": None} if rule["fact"] == DAY else rule
        for rule in match["criteria"]
    ]
    return {**match, "criteria": rules}
