"""The advisor's pages: what Today shows, and one company with all of it."""

from collections.abc import Callable
from datetime import timedelta

from flask.testing import FlaskClient
from sqlmodel import Session

from iuc_hub.accounts.models import Role
from iuc_hub.catalogue.services import import_supports
from iuc_hub.clock import FixedClock
from iuc_hub.companies.models import Company
from iuc_hub.desk.company_page.services import OLD_FACT_DAYS
from iuc_hub.interviews import services as interviews
from iuc_hub.interviews.models import Interview
from tests import factories
from tests.factories import Office
from tests.house_rules import ROOT

Login = Callable[..., FlaskClient]


def planned(session: Session, office: Office, clock: FixedClock, *, days: float) -> tuple[Company, Interview]:
    company = factories.a_company(session, office.scope, now=clock.now())
    contact = factories.a_contact(session, office.scope, company)
    interview = interviews.plan_interview(
        session, office.scope, company.id or 0, contact.id,
        planned_at=clock.now() + timedelta(days=days), now=clock.now(),
    )  # fmt: skip
    return company, interview


def test_today_shows_the_weeks_visits_and_not_those_further_off(
    office: Office, session: Session, clock: FixedClock, login: Login
) -> None:
    soon, _ = planned(session, office, clock, days=2)
    later, _ = planned(session, office, clock, days=12)
    session.commit()
    page = login(office.advisor).get("/today").text
    assert soon.name in page
    assert later.name not in page


def test_today_keeps_an_interview_that_is_under_way_whatever_its_day(
    office: Office, session: Session, clock: FixedClock, login: Login
) -> None:
    company, interview = planned(session, office, clock, days=0)
    interviews.start(session, office.scope, interview.id or 0, clock.now())
    session.commit()
    clock.move(days=20)
    page = login(office.advisor).get("/today").text
    assert company.name in page
    assert "Fortsätt intervjun" in page


def test_a_colleagues_visits_are_not_on_my_today(
    office: Office, session: Session, clock: FixedClock, login: Login
) -> None:
    company, _ = planned(session, office, clock, days=1)
    colleague = factories.a_user(session, office.hub, name="Leif Testström", now=clock.now())
    session.commit()
    assert company.name not in login(colleague).get("/today").text


def test_the_companys_page_offers_the_one_next_step_of_its_stage(
    office: Office, session: Session, clock: FixedClock, login: Login
) -> None:
    unvisited = factories.a_company(session, office.scope, now=clock.now())
    visited, interview = planned(session, office, clock, days=1)
    session.commit()
    browser = login(office.advisor)
    assert "Planera besök" in browser.get(f"/companies/{unvisited.id}").text
    assert "Börja intervjun" in browser.get(f"/companies/{visited.id}").text
    interviews.start(session, office.scope, interview.id or 0, clock.now())
    session.commit()
    assert "Fortsätt intervjun" in browser.get(f"/companies/{visited.id}").text


def test_the_administrator_reads_a_company_but_is_offered_nothing_to_change(
    office: Office, session: Session, clock: FixedClock, login: Login
) -> None:
    company = factories.a_company(session, office.scope, now=clock.now())
    admin = factories.a_user(session, office.hub, role=Role.HUB_ADMIN, name="Birgit E", now=clock.now())
    session.commit()
    page = login(admin).get(f"/companies/{company.id}").text
    assert company.name in page
    assert f"/companies/{company.id}/facts" not in page
    assert "Planera besök" not in page


def test_an_old_fact_asks_to_be_asked_again(
    office: Office, session: Session, clock: FixedClock, login: Login
) -> None:
    company = factories.a_company(session, office.scope, now=clock.now())
    session.commit()
    browser = login(office.advisor)
    clock.move(days=OLD_FACT_DAYS)
    assert "Fråga igen" not in browser.get(f"/companies/{company.id}").text
    clock.move(days=1)
    assert "Fråga igen" in browser.get(f"/companies/{company.id}").text


def test_an_expert_sees_what_their_organisation_has_in_the_catalogue(
    session: Session, clock: FixedClock, login: Login, office: Office
) -> None:
    text = (ROOT / "iuc_hub/demo/example_supports.jsonl").read_text(encoding="utf-8")
    import_supports(session, text.replace("SWIRA", "Exempelinstitutet"), clock.now(), is_example=True)
    expert = factories.a_user(session, None, role=Role.EXPERT, name="Eva Expert", now=clock.now())
    session.commit()
    page = login(expert).get("/own-supports").text
    assert "Era stöd" in page
    assert "Swedish Industrial Robot Association" in page


def test_the_outbox_is_closed_where_mail_goes_out(office: Office, login: Login) -> None:
    browser = login(office.advisor)
    assert browser.get("/dev/outbox").status_code == 200
    settings = browser.application.extensions["iuc_settings"]
    browser.application.extensions["iuc_settings"] = settings.model_copy(update={"show_outbox": False})
    try:
        assert browser.get("/dev/outbox").status_code == 404
    finally:
        browser.application.extensions["iuc_settings"] = settings
