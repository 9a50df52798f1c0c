"""Work split into jobs of its own: its parts are claimed like any job, and it ends with the last of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from iuc_hub.jobs import queries
from iuc_hub.jobs.models import Job, JobState


@dataclass(frozen=True)
class Part:
    """The arguments of one part, and how much of the whole it is."""

    arguments: Mapping[str, object]
    size: int


def put_parts(session: Session, parent: Job, kind: str, parts: Sequence[Part], *, now: datetime) -> None:
    """Store the parts; those of an earlier try that nobody is at work with make room for them."""
    for old in queries.list_parts(session, parent.id or 0):
        if old.state is not JobState.RUNNING:
            session.delete(old)
    session.add_all(
        Job.model_validate(
            {
                "kind": kind, "arguments": dict(part.arguments), "hub_id": parent.hub_id, "total": part.size,
                "parent_id": parent.id, "created_at": now, "not_before": now,
            }
        )
        for part in parts
    )  # fmt: skip
    session.flush()


def settle(session: Session, parent_id: int, *, now: datetime) -> None:
    """Tell a split job how far its parts have come, and end it with the last of them.

    Those who end parts at the same time take turns at the parent's row, so that one of them sees all have ended.
    """
    parent = queries.find_split(session, parent_id)
    if parent is None:
        return
    count, ended, parent.done = queries.count_parts(session, parent_id)
    if ended == count:
        parts = queries.list_parts(session, parent_id)
        failed = next((part for part in parts if part.state is JobState.FAILED), None)
        parent.state, parent.finished_at, parent.result = JobState.DONE, now, _sums(parts)
        if failed is not None:
            parent.state = JobState.FAILED
            parent.failure, parent.failure_values = failed.failure, dict(failed.failure_values)
    session.add(parent)
    session.flush()


def _sums(parts: Sequence[Job]) -> dict[str, object]:
    """The parts' figures added up, by name."""
    sums: dict[str, int] = {}
    for part in parts:
        for name, figure in part.result.items():
            if isinstance(figure, int):
                sums[name] = sums.get(name, 0) + figure
    return dict(sums)
