"""Runners killed in the middle of their work, in both modes: every job ends exactly once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import redis
from sqlmodel import select

from iuc_hub import clock, db, jobs, mail
from iuc_hub.db import Database, reading, transaction
from iuc_hub.jobs import Job, JobState
from tests.databases import postgres_database, sqlite_database
from tests.house_rules import ROOT
from tests.integration.jobs.post_office import PostOffice, post_office
from tests.missing import missing

LETTERS = 24
PATIENCE = 240
"""Seconds: a machine that others use too may take long over little."""
REDIS = os.environ.get("IUC_TEST_REDIS", "redis://127.0.0.1:6379/13")
EMBEDDED = [sys.executable, "-m", "workers.runner"]
CELERY = [sys.executable, "-m", "iuc_hub.cli.main", "worker", "--concurrency", "2"]


@contextmanager
def opened(database: Database) -> Iterator[Database]:
    before = db.use(database)
    try:
        yield database
    finally:
        if before is not None:
            db.use(before)


@contextmanager
def running(
    command: list[str], database: Database, office: PostOffice
) -> "Iterator[subprocess.Popen[bytes]]":
    """A runner in a process group of its own, so that a kill takes its children too."""
    environment = os.environ | {
        "IUC_DATABASE_URL": database.url,
        "IUC_REDIS_URL": REDIS,
        "IUC_SMTP_URL": office.url,
        "IUC_LEASE_SECONDS": "2",
        "IUC_POLL_SECONDS": "0.2",
        "C_FORCE_ROOT": "1",
    }
    process = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)  # noqa: S603 - our own command
    try:
        yield process
    finally:
        kill_all(process)


def kill_all(process: "subprocess.Popen[bytes]") -> None:
    """As the machine's power would."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def kill_one(process: "subprocess.Popen[bytes]") -> None:
    """As the kernel does when memory runs out: the first process only; the others must end by themselves."""
    process.kill()
    process.wait()
    until(lambda: not group_is_alive(process.pid), "the end of the processes that the worker had started")


def group_is_alive(group: int) -> bool:
    """Whether any process of the group runs; those that ended and wait to be noticed do not count."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _parent, its_group = status.read_text().rsplit(")", 1)[1].split()[:3]
            if int(its_group) == group and state != "Z":
                return True
    return False


def until(true: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > deadline:
            pytest.fail(f"{what} did not happen within {PATIENCE} seconds")
        time.sleep(0.05)


def wanted_letters() -> set[str]:
    with transaction() as session:
        rows = [
            mail.queue_mail(
                session, to_address="a@exempel.example", subject="Hej", text="Hej.", now=clock.now()
            )
            for _ in range(LETTERS)
        ]
    return {mail.message_id(row, "hubben@example.org") for row in rows}


def send_jobs() -> list[Job]:
    with reading() as session:
        return list(session.exec(select(Job).where(Job.kind == "send_mail")))


def all_ended() -> bool:
    return all(job.state in (JobState.DONE, JobState.FAILED) for job in send_jobs())


def killed_in_the_middle(
    command: list[str], database: Database, kill: "Callable[[subprocess.Popen[bytes]], None]" = kill_all
) -> None:
    with opened(database), post_office(delay=0.1) as office:
        letters = wanted_letters()
        with running(command, database, office) as first:
            until(lambda: len(office.received) >= LETTERS // 4, "a quarter of the work")
            kill(first)
        interrupted = [job for job in send_jobs() if job.state is JobState.RUNNING]
        assert not all_ended()
        with running(command, database, office):
            until(all_ended, "the end of every job")
        assert [job.state for job in send_jobs()] == [JobState.DONE] * LETTERS
        assert set(office.received) == letters
        assert len(office.received) - LETTERS <= len(interrupted)
        with reading() as session:
            assert {row.state for row in mail.list_mail_of_all_hubs(session)} == {mail.MailState.SENT}
            assert all(jobs.list_jobs_of_all_hubs(session))


def test_an_embedded_runner_killed_midway_loses_and_doubles_nothing(tmp_path: Path) -> None:
    with sqlite_database(tmp_path) as database:
        killed_in_the_middle(EMBEDDED, database)


@pytest.mark.celery
@pytest.mark.xdist_group("redis")
@pytest.mark.parametrize("kill", [kill_all, kill_one])
def test_celery_workers_killed_midway_lose_and_double_nothing(
    kill: "Callable[[subprocess.Popen[bytes]], None]",
) -> None:
    broker = redis.Redis.from_url(REDIS)
    try:
        broker.flushdb()
    except redis.ConnectionError as error:
        missing("Redis", str(error))
    with postgres_database() as database:
        killed_in_the_middle(CELERY, database, kill)
    broker.flushdb()
    broker.close()
