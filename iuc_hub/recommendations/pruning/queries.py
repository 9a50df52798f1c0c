"""Which runs are old, and the statements that take away what nothing refers to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Delete, delete, func
from sqlalchemy import exists as sql_exists
from sqlmodel import Session, SQLModel, col, select

from iuc_hub.accounts.models import Hub
from iuc_hub.accounts.scope import Scope
from iuc_hub.recommendations.models import MatchRun, NeedResult, Recommendation, StoredMatch


def list_hub_ids(session: Session) -> list[int]:
    return [each for each in session.exec(select(Hub.id).order_by(col(Hub.id))) if each is not None]


def list_old_runs(
    session: Session, scope: Scope, *, before: datetime, after_id: int, limit: int
) -> list[int]:
    """Runs made before then that are not their company's newest, by id, from the one after ``after_id``."""
    newest = (
        select(func.max(MatchRun.id))
        .where(MatchRun.hub_id == scope.hub)
        .group_by(col(MatchRun.company_id))
        .scalar_subquery()
    )
    query = (
        select(MatchRun.id)
        .where(MatchRun.hub_id == scope.hub, col(MatchRun.id) > after_id, MatchRun.made_at < before)
        .where(col(MatchRun.id).not_in(newest))
        .order_by(col(MatchRun.id))
        .limit(limit)
    )
    return [each for each in session.exec(query) if each is not None]


def delete_matches(session: Session, scope: Scope, run_ids: Sequence[int]) -> int:
    """The runs' matches that no recommendation was made from."""
    results = select(NeedResult.id).where(NeedResult.hub_id == scope.hub, col(NeedResult.run_id).in_(run_ids))
    used = sql_exists().where(
        col(Recommendation.hub_id) == StoredMatch.hub_id, col(Recommendation.match_id) == StoredMatch.id
    )
    return _deleted(
        session, _of_hub(StoredMatch, scope).where(col(StoredMatch.result_id).in_(results), ~used)
    )


def delete_empty_results(session: Session, scope: Scope, run_ids: Sequence[int]) -> int:
    """The runs' results that have no match left."""
    left = sql_exists().where(
        col(StoredMatch.hub_id) == NeedResult.hub_id, col(StoredMatch.result_id) == NeedResult.id
    )
    return _deleted(session, _of_hub(NeedResult, scope).where(col(NeedResult.run_id).in_(run_ids), ~left))


def delete_empty_runs(session: Session, scope: Scope, run_ids: Sequence[int]) -> int:
    """Those of the runs that have no result left."""
    left = sql_exists().where(
        col(NeedResult.hub_id) == MatchRun.hub_id, col(NeedResult.run_id) == MatchRun.id
    )
    return _deleted(session, _of_hub(MatchRun, scope).where(col(MatchRun.id).in_(run_ids), ~left))


def _of_hub(table: type[SQLModel], scope: Scope) -> Delete:
    columns: Any = table
    return delete(table).where(columns.hub_id == scope.hub)


def _deleted(session: Session, statement: Delete) -> int:
    found: Any = session.execute(statement.execution_options(synchronize_session=False))
    return int(found.rowcount)
