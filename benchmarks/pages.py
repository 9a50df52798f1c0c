"""Measure every page of every role on a database that `benchmarks.hub` filled: queries, time, size.

    python -m benchmarks.pages --database sqlite:////tmp/large/hub.db --visits 30 --json pages.json

Prints a table in Markdown. Time is told twice: as it passed, and as processor time of this process and PostgreSQL's,
which is what a page costs on a machine that others use too. The plain page is the login, visited in between.
"""

from __future__ import annotations

import json
import logging
import statistics
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import structlog
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlmodel import select

from benchmarks.companies import PASSWORD
from benchmarks.examples import Examples, Page, pages
from benchmarks.hub import LARGE
from iuc_hub import clock, db
from iuc_hub.accounts import links
from iuc_hub.accounts.models import Hub, Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.app import create_app
from iuc_hub.catalogue.shelf import warm_up
from iuc_hub.companies.queries import list_contacts
from iuc_hub.config import Settings

PLAIN = "/login"
TARGET_MS = 100.0
TICK_MS = 10.0
"""How finely Linux counts another process's time."""
LOGINS = {
    Role.ADVISOR: f"advisor1@{LARGE}.example",
    Role.HUB_ADMIN: f"admin1@{LARGE}.example",
    Role.ANALYST: "analyst@network.example",
    Role.EXPERT: "expert@network.example",
}


@dataclass(frozen=True)
class Measured:
    """One page's figures; times in milliseconds."""

    page: Page
    status: int
    queries: int
    first: float
    quickest: float
    median: float
    p95: float
    processor: float
    processor_p95: float
    times_plain: float
    size: int

    @property
    def meets_target(self) -> bool:
        return self.processor_p95 <= TARGET_MS


class Counter:
    """How many statements the database was given, and what PostgreSQL's processes have used."""

    def __init__(self, database: db.Database) -> None:
        self.statements = 0
        self._name = f" {database.engine.url.database} "
        self._is_server = database.engine.dialect.name == "postgresql"
        event.listen(database.engine, "before_cursor_execute", self._note)

    def _note(self, *_details: object) -> None:
        self.statements += 1

    def server_ms(self) -> float:
        """Processor time of the database's own processes so far; nothing where they run elsewhere."""
        return sum(map(_ticks, self._processes())) * TICK_MS if self._is_server else 0.0

    def _processes(self) -> list[Path]:
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                words = (folder / "cmdline").read_bytes().decode(errors="replace")
                if words.startswith("postgres:") and self._name in words:
                    found.append(folder)
        return found


def _ticks(folder: Path) -> int:
    with suppress(OSError):
        fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])
    return 0


@click.command()
@click.option("--database", "url", required=True, help="The address that benchmarks.hub was given.")
@click.option("--visits", default=30, show_default=True, help="Visits of each page after two to warm up.")
@click.option("--only", default="", help="Only the pages whose endpoint holds this.")
@click.option("--json", "target", type=click.Path(path_type=Path), help="File for the same figures as JSON.")
def measure(url: str, visits: int, only: str, target: Path | None) -> None:
    """Visit the pages and print the table, the slowest first."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    app = create_app(Settings(_env_file=None, database_url=url, secret_key="benchmarks" * 4))
    app.config["WTF_CSRF_ENABLED"] = False
    warm_up()
    with db.reading() as session:
        hub_id = session.exec(select(Hub.id).where(Hub.slug == LARGE)).one() or 0
        examples = Examples(session, hub_id)
        visited = [each for each in pages(app, examples) if only in each.endpoint]
        company = examples.biggest_company()
    browsers = _browsers(app, hub_id, company)
    counter = Counter(db.current())
    found = []
    for each in visited:
        found.append(_measured(browsers, each, visits, counter))
        click.echo(row(found[-1]), err=True)
    found.sort(key=lambda each: -each.processor_p95)
    if target:
        target.write_text(json.dumps([asdict(each) for each in found], indent=1) + "\n", encoding="utf-8")
    click.echo(table(found))


def _browsers(app: Flask, hub_id: int, company: int) -> dict[Role | None, FlaskClient]:
    """A browser logged in as each role; the company's contact came by a link."""
    browsers: dict[Role | None, FlaskClient] = {None: app.test_client()}
    for role, email in LOGINS.items():
        browsers[role] = app.test_client()
        reply = browsers[role].post(PLAIN, data={"email": email, "password": PASSWORD})
        if reply.status_code != 302:  # noqa: PLR2004 - sent on, that is, let in
            raise click.ClickException(f"{email} was not let in. Was the database filled by benchmarks.hub?")
    with db.transaction() as session:
        scope = Scope(role=Role.HUB_ADMIN, actor="benchmarks", hub_id=hub_id)
        contact = list_contacts(session, scope, company)[0].id or 0
        token = links.issue_link(
            session, hub_id=hub_id, company_id=company, contact_id=contact, now=clock.now(), days=1, uses=5
        )
    browsers[Role.COMPANY] = app.test_client()
    browsers[Role.COMPANY].post(f"/c/{token}")
    return browsers


def _measured(
    browsers: dict[Role | None, FlaskClient], page: Page, visits: int, counter: Counter
) -> Measured:
    browser, plain = browsers[page.role], browsers[None]
    started = time.perf_counter()
    browser.get(page.address)
    first = (time.perf_counter() - started) * 1000
    browser.get(page.address)
    before = counter.statements
    reply = browser.get(page.address)
    queries, server = counter.statements - before, counter.server_ms()
    times = [_timed(browser, page.address) for _each in range(visits)]
    of_server = (counter.server_ms() - server) / visits
    plain_times = [_timed(plain, PLAIN) for _each in range(visits)]
    passed, used = [each[0] for each in times], [each[1] for each in times]
    return Measured(
        page=page, status=reply.status_code, queries=queries, first=round(first, 1), quickest=round(min(passed), 1),
        median=round(statistics.median(passed), 1), p95=round(_p95(passed), 1),
        processor=round(statistics.median(used) + of_server, 1), processor_p95=round(_p95(used) + of_server, 1),
        times_plain=round((min(used) + of_server) / min(each[1] for each in plain_times), 1),
        size=len(reply.data),
    )  # fmt: skip


def _timed(browser: FlaskClient, address: str) -> tuple[float, float]:
    """Milliseconds that passed, and that this process worked, from asking until the whole reply is there."""
    passed, used = time.perf_counter(), time.process_time()
    browser.get(address).get_data()
    return (time.perf_counter() - passed) * 1000, (time.process_time() - used) * 1000


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


def table(found: Sequence[Measured]) -> str:
    """Markdown, one row a page."""
    heads = (
        "page",
        "role",
        "status",
        "queries",
        "quickest ms",
        "median ms",
        "p95 ms",
        "processor ms",
        "its p95",
    )
    lines = [
        f"| {' | '.join((*heads, '× plain', 'first ms', 'kB'))} | |",
        "| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --- |",
    ]
    lines += [row(each) for each in found]
    return "\n".join(lines)


def row(each: Measured) -> str:
    """One line of the table; also told on standard error while the run goes on."""
    reading = f" `?{each.page.reading}`" if each.page.reading else ""
    return (
        f"| `{each.page.rule}`{reading} | {each.page.role or 'anybody'} | {each.status} | {each.queries} | "
        f"{each.quickest} | {each.median} | {each.p95} | {each.processor} | {each.processor_p95} | "
        f"{each.times_plain} | {each.first} | {each.size / 1000:.0f} | {'' if each.meets_target else 'over'} |"
    )


if __name__ == "__main__":
    measure()
