"""A support in people's hands: compared with its source, archived, published, its latest change taken back."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from iuc_hub.accounts.models import Role
from iuc_hub.audit import AuditEntry
from iuc_hub.catalogue import queries, services
from iuc_hub.catalogue.listing import queries as listing
from iuc_hub.catalogue.listing.filters import Filters
from iuc_hub.catalogue.models import Support, SupportState, SupportVerification
from iuc_hub.clock import FixedClock
from tests import factories
from tests.factories import Office
from tests.integration.catalogue.supports import a_file, a_line

Login = Callable[..., FlaskClient]


@pytest.fixture
def stocked(session: Session, office: Office, clock: FixedClock) -> Office:
    """A shared support that has changed once, one of the office's own, and one of another hub."""
    services.import_supports(session, a_file(a_line("delat", title="Före")), clock.now(), is_example=True)
    services.import_supports(session, a_file(a_line("delat", title="Efter")), clock.now(), is_example=True)
    services.import_supports(session, a_file(a_line("eget")), clock.now(), hub_id=office.hub.id)
    other = factories.a_hub(session)
    services.import_supports(session, a_file(a_line("andras")), clock.now(), hub_id=other.id)
    session.commit()
    return office


@pytest.fixture
def admin(stocked: Office, session: Session, clock: FixedClock, login: Login) -> FlaskClient:
    user = factories.a_user(
        session, stocked.hub, role=Role.HUB_ADMIN, name="Åsa Exempelberg", now=clock.now()
    )
    session.commit()
    return login(user)


def stored(session: Session, support_id: str) -> Support:
    session.expire_all()
    return session.exec(select(Support).where(Support.id == support_id)).one()


def acts(session: Session) -> list[str]:
    return [each.action for each in session.exec(select(AuditEntry)) if each.action.startswith("support_")]


def test_who_compared_a_support_with_its_source_stands_on_it_with_the_day(
    stocked: Office, admin: FlaskClient, session: Session
) -> None:
    assert "Exempel, inte kontrollerat" in admin.get("/catalogue").text
    reply = admin.post("/catalogue/delat/verify", data={"revision": 2}, follow_redirects=True)
    assert "Kontrollerat tis\u00a024\u00a0nov av Åsa Exempelberg" in reply.text
    assert "Kontrollerat tis\u00a024\u00a0nov av Åsa Exempelberg" in admin.get("/catalogue").text
    kept = session.exec(select(SupportVerification)).one()
    assert (kept.support_id, kept.revision, kept.actor) == ("delat", 2, "Åsa Exempelberg")
    assert stored(session, "delat").revision == 2
    assert acts(session) == ["support_verified"]


def test_what_nobody_compared_for_a_year_can_be_chosen(
    stocked: Office, admin: FlaskClient, session: Session, clock: FixedClock
) -> None:
    admin.post("/catalogue/delat/verify", data={"revision": 2})
    chosen, today = Filters(unverified="yes"), clock.now().date()
    assert [each.id for each in listing.search(session, stocked.scope, chosen, today=today)] == ["eget"]
    later = today.replace(year=today.year + 1)
    assert len(listing.search(session, stocked.scope, chosen, today=later)) == 1
    later = later.replace(day=later.day + 1)
    assert len(listing.search(session, stocked.scope, chosen, today=later)) == 2
    assert "unverified=yes" in admin.get("/catalogue").text


def test_a_file_from_before_or_after_the_comparison_does_not_undo_it(
    stocked: Office, admin: FlaskClient, session: Session, clock: FixedClock
) -> None:
    before, _count = services.export_supports(session)
    admin.post("/catalogue/delat/verify", data={"revision": 2})
    after, _count = services.export_supports(session)
    assert '"verified_on": "2026-11-24"' in after
    for text in (before, after):
        assert services.import_supports(session, text, clock.now()).unchanged == 1
    assert stored(session, "delat").verified_by == "Åsa Exempelberg"


def test_what_became_another_meanwhile_is_neither_verified_nor_undone(
    stocked: Office, admin: FlaskClient, session: Session
) -> None:
    for step in ("verify", "go-back"):
        assert admin.post(f"/catalogue/delat/{step}", data={"revision": 1, "to": 0}).status_code == 412
    assert stored(session, "delat").revision == 2
    assert acts(session) == []


def test_undoing_brings_back_what_it_said_before_as_a_revision_of_its_own(
    stocked: Office, admin: FlaskClient, session: Session
) -> None:
    reply = admin.post("/catalogue/delat/go-back", data={"revision": 2, "to": 1}, follow_redirects=True)
    assert "Ångrat: namn" in reply.text
    support = stored(session, "delat")
    assert (support.title, support.revision, support.record["title"]) == ("Före", 3, "Före")
    newest, by = queries.list_revisions(session, stocked.scope, "delat")[0]
    assert (newest.restores, by) == (1, "Åsa Exempelberg")
    assert admin.post("/catalogue/eget/go-back", data={"revision": 1, "to": 0}).status_code == 409


def test_an_archived_support_is_published_again_by_its_button(
    stocked: Office, admin: FlaskClient, session: Session
) -> None:
    page = admin.post("/catalogue/delat/archive", follow_redirects=True).text
    assert "Publicera igen" in page
    assert stored(session, "delat").state is SupportState.ARCHIVED
    page = admin.post("/catalogue/delat/publish", follow_redirects=True).text
    assert "Publicera igen" not in page
    assert stored(session, "delat").state is SupportState.PUBLISHED


def test_an_archived_support_that_gets_other_words_has_nobody_matched_again(
    stocked: Office, admin: FlaskClient, session: Session
) -> None:
    admin.post("/catalogue/delat/archive")
    number = queries.version_number(session)
    assert not queries.has_changed_since(session, stocked.scope, number)
    admin.post("/catalogue/delat/go-back", data={"revision": 2, "to": 1})
    assert stored(session, "delat").title == "Före"
    assert queries.version_number(session) == number
    assert not queries.has_changed_since(session, stocked.scope, number)
    admin.post("/catalogue/delat/publish")
    assert queries.has_changed_since(session, stocked.scope, number)
    assert not queries.has_changed_since(session, stocked.scope, number + 1)


def test_an_advisor_changes_the_hubs_own_supports_and_verifies_the_shared(
    stocked: Office, login: Login, session: Session
) -> None:
    browser = login(stocked.advisor)
    page = browser.get("/catalogue/delat").text
    assert "/catalogue/delat/archive" not in page
    assert "Jag har jämfört med källan" in page
    for step in ("archive", "publish", "go-back", "edit"):
        assert browser.post(f"/catalogue/delat/{step}", data={"revision": 2, "to": 1}).status_code == 403
    assert stored(session, "delat").state is SupportState.PUBLISHED
    assert browser.post("/catalogue/eget/archive").status_code == 302
    assert browser.post("/catalogue/delat/verify", data={"revision": 2}).status_code == 302


@pytest.mark.parametrize("step", ["verify", "archive", "publish", "review", "go-back"])
def test_another_hubs_support_is_not_there_for_any_button(
    admin: FlaskClient, session: Session, step: str
) -> None:
    assert admin.post(f"/catalogue/andras/{step}", data={"revision": 1}).status_code == 404
    assert stored(session, "andras").verified_on is None
    assert acts(session) == []
