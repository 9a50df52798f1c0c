"""Every list page asks the database a constant number of questions, and every page is valid HTML."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import html5lib
import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlmodel import Session

from iuc_hub.clock import FixedClock
from iuc_hub.db import Database
from iuc_hub.reports.memory import remembering
from tests import factories
from tests.factories import Office

Login = Callable[..., FlaskClient]
LISTS = (
    "/companies",
    "/today",
    "/catalogue",
    "/deadlines",
    "/reports/association",
    "/dev/outbox",
    "/promises",
    "/today/to-send",
    "/members",
)


@contextmanager
def counted_queries(database: Database) -> Iterator[list[str]]:
    """Every SELECT that runs in the block."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(database.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("path", LISTS)
def test_a_list_asks_as_many_questions_for_thirty_rows_as_for_one(
    office: Office, login: Login, session: Session, clock: FixedClock, database: Database, path: str
) -> None:
    factories.a_company(session, office.scope, now=clock.now())
    session.commit()
    browser = login(office.advisor)
    browser.get(path)
    remembering.forget()
    with counted_queries(database) as for_one:
        assert browser.get(path).status_code == 200
    for _ in range(30):
        factories.a_company(session, office.scope, now=clock.now())
    session.commit()
    remembering.forget()
    with counted_queries(database) as for_many:
        browser.get(path)
    assert len(for_many) == len(for_one)


@pytest.mark.parametrize("path", [*LISTS, "/companies/new", "/login", "/nowhere"])
def test_the_page_is_valid_html(office: Office, login: Login, path: str) -> None:
    text = login(office.advisor).get(path).text
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    parser.parse(text)


def test_invalid_html_would_be_found() -> None:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    with pytest.raises(html5lib.html5parser.ParseError):
        parser.parse("<!DOCTYPE html><html><head><title>x</title></head><body><p><div></p></body></html>")
