"""Shows the long work and how it went."""

import click

from iuc_hub import jobs
from iuc_hub.cli.door import open_database
from iuc_hub.db import reading


@click.group()
def job() -> None:
    """Long work: what waits, what runs, what became of it."""


@job.command("list")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="How many, newest first."
)
def list_jobs(limit: int) -> None:
    """List jobs, one a line.

    Example: iuc-hub job list --limit 10
    """
    open_database()
    with reading() as session:
        rows = jobs.list_jobs(session, limit=limit)
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
            row.error or "",
        )
        click.echo("\t".join(str(value).replace("\n", " ") for value in told))
