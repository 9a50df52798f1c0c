"""Logging in and out, and what a visitor meets."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from iuc_hub.accounts import services
from iuc_hub.accounts.models import Role
from iuc_hub.clock import FixedClock
from iuc_hub.errors import Conflict, InputError
from tests import factories
from tests.factories import Office

Login = Callable[..., FlaskClient]


def test_the_right_password_opens_the_first_page_of_the_role(office: Office, login: Login) -> None:
    browser = login(office.advisor)
    reply = browser.get("/")
    assert reply.status_code == 302
    assert reply.location == "/today"


@pytest.mark.parametrize("password", ["fel-losenord-helt", ""])
def test_a_wrong_password_says_what_to_do_and_keeps_the_address(
    office: Office, client: FlaskClient, password: str
) -> None:
    reply = client.post("/login", data={"email": office.advisor.email, "password": password})
    assert reply.status_code == 422
    assert office.advisor.email in reply.text
    assert "Försök igen" in reply.text or "Skriv ditt lösenord" in reply.text


def test_an_unknown_address_gets_the_same_words_as_a_wrong_password(
    office: Office, client: FlaskClient
) -> None:
    wrong = client.post("/login", data={"email": office.advisor.email, "password": "fel-losenord-helt"})
    unknown = client.post("/login", data={"email": "ingen@exempel.example", "password": "fel-losenord-helt"})
    words = "Adressen eller lösenordet stämmer inte."
    assert words in wrong.text
    assert words in unknown.text


def test_a_closed_account_is_out_at_its_next_page(office: Office, login: Login, session: Session) -> None:
    browser = login(office.advisor)
    office.advisor.active = False
    session.add(office.advisor)
    session.commit()
    assert browser.get("/today").location.startswith("/login")


def test_after_logging_out_pages_are_closed_and_the_way_back_is_kept(office: Office, login: Login) -> None:
    browser = login(office.advisor)
    browser.post("/logout")
    reply = browser.get("/companies?q=svets")
    assert reply.status_code == 302
    assert reply.location == "/login?next=/companies?q%3Dsvets"


ELSEWHERE = (
    "//elak.example/",
    "/\\elak.example/",
    "/\t/elak.example/",
    "/\n/elak.example/",
    "/\r\n/elak.example/",
    "\t//elak.example/",
    "/today\\..\\",
    "https://elak.example/",
    "http:/elak.example",
    "//[elak",
    "today",
)


@pytest.mark.parametrize("target", ELSEWHERE)
def test_login_never_sends_anybody_to_another_site(office: Office, client: FlaskClient, target: str) -> None:
    data = {"email": office.advisor.email, "password": factories.PASSWORD, "next": target}
    assert client.post("/login", data=data).location == "/"


@pytest.mark.parametrize("target", ELSEWHERE)
def test_choosing_a_language_never_sends_anybody_to_another_site(client: FlaskClient, target: str) -> None:
    assert client.post("/language", data={"language": "en", "next": target}).location == "/"


def test_login_goes_on_to_the_page_that_was_asked_for(office: Office, client: FlaskClient) -> None:
    data = {"email": office.advisor.email, "password": factories.PASSWORD, "next": "/companies?q=Å:svets//a"}
    assert client.post("/login", data=data).location == "/companies?q=%C3%85:svets//a"


def test_many_attempts_are_stopped_for_a_while(office: Office, client: FlaskClient) -> None:
    data = {"email": office.advisor.email, "password": "fel-losenord-helt"}
    codes = [client.post("/login", data=data).status_code for _ in range(11)]
    assert codes == [422] * 10 + [429]
    assert "Vänta en minut" in client.post("/login", data=data).text


def test_many_attempts_at_one_account_are_stopped_from_wherever_they_come(
    office: Office, client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    colleague = factories.a_user(session, office.hub, name="Leif Testström", now=clock.now())
    session.commit()
    spellings = (office.advisor.email, office.advisor.email.upper(), f" {office.advisor.email} ")

    def tried(email: str, number: int) -> int:
        data = {"email": email, "password": "fel-losenord-helt"}
        origin = {"REMOTE_ADDR": f"198.51.100.{number}"}
        return client.post("/login", data=data, environ_base=origin).status_code

    codes = [tried(spellings[number % 3], number) for number in range(22)]
    assert codes == [422] * 20 + [429] * 2
    assert tried(colleague.email, 100) == 422


def test_logging_in_rightly_does_not_count_against_the_account(office: Office, client: FlaskClient) -> None:
    data = {"email": office.advisor.email, "password": factories.PASSWORD}
    for number in range(25):
        reply = client.post("/login", data=data, environ_base={"REMOTE_ADDR": f"198.51.100.{number}"})
        assert reply.status_code == 302


def test_a_form_without_its_token_is_refused_with_a_remedy(office: Office, app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    reply = app.test_client().post("/login", data={"email": "a@b.example", "password": "x"})
    assert reply.status_code == 400
    assert "ladda om" in reply.text


def test_two_accounts_cannot_have_the_same_address_whatever_its_case(
    office: Office, session: Session, clock: FixedClock
) -> None:
    from iuc_hub.db import transaction  # noqa: PLC0415 - the door under test

    with pytest.raises(Conflict) as caught, transaction() as other:
        factories.a_user(other, office.hub, now=clock.now(), email=office.advisor.email.upper())
    assert caught.value.field == "email"


def test_a_short_password_is_refused(office: Office, session: Session, clock: FixedClock) -> None:
    with pytest.raises(InputError, match="minst 10 tecken"):
        services.add_user(
            session, role=Role.ADVISOR, name="Kort", email="kort@exempel.example", password="kort",
            now=clock.now(), hub_id=office.hub.id,
        )  # fmt: skip


def test_the_pages_speak_the_language_that_was_chosen(office: Office, login: Login) -> None:
    browser = login(office.advisor)
    assert '<html lang="sv"' in browser.get("/companies").text
    browser.post("/language", data={"language": "en", "next": "/companies"})
    assert '<html lang="en"' in browser.get("/companies").text
