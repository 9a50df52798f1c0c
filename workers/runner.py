"""The embedded runner: one process beside the web server that claims rows and runs them."""

import os
import signal
import sys
import threading

import structlog

from iuc_hub import clock, db, jobs
from iuc_hub.catalogue.services import start_warming
from iuc_hub.config import Settings
from iuc_hub.db import reading
from iuc_hub.logs import set_up_logs
from workers.running import run_job, runner_name
from workers.schedule import Upkeep

STDIN = 0
log = structlog.get_logger()


def work_until(stopped: threading.Event, settings: Settings) -> None:
    """Run waiting jobs one after the other until told to stop; the job under way is finished first."""
    runner = runner_name()
    upkeep = Upkeep(settings)
    while not stopped.is_set():
        upkeep.when_due()
        with reading() as session:
            waiting = jobs.list_waiting(session, now=clock.now())
        for job_id in waiting:
            if stopped.is_set():
                return
            run_job(job_id, settings, runner=runner)
        if not waiting:
            stopped.wait(settings.poll_seconds)


def stop_with_the_supervisor(stopped: threading.Event) -> None:
    """Wait for the end of standard input, a pipe that the supervisor holds for as long as it lives."""
    while os.read(STDIN, 1):
        pass
    stopped.set()


def main(*, supervised: bool = False) -> None:
    """Open the database of the settings and work until terminated, or until the supervisor is gone."""
    settings = Settings()
    set_up_logs(settings)
    db.use(db.Database(settings.database_url, gives_way=True))
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_ignored: stopped.set())
    if supervised:
        threading.Thread(target=stop_with_the_supervisor, args=(stopped,), daemon=True).start()
    start_warming()
    log.info("runner_started")
    work_until(stopped, settings)
    log.info("runner_stopped")


if __name__ == "__main__":
    main(supervised="--supervised" in sys.argv)
