"""Hands the numbers of waiting jobs to the production queue, from a thread of every worker."""

import threading
import time
from collections.abc import Callable

import structlog

from iuc_hub import clock, jobs
from iuc_hub.config import Settings
from iuc_hub.db import reading
from workers.schedule import Upkeep

AT_ONCE, PARTS_AT_ONCE = 200, 32
log = structlog.get_logger()


class Handing(threading.Thread):
    """Looks for waiting rows and hands each out once a lease, so that a lost message is replaced.

    Several workers may hand out the same job: the row is claimed by one of those that hear of it.
    """

    def __init__(self, settings: Settings, hand: Callable[[int], object]) -> None:
        super().__init__(name="handing", daemon=True)
        self._settings = settings
        self._hand = hand
        self._handed: dict[int, float] = {}
        self._upkeep = Upkeep(settings)
        self._stopped = threading.Event()

    def run(self) -> None:
        while not self._stopped.wait(self._settings.poll_seconds):
            try:
                self._upkeep.when_due()
                self.hand_out()
            except Exception as error:
                log.warning("handing_missed", exc_info=error)

    def hand_out(self) -> None:
        """Hand out the waiting jobs that were not handed out within a lease."""
        with reading() as session:
            waiting = jobs.list_waiting(session, now=clock.now(), limit=AT_ONCE, parts=PARTS_AT_ONCE)
        fresh = time.monotonic() - self._settings.lease_seconds
        self._handed = {
            job_id: self._handed[job_id] for job_id in waiting if self._handed.get(job_id, fresh) > fresh
        }
        for job_id in waiting:
            if job_id not in self._handed:
                self._hand(job_id)
                self._handed[job_id] = time.monotonic()

    def stop(self) -> None:
        self._stopped.set()
