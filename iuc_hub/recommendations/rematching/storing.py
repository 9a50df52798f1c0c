"""Drafts runs as rows, sealed so that a later change of them shows, and writes many companies' in a few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.services import Stock
from iuc_hub.recommendations.models import MatchRun, NeedResult, StoredMatch
from iuc_hub.recommendations.rematching import queries
from iuc_hub.recommendations.run_inputs import Inputs
from iuc_hub.recommendations.sealing import holds_seal, match_seal, result_seals, run_seals
from iuc_hub.versions.services import keep
from matching.model import Model
from matching.records import match_record, reasons_record
from matching.types import Match, NeedMatches

BEST = 5
"""The most recommended matches that are put before the advisor; the others are a click away."""
Row = dict[str, object]


@dataclass(frozen=True)
class DraftResult:
    """A need's result and its matches as rows, the best first and the blocked ones last, but for ids and hub."""

    row: Row
    matches: Sequence[Row]


@dataclass(frozen=True)
class Draft:
    """A run that is ready to be stored, so that nobody's writing waits for its making."""

    model: Model
    row: Row
    results: Sequence[DraftResult]


def drafted(company_id: int, wanted: Inputs, found: Sequence[NeedMatches], stock: Stock) -> Draft:
    """What a matching told of a company's needs, in the inputs' order, as rows."""
    row: Row = {
        "company_id": company_id, "day": wanted.day, "model_version": wanted.model_version,
        "catalogue_version": wanted.catalogue_version, "company": wanted.company_record,
        "holds_on": wanted.day, "holds_for": wanted.number, "holds_seal": holds_seal(wanted.day, wanted.number),
    }  # fmt: skip
    row["seals"] = run_seals(row)
    records = wanted.need_records.items()
    results = [
        DraftResult(_result_row(need_id, record, one), _match_rows(one, stock))
        for (need_id, record), one in zip(records, found, strict=True)
    ]
    return Draft(stock.index.model, row, results)


def _result_row(need_id: int, record: Row, found: NeedMatches) -> Row:
    why = reasons_record(found.why)
    seals = result_seals(record, unmet=found.unmet, why=why)
    return {"need_id": need_id, "need": record, "unmet": found.unmet, "why": why, "seals": seals}


def _match_rows(found: NeedMatches, stock: Stock) -> list[Row]:
    line = stock.index.model.weights_.relevant_from
    return [
        match_row(
            each, rank, stock.revisions[each.support_id],
            weak=each.score < line or BEST < rank <= len(found.matches),
        )
        for rank, each in enumerate((*found.matches, *found.near), start=1)
    ]  # fmt: skip


def match_row(each: Match, rank: int, revision: int, *, weak: bool) -> Row:
    """What a match's row says of it, sealed."""
    row: Row = {
        "support_id": each.support_id, "support_revision": revision, "rank": rank,
        "score_tenths": round(each.score * 10), "verdict": each.verdict.value, "weak": weak,
        "match": match_record(each),
    }  # fmt: skip
    return row | {"seal": match_seal(row)}


def store_runs(session: Session, scope: Scope, drafts: Sequence[Draft], *, now: datetime) -> None:
    """Store the runs, their results and their matches."""
    for model in {id(each.model): each.model for each in drafts}.values():
        keep(session, model, now=now)
    mine: Row = {"hub_id": scope.hub}
    runs = [each.row | mine | {"made_at": now} for each in drafts]
    run_ids = queries.add_numbered(session, MatchRun, runs)
    results = [
        (run_id, result) for run_id, each in zip(run_ids, drafts, strict=True) for result in each.results
    ]
    rows = [result.row | mine | {"run_id": run_id} for run_id, result in results]
    result_ids = queries.add_numbered(session, NeedResult, rows)
    matches = [
        match | mine | {"result_id": result_id}
        for result_id, (_run_id, result) in zip(result_ids, results, strict=True)
        for match in result.matches
    ]
    queries.add_rows(session, StoredMatch, matches)
