"""Reminders, corrections and word of what was taken back: each in its time, whole, and once."""

from flask.testing import FlaskClient
from sqlmodel import Session, select

from iuc_hub import mail
from iuc_hub.clock import FixedClock
from iuc_hub.recommendations.models import Letter, LetterKind
from tests.integration.recommendations.road import Road, letter_form, recommendation_of


def newest(session: Session) -> Letter:
    session.expire_all()
    return session.exec(select(Letter)).all()[-1]


def test_a_silent_company_is_reminded_a_week_later_and_not_twice_in_a_week(
    session: Session, sent: Road, advisor: FlaskClient, clock: FixedClock
) -> None:
    url = sent.url("letter/reminder")
    assert advisor.get(url).status_code == 409
    clock.move(days=8)
    page = advisor.get(url).text
    assert "Automationsgenomgång med robotexpert" in page
    assert advisor.post(url, data=letter_form(sent, form_key="p1")).status_code == 302
    assert newest(session).kind is LetterKind.REMINDER
    assert advisor.post(url, data=letter_form(sent, form_key="p1")).status_code in (302, 409)
    assert advisor.get(url).status_code == 409
    assert len(session.exec(select(Letter)).all()) == 2


def test_a_correction_says_what_was_wrong_and_which_letter_it_corrects(
    session: Session, sent: Road, advisor: FlaskClient
) -> None:
    url = sent.url("letter/correction")
    first = newest(session)
    body = "Hej!\n\n{skäl}"
    assert advisor.post(url, data=letter_form(sent, form_key="r1", body=body)).status_code == 422
    told = letter_form(sent, form_key="r1", body=body, wrong="Beloppet var fel.")
    assert "Beloppet var fel." in advisor.post(url, data=told | {"preview": "1"}).text
    assert newest(session).id == first.id
    assert advisor.post(url, data=told).status_code == 302
    letter = newest(session)
    assert (letter.kind, letter.corrects, letter.body) == (
        LetterKind.CORRECTION, first.id, "Hej!\n\nBeloppet var fel.",
    )  # fmt: skip


def test_taking_back_with_a_letter_leads_to_its_text_with_the_reason_filled_in(
    session: Session, sent: Road, advisor: FlaskClient
) -> None:
    one = recommendation_of(session, sent, "robot-ja")
    why = {"reason": "closed", "tell": "1"}
    reply = advisor.post(f"/recommendations/{one.id}/withdraw", data=why)
    assert reply.location == sent.url("letter/withdrawal")
    page = advisor.get(reply.location).text
    assert "Stödet är stängt eller slut" in page
    assert "Automationsgenomgång med robotexpert" in page
    assert "Investeringsstöd" not in page
    assert advisor.post(reply.location, data=letter_form(sent, form_key="t1")).status_code == 302
    assert advisor.get(reply.location).status_code == 409


def test_a_contact_who_left_is_not_offered_and_not_written_to(
    session: Session, sent: Road, advisor: FlaskClient, clock: FixedClock
) -> None:
    clock.move(days=8)
    sent.contact.left_on = clock.now().date()
    session.add(sent.contact)
    session.commit()
    url = sent.url("letter/reminder")
    assert "Ingen kontaktperson går att skriva till" in advisor.get(url).text
    before = len(mail.list_mail(session, hub_id=sent.scope.hub))
    assert advisor.post(url, data=letter_form(sent, form_key="p2")).status_code == 422
    assert len(mail.list_mail(session, hub_id=sent.scope.hub)) == before
