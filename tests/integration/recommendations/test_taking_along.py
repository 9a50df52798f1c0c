"""Taking a support along asks again what an old page or an old matching may say wrongly."""

from flask.testing import FlaskClient
from sqlmodel import Session

from iuc_hub.catalogue import services as catalogue
from iuc_hub.clock import FixedClock
from iuc_hub.companies import services as companies
from iuc_hub.recommendations import queries
from iuc_hub.recommendations.models import RecommendationState as State
from tests.integration.recommendations.road import Road, accept, recommendation_of


def nothing_is_taken(session: Session, road: Road) -> bool:
    session.expire_all()
    return not queries.list_recommendations(session, road.scope, road.id)


def test_a_match_on_a_withdrawn_need_cannot_be_taken_along(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    road.robot.withdrawn_at = clock.now()
    session.add(road.robot)
    session.commit()
    reply = accept(advisor, session, road, "robot-ja")
    assert reply.status_code == 409
    assert "Behovet är inte längre företagets" in reply.text
    assert nothing_is_taken(session, road)


def test_an_archived_support_cannot_be_taken_along_from_the_list_or_beside_it(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    for support_id in ("robot-ja", "kurs"):
        catalogue.archive(session, road.scope, support_id, now=clock.now())
    session.commit()
    listed = accept(advisor, session, road, "robot-ja")
    unlisted = advisor.post(
        road.url("matches/accept"), data={"need": road.robot.id, "support": "kurs", "why": "De frågade"}
    )
    assert (listed.status_code, unlisted.status_code) == (409, 409)
    assert "Stödet finns inte längre i katalogen" in listed.text
    assert nothing_is_taken(session, road)


def test_what_the_company_can_no_longer_get_is_refused_with_the_reason(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    companies.record_fact(
        session, road.scope, road.id, "work_started", True, source=companies.FactSource.SAID,
        as_of=clock.now().date(), now=clock.now(),
    )  # fmt: skip
    session.commit()
    reply = accept(advisor, session, road, "robot-om")
    assert reply.status_code == 409
    assert "kan inte få stödet, så det kan inte tas med: " in reply.text
    assert "före projektets start" in reply.text
    assert nothing_is_taken(session, road)


def test_what_was_blocked_at_an_older_matching_can_be_taken_along_once_it_is_possible(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    companies.record_fact(
        session, road.scope, road.id, "employees", 8, source=companies.FactSource.SAID,
        as_of=clock.now().date(), now=clock.now(),
    )  # fmt: skip
    session.commit()
    assert accept(advisor, session, road, "robot-nej").status_code == 302
    assert recommendation_of(session, road, "robot-nej").state is State.ACCEPTED
