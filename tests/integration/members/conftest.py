"""An association, and its administrator's browser."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from iuc_hub.accounts.models import User
from iuc_hub.clock import FixedClock
from tests.factories import Office
from tests.integration.members.association import Association, an_association


@pytest.fixture
def association(session: Session, office: Office, clock: FixedClock) -> Association:
    return an_association(session, office, clock.now())


@pytest.fixture
def browser(association: Association, login: Callable[[User], FlaskClient]) -> FlaskClient:
    return login(association.admin)
