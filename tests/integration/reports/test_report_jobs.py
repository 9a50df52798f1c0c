"""The jobs that make reports: what takes long is done while no transaction is open."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from iuc_hub import db, jobs
from iuc_hub.accounts.models import Role
from iuc_hub.clock import FixedClock, day_in_sweden
from iuc_hub.config import Settings
from iuc_hub.jobs import Job, JobState
from iuc_hub.reports import making
from iuc_hub.reports.models import Publication, ReportFile
from iuc_hub.reports.period import round_named
from iuc_hub.reports.publications import services as publishing
from tests import factories
from tests.databases import OneConnection
from tests.factories import Office
from tests.integration.reports.test_reports import guide, interviewed
from workers.tasks.reports import make_report, publish_network
from workers.work import Work


class WatchedWork(Work):
    """Notes at each step that is told whether a reader's transaction is open."""

    def progress(self, done: int, total: int, message: str = "") -> None:
        self.result[f"{done} of {total}"] = any(each.in_transaction() for each in opened)
        super().progress(done, total, message)


opened: list[Session] = []


class WatchedDatabase(OneConnection):
    """Knows the sessions that only read."""

    def __init__(self, one: OneConnection) -> None:
        super().__init__(one, one._connection)
        opened.clear()

    def session(self, *, write: bool) -> Session:
        made = super().session(write=write)
        if not write:
            opened.append(made)
        return made


def run(session: Session, job: Job, task: Callable[[Work], None], clock: FixedClock) -> Job:
    session.commit()
    claim = jobs.claim(session, job.id or 0, runner="a test", now=clock.now(), lease_seconds=60)
    session.commit()
    assert claim is not None
    task(WatchedWork(claim, Settings(_env_file=None)))
    session.expire_all()
    return session.get_one(Job, job.id)


@pytest.mark.parametrize("kind", ["overview", "published"])
def test_a_report_is_decided_and_written_while_no_transaction_is_open(
    session: Session, office: Office, clock: FixedClock, database: OneConnection, kind: str
) -> None:
    db.use(WatchedDatabase(database))
    text = guide(session, clock)
    for _each in range(9):
        interviewed(session, office, clock, text.id or 0, themes=("energy",), days_ago=70)
    admin = factories.scope_of(factories.a_user(session, office.hub, role=Role.HUB_ADMIN, now=clock.now()))
    period = round_named("last_quarter", day_in_sweden(clock.now()))
    report = making.want(session, admin, kind, "pdf", period, language="sv", now=clock.now())
    done = run(session, session.get_one(Job, report.job_id), make_report, clock)
    assert done.state is JobState.DONE
    assert done.result
    assert not any(done.result.values())
    content = session.get_one(ReportFile, report.id).content
    assert content is not None
    assert content.startswith(b"%PDF")


def test_the_networks_quarter_is_decided_while_no_transaction_is_open(
    session: Session, office: Office, clock: FixedClock, database: OneConnection
) -> None:
    db.use(WatchedDatabase(database))
    text = guide(session, clock)
    for _each in range(9):
        interviewed(session, office, clock, text.id or 0, themes=("energy",), days_ago=70)
    job = publishing.want_network_round(session, day_in_sweden(clock.now()), now=clock.now())
    done = run(session, job, publish_network, clock)
    assert done.result
    assert not any(done.result.values())
    assert session.exec(select(Publication).where(Publication.hub_id == None)).one()  # noqa: E711 - SQL's null
