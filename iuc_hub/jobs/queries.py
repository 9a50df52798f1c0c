"""Every select about jobs, with the locks that keep runners and wishes apart."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from iuc_hub.errors import N_, NotFound
from iuc_hub.jobs.models import Job, JobState


def _fresh(query: SelectOfScalar[Job]) -> SelectOfScalar[Job]:
    """What the database holds under the lock, not what the session remembers."""
    return query.execution_options(populate_existing=True)


def list_waiting(session: Session, *, now: datetime, limit: int = 50) -> list[int]:
    """Ids of the jobs that may start now, oldest first."""
    query = select(Job.id).where(Job.state == JobState.QUEUED, Job.not_before <= now)
    return [one for one in session.exec(query.order_by(col(Job.id)).limit(limit)) if one is not None]


def find_claimable(session: Session, job_id: int, *, now: datetime) -> Job | None:
    """The job, locked, if it may start now and nobody else holds its row."""
    query = (
        select(Job)
        .where(Job.id == job_id, Job.state == JobState.QUEUED, Job.not_before <= now)
        .with_for_update(skip_locked=True)
    )
    return session.exec(_fresh(query)).first()


def find_waiting(session: Session, unique_key: str) -> Job | None:
    """The waiting job under a key, shared with other wishes but kept from runners until the transaction ends."""
    query = select(Job).where(Job.unique_key == unique_key).with_for_update(read=True)
    return session.exec(_fresh(query)).first()


def find_since(session: Session, kind: str, *, midnight: datetime) -> int | None:
    """The id of a job of this kind that was wanted since ``midnight`` for no hub of its own, as the day's jobs are."""
    query = select(Job.id).where(Job.kind == kind, Job.created_at >= midnight, col(Job.hub_id).is_(None))
    return session.exec(query).first()


def get_locked(session: Session, job_id: int) -> Job:
    """The job, locked.

    Raises:
        NotFound: there is no such job.
    """
    job = session.exec(_fresh(select(Job).where(Job.id == job_id).with_for_update())).first()
    if job is None:
        raise NotFound(N_("Jobb %(job)s finns inte. ”iuc-hub job list” visar vilka som finns."), job=job_id)
    return job


def list_abandoned(session: Session, *, now: datetime) -> Sequence[Job]:
    """Running jobs whose lease has ended, locked; those that somebody writes just now are left."""
    query = (
        select(Job)
        .where(Job.state == JobState.RUNNING, col(Job.lease_until) < now)
        .with_for_update(skip_locked=True)
    )
    return session.exec(_fresh(query)).all()


def list_jobs(session: Session, *, hub_id: int, limit: int = 100) -> Sequence[Job]:
    """A hub's own jobs, the newest first."""
    return session.exec(_newest(limit).where(Job.hub_id == hub_id)).all()


def list_jobs_of_all_hubs(session: Session, *, limit: int = 100) -> Sequence[Job]:
    """Everybody's jobs, the newest first: for the command line, never for a page."""
    return session.exec(_newest(limit)).all()


def _newest(limit: int) -> SelectOfScalar[Job]:
    return select(Job).order_by(col(Job.id).desc()).limit(limit)


def list_ended_before(session: Session, before: datetime) -> Sequence[Job]:
    """Jobs that ended, well or badly, before then."""
    ended = col(Job.state).in_((JobState.DONE, JobState.FAILED))
    return session.exec(select(Job).where(ended, col(Job.finished_at) < before)).all()
