"""The job that follows a changed catalogue: progress while it runs, a result when it ends, nothing done twice."""

from flask.testing import FlaskClient
from sqlmodel import Session, func, select

from iuc_hub import jobs
from iuc_hub.clock import FixedClock
from iuc_hub.recommendations.models import MatchRun
from tests import factories
from tests.integration.recommendations import road as made
from tests.integration.recommendations.road import Road, matches_of
from tests.integration.uploads.test_import_of_companies import run_jobs


def run_once(session: Session, road: Road, clock: FixedClock) -> jobs.Job:
    job = jobs.enqueue(
        session, "rematch_hub", {"hub_id": road.scope.hub}, now=clock.now(), hub_id=road.scope.hub,
        unique_key=f"rematch_hub:{road.scope.hub}",
    )  # fmt: skip
    run_jobs(session, clock)
    return session.get_one(jobs.Job, job.id)


def test_a_changed_catalogue_is_matched_for_every_company_of_the_hub(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    other = factories.a_company(session, road.scope, now=clock.now())
    interview = made.an_interview(session, road.scope, other, clock.now())
    made.a_need(session, interview, "production_automation", made.ROBOT)
    new = made.a_support("robot-ny", "Robotlyft i vår med expert", made.AUTOMATION)
    made.fill_catalogue(session, clock.now(), (new,))
    session.commit()
    job = run_once(session, road, clock)
    assert job.state is jobs.JobState.DONE
    assert (job.done, job.total) == (2, 2)
    assert job.result == {"companies": 2, "touched": 2, "changed": 2}
    assert "robot-ny" in matches_of(session, road, road.robot)


def test_the_same_job_again_changes_nothing(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    run_once(session, road, clock)
    before = session.exec(select(func.count()).select_from(MatchRun)).one()
    assert run_once(session, road, clock).result == {"companies": 1, "touched": 0, "changed": 0}
    assert session.exec(select(func.count()).select_from(MatchRun)).one() == before
