"""What every request meets: numbers no row has, and a log that never tells an address."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select
from structlog.testing import capture_logs

from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.services import import_supports
from iuc_hub.cli import serve
from iuc_hub.clock import FixedClock
from iuc_hub.config import Settings
from iuc_hub.web.problems import tell_unexpected
from iuc_hub.web.requests import LARGEST_ID
from tests.factories import Office
from tests.house_rules import ROOT

Login = Callable[..., FlaskClient]
TOKEN = "a-token-that-opens-a-company"


@pytest.mark.parametrize("number", [LARGEST_ID, LARGEST_ID + 1, 2**63, 10**40])
def test_an_id_that_no_row_can_have_is_a_page_that_is_not_there(
    office: Office, login: Login, number: int
) -> None:
    browser = login(office.advisor)
    for path in (f"/companies/{number}", f"/companies/{number}/facts", f"/interviews/{number}"):
        assert browser.get(path).status_code == 404, path
    assert browser.post(f"/recommendations/{number}/undo").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", str(2**31), str(2**63), str(10**40), "9" * 5000, "x"])
def test_a_page_beyond_any_list_shows_the_nearest_there_is(office: Office, login: Login, page: str) -> None:
    browser = login(office.advisor)
    assert browser.get(f"/companies?page={page}").status_code == 200
    assert browser.get(f"/catalogue?page={page}").status_code == 200


def test_a_number_no_column_holds_is_refused_rather_than_an_error_of_the_database(
    office: Office, login: Login, session: Session, clock: FixedClock
) -> None:
    text = (ROOT / "iuc_hub/demo/example_supports.jsonl").read_text(encoding="utf-8")
    import_supports(session, text, clock.now(), is_example=True)
    support = session.exec(select(Support.id)).first()
    session.commit()
    reply = login(office.advisor).get(f"/catalogue/{support}?company={2**63}")
    assert reply.status_code == 400
    assert "Gå tillbaka" in reply.text


def test_the_log_of_requests_tells_the_route_and_neither_link_nor_search_words(
    office: Office, login: Login
) -> None:
    browser = login(office.advisor)
    with capture_logs() as lines:
        browser.get(f"/c/{TOKEN}")
        browser.get("/companies?q=hemlig-svets")
        browser.get("/nowhere/hemlig-svets")
    assert [(line["event"], line["route"], line["status"]) for line in lines] == [
        ("request", "/c/<token>", 404),
        ("request", "/companies", 200),
        ("request", "", 404),
    ]
    assert TOKEN not in str(lines)
    assert "hemlig" not in str(lines)


def test_an_unexpected_error_is_logged_by_its_route(app: Flask) -> None:
    with app.test_request_context(f"/c/{TOKEN}?q=hemlig"), capture_logs() as lines:
        tell_unexpected(RuntimeError("broken"))
    [line] = lines
    assert (line["event"], line["route"]) == ("unexpected_error", "/c/<token>")
    assert TOKEN not in str(lines)


def test_gunicorn_keeps_no_access_log_of_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(serve.os, "execv", lambda _program, command: started.append(command))
    serve.serve_production(Settings(_env_file=None))
    assert "gunicorn" in started[0]
    assert not [word for word in started[0] if word.startswith("--access-log")]
