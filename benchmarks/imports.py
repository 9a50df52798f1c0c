"""Measure taking in a file of companies, 37 of its rows wrong, beside writing as many plain rows.

    python -m benchmarks.imports --database sqlite:////tmp/imports/hub.db --companies 5000

Prints JSON: processor seconds of the check, of taking in and of the peer, each the quickest of three rounds, and how
many times the peer's. The peer reads the same file with the standard library's reader and inserts each row as it
stands into a table without constraints, in one transaction on the same database.
"""

from __future__ import annotations

import csv
import io
import json
import logging
import time
from collections.abc import Callable

import click
import structlog
from sqlalchemy import Column, Integer, MetaData, String, Table, insert

from iuc_hub import clock, db, jobs
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.config import Settings
from iuc_hub.db import reading, transaction
from iuc_hub.schema import import_tables, upgrade
from iuc_hub.uploads import UploadKind, services
from iuc_hub.uploads.models import Upload, UploadState
from tests import factories
from tests.integration.uploads.planted import HEADINGS, planted
from workers.running import run_job

ROUNDS = 3
MISTAKES = 37


@click.command()
@click.option("--database", "url", required=True, help="sqlite:///… or postgresql+psycopg://…; an empty one.")
@click.option("--companies", default=5_000, show_default=True)
def measure(url: str, companies: int) -> None:
    """Take the file in for a new hub each round, and print what it cost."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    database = db.Database(url)
    db.use(database)
    import_tables()
    upgrade(database)
    content = planted(companies, MISTAKES).csv()
    rounds = [_round(database, content, number) for number in range(ROUNDS)]
    best = {name: min(each[name] for each in rounds) for name in rounds[0]}
    ours = best["check_seconds"] + best["take_in_seconds"]
    told = {name: round(seconds, 2) for name, seconds in best.items()}
    click.echo(json.dumps(told | {"times_the_peer": round(ours / best["peer_seconds"], 1)}, indent=1))


def _round(database: db.Database, content: bytes, number: int) -> dict[str, float]:
    now = clock.now()
    with transaction() as session:
        hub = factories.a_hub(session, f"import-{number}")
        email = f"import{number}@exempel.example"
        user = factories.a_user(session, hub, role=Role.ADVISOR, now=now, email=email)
        scope = Scope(role=Role.ADVISOR, actor=user.name, hub_id=hub.id, user_id=user.id)
    with transaction() as session:
        told: dict[str, object] = {"source": "register", "as_of": "2026-01-15", "advisor_id": scope.user}
        upload = services.receive(
            session, scope, UploadKind.COMPANIES, "lista.csv", content, settings=told, now=now
        )
    checked = _seconds(_run_what_waits)
    with transaction() as session:
        stored = session.get_one(Upload, upload.id)
        services.want_taking_in(
            session,
            scope,
            upload.id or 0,
            fingerprint=services.fingerprint_of(stored),
            leave_out=True,
            now=now,
        )
    taken = _seconds(_run_what_waits)
    with reading() as session:
        if session.get_one(Upload, upload.id).state is not UploadState.TAKEN_IN:
            raise click.ClickException("The file was not taken in.")
    peer = _seconds(lambda: _plain_rows(database, content, number))
    return {"check_seconds": checked, "take_in_seconds": taken, "peer_seconds": peer}


def _seconds(work: Callable[[], None]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _run_what_waits() -> None:
    with reading() as session:
        waiting = jobs.list_waiting(session, now=clock.now())
    for job_id in waiting:
        run_job(job_id, Settings(_env_file=None), runner="benchmark")


def _plain_rows(database: db.Database, content: bytes, number: int) -> None:
    columns = [Column(f"c{place}", String) for place in range(len(HEADINGS))]
    table = Table(f"plain_{number}", MetaData(), Column("id", Integer, primary_key=True), *columns)
    rows = list(csv.reader(io.StringIO(content.decode()), delimiter=";"))[1:]
    with database.engine.begin() as connection:
        table.create(connection)
        told = [{f"c{place}": cell for place, cell in enumerate(row)} for row in rows]
        connection.execute(insert(table), told)
        table.drop(connection)


if __name__ == "__main__":
    measure()
