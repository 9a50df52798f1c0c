"""Fill an empty database with a hub of full size and a small one, to be measured.

python -m benchmarks.hub --database sqlite:////tmp/large/hub.db --companies 5000 --interviews 20000 \
        --supports 5000 --seed 1
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import datetime
from random import Random

import click
from sqlalchemy import Connection, func, text
from sqlmodel import Session, select

from benchmarks.bulk import Bulk, Making
from benchmarks.catalogue import add_supports, catalogue
from benchmarks.companies import HubRows, add_companies, add_hub, add_network
from benchmarks.interviews import add_interviews, store_guide
from benchmarks.offers import MatchedNeed, add_offers, matched
from benchmarks.society import add_society
from benchmarks.visits import Variant, variants
from iuc_hub import clock, db
from iuc_hub.accounts.models import Hub
from iuc_hub.schema import import_tables, upgrade

LARGE, SMALL = "stor", "liten"
COUNTY, OTHER_COUNTY = "18", "20"
SMALL_SHARE, OWN_SUPPORTS = 16, 25
"""The second hub has a sixteenth of the first: a few hundred companies beside five thousand."""


@click.command()
@click.option("--database", "url", required=True, help="sqlite:///… or postgresql+psycopg://…; an empty one.")
@click.option("--companies", default=5_000, show_default=True)
@click.option("--interviews", default=20_000, show_default=True)
@click.option("--supports", default=5_000, show_default=True)
@click.option(
    "--seed", default=1, show_default=True, help="The same seed gives the same rows, seen from today."
)
def fill(url: str, companies: int, interviews: int, supports: int, seed: int) -> None:
    """Bring the schema up and write the rows; says how many and how long it took."""
    started = time.perf_counter()
    database = db.Database(url)
    import_tables()
    upgrade(database)
    with Session(database.engine) as session:
        if session.exec(select(func.count()).select_from(Hub)).one():
            raise click.ClickException("The database has hubs already. Give the address of an empty one.")
    with database.engine.begin() as connection:
        written = filled(connection, (companies, interviews, supports), seed=seed, now=clock.now())
    _gather_statistics(database)
    database.dispose()
    click.echo(json.dumps({"seconds": round(time.perf_counter() - started), "rows": written}, indent=1))


def filled(
    connection: Connection, sizes: tuple[int, int, int], *, seed: int, now: datetime
) -> dict[str, int]:
    """Write a hub of this many companies, interviews and supports, and a small one besides; rows by table."""
    companies, interviews, supports = sizes
    random = Random(seed)  # noqa: S311 - invented rows, the same for the same seed
    _defer_references(connection)
    with Bulk(connection) as bulk:
        making = Making(bulk, random, now)
        shared = catalogue(supports, random, now.date())
        hub = add_hub(making, LARGE, COUNTY)
        bulk.write()
        own = catalogue(min(OWN_SUPPORTS, supports), random, now.date(), "egen")
        add_supports(making, shared, own=own, hub_id=hub.id)
        add_network(making, shared[0].provider)
        told = variants(random)
        method = (told, matched(told, shared, making), store_guide(making))
        bulk.write()
        _add_rows(making, hub, (companies, interviews), COUNTY, method)
        other = add_hub(making, SMALL, OTHER_COUNTY)
        part = (max(1, companies // SMALL_SHARE), max(1, interviews // SMALL_SHARE))
        _add_rows(making, other, part, OTHER_COUNTY, method)
    return dict(bulk.written)


Method = tuple[Sequence[Variant], Sequence[Sequence[MatchedNeed]], int]


def _add_rows(making: Making, hub: HubRows, sizes: tuple[int, int], county: str, method: Method) -> None:
    told, found, guide_id = method
    companies, interviews = sizes
    add_companies(making, hub, companies, county)
    held = add_interviews(making, hub, interviews, told, guide_id)
    add_offers(making, hub, held, found)
    add_society(making, hub, county)


def _defer_references(connection: Connection) -> None:
    """Check references at the end: a need names the later interview that took its place."""
    sqlite = connection.dialect.name == "sqlite"
    statement = "PRAGMA defer_foreign_keys=ON" if sqlite else "SET CONSTRAINTS ALL DEFERRED"
    connection.execute(text(statement))


def _gather_statistics(database: db.Database) -> None:
    """What PostgreSQL does by itself after a while; SQLite never does, and the application runs without."""
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))


if __name__ == "__main__":
    fill()
