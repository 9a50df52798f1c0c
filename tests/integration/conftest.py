"""Fixtures on a real database: the same test on SQLite and PostgreSQL."""

from collections.abc import Callable, Iterator

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from iuc_hub import db
from iuc_hub.accounts import passwords
from iuc_hub.accounts.models import User
from iuc_hub.app import create_app
from iuc_hub.clock import FixedClock
from iuc_hub.config import Settings
from iuc_hub.db import Database
from iuc_hub.web.limits import limiter
from tests import factories
from tests.databases import OneConnection, postgres_database, rolled_back, sqlite_database


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Hash with argon2's least effort, so that a login costs a test nothing."""
    before = passwords._hasher
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield
    passwords._hasher = before


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def built_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """One database of each kind a test run, with the schema of the migrations."""
    if request.param == "sqlite":
        with sqlite_database(tmp_path_factory.mktemp("database")) as database:
            yield database
    else:
        with postgres_database() as database:
            yield database


@pytest.fixture
def database(built_database: Database) -> Iterator[OneConnection]:
    """This process's database for one test; what the test writes is rolled back."""
    with rolled_back(built_database) as one:
        before = db.use(one)
        yield one
        if before is not None:
            db.use(before)


@pytest.fixture
def session(database: OneConnection) -> Iterator[Session]:
    """A session to arrange with; commit it (``session.commit()``) before acting through a door."""
    with database.session(write=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def built_app() -> Flask:
    return create_app(Settings(_env_file=None), database=Database("sqlite://"), testing=True)


@pytest.fixture
def app(built_app: Flask, database: OneConnection, clock: FixedClock) -> Flask:
    """The application on this test's database and clock, without the forms' tokens."""
    db.use(database)
    built_app.config["WTF_CSRF_ENABLED"] = False
    limiter.reset()
    return built_app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def office(session: Session, clock: FixedClock) -> factories.Office:
    """A hub and its advisor, stored."""
    made = factories.an_office(session, now=clock.now())
    session.commit()
    return made


@pytest.fixture
def login(app: Flask) -> Callable[..., FlaskClient]:
    """``login(user)`` gives a browser in which that user is logged in."""

    def browser_of(user: User) -> FlaskClient:
        browser = app.test_client()
        reply = browser.post("/login", data={"email": user.email, "password": factories.PASSWORD})
        assert reply.status_code == 302, reply.text
        return browser

    return browser_of
