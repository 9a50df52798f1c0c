"""A planned visit and the advisor's browser."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from tests.factories import Office
from tests.integration.interviews.visits import Visit, a_visit


@pytest.fixture
def visit(session: Session, office: Office, login: Callable[..., FlaskClient]) -> Visit:
    return a_visit(session, office, login(office.advisor))
