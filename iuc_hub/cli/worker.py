"""Runs one worker of the production queue, with the beat that hands out waiting rows."""

import os
import sys
import tempfile
from pathlib import Path

import click

from iuc_hub.config import Settings
from iuc_hub.errors import N_, InputError


@click.command()
@click.option("--concurrency", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes.")
@click.option(
    "--beat/--no-beat", default=True, help="Also hand out waiting jobs; harmless in several workers."
)
def worker(concurrency: int, beat: bool) -> None:  # noqa: FBT001 - click passes options by name
    """Run jobs from Redis until terminated.

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
    if beat:
        schedule = Path(tempfile.mkdtemp(prefix="iuc-hub-beat-")) / "schedule"
        command += ["--beat", "--schedule", str(schedule)]
    os.execv(sys.executable, command)  # noqa: S606 - our own interpreter, no shell
