"""Long work as rows: wanted in a transaction, claimed with a lease, finished exactly once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Index, Text, or_, update
from sqlmodel import Field, Session, SQLModel, col, select

from iuc_hub.db import Json, enum_text
from iuc_hub.errors import N_

MAX_ATTEMPTS = 3
BACKOFF = timedelta(seconds=5)


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(SQLModel, table=True):
    """One piece of work. A running job belongs to ``runner`` in its ``attempts``-th try until the lease ends."""

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_waiting", "state", "not_before"),
        CheckConstraint("(state = 'running') = (lease_until IS NOT NULL)", name="lease_while_running"),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int | None = Field(default=None, foreign_key="hub.id", index=True)
    kind: str
    arguments: dict[str, object] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    state: JobState = Field(default=JobState.QUEUED, sa_type=enum_text(JobState))
    unique_key: str | None = Field(default=None, unique=True)
    requested_by: int | None = Field(default=None, foreign_key="user.id")
    created_at: datetime
    not_before: datetime
    lease_until: datetime | None = None
    heartbeat_at: datetime | None = None
    runner: str | None = None
    attempts: int = 0
    done: int = 0
    total: int | None = None
    message: str = Field(default="", sa_column=Column(Text, nullable=False))
    result: dict[str, object] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    error: str | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True)
class Claim:
    """The right to run a job, good for one try: a later try or another runner makes it worthless."""

    job_id: int
    kind: str
    hub_id: int | None
    arguments: dict[str, object]
    runner: str
    attempt: int


class LeaseLost(Exception):
    """The job was handed on to another runner; whatever this one did must be rolled back."""


def enqueue(
    session: Session,
    kind: str,
    arguments: dict[str, object] | None = None,
    *,
    now: datetime,
    hub_id: int | None = None,
    requested_by: int | None = None,
    unique_key: str | None = None,
    not_before: datetime | None = None,
) -> Job:
    """Want a job in the caller's transaction; with ``unique_key`` one still waiting under it is enough."""
    if unique_key:
        waiting = session.exec(select(Job).where(Job.unique_key == unique_key)).first()
        if waiting is not None:
            return waiting
    job = Job.model_validate(
        {
            "kind": kind, "arguments": arguments or {}, "hub_id": hub_id, "requested_by": requested_by,
            "unique_key": unique_key, "created_at": now, "not_before": not_before or now,
        }
    )  # fmt: skip
    session.add(job)
    session.flush()
    return job


def enqueue_daily(session: Session, kind: str, *, now: datetime, midnight: datetime) -> Job | None:
    """Want a job of this kind unless one was wanted since ``midnight``; returns the new one."""
    since = select(Job.id).where(Job.kind == kind, Job.created_at >= midnight)
    if session.exec(since).first() is not None:
        return None
    return enqueue(session, kind, now=now, unique_key=f"daily:{kind}")


def list_waiting(session: Session, *, now: datetime, limit: int = 50) -> list[int]:
    """Ids of the jobs that may start now, oldest first."""
    query = select(Job.id).where(Job.state == JobState.QUEUED, Job.not_before <= now)
    return [one for one in session.exec(query.order_by(col(Job.id)).limit(limit)) if one is not None]


def claim(session: Session, job_id: int, *, runner: str, now: datetime, lease_seconds: float) -> Claim | None:
    """Take a waiting job, or None when another was faster or it is already finished."""
    taken = session.connection().execute(
        update(Job)
        .where(col(Job.id) == job_id, col(Job.state) == JobState.QUEUED, col(Job.not_before) <= now)
        .values(
            state=JobState.RUNNING, runner=runner, attempts=Job.attempts + 1, heartbeat_at=now,
            lease_until=now + timedelta(seconds=lease_seconds), unique_key=None, done=0, message="",
        )
    )  # fmt: skip
    if taken.rowcount == 0:
        return None
    job = session.get_one(Job, job_id, populate_existing=True)
    return Claim(job_id, job.kind, job.hub_id, dict(job.arguments), runner, job.attempts)


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
        session, held, state=JobState.DONE, lease_until=None, finished_at=now, result=result or {}, error=None
    )


def fail(session: Session, held: Claim, *, now: datetime, error: str) -> None:
    """Give the job back for a later try, or end it as failed after the last one."""
    if held.attempt >= MAX_ATTEMPTS:
        _write_as_holder(session, held, state=JobState.FAILED, lease_until=None, finished_at=now, error=error)
    else:
        _write_as_holder(
            session, held, state=JobState.QUEUED, lease_until=None, error=error,
            not_before=now + BACKOFF * 2**held.attempt,
        )  # fmt: skip


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


def sweep(session: Session, *, now: datetime) -> int:
    """Hand on the jobs whose runner stopped renewing; end those that were tried too often. Returns how many."""
    lost = session.exec(select(Job).where(Job.state == JobState.RUNNING, col(Job.lease_until) < now)).all()
    for job in lost:
        job.lease_until = None
        job.runner = None
        if job.attempts >= MAX_ATTEMPTS:
            job.state = JobState.FAILED
            job.finished_at = now
            job.error = N_(
                "Körningen avbröts flera gånger. Starta om arbetet, och titta i loggen om det händer igen."
            )
        else:
            job.state = JobState.QUEUED
            job.not_before = now
        session.add(job)
    session.flush()
    return len(lost)


def list_jobs(session: Session, *, hub_id: int | None = None, limit: int = 100) -> Sequence[Job]:
    """The newest jobs first: a hub's own, or with no hub everybody's."""
    query = select(Job).order_by(col(Job.id).desc()).limit(limit)
    if hub_id is not None:
        query = query.where(Job.hub_id == hub_id)
    return session.exec(query).all()


def prune(session: Session, *, before: datetime) -> int:
    """Delete jobs finished before then; returns how many."""
    old = session.exec(
        select(Job).where(
            or_(col(Job.state) == JobState.DONE, col(Job.state) == JobState.FAILED),
            col(Job.finished_at) < before,
        )
    ).all()
    for job in old:
        session.delete(job)
    return len(old)
