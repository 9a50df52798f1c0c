"""Wanting work: a job is a row of the transaction that wants it."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from iuc_hub.db import broken_constraint
from iuc_hub.errors import N_, Conflict
from iuc_hub.jobs import queries
from iuc_hub.jobs.models import MAX_ATTEMPTS, Job, JobState


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
    max_attempts: int = MAX_ATTEMPTS,
) -> Job:
    """Want a job in the caller's transaction; with ``unique_key`` one still waiting under it is enough.

    A waiting job that is enough can't start before the caller's transaction has ended, so that it sees
    what the caller wrote.
    """
    wanted: dict[str, object] = {
        "kind": kind, "arguments": arguments or {}, "hub_id": hub_id, "requested_by": requested_by,
        "unique_key": unique_key, "created_at": now, "not_before": not_before or now,
        "max_attempts": max_attempts,
    }  # fmt: skip
    while unique_key:
        waiting = queries.find_waiting(session, unique_key)
        if waiting is not None:
            return waiting
        try:
            with session.begin_nested():
                return _stored(session, wanted)
        except IntegrityError as error:
            if broken_constraint(error) != "uq_job_unique_key":
                raise
    return _stored(session, wanted)


def _stored(session: Session, wanted: dict[str, object]) -> Job:
    job = Job.model_validate(wanted)
    session.add(job)
    session.flush()
    return job


def enqueue_daily(session: Session, kind: str, *, now: datetime, midnight: datetime) -> Job | None:
    """Want a job of this kind for all hubs unless one was wanted since ``midnight``; returns the new one."""
    if queries.find_since(session, kind, midnight=midnight) is not None:
        return None
    return enqueue(session, kind, now=now, unique_key=f"daily:{kind}")


def retry(session: Session, job_id: int, *, now: datetime) -> Job:
    """Let a failed job wait again, with new tries; a part of a split one brings that back too.

    Raises:
        NotFound: there is no such job.
        Conflict: the job has not failed, or is a part of one that is being done again already.
    """
    job = queries.get_locked(session, job_id)
    if job.state is not JobState.FAILED:
        raise Conflict(N_("Jobb %(job)s har inte misslyckats, så det finns inget att göra om."), job=job_id)
    job.state, job.max_attempts = JobState.QUEUED, job.attempts + MAX_ATTEMPTS
    job.not_before, job.finished_at = now, None
    session.add(job)
    if job.parent_id is not None:
        _bring_back(queries.get_locked(session, job.parent_id))
    session.flush()
    return job


def _bring_back(whole: Job) -> None:
    """Let a split job wait for its parts again, if it has ended without one."""
    if whole.state is JobState.FAILED:
        whole.state, whole.finished_at = JobState.SPLIT, None
    elif whole.state is not JobState.SPLIT:
        raise Conflict(
            N_("Jobb %(job)s, som det här är en del av, görs redan om. Vänta tills det är klart."),
            job=whole.id,
        )


def prune(session: Session, *, before: datetime) -> int:
    """Delete jobs that ended before then; returns how many."""
    old = queries.list_ended_before(session, before)
    for job in old:
        session.delete(job)
    return len(old)
