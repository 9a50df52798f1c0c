"""Brings the database to the newest schema, and checks the migrations against the models."""

import tempfile
from pathlib import Path

import click

from iuc_hub import schema
from iuc_hub.config import Settings
from iuc_hub.db import Database


@click.group()
def db() -> None:
    """The database's schema."""


@db.command()
def upgrade() -> None:
    """Run every migration the database has not seen; safe to run again.

    Example: IUC_DATABASE_URL=sqlite:///var/iuc-hub.sqlite3 iuc-hub db upgrade
    """
    database = Database(Settings().database_url)
    schema.upgrade(database)
    with database.engine.connect() as connection:
        click.echo(f"The database is at migration {schema.newest_of(connection)}.")


@db.command()
def check() -> None:
    """Build a new database by the migrations and compare it with the models; exit 1 when they differ.

    Example: iuc-hub db check
    """
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'check.sqlite3'}")
        schema.upgrade(database)
        differences = schema.drift(database)
        database.dispose()
    heads = schema.heads()
    for difference in differences:
        click.echo(f"The models and the migrations differ: {difference}", err=True)
    if len(heads) > 1:
        click.echo(f"Two migrations follow the same one: {', '.join(heads)}. Merge them.", err=True)
    if differences or len(heads) > 1:
        raise SystemExit(1)
    click.echo(f"The migrations and the models are in step at {heads[0]}.")
