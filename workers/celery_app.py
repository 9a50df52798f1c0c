"""The production queue: Celery carries a job's id, the row decides whether it is run."""

from datetime import timedelta

from celery import Celery
from celery.signals import setup_logging, worker_process_init

from iuc_hub import clock, db, jobs
from iuc_hub.config import Settings
from iuc_hub.db import reading
from iuc_hub.logs import set_up_logs
from workers.running import run_job, runner_name, sweep
from workers.schedule import want_daily_jobs

settings = Settings()
celery_app = Celery("iuc_hub", broker=settings.redis_url or "memory://")
celery_app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_ignore_result=True,
    broker_connection_retry_on_startup=True,
    beat_schedule={
        "dispatch": {"task": "dispatch", "schedule": timedelta(seconds=settings.poll_seconds)},
        "upkeep": {"task": "upkeep", "schedule": timedelta(seconds=min(5, settings.lease_seconds))},
    },
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


@celery_app.task(name="dispatch", expires=10)
def dispatch() -> None:
    """Hand every waiting row's id to the workers; handing one twice does no harm."""
    with reading() as session:
        waiting = jobs.list_waiting(session, now=clock.now())
    for job_id in waiting:
        run.apply_async((job_id,), expires=settings.lease_seconds)


@celery_app.task(name="upkeep", expires=10)
def upkeep() -> None:
    """Replay what dead workers left, and want the day's jobs."""
    sweep()
    want_daily_jobs()
