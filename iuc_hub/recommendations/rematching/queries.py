"""Selects for many companies' newest runs, and the statements that write many at once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, insert, update
from sqlalchemy import select as core_select
from sqlmodel import Session, SQLModel, col, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.interviews.models import Need
from iuc_hub.interviews.queries import is_active
from iuc_hub.recommendations.models import MatchRun, NeedResult, StoredMatch
from iuc_hub.recommendations.sealing import holds_seal

KEPT = ("support_id", "support_revision", "rank", "score_tenths", "verdict", "weak")
KeptRow = tuple[str, int, int, int, str, bool]
"""What these columns say of a match."""


def list_hubs_with_needs(session: Session) -> list[int]:
    """The hubs that have a need to match."""
    return sorted(set(session.exec(select(Need.hub_id).where(is_active()))))


def list_newest_runs(session: Session, scope: Scope, company_ids: Sequence[int]) -> dict[int, MatchRun]:
    """Company id -> its newest run, where it has one."""
    newest = (
        select(func.max(MatchRun.id))
        .where(MatchRun.hub_id == scope.hub, col(MatchRun.company_id).in_(company_ids))
        .group_by(col(MatchRun.company_id))
    )
    query = select(MatchRun).where(MatchRun.hub_id == scope.hub, col(MatchRun.id).in_(newest))
    fresh = query.execution_options(populate_existing=True)
    return {run.company_id: run for run in session.exec(fresh)}


def list_results_of_runs(
    session: Session, scope: Scope, run_ids: Sequence[int]
) -> dict[int, list[NeedResult]]:
    """Run id -> its results, in the order they were stored."""
    query = select(NeedResult).where(NeedResult.hub_id == scope.hub, col(NeedResult.run_id).in_(run_ids))
    found: dict[int, list[NeedResult]] = {}
    for one in session.exec(query.order_by(col(NeedResult.id))):
        found.setdefault(one.run_id, []).append(one)
    return found


def list_kept(session: Session, scope: Scope, result_ids: Sequence[int]) -> dict[int, list[KeptRow]]:
    """Result id -> what is kept of it by rank, without what the matches say."""
    columns = [getattr(StoredMatch, name) for name in KEPT]
    found: dict[int, list[KeptRow]] = {}
    for result_id, *row in session.execute(_of_results(scope, result_ids, columns)):
        support_id, revision, rank, tenths, verdict, weak = row
        found.setdefault(result_id, []).append((support_id, revision, rank, tenths, verdict, weak))
    return found


def list_said(session: Session, scope: Scope, result_ids: Sequence[int]) -> dict[int, list[object]]:
    """Result id -> what its matches say, by rank."""
    found: dict[int, list[object]] = {}
    for result_id, said in session.execute(_of_results(scope, result_ids, [StoredMatch.match])):
        found.setdefault(result_id, []).append(said)
    return found


def _of_results(scope: Scope, result_ids: Sequence[int], columns: Sequence[Any]) -> Select[Any]:
    query = core_select(col(StoredMatch.result_id), *columns)
    query = query.where(col(StoredMatch.hub_id) == scope.hub, col(StoredMatch.result_id).in_(result_ids))
    return query.order_by(col(StoredMatch.result_id), col(StoredMatch.rank))


def let_hold(session: Session, scope: Scope, run_ids: Sequence[int], *, on: date, number: int) -> None:
    """Note that what the runs found is what a matching that day would find."""
    which = update(MatchRun).where(col(MatchRun.hub_id) == scope.hub, col(MatchRun.id).in_(run_ids))
    noted = which.values(holds_on=on, holds_for=number, holds_seal=holds_seal(on, number))
    session.execute(noted.execution_options(synchronize_session="fetch"))


def add_rows(session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows as they are, many in a statement; the caller's values are sure to be valid."""
    if rows:
        session.execute(insert(table), list(rows))


def add_numbered(
    session: Session, table: type[MatchRun] | type[NeedResult], rows: Sequence[Mapping[str, object]]
) -> list[int]:
    """The same, telling the ids in the rows' order."""
    if not rows:
        return []
    statement = insert(table).returning(col(table.id), sort_by_parameter_order=True)
    found: Sequence[Row[Any]] = session.execute(statement, list(rows)).all()
    return [each[0] for each in found]
