"""What was published of a quarter stays as it was, and no later report gives away what it hid."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from iuc_hub.accounts.models import Role
from iuc_hub.clock import FixedClock, day_in_sweden
from iuc_hub.interviews.models import Interview
from iuc_hub.reports import making
from iuc_hub.reports.models import Publication
from iuc_hub.reports.period import Period
from iuc_hub.reports.publications import services as publishing
from tests import factories
from tests.factories import Office
from tests.integration.reports.test_reports import guide, interviewed

Login = Callable[..., FlaskClient]
JUNE, SEPTEMBER = date(2026, 6, 30), date(2026, 9, 30)


def met(
    session: Session, office: Office, clock: FixedClock, guide_id: int, *, days_ago: int, many: int
) -> None:
    for _each in range(many):
        interviewed(session, office, clock, guide_id, themes=("energy",), days_ago=days_ago)


def publish(session: Session, office: Office, clock: FixedClock, last: date) -> dict[str, int | None]:
    """The counts of everything up to the day, as published."""
    made = publishing.decide(publishing.gather(session, office.scope, last), now=clock.now())
    kept = publishing.keep(session, office.scope, made)
    return dict(publishing.overview_of_publication(kept, Period("own", None, last)).counts)


@pytest.fixture
def guide_id(session: Session, clock: FixedClock) -> int:
    return guide(session, clock).id or 0


def test_a_quarter_is_published_once_whatever_is_changed_afterwards(
    session: Session, office: Office, clock: FixedClock, guide_id: int
) -> None:
    met(session, office, clock, guide_id, days_ago=70, many=12)
    assert publish(session, office, clock, SEPTEMBER)["met"] == 12
    met(session, office, clock, guide_id, days_ago=71, many=7)
    assert publish(session, office, clock, SEPTEMBER)["met"] == 12
    assert len(session.exec(select(Publication)).all()) == 1


def test_a_later_quarter_does_not_tell_that_few_were_new(
    session: Session, office: Office, clock: FixedClock, guide_id: int
) -> None:
    met(session, office, clock, guide_id, days_ago=170, many=12)
    assert publish(session, office, clock, JUNE)["met"] == 12
    met(session, office, clock, guide_id, days_ago=70, many=3)
    assert publish(session, office, clock, SEPTEMBER)["met"] is None


def test_without_the_earlier_quarter_the_same_figures_are_shown(
    session: Session, office: Office, clock: FixedClock, guide_id: int
) -> None:
    met(session, office, clock, guide_id, days_ago=170, many=12)
    met(session, office, clock, guide_id, days_ago=70, many=3)
    assert publish(session, office, clock, SEPTEMBER)["met"] == 15


def test_an_edited_past_stops_no_later_quarter(
    session: Session, office: Office, clock: FixedClock, guide_id: int
) -> None:
    met(session, office, clock, guide_id, days_ago=170, many=12)
    publish(session, office, clock, JUNE)
    for held in session.exec(select(Interview)).all()[:2]:
        held.completed_at = clock.now()
        session.add(held)
    met(session, office, clock, guide_id, days_ago=70, many=20)
    assert publish(session, office, clock, SEPTEMBER)["met"] == 30


def test_two_reports_of_the_same_quarter_show_the_same_figures(
    session: Session, office: Office, clock: FixedClock, guide_id: int, login: Login
) -> None:
    met(session, office, clock, guide_id, days_ago=70, many=9)
    admin = factories.a_user(session, office.hub, role=Role.HUB_ADMIN, now=clock.now())
    scope, days = factories.scope_of(admin), Period("own", None, SEPTEMBER)
    wanted = [
        making.want(session, scope, "published", "json", days, language="sv", now=clock.now()).id or 0
        for _each in range(2)
    ]
    today = date(2026, 11, 28)
    first = making.make(
        making.gather(session, wanted[0]), now=clock.now(), today=today, tell=lambda *_step: None
    )
    met(session, office, clock, guide_id, days_ago=71, many=6)
    second = making.make(
        making.gather(session, wanted[1]), now=clock.now(), today=today, tell=lambda *_step: None
    )
    for report_id, made in zip(wanted, (first, second), strict=True):
        making.store(session, report_id, made, now=clock.now(), today=today)
    session.commit()
    browser = login(admin)
    told = [json.loads(browser.get(f"/reports/files/{each}").data)["figures"]["met"] for each in wanted]
    assert told == [9, 9]


def test_a_quarter_of_nothing_can_be_published_when_there_is_more(
    session: Session, office: Office, clock: FixedClock, guide_id: int
) -> None:
    assert publish(session, office, clock, SEPTEMBER)["met"] == 0
    met(session, office, clock, guide_id, days_ago=70, many=6)
    assert publish(session, office, clock, SEPTEMBER)["met"] == 6


def test_the_networks_figures_are_wanted_two_weeks_after_the_quarter(
    session: Session, office: Office, clock: FixedClock
) -> None:
    company = factories.a_company(session, office.scope, now=clock.now())
    company.created_at = datetime(2026, 9, 1, tzinfo=UTC)
    session.add(company)
    session.flush()
    assert not publishing.want_network_round_when_due(session, date(2026, 10, 13), now=clock.now())
    assert publishing.want_network_round_when_due(session, date(2026, 10, 14), now=clock.now())


def test_while_the_first_companies_are_entered_nothing_is_published_by_itself(
    session: Session, office: Office, clock: FixedClock
) -> None:
    factories.a_company(session, office.scope, now=clock.now())
    today = day_in_sweden(clock.now())
    assert not publishing.want_network_round_when_due(session, today, now=clock.now())
