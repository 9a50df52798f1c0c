"""Shows the long work, and lets what failed be tried again."""

import click

from iuc_hub import clock, jobs
from iuc_hub.cli.door import open_database
from iuc_hub.cli.language import say
from iuc_hub.db import reading, transaction
from iuc_hub.errors import N_


@click.group()
def job() -> None:
    """Long work: what waits, what runs, what became of it."""


@job.command("list")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="How many, newest first."
)
@click.option("--parts", is_flag=True, help="Also the parts of split jobs.")
def list_jobs(*, limit: int, parts: bool) -> None:
    """List jobs, one a line.

    Example: iuc-hub job list --limit 10
    """
    open_database()
    with reading() as session:
        rows = jobs.list_jobs_of_all_hubs(session, limit=limit, parts=parts)
    click.echo("id\tkind\tstate\tattempts\tdone\ttotal\tcreated\terror")
    for row in rows:
        told = (
            row.id,
            row.kind,
            row.state,
            row.attempts,
            row.done,
            row.total or "",
            row.created_at,
            say(row.failure, **row.failure_values) if row.failure else "",
        )
        click.echo("\t".join(str(value).replace("\n", " ") for value in told))


@job.command()
@click.argument("job_id", type=int)
def retry(job_id: int) -> None:
    """Let a failed job be tried again, as when the mail server is back or a fault is mended.

    Example: iuc-hub job retry 17
    """
    open_database()
    with transaction() as session:
        jobs.retry(session, job_id, now=clock.now())
    click.echo(say(N_("Jobb %(job)s körs igen."), job=job_id))
