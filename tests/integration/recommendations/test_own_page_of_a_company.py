"""A company's own page: one card a support, its facts to correct, and its contact's consents."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from iuc_hub.clock import FixedClock
from iuc_hub.companies import services as companies
from iuc_hub.companies.dealings import ConsentWay, ContactConsent
from iuc_hub.companies.models import CompanyFact
from iuc_hub.errors import InputError
from iuc_hub.recommendations.letters import Sending, checked_contact
from iuc_hub.recommendations.models import RecommendationState as State
from tests.integration.recommendations import road as made
from tests.integration.recommendations.road import Road, recommendation_of


def test_a_fact_the_company_corrects_counts_at_once_and_tells_who_said_it(
    company: FlaskClient, session: Session, sent: Road
) -> None:
    assert company.post("/our-support/facts", data={"fact": "employees", "value": "36"}).status_code == 302
    assert companies.known_facts(session, sent.scope, sent.id)["employees"] == 36
    row = session.exec(select(CompanyFact).where(CompanyFact.told_by != "")).one()
    assert row.told_by == sent.contact.name
    assert f"Sagt av {sent.contact.name}" in company.get("/our-support").text


def test_a_fact_that_cant_be_read_or_is_not_on_the_page_is_not_stored(
    company: FlaskClient, session: Session, sent: Road
) -> None:
    for fact, value in (("employees", "många"), ("sni", "25"), ("secret", "1")):
        reply = company.post("/our-support/facts", data={"fact": fact, "value": value})
        assert reply.status_code == 400, fact
    assert companies.known_facts(session, sent.scope, sent.id)["employees"] == 34


def test_a_consent_is_given_and_taken_back_on_the_page_and_both_stay_as_proof(
    company: FlaskClient, session: Session, sent: Road
) -> None:
    for given in ("1", "1", ""):
        company.post("/our-support/consent", data={"purpose": "news", "given": given})
    rows = session.exec(select(ContactConsent).where(ContactConsent.contact_id == sent.contact.id)).all()
    assert [(row.given, row.way) for row in rows] == [
        (True, ConsentWay.OWN_PAGE), (False, ConsentWay.OWN_PAGE),
    ]  # fmt: skip


def test_who_is_asked_nothing_is_written_to_until_they_say_no(
    company: FlaskClient, advisor: FlaskClient, session: Session, sent: Road, clock: FixedClock
) -> None:
    page = company.get("/our-support").text
    assert page.count("Tills du säger nej") == 1
    assert page.count("Inte tillfrågad") == 3
    company.post("/our-support/consent", data={"purpose": "contact", "given": ""})
    assert "Tills du säger nej" not in company.get("/our-support").text
    clock.move(days=8)
    form = made.letter_form(sent, form_key="igen")
    assert advisor.post(sent.url("letter/reminder"), data=form).status_code == 422
    sending = Sending(contact_id=sent.contact.id or 0, subject="Hej", body="Hej", form_key="x", language="sv")
    with pytest.raises(InputError, match="sagt nej"):
        checked_contact(session, sent.scope, sent.id, sending, today=clock.now().date())


def test_the_company_is_asked_about_itself_and_not_told_that_it_is_too_late(
    company: FlaskClient, advisor: FlaskClient, session: Session, sent: Road, clock: FixedClock
) -> None:
    page = company.get("/our-support").text
    assert "Stämmer det här för er: ”före projektets start”?" in page
    last = clock.now().date().isoformat()
    late = made.a_support("robot-ja", "Automationsgenomgång", made.AUTOMATION, closes=last, rolling=False)
    made.fill_catalogue(session, clock.now(), (late,))
    session.commit()
    page = company.get("/our-support").text
    assert "Tiden är knapp: ring Åsa redan idag." in page
    assert "Hinns inte" not in page


def test_a_support_for_two_needs_is_one_card_and_one_answer(
    session: Session, road: Road, advisor: FlaskClient, app: Flask
) -> None:
    made.accept(advisor, session, road, "robot-ja")
    advisor.post(
        road.url("matches/accept"), data={"need": road.export.id, "support": "robot-ja", "why": "Samma"}
    )
    made.send(advisor, road)
    company = made.arrive(app.test_client(), session, road)
    assert company.get("/our-support").text.count('class="offer"') == 1
    one = recommendation_of(session, road, "robot-ja")
    company.post(f"/our-support/{one.id}", data={"svar": "yes", "revision": one.revision})
    session.expire_all()
    states = [each.state for each in made.queries.list_recommendations(session, road.scope, road.id)]
    assert states == [State.INTERESTED, State.INTERESTED]
