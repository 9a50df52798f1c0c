"""Writes the runs of many companies in a few statements, sealed so that a later change of them shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.services import Stock
from iuc_hub.recommendations.models import MatchRun, NeedResult, StoredMatch
from iuc_hub.recommendations.rematching import queries
from iuc_hub.recommendations.run_inputs import Inputs
from iuc_hub.recommendations.sealing import match_seal, result_seals, run_seals
from iuc_hub.versions.services import keep
from matching.records import match_record, need_matches_record
from matching.types import Match, NeedMatches

BEST = 5
"""The most recommended matches that are put before the advisor; the others are a click away."""
Row = dict[str, object]


@dataclass(frozen=True)
class Found:
    """What a matching of one company told, need by need in the inputs' order."""

    company_id: int
    wanted: Inputs
    stock: Stock
    results: Sequence[NeedMatches]


def store_runs(session: Session, scope: Scope, found: Sequence[Found], *, now: datetime) -> list[int]:
    """Store a run for each; returns their ids in the same order."""
    for model in {id(each.stock.index.model): each.stock.index.model for each in found}.values():
        keep(session, model, now=now)
    run_ids = queries.add_numbered(session, MatchRun, [_run_row(scope, each, now) for each in found])
    pairs = [(run_id, each) for run_id, each in zip(run_ids, found, strict=True)]
    result_ids = queries.add_numbered(
        session, NeedResult, [row for run_id, each in pairs for row in _result_rows(scope, run_id, each)]
    )
    told = [(each.stock, one) for each in found for one in each.results]
    rows = [
        row
        for result_id, (stock, one) in zip(result_ids, told, strict=True)
        for row in match_rows(scope.hub, result_id, one, stock)
    ]
    queries.add_rows(session, StoredMatch, rows)
    return run_ids


def _run_row(scope: Scope, found: Found, now: datetime) -> Row:
    wanted = found.wanted
    row: Row = {
        "hub_id": scope.hub, "company_id": found.company_id, "made_at": now, "day": wanted.day,
        "model_version": wanted.model_version, "catalogue_version": wanted.catalogue_version,
        "company": wanted.company_record, "holds_on": wanted.day, "holds_for": wanted.number,
    }  # fmt: skip
    return row | {"seals": run_seals(wanted.day, wanted.model_version, wanted.company_record)}


def _result_rows(scope: Scope, run_id: int, found: Found) -> Iterator[Row]:
    for (need_id, record), one in zip(found.wanted.need_records.items(), found.results, strict=True):
        yield {
            "hub_id": scope.hub, "run_id": run_id, "need_id": need_id, "need": record, "unmet": one.unmet,
            "why": need_matches_record(one)["why"], "seals": result_seals(record),
        }  # fmt: skip


def match_rows(hub_id: int, result_id: int, found: NeedMatches, stock: Stock) -> Iterator[Row]:
    """The rows of one need's matches, best first, the blocked ones last."""
    line = stock.index.model.weights_.relevant_from
    for rank, each in enumerate((*found.matches, *found.near), start=1):
        weak = each.score < line or BEST < rank <= len(found.matches)
        yield {"hub_id": hub_id, "result_id": result_id} | match_row(
            each, rank, stock.revisions[each.support_id], weak=weak
        )


def match_row(each: Match, rank: int, revision: int, *, weak: bool) -> Row:
    """What a match's row says of it, sealed."""
    row: Row = {
        "support_id": each.support_id, "support_revision": revision, "rank": rank,
        "score_tenths": round(each.score * 10), "verdict": each.verdict.value, "weak": weak,
        "match": match_record(each),
    }  # fmt: skip
    return row | {"seal": match_seal(row)}
