"""The demo: every stage alive on the day it is shown, added once, and never in production."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from iuc_hub import mail
from iuc_hub.accounts.models import User
from iuc_hub.accounts.queries import find_user_by_email
from iuc_hub.catalogue import services as catalogue
from iuc_hub.catalogue.models import Support
from iuc_hub.clock import FixedClock
from iuc_hub.companies.models import Company
from iuc_hub.config import Mode, Settings
from iuc_hub.db import metadata
from iuc_hub.demo import data
from iuc_hub.demo.seed import Seeded, seed
from iuc_hub.errors import Conflict
from iuc_hub.interviews.models import Interview
from iuc_hub.recommendations.models import Recommendation
from tests import factories
from tests.databases import OneConnection

SETTINGS = Settings(_env_file=None, public_url="http://demo.example")


def planted(clock: FixedClock) -> Seeded:
    return seed(SETTINGS, now=clock.now(), today=clock.now().date())


def everything(session: Session) -> dict[str, list[str]]:
    """Every row of every table."""
    return {
        name: sorted(repr(tuple(row)) for row in session.connection().execute(table.select()))
        for name, table in metadata.tables.items()
    }


def states(session: Session) -> dict[str, tuple[str, list[str]]]:
    """Company -> the state of its interview and of its recommendations."""
    found = {}
    for company in session.exec(select(Company)):
        interview = session.exec(select(Interview).where(Interview.company_id == company.id)).one()
        query = select(Recommendation.state).where(Recommendation.company_id == company.id)
        found[company.name] = (interview.state.value, sorted(state.value for state in session.exec(query)))
    return found


def test_the_demo_shows_every_stage_once_and_a_second_run_changes_nothing(
    database: OneConnection, clock: FixedClock
) -> None:
    first = planted(clock)
    assert (first.hubs, first.users, first.companies) == (2, 8, 5)
    with database.session(write=False) as session:
        before = everything(session)
        assert states(session) == {
            "Exempelsvets i Hallsberg AB": ("planned", []),
            "Fiktiva Formverktyg AB": ("in_progress", []),
            "Påhittade Plastdetaljer i Laxå AB": ("completed", []),
            "Tänkta Trähus i Lindesberg AB": ("completed", ["accepted"] * 4),
            "Exempelverkstaden i Hällefors AB": (
                "approved",
                ["declined", "interested", "later", "sent", "sent"],
            ),
        }
        assert session.exec(select(Support).where(col(Support.is_example).is_(False))).all() == []
        letter = mail.list_mail_of_all_hubs(session)[0]
        assert "http://demo.example/c/" in letter.text
    clock.move(hours=3)
    second = planted(clock)
    assert (second.hubs, second.users, second.supports, second.companies) == (0, 0, 0, 0)
    with database.session(write=False) as session:
        assert everything(session) == before


def test_another_day_moves_the_invented_calls_and_keeps_what_people_did(
    database: OneConnection, clock: FixedClock
) -> None:
    planted(clock)
    with database.session(write=True) as session:
        advisor = find_user_by_email(session, "asa@exempelhubben.example")
        assert advisor is not None
        catalogue.archive(session, factories.scope_of(advisor), "demo-energikoll", now=clock.now())
        company = session.exec(select(Company).where(Company.name == "Fiktiva Formverktyg AB")).one()
        company.address = "Ny adress 1"
        session.add(company)
        session.commit()
        before = states(session)
    clock.move(days=1)
    again = planted(clock)
    assert (again.companies, again.users) == (0, 0)
    with database.session(write=False) as session:
        row = session.exec(select(Support).where(Support.id == "demo-sparbart")).one()
        assert row.opens == clock.now().date() + timedelta(days=20)
        assert session.exec(select(Support).where(Support.id == "demo-energikoll")).one().state == "archived"
        assert session.exec(select(Company).where(Company.address == "Ny adress 1")).one()
        assert states(session) == before


def test_everybody_on_the_list_can_log_in(
    app: object, login: Callable[[User], FlaskClient], clock: FixedClock, client: FlaskClient
) -> None:
    for person in planted(clock).logins:
        reply = client.post("/login", data={"email": person.email, "password": person.password})
        assert reply.status_code == 302, person.email
        assert client.get(client.get("/").location).status_code == 200, person.email
        client.post("/logout")


def test_the_demo_is_refused_in_production(clock: FixedClock) -> None:
    production = SETTINGS.model_copy(update={"mode": Mode.PRODUCTION})
    with pytest.raises(Conflict):
        seed(production, now=clock.now(), today=clock.now().date())


def test_the_example_catalogue_and_the_invented_calls_are_in_the_exchange_format(clock: FixedClock) -> None:
    example = [json.loads(line) for line in data.example_supports().split("\n") if line]
    invented = [json.loads(line) for line in data.invented_supports(clock.now().date()).split("\n") if line]
    assert len(example) == 151
    assert len(invented) == 12
    assert not {each["id"] for each in example} & {each["id"] for each in invented}
