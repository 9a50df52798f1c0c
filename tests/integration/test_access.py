"""The whole table of who gets in: every page for every role, and a visitor at every page."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session
from werkzeug.routing import Rule

from iuc_hub.accounts.access import PUBLIC, declared_access
from iuc_hub.accounts.models import Role
from iuc_hub.clock import FixedClock
from tests import factories
from tests.factories import Office

Login = Callable[..., FlaskClient]
NOBODYS = 987_654
"""An id that no row has: a page that lets the role in answers 404 in other words, or shows an empty list."""
USERS = (Role.ADVISOR, Role.HUB_ADMIN, Role.ANALYST, Role.EXPERT)


def address(rule: Rule) -> str:
    """The rule's path with every placeholder filled in."""
    values = {name: "F" if name in ("letter", "area") else NOBODYS for name in rule.arguments}
    built = rule.build(values)
    assert built is not None
    return str(built[1])


def closed_pages(app: Flask, method: str) -> list[tuple[str, str, frozenset[Role]]]:
    """Endpoint, address and the roles let in, for every page that is not public."""
    pages = []
    for rule in app.url_map.iter_rules():
        access = declared_access(app.view_functions[rule.endpoint])
        if isinstance(access, frozenset) and method in (rule.methods or ()):
            pages.append((rule.endpoint, address(rule), access))
    return pages


def test_a_visitor_is_sent_to_the_login_from_every_closed_page(app: Flask, client: FlaskClient) -> None:
    pages = closed_pages(app, "GET")
    assert len(pages) > 10
    for endpoint, path, roles in pages:
        reply = client.get(path)
        if roles == {Role.COMPANY}:
            assert reply.status_code == 410, endpoint
            assert "Öppna länken" in reply.text
            continue
        assert reply.status_code == 302, endpoint
        assert reply.location.startswith("/login"), endpoint


def test_a_visitor_changes_nothing_anywhere(app: Flask, client: FlaskClient) -> None:
    for method in ("POST", "PUT"):
        for endpoint, path, roles in closed_pages(app, method):
            refused = 410 if roles == {Role.COMPANY} else 401
            assert client.open(path, method=method).status_code == refused, endpoint


@pytest.mark.parametrize("role", USERS)
def test_a_role_sees_its_own_pages_and_no_others(
    app: Flask, office: Office, login: Login, session: Session, clock: FixedClock, role: Role
) -> None:
    user = factories.a_user(session, office.hub, role=role, name="Birgit Exempelgren", now=clock.now())
    session.commit()
    browser = login(user)
    words = "eller så har ditt konto inte tillgång till den"
    for endpoint, path, roles in closed_pages(app, "GET"):
        reply = browser.get(path)
        if role in roles:
            assert reply.status_code in (200, 302, 404), endpoint
            assert words not in reply.text, endpoint
        else:
            assert reply.status_code == 404, endpoint
            assert words in reply.text, endpoint


def test_public_pages_are_marked_as_such(app: Flask) -> None:
    assert declared_access(app.view_functions["accounts.login"]) == PUBLIC
