"""Whether a matching tells what a stored run tells, so that nothing need be stored again."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.services import Stock
from iuc_hub.recommendations.models import MatchRun, NeedResult, StoredMatch
from iuc_hub.recommendations.rematching import queries
from iuc_hub.recommendations.rematching.storing import match_rows
from matching.records import need_matches_record
from matching.turning import DAY
from matching.types import NeedMatches

Pair = tuple[MatchRun | None, Sequence[NeedResult], Sequence[NeedMatches]]
COMPARED = ("support_id", "support_revision", "rank", "score_tenths", "verdict", "weak")


def same(session: Session, scope: Scope, stock: Stock, pairs: Mapping[int, Pair]) -> set[int]:
    """The keys of those whose stored matches are all that was found now, apart from the date they were found on."""
    ids = [one.id or 0 for _run, results, _found in pairs.values() for one in results]
    stored = queries.list_matches_of_results(session, scope, ids)
    return {
        key
        for key, (_run, results, found) in pairs.items()
        if _by_need(results, stored) == [_told(one, stock) for one in _in_order(found)]
    }


def _in_order(found: Sequence[NeedMatches]) -> list[NeedMatches]:
    return sorted(found, key=lambda one: int(one.need_id))


def _by_need(results: Sequence[NeedResult], stored: Mapping[int, Sequence[StoredMatch]]) -> list[Any]:
    return [
        (one.need_id, one.unmet, one.why, [_row(row) for row in stored.get(one.id or 0, [])])
        for one in sorted(results, key=lambda one: one.need_id)
    ]


def _told(found: NeedMatches, stock: Stock) -> Any:  # noqa: ANN401 - compared as a whole
    rows = match_rows(0, 0, found, stock)
    said = [(*(row[name] for name in COMPARED), _undated(row["match"])) for row in rows]
    return int(found.need_id), found.unmet, need_matches_record(found)["why"], said


def _row(row: StoredMatch) -> Any:  # noqa: ANN401 - compared as a whole
    return (*(getattr(row, name) for name in COMPARED), _undated(row.match))


def _undated(match: Any) -> Any:  # noqa: ANN401 - a stored record
    """A match's record without today's date, which a rule about the day tells as what it read."""
    rules = [
        {**rule, "reason": None, "change": None} if rule["fact"] == DAY else rule
        for rule in match["criteria"]
    ]
    return {**match, "criteria": rules}
