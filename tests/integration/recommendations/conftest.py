"""The road of recommendations, stored and ready to be walked through the doors."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from iuc_hub.clock import FixedClock
from tests.factories import Office
from tests.integration.recommendations import road as made
from tests.integration.recommendations.road import Login, Road


@pytest.fixture
def road(session: Session, office: Office, clock: FixedClock) -> Road:
    return made.a_road(session, office, clock.now())


@pytest.fixture
def advisor(road: Road, login: Login) -> FlaskClient:
    """The advisor's browser, with the company's support matched."""
    browser = login(road.advisor)
    assert browser.get(road.url()).status_code == 200
    return browser


@pytest.fixture
def sent(session: Session, road: Road, advisor: FlaskClient) -> Road:
    """Two supports for the robot accepted and sent to the contact."""
    for support_id in ("robot-ja", "robot-om"):
        made.accept(advisor, session, road, support_id)
    assert made.send(advisor, road).status_code == 302
    return road


@pytest.fixture
def company(session: Session, sent: Road, app: Flask) -> FlaskClient:
    """The contact's browser, in by the link."""
    return made.arrive(app.test_client(), session, sent)
