"""Takes away old runs some at a time, so that nobody's writing waits for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.recommendations.pruning import queries

KEPT = timedelta(days=30)
"""How long a run stays whole: a page that shows it may still be open."""
AT_ONCE = 200
"""Runs in one transaction."""


@dataclass(frozen=True)
class Pruned:
    """How many rows went."""

    runs: int = 0
    matches: int = 0

    def __add__(self, other: "Pruned") -> "Pruned":
        return Pruned(self.runs + other.runs, self.matches + other.matches)


def hubs(session: Session) -> list[int]:
    """Every hub's id."""
    return queries.list_hub_ids(session)


def old_runs(session: Session, hub_id: int, *, now: datetime, after_id: int = 0) -> list[int]:
    """The next of the hub's runs to look at; empty when all have been."""
    return queries.list_old_runs(session, _scope(hub_id), before=now - KEPT, after_id=after_id, limit=AT_ONCE)


def prune(session: Session, hub_id: int, run_ids: Sequence[int]) -> Pruned:
    """Take away of these runs what no recommendation was made from.

    A match that one was made from stays with its result and its run, so that it can still be computed again.
    """
    scope = _scope(hub_id)
    matches = queries.delete_matches(session, scope, run_ids)
    queries.delete_empty_results(session, scope, run_ids)
    return Pruned(queries.delete_empty_runs(session, scope, run_ids), matches)


def _scope(hub_id: int) -> Scope:
    return Scope(role=Role.HUB_ADMIN, actor="system", hub_id=hub_id)
