"""Wishes, runners and sweeps that meet at the same row, in transactions that are really committed."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from iuc_hub import clock, db, jobs
from iuc_hub.db import Database, reading, transaction
from iuc_hub.jobs import Job, JobState
from tests.databases import postgres_database, sqlite_database


@pytest.fixture
def postgres() -> Iterator[Database]:
    with postgres_database() as database:
        before = db.use(database)
        yield database
        if before is not None:
            db.use(before)


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "postgresql":
        yield request.getfixturevalue("postgres")
        return
    with sqlite_database(tmp_path) as database:
        before = db.use(database)
        yield database
        if before is not None:
            db.use(before)


def want(key: str | None = None) -> int:
    with transaction() as session:
        return jobs.enqueue(session, "prune", now=clock.now(), unique_key=key).id or 0


def claimed(job_id: int, runner: str, lease_seconds: float = 60) -> jobs.Claim | None:
    with transaction() as session:
        return jobs.claim(session, job_id, runner=runner, now=clock.now(), lease_seconds=lease_seconds)


def at_once(work: Callable[[int], int | None], times: int) -> list[int | None]:
    """Call ``work`` in as many threads, let loose together."""
    ready = threading.Barrier(times)

    def one(number: int) -> int | None:
        ready.wait(10)
        return work(number)

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def test_runners_that_reach_for_the_same_jobs_get_each_once(either: Database) -> None:
    ids = [want() for _ in range(12)]

    def reach(number: int) -> int:
        return sum(claimed(job_id, f"runner {number}") is not None for job_id in ids)

    assert sum(taken or 0 for taken in at_once(reach, 4)) == len(ids)
    with reading() as session:
        assert {job.attempts for job in jobs.list_jobs_of_all_hubs(session)} == {1}


def test_wishes_for_the_same_job_at_the_same_time_all_succeed(either: Database) -> None:
    def wish(_number: int) -> int | None:
        with transaction() as session:
            job_id = jobs.enqueue(session, "prune", now=clock.now(), unique_key="same").id
            time.sleep(0.1)
            return job_id

    assert len(set(at_once(wish, 4))) == 1


def test_a_waiting_job_that_is_wanted_again_starts_only_when_it_can_see_why(postgres: Database) -> None:
    job_id = want("same")
    with transaction() as session:
        assert jobs.enqueue(session, "prune", now=clock.now(), unique_key="same").id == job_id
        assert claimed(job_id, "too early") is None
    assert claimed(job_id, "in time") is not None


def test_a_sweep_leaves_a_job_that_is_ending_just_now(postgres: Database) -> None:
    job_id = want()
    late = claimed(job_id, "late", lease_seconds=0.001)
    assert late is not None
    with transaction() as ending:
        jobs.finish(ending, late, now=clock.now())
        with transaction() as session:
            assert len(jobs.sweep(session, now=clock.now() + timedelta(minutes=1))) == 0
    with reading() as session:
        assert session.exec(select(Job.state).where(Job.id == job_id)).one() is JobState.DONE


def test_a_job_that_is_swept_just_now_does_not_end_twice(postgres: Database) -> None:
    job_id = want()
    late = claimed(job_id, "late", lease_seconds=0.001)
    assert late is not None
    refused = threading.Event()

    def finish() -> None:
        try:
            with transaction() as session:
                jobs.finish(session, late, now=clock.now())
        except jobs.LeaseLost:
            refused.set()

    with transaction() as session:
        assert len(jobs.sweep(session, now=clock.now() + timedelta(minutes=1))) == 1
        finishing = threading.Thread(target=finish)
        finishing.start()
        time.sleep(0.2)
    finishing.join(10)
    assert refused.is_set()
    with reading() as session:
        assert session.exec(select(Job.state).where(Job.id == job_id)).one() is JobState.QUEUED
