"""Holding work: a claim with a lease, renewed by heartbeats, lets one runner at a time end a job."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col

from iuc_hub.errors import N_
from iuc_hub.jobs import queries
from iuc_hub.jobs.models import Job, JobState
from iuc_hub.jobs.parts import Part, put_parts, settle

BACKOFF = timedelta(seconds=5)
LONGEST_BACKOFF = timedelta(hours=1)
DOUBLINGS = 10
UNFORESEEN = N_(
    "Ett fel i programmet stoppade arbetet (%(error)s). "
    "Den som sköter driften hittar det i loggen som jobb %(job)s."
)


@dataclass(frozen=True)
class Claim:
    """The right to run a job, good for one try: a later try or another runner makes it worthless."""

    job_id: int
    kind: str
    hub_id: int | None
    arguments: dict[str, object]
    runner: str
    attempt: int
    max_attempts: int
    parent_id: int | None = None


@dataclass(frozen=True)
class Swept:
    """What a sweep found: jobs for another runner, and jobs that have now failed."""

    handed_on: tuple[Job, ...]
    given_up: tuple[Job, ...]

    def __len__(self) -> int:
        return len(self.handed_on) + len(self.given_up)


class LeaseLost(Exception):
    """The job was handed on to another runner; whatever this one did must be rolled back."""


def claim(session: Session, job_id: int, *, runner: str, now: datetime, lease_seconds: float) -> Claim | None:
    """Take a waiting job, or None when another was faster, holds it just now, or it is already finished."""
    job = queries.find_claimable(session, job_id, now=now)
    if job is None:
        return None
    job.state = JobState.RUNNING
    job.runner = runner
    job.attempts += 1
    job.heartbeat_at = now
    job.lease_until = now + timedelta(seconds=lease_seconds)
    job.unique_key = None
    job.done, job.message = 0, ""
    session.add(job)
    session.flush()
    return Claim(
        job_id, job.kind, job.hub_id, dict(job.arguments), runner, job.attempts, job.max_attempts, job.parent_id
    )  # fmt: skip


def heartbeat(
    session: Session, held: Claim, *, now: datetime, lease_seconds: float, done: int | None = None,
    total: int | None = None, message: str | None = None,
) -> None:  # fmt: skip
    """Renew the lease, and tell how far the work has come.

    Raises:
        LeaseLost: when the job was handed on meanwhile.
    """
    told = {"done": done, "total": total, "message": message}
    values = {name: value for name, value in told.items() if value is not None}
    _write_as_holder(
        session, held, heartbeat_at=now, lease_until=now + timedelta(seconds=lease_seconds), **values
    )


def finish(session: Session, held: Claim, *, now: datetime, result: dict[str, object] | None = None) -> None:
    """Mark the job done, in the same transaction as its last effect.

    Raises:
        LeaseLost: when the job was handed on meanwhile; roll back.
    """
    _write_as_holder(
        session,
        held,
        state=JobState.DONE,
        lease_until=None,
        finished_at=now,
        result=result or {},
        failure=None,
        failure_values={},
    )
    if held.parent_id is not None:
        settle(session, held.parent_id, now=now)


def split(session: Session, held: Claim, kind: str, parts: Sequence[Part], *, now: datetime) -> None:
    """Give the work to jobs of its own; this one ends with the last of them, and its progress counts theirs.

    Raises:
        LeaseLost: when the job was handed on meanwhile; roll back.
    """
    _write_as_holder(
        session, held, state=JobState.SPLIT, lease_until=None, runner=None, done=0,
        total=sum(part.size for part in parts),
    )  # fmt: skip
    put_parts(session, queries.get_locked(session, held.job_id), kind, parts, now=now)
    settle(session, held.job_id, now=now)


def fail(
    session: Session, held: Claim, *, now: datetime, failure: str, values: Mapping[str, object] | None = None,
    hopeless: bool = False,
) -> bool:  # fmt: skip
    """Give the job back for a later try, or end it as failed after the last one; returns whether it ended.

    ``failure`` is a msgid filled with ``values``; a ``hopeless`` job is not tried again.

    Raises:
        LeaseLost: when the job was handed on meanwhile.
    """
    told = {
        "failure": failure,
        "failure_values": {name: str(value) for name, value in (values or {}).items()},
    }
    ended = hopeless or held.attempt >= held.max_attempts
    if ended:
        _write_as_holder(session, held, state=JobState.FAILED, lease_until=None, finished_at=now, **told)
        if held.parent_id is not None:
            settle(session, held.parent_id, now=now)
    else:
        pause = min(BACKOFF * 2 ** min(held.attempt, DOUBLINGS), LONGEST_BACKOFF)
        _write_as_holder(
            session, held, state=JobState.QUEUED, lease_until=None, not_before=now + pause, **told
        )
    return ended


def _write_as_holder(session: Session, held: Claim, **values: object) -> None:
    written = session.connection().execute(
        update(Job)
        .where(
            col(Job.id) == held.job_id,
            col(Job.state) == JobState.RUNNING,
            col(Job.runner) == held.runner,
            col(Job.attempts) == held.attempt,
        )
        .values(**values)
    )
    if written.rowcount == 0:
        raise LeaseLost(f"job {held.job_id} was handed on")


def sweep(session: Session, *, now: datetime) -> Swept:
    """Hand on the jobs whose runner stopped renewing; end those that were tried too often."""
    lost = queries.list_abandoned(session, now=now)
    for job in lost:
        job.lease_until = None
        job.runner = None
        if job.attempts >= job.max_attempts:
            job.state = JobState.FAILED
            job.finished_at = now
            job.failure_values = {}
            job.failure = N_(
                "Körningen avbröts flera gånger. Starta om arbetet, och titta i loggen om det händer igen."
            )
        else:
            job.state = JobState.QUEUED
            job.not_before = now
        session.add(job)
    session.flush()
    for parent_id in {job.parent_id for job in lost if job.parent_id and job.state is JobState.FAILED}:
        settle(session, parent_id, now=now)
    given_up = tuple(job for job in lost if job.state is JobState.FAILED)
    return Swept(tuple(job for job in lost if job.state is JobState.QUEUED), given_up)
