"""The administrator's pages: people, the hub, letters, the guide, the log."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from iuc_hub.accounts.models import Role, User
from iuc_hub.accounts.queries import get_colleague, get_hub
from iuc_hub.clock import FixedClock
from iuc_hub.companies.queries import get_company
from iuc_hub.interviews import guides
from iuc_hub.interviews import services as interviews
from surveys.guide_file import packaged, packaged_text
from tests import factories
from tests.factories import Office

Login = Callable[..., FlaskClient]


@pytest.fixture
def admin(session: Session, office: Office, clock: FixedClock) -> User:
    made = factories.a_user(session, office.hub, role=Role.HUB_ADMIN, name="Maj Påhittad", now=clock.now())
    session.commit()
    return made


@pytest.fixture
def browser(login: Login, admin: User) -> FlaskClient:
    return login(admin)


def own_guide(version: str = "2") -> str:
    return (
        packaged_text()
        .replace(f"version: {packaged().version}", f"version: {version}", 1)
        .replace(f'version: "{packaged().version}"', f'version: "{version}"', 1)
    )


def hand_in(browser: FlaskClient, text: str | bytes) -> str:
    content = text if isinstance(text, bytes) else text.encode()
    reply = browser.post("/administration/guide", data={"file": (BytesIO(content), "guide.yaml")})
    return reply.text if reply.status_code == 422 else ""


def test_closing_an_advisors_account_hands_the_companies_on(
    browser: FlaskClient, session: Session, office: Office, clock: FixedClock
) -> None:
    heir = factories.a_user(session, office.hub, name="Arv Tagare", now=clock.now())
    company = factories.a_company(session, office.scope, now=clock.now())
    session.commit()
    address = f"/administration/people/{office.advisor.id}/close"
    assert "Arv Tagare" in browser.get(address).text
    assert browser.post(address, data={"heir": heir.id}).status_code == 302
    session.expire_all()
    assert get_company(session, office.scope, company.id or 0).advisor_id == heir.id
    assert not get_colleague(session, office.scope, office.advisor.id or 0).active


def test_an_account_with_companies_is_not_closed_without_an_heir(
    browser: FlaskClient, session: Session, office: Office, clock: FixedClock
) -> None:
    factories.a_company(session, office.scope, now=clock.now())
    session.commit()
    reply = browser.post(f"/administration/people/{office.advisor.id}/close", data={})
    assert reply.status_code == 422
    session.expire_all()
    assert get_colleague(session, office.scope, office.advisor.id or 0).active


def test_the_hub_is_called_what_its_administrator_says(
    browser: FlaskClient, session: Session, office: Office
) -> None:
    data = {"name": "IUC Påhittat län", "email": "hej@exempel.example", "phone": "019-000 00"}
    assert browser.post("/administration/hub", data=data).status_code == 302
    session.expire_all()
    assert get_hub(session, office.scope.hub).name == "IUC Påhittat län"
    assert browser.post("/administration/hub", data=data | {"email": "ingen adress"}).status_code == 422


def test_the_log_tells_who_did_what_and_can_be_searched(browser: FlaskClient, admin: User) -> None:
    browser.post(
        "/administration/people/new",
        data={"name": "Ny Kollega", "email": "ny@exempel.example", "role": "advisor", "language": "sv"},
    )
    page = browser.get("/administration/log").text
    assert "Bjöd in en person" in page
    assert admin.name in page
    assert (
        "Bjöd in en person" not in browser.get("/administration/log?group=reading").text.split("<tbody>")[-1]
    )
    assert "Inget i loggen" in browser.get("/administration/log?last=2001-01-01").text
    assert (
        browser.get("/administration/log?first=galet&page=-3&group=finns-inte&company=x").status_code == 200
    )


def test_another_hubs_log_is_not_shown(
    login: Login, session: Session, browser: FlaskClient, clock: FixedClock
) -> None:
    elsewhere = factories.a_user(
        session, factories.a_hub(session), role=Role.HUB_ADMIN, name="Fjärran Chef", now=clock.now()
    )
    session.commit()
    login(elsewhere)
    assert "Fjärran Chef" not in browser.get("/administration/log").text


def test_a_letters_text_is_changed_shown_filled_and_put_back(browser: FlaskClient) -> None:
    address = "/administration/letters/offer/sv"
    text = {"subject": "Hej från {hubb}", "body": "Hej {kontakt}!\n\nVarsågod.", "revision": "0"}
    preview = browser.post(address, data=text | {"preview": "1"})
    assert "Hej Kjell!" in preview.text
    assert browser.post(address, data=text).status_code == 302
    assert "Er egen" in browser.get("/administration/letters").text
    assert browser.post(f"{address}/reset").status_code == 302
    assert "Er egen" not in browser.get("/administration/letters").text


def test_a_value_there_is_none_of_is_refused_beside_the_text_with_those_there_are(
    browser: FlaskClient,
) -> None:
    text = {"subject": "Hej", "body": "Hej {förnamn}!", "revision": "0"}
    reply = browser.post("/administration/letters/offer/sv", data=text)
    assert reply.status_code == 422
    assert "{kontakt}" in reply.text
    assert "Hej {förnamn}!" in reply.text


@pytest.mark.parametrize("address", ["offer/fi", "nothing/sv", "offer/x/reset"])
def test_a_letter_there_is_none_of_is_not_found(browser: FlaskClient, address: str) -> None:
    assert browser.get(f"/administration/letters/{address}").status_code in {404, 405}


def test_new_interviews_are_held_by_the_published_guide_and_older_ones_keep_theirs(
    browser: FlaskClient, session: Session, office: Office, clock: FixedClock
) -> None:
    company = factories.a_company(session, office.scope, now=clock.now())
    scope, now = office.scope, clock.now()
    before = interviews.plan_interview(session, scope, company.id or 0, None, planned_at=now, now=now)
    session.commit()
    assert hand_in(browser, own_guide()) == ""
    session.expire_all()
    after = interviews.plan_interview(session, scope, company.id or 0, None, planned_at=now, now=now)
    assert guides.guide_of(session, before).version == packaged().version
    assert guides.guide_of(session, after).version == "2"


def test_another_hub_keeps_its_guide(browser: FlaskClient, session: Session, clock: FixedClock) -> None:
    elsewhere = factories.a_hub(session)
    session.commit()
    assert hand_in(browser, own_guide()) == ""
    assert guides.guide_for(session, elsewhere.id or 0, clock.now()).version == packaged().version


def test_a_guide_with_mistakes_changes_nothing_and_names_each(
    browser: FlaskClient, session: Session, office: Office, clock: FixedClock
) -> None:
    broken = own_guide().replace("theme: ", "theme: finns_inte_", 2)
    told = hand_in(browser, broken)
    assert "finns_inte_" in told
    assert "Inget är ändrat" in told
    assert hand_in(browser, b"\xff\xfe\x00")
    assert hand_in(browser, "areas: [")
    assert guides.guide_for(session, office.scope.hub, clock.now()).version == packaged().version


def test_the_same_version_with_other_content_is_refused(browser: FlaskClient) -> None:
    changed = packaged_text().replace("sv: ", "sv: X", 1)
    assert "versionsnummer" in hand_in(browser, changed)


def test_the_product_guide_can_be_chosen_again(
    browser: FlaskClient, session: Session, office: Office, clock: FixedClock
) -> None:
    hand_in(browser, own_guide())
    reply = browser.post("/administration/guide/choose", data={"digest": packaged().digest})
    assert reply.status_code == 302
    session.expire_all()
    assert guides.guide_for(session, office.scope.hub, clock.now()).digest == packaged().digest
    assert browser.post("/administration/guide/choose", data={"digest": "0" * 64}).status_code == 404


def test_a_guide_can_be_read_and_fetched(browser: FlaskClient) -> None:
    assert "F1" in browser.get(f"/administration/guide/{packaged().digest}").text
    assert browser.get(f"/administration/guide/{packaged().digest}/file").text == packaged_text()
