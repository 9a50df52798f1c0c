"""The list of companies: searched as people type, narrowed, counted by branch and place, kept under a name."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from iuc_hub.clock import FixedClock
from iuc_hub.companies.models import Company, FactSource
from iuc_hub.companies.services import record_fact
from iuc_hub.desk.company_list import services
from iuc_hub.desk.company_list.filters import read_filters
from iuc_hub.members.models import Member
from tests import factories
from tests.factories import Office

Login = Callable[..., FlaskClient]


def named(session: Session, office: Office, clock: FixedClock, **given: str) -> list[str]:
    found = services.find_companies(
        session, office.scope, read_filters(given), 1, now=clock.now(), today=clock.now().date()
    )
    assert found.count == len(found.rows)
    return [row.company.name for row in found.rows]


@pytest.fixture
def three(session: Session, office: Office, clock: FixedClock) -> list[Company]:
    made = [
        factories.a_company(
            session, office.scope, now=clock.now(), name="Exempelplåt AB", employees=6, sni="25110"
        ),
        factories.a_company(
            session,
            office.scope,
            now=clock.now(),
            name="Övningssågen AB",
            employees=34,
            sni=["16101", "25620"],
        ),
        factories.a_company(
            session, office.scope, now=clock.now(), name="Låtsasgjuteriet AB", employees=260, sni="24510"
        ),
    ]
    factories.a_contact(session, office.scope, made[2])
    session.add(
        Member.model_validate(
            {
                "hub_id": office.hub.id,
                "company_id": made[1].id,
                "fee_class": "A",
                "joined_on": "2020-01-01",
                "recorded_at": clock.now(),
            }
        )
    )
    session.commit()
    return made


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"q": "övn"}, ["Övningssågen AB"]),
        ({"q": "kjell exempelström"}, ["Låtsasgjuteriet AB"]),
        ({"size": "micro"}, ["Exempelplåt AB"]),
        ({"size": "large"}, ["Låtsasgjuteriet AB"]),
        ({"branch": "25"}, ["Exempelplåt AB", "Övningssågen AB"]),
        ({"branch": "A"}, []),
        ({"visit": "never", "size": "small"}, ["Övningssågen AB"]),
        ({"visit": "recent"}, []),
        ({"state": "yes"}, []),
        ({"theme": "production_automation"}, []),
        ({"member": "yes"}, ["Övningssågen AB"]),
        ({"member": "no", "sort": "needs"}, ["Exempelplåt AB", "Låtsasgjuteriet AB"]),
        (
            {"whose": "mine", "place": "1863", "sort": "visit"},
            ["Exempelplåt AB", "Låtsasgjuteriet AB", "Övningssågen AB"],
        ),
        (
            {"size": "nothing", "branch": "zz", "whose": "' OR 1"},
            ["Exempelplåt AB", "Låtsasgjuteriet AB", "Övningssågen AB"],
        ),
    ],
)
@pytest.mark.usefixtures("three")
def test_each_choice_narrows_to_its_companies(
    session: Session, office: Office, clock: FixedClock, given: dict[str, str], names: list[str]
) -> None:
    assert named(session, office, clock, **given) == names


def test_the_newest_fact_counts_and_an_emptied_one_does_not(
    session: Session, office: Office, clock: FixedClock, three: list[Company]
) -> None:

    clock.move(days=2)
    today = clock.now().date()
    record_fact(
        session,
        office.scope,
        three[0].id or 0,
        "employees",
        70,
        source=FactSource.SAID,
        as_of=today,
        now=clock.now(),
    )
    record_fact(
        session,
        office.scope,
        three[1].id or 0,
        "employees",
        None,
        source=FactSource.SAID,
        as_of=today,
        now=clock.now(),
    )
    assert named(session, office, clock, size="micro") == []
    assert named(session, office, clock, size="medium") == ["Exempelplåt AB"]
    assert named(session, office, clock, size="small") == []


@pytest.mark.usefixtures("three")
def test_every_number_of_the_grid_leads_to_as_many_companies(
    session: Session, office: Office, clock: FixedClock, login: Login
) -> None:
    grid = services.grid(session, office.scope, read_filters({}), now=clock.now(), today=clock.now().date())
    assert sum(grid.totals.values()) == 3
    for (branch, place), count in grid.cells.items():
        assert len(named(session, office, clock, branch=branch, place=place)) >= count
    page = login(office.advisor).get("/companies?view=grid").text
    assert "branch=24" in page


@pytest.mark.usefixtures("three")
def test_a_search_is_kept_under_its_name_for_its_owner_alone(
    session: Session, office: Office, clock: FixedClock, login: Login
) -> None:
    browser = login(office.advisor)
    assert (
        browser.post(
            "/companies/searches", data={"name": "Små plåtföretag", "size": "micro", "branch": "25"}
        ).status_code
        == 302
    )
    page = browser.get("/companies").text
    assert "Små plåtföretag" in page
    colleague = factories.a_user(session, office.hub, now=clock.now())
    session.commit()
    other = login(colleague)
    assert "Små plåtföretag" not in other.get("/companies").text
    assert other.post("/companies/searches/1/delete").status_code == 404
    assert (
        browser.post("/companies/searches", data={"name": " ", "q": "x"}, follow_redirects=True).status_code
        == 200
    )
