"""Selects for what figures are remembered by: the states of a hub's parts."""

from sqlalchemy import delete, func, insert
from sqlmodel import Session, col, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.reports.models import CountedChange


def list_counted_states(session: Session, scope: Scope) -> dict[str, tuple[int, int, int]]:
    """Part -> what is another after every change of the hub's rows that reports count in it."""
    query = (
        select(CountedChange.part, func.count(), func.min(CountedChange.id), func.max(CountedChange.id))
        .where(CountedChange.hub_id == scope.hub)
        .group_by(CountedChange.part)
    )
    return {part: (count, lowest, highest) for part, count, lowest, highest in session.exec(query)}


def prune_counted_changes(session: Session) -> int:
    """One new row for all that a part has gathered, so that no state comes again; returns how many were deleted."""
    query = (
        select(CountedChange.hub_id, CountedChange.part, func.max(CountedChange.id))
        .group_by(col(CountedChange.hub_id), col(CountedChange.part))
        .having(func.count() > 1)
    )
    deleted = 0
    for hub_id, part, newest in session.exec(query).all():
        of_part = (
            col(CountedChange.hub_id) == hub_id,
            col(CountedChange.part) == part,
            col(CountedChange.id) <= newest,
        )
        deleted += session.exec(delete(CountedChange).where(*of_part)).rowcount
        session.exec(insert(CountedChange).values(hub_id=hub_id, part=part))
    return deleted
