"""The register decides who gets what is for members only, from the day it says."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from iuc_hub import jobs
from iuc_hub.clock import FixedClock
from iuc_hub.companies import services as companies
from iuc_hub.companies.models import FactSource
from iuc_hub.config import Settings
from iuc_hub.members import services
from iuc_hub.recommendations import matching
from iuc_hub.recommendations.replay import replay
from tests.factories import Office
from tests.integration.members.association import SMALL, Association
from tests.integration.recommendations import road as made
from tests.integration.recommendations.road import Road, matches_of
from workers.tasks.matching import rematch_company
from workers.tasks.members import tell_members
from workers.work import Work

ONLY = made.a_support("robot-medlem", "Robotdag för medlemmar", made.AUTOMATION, members_only=True)


@pytest.fixture
def road(session: Session, office: Office, association: Association, clock: FixedClock) -> Road:
    road = made.a_road(session, office, clock.now())
    made.fill_catalogue(session, clock.now(), (ONLY,))
    session.commit()
    return road


def verdict(session: Session, road: Road, clock: FixedClock) -> str:
    day = clock.now().date()
    matching.match_company(session, road.scope, road.id, now=clock.now(), today=day)
    session.commit()
    return str(matches_of(session, road, road.robot)["robot-medlem"].verdict)


def run(session: Session, kind: str, clock: FixedClock) -> jobs.Job:
    """Do the newest job of the kind that waits."""
    job = session.exec(select(jobs.Job).where(jobs.Job.kind == kind)).all()[-1]
    claim = jobs.claim(session, job.id or 0, runner="a test", now=clock.now(), lease_seconds=60)
    session.commit()
    assert claim is not None
    {"rematch_company": rematch_company, "tell_members": tell_members}[kind](
        Work(claim, Settings(_env_file=None))
    )
    session.expire_all()
    return session.get_one(jobs.Job, job.id)


def test_joining_and_leaving_turn_the_verdict_and_old_matches_still_replay(
    session: Session, road: Road, association: Association, clock: FixedClock
) -> None:
    assert verdict(session, road, clock) == "unknown"
    association.join(session, clock.now(), on=date(2025, 1, 1))
    assert verdict(session, road, clock) == "blocked"
    old = matches_of(session, road, road.robot)["robot-medlem"]
    member = services.join(
        session, association.scope, road.id, fee_class=SMALL, joined_on=date(2026, 1, 1), now=clock.now()
    )
    session.commit()
    assert run(session, "rematch_company", clock).result == {"companies": 1, "touched": 1, "changed": 1}
    assert matches_of(session, road, road.robot)["robot-medlem"].verdict == "eligible"
    assert replay(session, road.scope, road.id, old.id or 0).identical
    services.leave(
        session, association.scope, member.id or 0, left_on=clock.now().date(), why="", now=clock.now()
    )
    assert verdict(session, road, clock) == "blocked"


def test_a_membership_to_come_counts_from_its_day(
    session: Session, road: Road, association: Association, clock: FixedClock
) -> None:
    first = clock.now().date() + timedelta(days=10)
    services.join(session, association.scope, road.id, fee_class=SMALL, joined_on=first, now=clock.now())
    assert verdict(session, road, clock) == "blocked"
    clock.move(days=10)
    jobs.enqueue(session, "tell_members", now=clock.now())
    session.commit()
    assert run(session, "tell_members", clock).result == {"changed": 1}
    assert verdict(session, road, clock) == "eligible"
    jobs.enqueue(session, "tell_members", now=clock.now())
    session.commit()
    assert run(session, "tell_members", clock).result == {"changed": 0}


def test_what_a_company_says_of_membership_does_not_overrule_the_register(
    session: Session, road: Road, association: Association, clock: FixedClock
) -> None:
    today = clock.now().date()
    companies.record_fact(
        session, road.scope, road.id, "member", True, source=FactSource.SAID, as_of=today, now=clock.now()
    )
    assert verdict(session, road, clock) == "eligible"
    association.join(session, clock.now(), on=date(2025, 1, 1))
    assert verdict(session, road, clock) == "blocked"
    services.join(session, association.scope, road.id, fee_class=SMALL, joined_on=today, now=clock.now())
    assert verdict(session, road, clock) == "eligible"


def test_membership_is_not_typed_among_the_facts(road: Road, login: made.Login, session: Session) -> None:
    browser: FlaskClient = login(road.advisor)
    page = browser.get(f"/companies/{road.id}/facts").text
    assert 'name="employees"' in page
    assert 'name="member"' not in page
