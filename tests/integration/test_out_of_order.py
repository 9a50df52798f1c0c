"""What a person sees when the database or Redis is away: a page that says so, never a stack trace."""

from collections.abc import Iterator

import pytest
from flask import Flask

from iuc_hub import db
from iuc_hub.app import create_app
from iuc_hub.clock import FixedClock
from iuc_hub.config import Settings
from iuc_hub.db import Database
from iuc_hub.web.limits import limiter
from tests.factories import PASSWORD, Office

NOBODY_LISTENS = "postgresql+psycopg://postgres@127.0.0.1:9/none"


@pytest.fixture(autouse=True)
def _limits_put_back(built_app: Flask) -> Iterator[None]:
    """The limits are one object a process: the next test counts in the usual place again."""
    yield
    limiter.init_app(built_app)
    limiter._storage_dead = False
    limiter.reset()


def test_a_logged_in_person_is_told_that_the_database_is_away(clock: FixedClock) -> None:
    app = create_app(Settings(_env_file=None), database=Database(NOBODY_LISTENS), testing=True)
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["_user_id"] = "1"
        session["key"] = "k"
    for path in ("/today", "/companies/1"):
        reply = browser.get(path)
        assert reply.status_code == 503, path
        assert "Databasen svarar inte" in reply.text


def test_without_redis_the_login_still_works_and_still_has_its_limit(
    office: Office, database: Database, clock: FixedClock
) -> None:
    settings = Settings(_env_file=None, redis_url="redis://127.0.0.1:9/0")
    app: Flask = create_app(settings, database=database, testing=True)
    db.use(database)
    app.config["WTF_CSRF_ENABLED"] = False
    browser = app.test_client()
    right = {"email": office.advisor.email, "password": PASSWORD}
    assert browser.post("/login", data=right).status_code == 302
    wrong = {"email": office.advisor.email, "password": "fel-losenord-helt"}
    codes = [browser.post("/login", data=wrong).status_code for _ in range(11)]
    assert codes[-1] == 429


@pytest.mark.parametrize("trusted", [0, 1])
def test_the_visitors_address_is_read_from_a_proxy_only_where_one_is_trusted(
    office: Office, database: Database, clock: FixedClock, trusted: int
) -> None:
    settings = Settings(_env_file=None, trusted_proxies=trusted)
    app = create_app(settings, database=database, testing=True)
    app.config["WTF_CSRF_ENABLED"] = False
    wrong = {"email": office.advisor.email, "password": "fel-losenord-helt"}
    codes = [
        app.test_client()
        .post("/login", data=wrong, headers={"X-Forwarded-For": f"192.0.2.{one}"})
        .status_code
        for one in range(11)
    ]
    assert codes[-1] == (422 if trusted else 429)
