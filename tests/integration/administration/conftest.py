"""A taught hub and its administrator, for the pages of versions, words and planned supports."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from iuc_hub.clock import FixedClock
from tests import factories
from tests.integration.recommendations import road as made
from tests.integration.recommendations.road import Road
from tests.integration.versions import taught as hubs
from tests.integration.versions.doors import Login
from tests.integration.versions.taught import Taught


@pytest.fixture
def road(session: Session, clock: FixedClock) -> Road:
    return made.a_road(session, factories.an_office(session, now=clock.now()), clock.now())


@pytest.fixture
def taught(session: Session, road: Road, clock: FixedClock) -> Taught:
    return hubs.a_taught_hub(session, road, clock)


@pytest.fixture
def admin(taught: Taught, login: Login) -> FlaskClient:
    return login(taught.admin)
