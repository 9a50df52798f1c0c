"""Every select about jobs, with the locks that keep runners and wishes apart."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from iuc_hub.errors import N_, NotFound
from iuc_hub.jobs.models import Job, JobState


def _fresh(query: SelectOfScalar[Job]) -> SelectOfScalar[Job]:
    """What the database holds under the lock, not what the session remembers."""
    return query.execution_options(populate_existing=True)


def list_waiting(session: Session, *, now: datetime, limit: int = 50, parts: int = 4) -> list[int]:
    """Ids of the jobs that may start now, oldest first; after them a few parts of split ones, which are many.

    So somebody's letter waits for the parts under way, not for a whole hub's matching.
    """
    query = select(Job.id).where(Job.state == JobState.QUEUED, Job.not_before <= now).order_by(col(Job.id))
    whole = query.where(col(Job.parent_id).is_(None)).limit(limit)
    some = query.where(col(Job.parent_id).is_not(None)).limit(parts)
    return [one for one in (*session.exec(whole), *session.exec(some)) if one is not None]


def list_parts(session: Session, parent_id: int) -> Sequence[Job]:
    """A split job's parts, as the database holds them now."""
    return session.exec(_fresh(select(Job).where(Job.parent_id == parent_id).order_by(col(Job.id)))).all()


def count_parts(session: Session, parent_id: int) -> tuple[int, int, int]:
    """How many parts a split job has, how many of them have ended, and the size of those."""
    size = func.sum(case((_ended(), Job.total), else_=0))
    query = select(func.count(), func.sum(case((_ended(), 1), else_=0)), size).where(
        Job.parent_id == parent_id
    )
    count, ended, done = session.exec(query).one()
    return int(count), int(ended or 0), int(done or 0)


def _ended() -> ColumnElement[bool]:
    return col(Job.state).in_((JobState.DONE, JobState.FAILED))


def find_split(session: Session, job_id: int) -> Job | None:
    """A job whose parts are under way, locked until the transaction ends."""
    query = select(Job).where(Job.id == job_id, Job.state == JobState.SPLIT).with_for_update()
    return session.exec(_fresh(query)).first()


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
    """A hub's own jobs without the parts of split ones, the newest first."""
    whole = _newest(limit).where(col(Job.parent_id).is_(None))
    return session.exec(whole.where(Job.hub_id == hub_id)).all()


def list_jobs_of_all_hubs(session: Session, *, limit: int = 100, parts: bool = False) -> Sequence[Job]:
    """Everybody's jobs, the newest first, on demand with the parts: for the command line, never for a page."""
    query = _newest(limit)
    return session.exec(query if parts else query.where(col(Job.parent_id).is_(None))).all()


def _newest(limit: int) -> SelectOfScalar[Job]:
    return select(Job).order_by(col(Job.id).desc()).limit(limit)


def list_ended_before(session: Session, before: datetime) -> Sequence[Job]:
    """Jobs that ended, well or badly, before then; their parts go with them."""
    query = select(Job).where(_ended(), col(Job.parent_id).is_(None), col(Job.finished_at) < before)
    return session.exec(query).all()
