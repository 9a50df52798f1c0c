"""Several companies handed over at once: what will move is told first, then all of it moves or nothing."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from iuc_hub.accounts.models import Role, User
from iuc_hub.audit import AuditEntry
from iuc_hub.clock import FixedClock
from iuc_hub.companies.models import Company
from iuc_hub.companies.notes.promises import make_promise
from iuc_hub.db import Database
from iuc_hub.interviews.models import Interview
from iuc_hub.interviews.services import plan_interview
from tests import factories
from tests.factories import Office
from tests.integration.test_pages import counted_queries

Login = Callable[..., FlaskClient]


@pytest.fixture
def receiver(session: Session, office: Office, clock: FixedClock) -> User:
    return factories.a_user(session, office.hub, name="Jonas Provström", now=clock.now())


@pytest.fixture
def owned(session: Session, office: Office, clock: FixedClock) -> list[Company]:
    """Three companies of the advisor's, the first with a planned visit and an open promise."""
    found = [factories.a_company(session, office.scope, now=clock.now()) for _each in range(3)]
    first = found[0].id or 0
    plan_interview(
        session, office.scope, first, None, planned_at=clock.now() + timedelta(days=2), now=clock.now()
    )
    make_promise(session, office.scope, first, "Ring", clock.now().date(), now=clock.now())
    session.commit()
    return found


def mark(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert found is not None
    return found[1]


def owners(session: Session, companies: list[Company]) -> list[int]:
    session.expire_all()
    return [session.get_one(Company, company.id).advisor_id for company in companies]


def test_chosen_companies_move_with_visits_and_promises_once_it_is_told_what_moves(
    session: Session, office: Office, login: Login, receiver: User, owned: list[Company]
) -> None:
    browser = login(office.advisor)
    listed = browser.get("/companies?choose=1").text
    assert f'name="company" value="{owned[0].id}"' in listed
    chosen = {"company": [owned[0].id, owned[1].id]}
    page = browser.get("/companies/handover", query_string=chosen).text
    assert "Lämna över 2 företag" in page
    assert (
        '<td class="num" data-label="Planerade besök">1</td><td class="num" data-label="Löften">1</td>'
        in page
    )
    assert owned[2].name not in page
    told = chosen | {"seen": mark(page), "to": receiver.id, "why": "Delar länet på nytt"}
    assert browser.post("/companies/handover", data=told).status_code == 302
    mine = office.advisor.id
    assert owners(session, owned) == [receiver.id, receiver.id, mine]
    assert session.exec(select(Interview)).one().advisor_id == receiver.id
    acts = session.exec(select(AuditEntry).where(AuditEntry.action == "company_handed_over")).all()
    assert [(each.detail["promises"], each.detail["why"]) for each in acts] == [
        (1, "Delar länet på nytt"),
        (0, "Delar länet på nytt"),
    ]


def test_all_in_the_selection_are_refused_when_the_selection_is_another(
    session: Session, office: Office, login: Login, clock: FixedClock, receiver: User, owned: list[Company]
) -> None:
    browser = login(office.advisor)
    page = browser.get("/companies/handover?all=1&whose=mine").text
    assert "Lämna över 3 företag" in page
    told = {"all": "1", "whose": "mine", "seen": mark(page), "to": receiver.id, "why": "Slutar"}
    new = factories.a_company(session, office.scope, now=clock.now())
    session.commit()
    late = browser.post("/companies/handover", data=told)
    assert (late.status_code, "Urvalet har ändrats" in late.text) == (422, True)
    assert set(owners(session, [*owned, new])) == {office.advisor.id}
    again = told | {"seen": mark(late.text)}
    assert browser.post("/companies/handover", data=again).status_code == 302
    assert set(owners(session, [*owned, new])) == {receiver.id}


def test_nothing_moves_without_a_reason_or_to_somebody_who_is_no_advisor(
    session: Session, office: Office, login: Login, clock: FixedClock, receiver: User, owned: list[Company]
) -> None:
    admin = factories.a_user(session, office.hub, role=Role.HUB_ADMIN, name="Birgit E", now=clock.now())
    session.commit()
    browser = login(admin)
    assert browser.get("/companies/handover").location == "/companies?choose=1"
    page = browser.get("/companies/handover?all=1").text
    told = {"all": "1", "seen": mark(page), "to": receiver.id, "why": ""}
    assert browser.post("/companies/handover", data=told).status_code == 422
    assert browser.post("/companies/handover", data=told | {"to": admin.id, "why": "x"}).status_code == 422
    assert set(owners(session, owned)) == {office.advisor.id}


def test_another_hubs_companies_are_left_out(
    session: Session, office: Office, login: Login, clock: FixedClock, owned: list[Company]
) -> None:
    other = factories.an_office(session, now=clock.now())
    session.commit()
    browser = login(other.advisor)
    page = browser.get("/companies/handover", query_string={"company": owned[0].id})
    assert page.location == "/companies?choose=1"


def test_looking_asks_as_often_for_thirty_companies_as_for_three(
    session: Session,
    office: Office,
    login: Login,
    clock: FixedClock,
    database: Database,
    receiver: User,
    owned: list[Company],
) -> None:
    browser = login(office.advisor)
    browser.get("/companies/handover?all=1")
    with counted_queries(database) as for_three:
        browser.get("/companies/handover?all=1")
    for _each in range(27):
        factories.a_company(session, office.scope, now=clock.now())
    session.commit()
    with counted_queries(database) as for_thirty:
        assert "30 företag" in browser.get("/companies/handover?all=1").text
    assert len(for_thirty) == len(for_three)
