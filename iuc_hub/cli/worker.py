"""Runs one worker of the production queue."""

import os
import sys

import click

from iuc_hub.config import Settings
from iuc_hub.errors import N_, InputError


@click.command()
@click.option("--concurrency", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes.")
def worker(concurrency: int) -> None:
    """Run jobs from Redis until terminated; every worker also hands out what waits, so one or many will do.

    Example: IUC_REDIS_URL=redis://127.0.0.1/0 iuc-hub worker --concurrency 4
    """
    if not Settings().redis_url:
        raise InputError(
            N_(
                "IUC_REDIS_URL saknas. Arbetaren hämtar jobben från Redis; utan Redis kör ”iuc-hub serve” dem själv."
            )
        )
    command = [
        sys.executable, "-m", "celery", "-A", "workers.celery_app:celery_app", "worker",
        "--concurrency", str(concurrency), "--loglevel", "warning", "--without-gossip", "--without-mingle",
    ]  # fmt: skip
    os.execv(sys.executable, command)  # noqa: S606 - our own interpreter, no shell
