"""Runs one job by its id, the same way in both modes: claim, heartbeat, task, end."""

import os
import socket
import threading
import uuid
from collections.abc import Mapping

import structlog
from sqlmodel import Session

from iuc_hub import clock, jobs
from iuc_hub.config import Settings
from iuc_hub.db import transaction
from iuc_hub.errors import InputError
from workers.failures import told
from workers.tasks import GIVEN_UP, TASKS
from workers.work import Work

HEARTBEATS_PER_LEASE = 3
log = structlog.get_logger()


def runner_name() -> str:
    """A name no other process has, also after a restart under the same process id."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


def run_job(job_id: int, settings: Settings, *, runner: str) -> bool:
    """Run the job if it is still waiting; returns whether it was this runner's to run."""
    with transaction() as session:
        claim = jobs.claim(
            session, job_id, runner=runner, now=clock.now(), lease_seconds=settings.lease_seconds
        )
    if claim is None:
        return False
    beating = _Heartbeat(claim, settings)
    with structlog.contextvars.bound_contextvars(job=job_id, kind=claim.kind, hub=claim.hub_id):
        beating.start()
        try:
            TASKS[claim.kind](Work(claim, settings))
            log.info("job_done", attempt=claim.attempt)
        except jobs.LeaseLost:
            log.warning("job_handed_on", attempt=claim.attempt)
        except Exception as error:  # noqa: BLE001 - whatever a task raises ends or postpones its job
            _give_back(claim, error)
        finally:
            beating.stop()
    return True


def _give_back(claim: jobs.Claim, error: Exception) -> None:
    failure, values = told(error, claim)
    try:
        with transaction() as session:
            ended = jobs.fail(
                session, claim, now=clock.now(), failure=failure, values=values,
                hopeless=isinstance(error, InputError),
            )  # fmt: skip
            if ended:
                _give_up(session, claim.kind, claim.arguments)
    except jobs.LeaseLost:
        log.warning("job_handed_on", attempt=claim.attempt)


def sweep() -> int:
    """Hand on what dead runners left; returns how many jobs."""
    with transaction() as session:
        found = jobs.sweep(session, now=clock.now())
        for job in found.given_up:
            _give_up(session, job.kind, job.arguments)
    if found:
        log.warning("jobs_handed_on", count=len(found.handed_on), given_up=len(found.given_up))
    return len(found)


def _give_up(session: Session, kind: str, arguments: Mapping[str, object]) -> None:
    """What a job's end as failed means to what it worked on, in the same transaction."""
    if kind in GIVEN_UP:
        GIVEN_UP[kind](session, arguments)


class _Heartbeat(threading.Thread):
    """Renews a claim's lease while its task runs, and stops when the lease is lost."""

    def __init__(self, claim: jobs.Claim, settings: Settings) -> None:
        super().__init__(daemon=True, name=f"heartbeat-{claim.job_id}")
        self._claim = claim
        self._lease = settings.lease_seconds
        self._stopped = threading.Event()

    def run(self) -> None:
        while not self._stopped.wait(self._lease / HEARTBEATS_PER_LEASE):
            try:
                with transaction() as session:
                    jobs.heartbeat(session, self._claim, now=clock.now(), lease_seconds=self._lease)
            except jobs.LeaseLost:
                return
            except Exception as error:
                log.warning("heartbeat_missed", exc_info=error)

    def stop(self) -> None:
        self._stopped.set()
        self.join(timeout=self._lease)
