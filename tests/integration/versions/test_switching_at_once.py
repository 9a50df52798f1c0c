"""Two admins who switch versions in the same moment, in transactions that are really committed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from iuc_hub import clock, db
from iuc_hub.db import Database, reading, transaction
from iuc_hub.errors import HubError
from iuc_hub.jobs import Job
from iuc_hub.versions import queries, services
from iuc_hub.versions.models import ModelVersion, VersionState
from iuc_hub.versions.services import Why
from iuc_hub.versions.serving import shipped_model
from tests import factories
from tests.databases import postgres_database, sqlite_database
from tests.factories import Office
from tests.integration.jobs.test_job_races import at_once


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    made = postgres_database() if request.param == "postgresql" else sqlite_database(tmp_path)
    with made as opened:
        before = db.use(opened)
        yield opened
        if before is not None:
            db.use(before)


def an_office() -> Office:
    with transaction() as session:
        return factories.an_office(session, now=clock.now())


def proposed(office: Office) -> int:
    with transaction() as session:
        return services.propose(session, office.scope, shipped_model(), Why(clock.now())).id or 0


def switched(office: Office, version_id: int) -> int:
    """1 where it was done, 0 where another was first."""
    try:
        with transaction() as session:
            services.use(
                session, office.scope, version_id, seen=shipped_model().version, why=Why(clock.now())
            )
    except HubError:
        return 0
    return 1


@pytest.mark.usefixtures("database")
def test_one_of_several_switches_is_done_and_the_others_are_told() -> None:
    office = an_office()
    ids = [proposed(office) for _ in range(4)]
    done = at_once(lambda number: switched(office, ids[number]), 4)
    assert sum(each or 0 for each in done) == 1
    with reading() as session:
        rows = session.exec(select(ModelVersion).where(ModelVersion.hub_id == office.hub.id)).all()
        assert [row.state for row in rows].count(VersionState.ACTIVE) == 1
        active = queries.find_active(session, office.hub.id or 0)
        assert active is not None
        assert active.id == ids[done.index(1)]
        assert len(session.exec(select(Job).where(Job.kind == "rematch_hub")).all()) == 1


@pytest.mark.usefixtures("database")
def test_versions_made_at_once_have_names_of_their_own_and_the_shipped_model_is_kept_once() -> None:
    office = an_office()
    ids = at_once(lambda _number: proposed(office), 4)
    with reading() as session:
        rows = session.exec(select(ModelVersion)).all()
        assert len({row.name for row in rows}) == len(rows) == len(ids) + 1
        assert [row.state for row in rows].count(VersionState.SHIPPED) == 1
