"""A hub's people: invited by mail, choosing a password once, given another role, their account closed."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from iuc_hub import mail
from iuc_hub.accounts import people, queries
from iuc_hub.accounts.models import Role, User
from iuc_hub.accounts.people import PersonDraft
from iuc_hub.clock import FixedClock
from iuc_hub.errors import Conflict, InputError, NotFound
from tests import factories
from tests.factories import Office

Login = Callable[..., FlaskClient]
ADDRESS = "https://hubben.example"
ANNA = PersonDraft("Anna Påhittad", "anna@exempel.example", Role.ADVISOR, phone="019-12 34 56")
CHOSEN = "en mening att minnas"


@pytest.fixture
def admin(session: Session, office: Office, clock: FixedClock) -> User:
    made = factories.a_user(session, office.hub, role=Role.HUB_ADMIN, now=clock.now())
    session.commit()
    return made


@pytest.fixture
def invited(session: Session, admin: User, clock: FixedClock) -> User:
    user = people.invite(session, factories.scope_of(admin), ANNA, ADDRESS, clock.now())
    session.commit()
    return user


def link_of(session: Session, user: User) -> str:
    """The path of the link in the newest letter to a user."""
    letters = [
        each for each in mail.list_mail(session, hub_id=user.hub_id or 0) if each.to_address == user.email
    ]
    found = re.search(rf"{ADDRESS}(/a/\S+)", letters[0].text)
    assert found is not None, letters[0].text
    return found[1]


def choose(client: FlaskClient, path: str, password: str = CHOSEN) -> int:
    return client.post(path, data={"password": password, "again": password}).status_code


def test_an_invited_person_chooses_a_password_and_is_in(
    client: FlaskClient, session: Session, invited: User
) -> None:
    path = link_of(session, invited)
    assert "Anna Påhittad" in client.get(path).text
    assert choose(client, path) == 302
    assert client.get("/").location == "/today"


def test_nobody_logs_in_to_an_account_without_a_password(client: FlaskClient, invited: User) -> None:
    for guess in ("", "x", "nobody has this password"):
        reply = client.post("/login", data={"email": invited.email, "password": guess})
        assert reply.status_code == 422


def test_a_link_is_used_once(client: FlaskClient, session: Session, invited: User) -> None:
    path = link_of(session, invited)
    assert choose(client, path) == 302
    assert choose(client, path, "ett annat losenord") == 410
    assert client.get(path).status_code == 410


def test_a_mail_scanner_that_opens_the_link_uses_nothing_up(
    client: FlaskClient, session: Session, invited: User
) -> None:
    path = link_of(session, invited)
    for _ in range(3):
        client.get(path)
    assert choose(client, path) == 302


def test_a_link_ends_after_its_days(
    client: FlaskClient, session: Session, invited: User, clock: FixedClock
) -> None:
    path = link_of(session, invited)
    clock.move(days=14)
    assert choose(client, path) == 410


def test_a_newer_link_replaces_the_older(
    client: FlaskClient, session: Session, admin: User, invited: User, clock: FixedClock
) -> None:
    old = link_of(session, invited)
    clock.move(minutes=1)
    people.send_link(session, factories.scope_of(admin), invited.id or 0, ADDRESS, clock.now())
    session.commit()
    assert choose(client, old) == 410
    assert choose(client, link_of(session, invited)) == 302


def test_a_short_password_is_refused_beside_its_field_and_the_link_still_works(
    client: FlaskClient, session: Session, invited: User
) -> None:
    path = link_of(session, invited)
    assert choose(client, path, "kort") == 422
    reply = client.post(path, data={"password": CHOSEN, "again": "något annat helt"})
    assert "De två lösenorden är olika" in reply.text
    assert choose(client, path) == 302


def test_a_tampered_link_tells_nothing(client: FlaskClient, session: Session, invited: User) -> None:
    path = link_of(session, invited)
    assert client.get(path[:-2] + "xx").status_code == 404


def test_the_old_password_works_until_a_new_one_is_chosen(
    client: FlaskClient, session: Session, office: Office, admin: User, clock: FixedClock
) -> None:
    user = people.send_link(session, factories.scope_of(admin), office.advisor.id or 0, ADDRESS, clock.now())
    session.commit()
    path = link_of(session, user)
    old = {"email": user.email, "password": factories.PASSWORD}
    assert client.post("/login", data=old).status_code == 302
    assert choose(client, path) == 302
    client.post("/logout")
    assert client.post("/login", data=old).status_code == 422
    assert client.post("/login", data=old | {"password": CHOSEN}).status_code == 302


def test_a_closed_account_can_use_no_link(
    client: FlaskClient, session: Session, admin: User, invited: User, clock: FixedClock
) -> None:
    path = link_of(session, invited)
    people.close(session, factories.scope_of(admin), invited.id or 0, clock.now())
    session.commit()
    assert client.get(path).status_code == 404
    with pytest.raises(Conflict):
        people.send_link(session, factories.scope_of(admin), invited.id or 0, ADDRESS, clock.now())


def test_a_hub_keeps_an_administrator(
    session: Session, office: Office, admin: User, clock: FixedClock
) -> None:
    scope = factories.scope_of(admin)
    with pytest.raises(Conflict):
        people.change(session, scope, admin.id or 0, PersonDraft(admin.name, "", Role.ADVISOR), clock.now())
    with pytest.raises(Conflict):
        people.close(session, scope, admin.id or 0, clock.now())
    raised = PersonDraft(office.advisor.name, "", Role.HUB_ADMIN)
    people.change(session, scope, office.advisor.id or 0, raised, clock.now())
    people.change(session, scope, admin.id or 0, PersonDraft(admin.name, "", Role.ADVISOR), clock.now())
    assert admin.role is Role.ADVISOR


def test_nobody_is_made_an_analyst_by_a_hub(session: Session, admin: User, clock: FixedClock) -> None:
    for role in (Role.ANALYST, Role.EXPERT, Role.COMPANY):
        draft = PersonDraft("Någon", "nagon@exempel.example", role)
        with pytest.raises(InputError):
            people.invite(session, factories.scope_of(admin), draft, ADDRESS, clock.now())


def test_another_hubs_person_is_not_found(session: Session, admin: User, clock: FixedClock) -> None:
    stranger = factories.a_user(session, factories.a_hub(session), role=Role.ADVISOR, now=clock.now())
    for act in (people.close, people.open_again):
        with pytest.raises(NotFound):
            act(session, factories.scope_of(admin), stranger.id or 0, clock.now())
    with pytest.raises(NotFound):
        people.send_link(session, factories.scope_of(admin), stranger.id or 0, ADDRESS, clock.now())


def test_an_address_with_an_account_is_refused_beside_its_field(
    session: Session, office: Office, admin: User, login: Login
) -> None:
    data = {"name": "Dubbel", "email": office.advisor.email.upper(), "role": "advisor", "language": "sv"}
    reply = login(admin).post("/administration/people/new", data=data)
    assert reply.status_code == 422
    assert "Adressen har redan ett konto" in reply.text


def test_the_link_leaves_the_letter_once_it_is_sent(
    session: Session, invited: User, clock: FixedClock
) -> None:
    letter = mail.list_mail(session, hub_id=invited.hub_id or 0)[0]
    mail.mark_sent(session, letter.id or 0, now=clock.now())
    session.flush()
    session.refresh(letter)
    assert re.search(r"/a/\w{6,}", letter.text) is None


def test_closed_accounts_stand_last(session: Session, admin: User, invited: User, clock: FixedClock) -> None:
    scope = factories.scope_of(admin)
    people.close(session, scope, invited.id or 0, clock.now())
    names = [person.name for person in queries.list_colleagues(session, scope)]
    assert names[-1] == "Anna Påhittad"
