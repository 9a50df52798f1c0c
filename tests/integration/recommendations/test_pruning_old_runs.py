"""Old matchings go, but for the newest of a company and what a recommendation was made from."""

from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from iuc_hub import jobs
from iuc_hub.clock import FixedClock
from iuc_hub.companies import services as companies
from iuc_hub.config import Settings
from iuc_hub.recommendations.models import MatchRun, StoredMatch
from iuc_hub.recommendations.pruning.services import KEPT
from iuc_hub.recommendations.replay import replay
from tests.integration.recommendations.road import Road, accept, matches_of, recommendation_of
from workers.tasks.matching import prune_matches
from workers.work import Work


def prune(session: Session, clock: FixedClock) -> dict[str, object]:
    job = jobs.enqueue(session, "prune_matches", now=clock.now())
    session.commit()
    claim = jobs.claim(session, job.id or 0, runner="a test", now=clock.now(), lease_seconds=60)
    session.commit()
    assert claim is not None
    prune_matches(Work(claim, Settings(_env_file=None)))
    session.expire_all()
    return dict(session.get_one(jobs.Job, job.id).result or {})


def runs(session: Session, road: Road) -> list[int]:
    session.expire_all()
    query = select(MatchRun.id).where(MatchRun.company_id == road.id).order_by(col(MatchRun.id))
    return [each or 0 for each in session.exec(query)]


def matched_with(advisor: FlaskClient, session: Session, road: Road, clock: FixedClock, staff: int) -> None:
    """The company has told another number of employees, and its page has been opened."""
    companies.record_fact(
        session, road.scope, road.id, "employees", staff, source=companies.FactSource.SAID,
        as_of=clock.now().date(), now=clock.now(),
    )  # fmt: skip
    session.commit()
    advisor.get(road.url())


def test_what_a_recommendation_was_made_from_and_the_newest_run_stay(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    accept(advisor, session, road, "robot-ja")
    for staff in (33, 35):
        clock.move(days=1)
        matched_with(advisor, session, road, clock, staff)
    first, second, newest = runs(session, road)
    whole = matches_of(session, road, road.robot)
    clock.move(days=KEPT.days + 1)
    gone = prune(session, clock)
    assert gone["runs"] == 1
    assert runs(session, road) == [first, newest]
    one = recommendation_of(session, road, "robot-ja")
    kept = session.exec(select(StoredMatch)).all()
    assert {each.id for each in kept} >= {each.id for each in whole.values()} | {one.match_id}
    assert sum(each.result_id < min(match.result_id for match in whole.values()) for each in kept) == 1
    assert replay(session, road.scope, road.id, one.match_id).identical
    assert advisor.get(road.url(f"matches/{one.match_id}")).status_code == 200
    assert second not in runs(session, road)
    assert prune(session, clock) == {"runs": 0, "matches": 0}


def test_a_run_that_a_page_may_still_show_is_left_whole(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    clock.move(days=1)
    matched_with(advisor, session, road, clock, 35)
    before = runs(session, road)
    assert len(before) == 2
    clock.move(days=KEPT.days - 2)
    assert prune(session, clock) == {"runs": 0, "matches": 0}
    assert runs(session, road) == before
    clock.move(days=3)
    assert prune(session, clock)["runs"] == 1
    assert runs(session, road) == before[1:]
