"""The production queue: Celery carries a job's id, the row decides whether it is run."""

from celery import Celery, bootsteps
from celery.signals import setup_logging, worker_process_init

from iuc_hub import db
from iuc_hub.config import Settings
from iuc_hub.logs import set_up_logs
from workers.handing import Handing
from workers.running import run_job, runner_name

settings = Settings()
celery_app = Celery("iuc_hub", broker=settings.redis_url or "memory://")
celery_app.conf.update(
    worker_prefetch_multiplier=1,
    task_ignore_result=True,
    broker_connection_retry_on_startup=True,
)


@setup_logging.connect
def _logs(**_kwargs: object) -> None:
    set_up_logs(settings)


@worker_process_init.connect
def _database(**_kwargs: object) -> None:
    db.use(db.Database(settings.database_url))


@celery_app.task(name="run")
def run(job_id: int) -> None:
    """Run one job; a second delivery of the same id finds nothing to claim."""
    run_job(job_id, settings, runner=runner_name())


class HandingStep(bootsteps.StartStopStep):  # type: ignore[misc] # Celery has no types
    """Starts the thread that hands out waiting jobs once the worker's processes stand; it dies with the worker."""

    requires = ("celery.worker.components:Pool",)

    def __init__(self, parent: object, **_options: object) -> None:
        super().__init__(parent)
        self._handing = Handing(
            settings, lambda job_id: run.apply_async((job_id,), expires=settings.lease_seconds)
        )

    def start(self, _worker: object) -> None:
        db.use(db.Database(settings.database_url))
        self._handing.start()

    def stop(self, _worker: object) -> None:
        self._handing.stop()


celery_app.steps["worker"].add(HandingStep)
