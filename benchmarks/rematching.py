"""Measure matching a whole hub again, and following one changed support, with how much of it is storing.

    python -m benchmarks.rematching --database sqlite:////tmp/rematch/hub.db --companies 1000 --supports 2000

Prints JSON, a line a round: the companies looked at, matched and stored anew, seconds as they passed and of this
process's processor, what share of the first was storing, companies a second and the process's highest memory so far in
MB; last what a replay of 1000 stored matches takes. Parts are run one after the other in this process.
"""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import click
from sqlalchemy import select as core_select
from sqlmodel import col, select

from benchmarks.bulk import Bulk, Making
from benchmarks.catalogue import add_supports, catalogue
from benchmarks.companies import HubRows, add_companies, add_hub
from benchmarks.notes import notes
from iuc_hub import clock, db
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.records import known_support
from iuc_hub.catalogue.services import import_supports, warm_up
from iuc_hub.companies.models import Company
from iuc_hub.db import reading, transaction
from iuc_hub.exchange.supports import dump_supports
from iuc_hub.interviews.models import GuideText, Interview, InterviewState, Need, Priority
from iuc_hub.recommendations.rematching import services as rematching
from iuc_hub.recommendations.replay_many import replays
from iuc_hub.schema import import_tables, upgrade
from matching.types import Need as KnownNeed

NEEDS, REPLAYED = 3, 1000
COUNTY = "18"


@click.command()
@click.option("--database", "url", required=True, help="sqlite:///… or postgresql+psycopg://…; an empty one.")
@click.option("--companies", default=1_000, show_default=True)
@click.option("--supports", default=2_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
def measure(url: str, companies: int, supports: int, seed: int) -> None:
    """Fill the database, match everything, then again after nothing, after one support and on later days."""
    database = db.Database(url)
    db.use(database)
    import_tables()
    upgrade(database)
    hub_id = _filled(database, companies, supports, seed)
    warm_up()
    today = clock.today()
    _round("everything", hub_id, today)
    _round("nothing has changed", hub_id, today)
    for reworded in (1, 20):
        _change(reworded)
        _round(f"{reworded} supports reworded", hub_id, today)
    _round("the next day", hub_id, today + timedelta(days=1))
    _round("a week later", hub_id, today + timedelta(days=8))
    _replay(hub_id)


def _filled(database: db.Database, companies: int, supports: int, seed: int) -> int:
    random, now = Random(seed), clock.now()  # noqa: S311 - invented rows, the same for the same seed
    with database.engine.begin() as connection, Bulk(connection) as bulk:
        making = Making(bulk, random, now)
        hub = add_hub(making, "matas", COUNTY)
        bulk.write()
        add_supports(making, catalogue(supports, random, now.date()), own=[], hub_id=hub.id)
        add_companies(making, hub, companies, COUNTY)
        bulk.write()
        ids = connection.execute(core_select(col(Company.id)).where(col(Company.hub_id) == hub.id))
        _add_needs(making, hub, [each[0] for each in ids], notes(companies * NEEDS, random, now.date()))
    return hub.id


def _add_needs(making: Making, hub: HubRows, companies: Sequence[int], texts: Sequence[KnownNeed]) -> None:
    bulk, now = making.bulk, making.now
    guide = bulk.add(GuideText, name="tbn", version="1", digest="rematching", text="name: tbn", stored_at=now)
    for number, company in enumerate(companies):
        interview = bulk.add(
            Interview, hub_id=hub.id, company_id=company, guide_id=guide, advisor_id=hub.advisors[0],
            state=InterviewState.COMPLETED, planned_at=now, completed_at=now, created_at=now,
        )  # fmt: skip
        for place in range(NEEDS):
            text = texts[number * NEEDS + place]
            bulk.add(
                Need, hub_id=hub.id, company_id=company, interview_id=interview, identity=f"N:{place}", area="N",
                theme=text.theme, title={"sv": text.text[:40]}, text=text.text, words="", score=60, scale=4,
                priority=Priority.HIGH, horizon="now", contributions={}, reasons=[], rule_version="1",
                derived_at=now,
            )  # fmt: skip
    bulk.write()


def _change(count: int) -> None:
    """Let some supports that are open say one word more."""
    with transaction() as session:
        rows = session.exec(select(Support).where(col(Support.closes).is_(None)).order_by(col(Support.id)))
        known = [known_support(each.record, each.id) for each in list(rows)[:count]]
        text = dump_supports([replace(each, title=f"{each.title} igen") for each in known])
        import_supports(session, text, clock.now(), is_example=True)
    warm_up()


def _round(name: str, hub_id: int, today: date) -> None:
    with reading() as session:
        parts = rematching.parts(session, hub_id)
    looking = storing = 0.0
    processor = time.process_time()
    companies = touched = changed = 0
    for part in parts:
        started = time.perf_counter()
        with reading() as session:
            looked = rematching.look(session, hub_id, part, today=today)
        between = time.perf_counter()
        kept = _stored(hub_id, looked, today)
        looking, storing = looking + between - started, storing + time.perf_counter() - between
        companies, touched, changed = (
            companies + kept.companies, touched + kept.touched, changed + kept.changed,
        )  # fmt: skip
    seconds = looking + storing
    told = {
        "round": name, "companies": companies, "matched": touched, "stored": changed,
        "seconds": round(seconds, 2), "processor_seconds": round(time.process_time() - processor, 2),
        "storing": round(storing / seconds, 2),
        "companies_a_second": round(companies / seconds),
        "highest_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip
    click.echo(json.dumps(told, ensure_ascii=False))


def _replay(hub_id: int) -> None:
    started = time.perf_counter()
    with reading() as session:
        found = [one.replay.identical for one in replays(session, hub_id, limit=REPLAYED)]
    told = {
        "round": "replay", "matches": len(found), "identical": sum(found),
        "seconds": round(time.perf_counter() - started, 2),
    }  # fmt: skip
    click.echo(json.dumps(told))


def _stored(hub_id: int, looked: object, today: date) -> rematching.Kept:
    with transaction() as session:
        return rematching.keep(session, hub_id, looked, now=clock.now(), today=today)  # type: ignore[arg-type] # as looked at


if __name__ == "__main__":
    measure()
