"""Today: what waits for an advisor, the most pressing first, and where each thing goes when it is done."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from iuc_hub.catalogue.models import Support, SupportDay
from iuc_hub.clock import FixedClock
from iuc_hub.companies.notes import promises
from iuc_hub.db import Database
from iuc_hub.interviews.handing_over.services import hand_over
from iuc_hub.interviews.services import plan_interview
from iuc_hub.recommendations.models import RecommendationState as State
from tests import factories
from tests.factories import Office
from tests.integration.recommendations import road as made
from tests.integration.recommendations.road import Road
from tests.integration.test_pages import counted_queries

Login = Callable[..., FlaskClient]
SEEN = re.compile(r'name="seen" value="(\d+)"')
FILLED = re.compile(r'class="btn btn-primary[^"]*"[^>]*>(?:<svg.*?</svg>)?([^<]*)')


@pytest.fixture
def road(session: Session, office: Office, clock: FixedClock) -> Road:
    return made.a_road(session, office, clock.now())


@pytest.fixture
def browser(road: Road, login: Login) -> FlaskClient:
    """The advisor's, with two supports sent to the company."""
    browser = login(road.advisor)
    browser.get(road.url())
    return browser


@pytest.fixture
def sent(session: Session, road: Road, browser: FlaskClient) -> Road:
    for support_id in ("robot-ja", "robot-om"):
        made.accept(browser, session, road, support_id)
    made.send(browser, road)
    return road


def a_promise(session: Session, road: Road, text: str, clock: FixedClock, *, days: int) -> int:
    due = clock.now().date() + timedelta(days=days)
    promise = promises.make_promise(session, road.scope, road.id, text, due, now=clock.now())
    session.commit()
    return promise.id or 0


def test_a_late_promise_is_done_from_today_and_can_be_taken_back(
    session: Session, road: Road, clock: FixedClock, browser: FlaskClient, login: Login
) -> None:
    promise_id = a_promise(session, road, "Ring om provkörningen", clock, days=1)
    a_promise(session, road, "Skicka rapporten i vår", clock, days=40)
    clock.move(days=3)
    page = browser.get("/today").text
    assert "Ring om provkörningen" in page
    assert "Försenat" in page
    assert "Skicka rapporten i vår" not in page
    colleague = factories.a_user(session, road.office.hub, name="Leif Testström", now=clock.now())
    session.commit()
    assert "Ring om provkörningen" not in login(colleague).get("/today").text
    done = browser.post(f"/promises/{promise_id}/keep", data={"next": "/today"})
    assert done.location == "/today"
    page = browser.get("/today").text
    undo = re.search(r'action="(/promises/\d+/reopen[^"]*)"', page)
    assert undo is not None
    assert "Löften att hålla" not in page
    assert browser.post(undo[1]).location == "/today"
    assert "Ring om provkörningen" in browser.get("/today").text


def test_only_the_most_pressing_thing_has_the_filled_button(
    session: Session, road: Road, clock: FixedClock, browser: FlaskClient
) -> None:
    assert FILLED.findall(browser.get("/today").text) == ["Planera ett besök"]
    made.accept(browser, session, road, "robot-ja")
    assert FILLED.findall(browser.get("/today").text) == ["Se över och skicka"]
    at = clock.now() + timedelta(days=3)
    plan_interview(session, road.scope, road.id, None, planned_at=at, now=clock.now())
    session.commit()
    a_promise(session, road, "Ring om provkörningen", clock, days=1)
    assert FILLED.findall(browser.get("/today").text) == ["Se över och skicka"]
    clock.move(days=1)
    assert FILLED.findall(browser.get("/today").text) == ["Gjort"]
    clock.move(days=2)
    assert FILLED.findall(browser.get("/today").text) == ["Förbered besöket"]


def test_what_became_of_a_yes_is_asked_after_two_weeks_and_once_for_all_its_needs(
    session: Session, road: Road, clock: FixedClock, browser: FlaskClient
) -> None:
    made.accept(browser, session, road, "robot-ja")
    match = made.matches_of(session, road, road.robot)["robot-ja"]
    browser.post(
        road.url("matches/accept"), data={"need": road.export.id, "support": match.support_id, "why": "Samma"}
    )
    made.send(browser, road)
    one = made.recommendation_of(session, road, "robot-ja")
    browser.post(f"/recommendations/{one.id}/outcome", data={"after": "interested"})
    clock.move(days=13)
    assert "Hur gick det?" not in browser.get("/today").text
    clock.move(days=1)
    page = browser.get("/today").text
    assert page.count("Berätta hur det gick") == 1
    assert f"/recommendations/{one.id}/outcome?back=today" in page
    assert browser.post(f"/recommendations/{one.id}/ask-later", data={"back": "today"}).location == "/today"
    assert "Hur gick det?" not in browser.get("/today").text


def test_an_answer_stands_once_for_all_its_needs_and_a_yes_before_a_no(
    session: Session, sent: Road, app: Flask, clock: FixedClock, browser: FlaskClient
) -> None:
    company = made.arrive(app.test_client(), session, sent)
    for support_id, answer in (("robot-ja", "yes"), ("robot-om", "no")):
        one = made.recommendation_of(session, sent, support_id)
        company.post(f"/our-support/{one.id}", data={"svar": answer, "revision": one.revision})
        clock.move(minutes=5)
    page = browser.get("/today").text
    assert page.count("Öppna svaret") == 2
    assert page.index("Automationsgenomgång med robotexpert") < page.index("Investeringsstöd för robot")
    assert made.recommendation_of(session, sent, "robot-ja").state is State.INTERESTED


def test_a_fact_that_the_company_corrected_waits_until_it_is_seen(
    session: Session, sent: Road, app: Flask, browser: FlaskClient
) -> None:
    company = made.arrive(app.test_client(), session, sent)
    company.post("/our-support/facts", data={"fact": "employees", "value": "61"})
    page = browser.get("/today").text
    assert "Företagen har rättat" in page
    assert "61" in page
    [shown] = SEEN.findall(page)
    company.post("/our-support/facts", data={"fact": "turnover_sek", "value": "77000000"})
    assert browser.post(f"/companies/{sent.id}/seen/told", data={"seen": shown}).location == "/today"
    page = browser.get("/today").text
    assert "61" not in page
    [later] = SEEN.findall(page)
    browser.post(f"/companies/{sent.id}/seen/told", data={"seen": later})
    assert "Företagen har rättat" not in browser.get("/today").text


def test_a_company_that_was_handed_over_waits_for_its_new_advisor_with_the_reason(
    session: Session, road: Road, clock: FixedClock, browser: FlaskClient, login: Login
) -> None:
    receiver = factories.a_user(session, road.office.hub, name="Jonas Provström", now=clock.now())
    hand_over(session, road.scope, [road.id], receiver.id or 0, why="Föräldraledig", now=clock.now())
    session.commit()
    assert "Föräldraledig" not in browser.get("/today").text
    theirs = login(receiver)
    page = theirs.get("/today").text
    assert "Överlämnade till dig" in page
    assert "Föräldraledig" in page
    theirs.post(f"/companies/{road.id}/seen/handed")
    assert "Överlämnade till dig" in theirs.get("/today").text
    theirs.post(f"/companies/{road.id}/seen/handed", data={"seen": SEEN.findall(page)[0]})
    assert "Överlämnade till dig" not in theirs.get("/today").text
    assert theirs.post(f"/companies/{road.id}/seen/visits").status_code == 404


def test_a_cut_off_soon_stands_before_a_last_day_that_comes_later(
    session: Session, sent: Road, clock: FixedClock, browser: FlaskClient
) -> None:
    today = clock.now().date()
    for support_id, days in (("robot-ja", (20,)), ("robot-om", (5, 300))):
        row = session.get_one(Support, support_id)
        row.record = row.record | {
            "closes": (today + timedelta(days=days[-1])).isoformat(),
            "cutoffs": [(today + timedelta(days=days[0])).isoformat()],
        }
        row.closes = today + timedelta(days=days[-1])
        session.add(row)
        for old in session.exec(select(SupportDay).where(SupportDay.support_id == support_id)):
            session.delete(old)
        session.flush()
        for place, each in enumerate(days):
            day = today + timedelta(days=each)
            is_last = place == len(days) - 1
            session.add(SupportDay(support_id=support_id, day=day, is_last=is_last))
    session.commit()
    page = browser.get("/today/deadlines").text
    assert page.index("Investeringsstöd för robot") < page.index("Automationsgenomgång med robotexpert")


def test_a_silent_company_is_silent_a_week_after_the_newest_letter(
    sent: Road, clock: FixedClock, browser: FlaskClient
) -> None:
    clock.move(days=6)
    assert "Påminn" not in browser.get("/today").text
    clock.move(days=2)
    assert FILLED.findall(browser.get("/today").text) == ["Påminn"]
    reminder = made.letter_form(sent, form_key="en-annan")
    assert browser.post(sent.url("letter/reminder"), data=reminder).status_code == 302
    assert "Påminn<" not in browser.get("/today").text


def test_a_long_list_shows_its_first_five_and_how_many_there_are(
    session: Session, road: Road, clock: FixedClock, browser: FlaskClient, database: Database
) -> None:
    a_promise(session, road, "Löfte nummer 0", clock, days=0)
    browser.get("/today")
    with counted_queries(database) as for_one:
        browser.get("/today")
    for number in range(1, 60):
        a_promise(session, road, f"Löfte nummer {number}", clock, days=0)
    with counted_queries(database) as for_many:
        page = browser.get("/today").text
    assert len(for_many) == len(for_one)
    assert page.count("Löfte nummer") == 15  # each is said to readers by its two buttons as well
    assert "Visa alla 60" in page
    everything = browser.get("/today/promises").text
    assert everything.count(">Löfte nummer") == 50
    assert "Löfte nummer 59" in browser.get("/today/promises?page=2").text
    assert browser.get("/today/nothing").status_code == 404
