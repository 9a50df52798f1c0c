"""The letter is sent once, with a link that only its holder's press opens, and that ends when it should."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, func, select

from iuc_hub import mail
from iuc_hub.accounts.models import AccessLink
from iuc_hub.clock import FixedClock
from iuc_hub.companies import services as companies
from iuc_hub.config import Settings
from iuc_hub.recommendations import queries
from iuc_hub.recommendations.models import Letter
from iuc_hub.recommendations.models import RecommendationState as State
from tests import factories
from tests.integration.recommendations.road import (
    Road,
    accept,
    arrive,
    mailed_link,
    recommendation_of,
    send,
)


def count(session: Session, table: type[Letter | AccessLink | mail.Mail]) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


def test_the_letter_marks_what_it_holds_as_sent_and_mails_a_link(session: Session, sent: Road) -> None:
    assert recommendation_of(session, sent, "robot-ja").state is State.SENT
    letter = mail.list_mail(session, hub_id=sent.scope.hub)[0]
    assert letter.to_address == sent.contact.email
    assert letter.subject == "Stöd som passar det ni berättade"
    assert "Tack för samtalet." in letter.text
    assert Settings(_env_file=None).public_url + mailed_link(session, sent) in letter.text
    assert "24 december 2026" in letter.text


def test_only_the_hash_of_the_link_is_stored(session: Session, sent: Road) -> None:
    token = mailed_link(session, sent).rpartition("/")[2]
    stored = session.exec(select(AccessLink)).one()
    assert token not in stored.model_dump_json()


def test_the_same_form_sent_twice_sends_one_letter(
    session: Session, sent: Road, advisor: FlaskClient
) -> None:
    assert send(advisor, sent).status_code == 302
    assert count(session, Letter) == 1
    assert count(session, mail.Mail) == 1
    assert count(session, AccessLink) == 1


def test_nothing_chosen_sends_nothing_and_says_so(session: Session, road: Road, advisor: FlaskClient) -> None:
    assert "Inget är valt att skicka" in advisor.get(road.url("letter")).text
    reply = send(advisor, road)
    assert reply.status_code == 422
    assert "Inget är valt att skicka" in reply.text
    assert count(session, Letter) == count(session, mail.Mail) == 0


def test_a_contact_without_an_address_or_of_another_company_is_refused(
    session: Session, road: Road, advisor: FlaskClient, clock: FixedClock
) -> None:
    accept(advisor, session, road, "robot-ja")
    silent = factories.a_contact(session, road.scope, road.company, email="")
    other = factories.a_company(session, road.scope, now=clock.now())
    theirs = factories.a_contact(session, road.scope, other)
    session.commit()
    for contact in (silent, theirs):
        assert send(advisor, road, contact=contact.id).status_code == 422
    assert count(session, Letter) == 0
    assert recommendation_of(session, road, "robot-ja").state is State.ACCEPTED


def test_a_company_without_any_address_is_told_to_add_one(
    session: Session, road: Road, advisor: FlaskClient
) -> None:
    accept(advisor, session, road, "robot-ja")
    road.contact.email = ""
    session.add(road.contact)
    session.commit()
    assert "Ingen kontaktperson går att skriva till" in advisor.get(road.url("letter")).text


@pytest.mark.parametrize("wrong", [{"subject": ""}, {"body": " "}, {"subject": "x" * 151}, {"form_key": ""}])
def test_an_empty_or_endless_letter_is_refused_with_what_was_typed_kept(
    session: Session, road: Road, advisor: FlaskClient, wrong: dict[str, str]
) -> None:
    accept(advisor, session, road, "robot-ja")
    reply = send(advisor, road, **wrong)
    assert reply.status_code == 422
    assert "Tack för samtalet." in reply.text or "body" in wrong
    assert count(session, Letter) == 0


def test_what_the_company_can_no_longer_get_is_not_sent(
    session: Session, road: Road, advisor: FlaskClient, clock: FixedClock
) -> None:
    for support_id in ("robot-ja", "robot-om"):
        accept(advisor, session, road, support_id)
    companies.record_fact(
        session, road.scope, road.id, "work_started", True, source=companies.FactSource.SAID,
        as_of=clock.now().date(), now=clock.now(),
    )  # fmt: skip
    session.commit()
    assert "Kan inte skickas" in advisor.get(road.url("letter")).text
    assert send(advisor, road).status_code == 302
    assert recommendation_of(session, road, "robot-ja").state is State.SENT
    assert recommendation_of(session, road, "robot-om").state is State.ACCEPTED


def test_a_mail_scanner_that_fetches_the_link_starts_nothing(
    session: Session, sent: Road, client: FlaskClient
) -> None:
    link = mailed_link(session, sent)
    for _ in range(3):
        page = client.get(link)
        assert page.status_code == 200
        assert sent.company.name not in page.text
        assert sent.office.hub.name in page.text
    assert client.head(link).status_code == 200
    assert session.exec(select(AccessLink)).one().uses == 0
    assert client.get("/our-support").status_code == 410


def test_pressing_the_button_opens_the_companys_page(
    session: Session, sent: Road, client: FlaskClient
) -> None:
    page = arrive(client, session, sent).get("/our-support").text
    for text in ("Tack för samtalet.", "Automationsgenomgång med robotexpert", "Ingen här kan räkna på det."):
        assert text in page
    assert "2 kvar att svara på" in page
    assert "Automationscheck för de minsta" not in page
    session.expire_all()
    assert session.exec(select(AccessLink)).one().uses == 1


def test_a_tampered_link_is_not_found_and_says_what_to_do(
    session: Session, sent: Road, client: FlaskClient
) -> None:
    link = mailed_link(session, sent)
    for reply in (client.get(link + "x"), client.post(link[:-1]), client.post(link + "x/renew")):
        assert reply.status_code == 404
        assert "be er rådgivare om en ny" in reply.text


def test_an_expired_link_offers_a_new_one_to_the_same_address(
    session: Session, sent: Road, client: FlaskClient, clock: FixedClock
) -> None:
    link = mailed_link(session, sent)
    clock.move(days=31)
    ended = client.get(link)
    assert ended.status_code == 410
    assert "Skicka en ny länk" in ended.text
    assert client.post(link, follow_redirects=True).status_code == 410
    told = client.post(f"{link}/renew")
    assert told.status_code == 200
    assert sent.contact.email not in ended.text + told.text
    fresh = mailed_link(session, sent)
    assert fresh != link
    assert mail.list_mail_of_all_hubs(session)[0].to_address == sent.contact.email
    assert client.post(fresh).location == "/our-support"


def test_new_links_are_not_mailed_without_end(
    session: Session, sent: Road, client: FlaskClient, clock: FixedClock
) -> None:
    link = mailed_link(session, sent)
    assert client.post(f"{link}/renew").status_code == 200
    assert count(session, mail.Mail) == 1, "a link that works needs no new one"
    clock.move(days=31)
    for _ in range(3):
        client.post(f"{link}/renew")
    assert count(session, mail.Mail) == 2


def test_a_used_up_link_ends_and_can_be_renewed(
    session: Session, sent: Road, client: FlaskClient, clock: FixedClock
) -> None:
    link = mailed_link(session, sent)
    row = session.exec(select(AccessLink)).one()
    row.uses = row.max_uses
    session.add(row)
    session.commit()
    assert client.post(link).status_code == 302
    assert client.get(link).status_code == 410
    clock.move(minutes=11)
    client.post(f"{link}/renew")
    assert count(session, mail.Mail) == 2


def test_a_revoked_link_ends_at_once_and_offers_nothing(
    session: Session, sent: Road, advisor: FlaskClient, app: Flask
) -> None:
    company = arrive(app.test_client(), session, sent)
    assert advisor.post(sent.url("links/revoke")).status_code == 302
    link = mailed_link(session, sent)
    assert company.get("/our-support").status_code == 410
    page = company.get(link)
    assert page.status_code == 410
    assert "Skicka en ny länk" not in page.text
    assert company.post(f"{link}/renew").status_code == 410
    assert count(session, mail.Mail) == 1


def test_a_session_ends_with_its_link(
    session: Session, sent: Road, client: FlaskClient, clock: FixedClock
) -> None:
    arrive(client, session, sent)
    clock.move(days=31)
    page = client.get("/our-support")
    assert page.status_code == 410
    assert "Öppna länken" in page.text


def test_the_letter_can_be_written_in_english(session: Session, road: Road, advisor: FlaskClient) -> None:
    accept(advisor, session, road, "robot-ja")
    assert "Thank you for our talk" in advisor.get(road.url("letter?language=en")).text
    send(advisor, road, language="en")
    assert "The link is yours only" in mail.list_mail_of_all_hubs(session)[0].text
    assert queries.find_newest_letter(session, road.scope, road.id) is not None
