"""A hub matched by two workers, one of them killed in the middle: every company once, as one process alone would."""

from typing import Any

import pytest
import redis
from sqlmodel import Session, col, select

from iuc_hub import clock, jobs, taxonomy
from iuc_hub.accounts.models import Role
from iuc_hub.catalogue.services import current_index
from iuc_hub.config import Settings
from iuc_hub.db import reading, transaction
from iuc_hub.errors import Conflict
from iuc_hub.jobs import Job, JobState
from iuc_hub.recommendations.models import MatchRun, NeedResult, StoredMatch
from iuc_hub.recommendations.rematching import looking, services
from iuc_hub.recommendations.run_inputs import inputs_of_many
from matching.engine import match
from matching.records import match_record, need_matches_record
from tests import factories
from tests.databases import postgres_database
from tests.factories import Office
from tests.integration.jobs.post_office import post_office
from tests.integration.jobs.test_killed_runners import CELERY, REDIS, kill_all, opened, running, until
from tests.integration.recommendations import road as made
from tests.integration.recommendations.road import Login
from tests.missing import missing
from workers.running import run_job
from workers.tasks.matching import rematch_hub
from workers.work import Work

COMPANIES, A_PART = 90, 3
ONE_AT_A_TIME = [*CELERY[:-1], "1"]


def a_hub_to_match(session: Session) -> Office:
    """A hub with a catalogue, and companies with two needs each."""
    now = clock.now()
    office = factories.an_office(session, now=now)
    more = tuple(
        made.a_support(f"robot-{number}", f"Robotstöd {number}", f"{made.AUTOMATION} Del {number}.")
        for number in range(60)
    )
    made.fill_catalogue(session, now, (*made.CATALOGUE, *more))
    for number in range(COMPANIES):
        company = factories.a_company(session, office.scope, now=now, employees=5 + number)
        interview = made.an_interview(session, office.scope, company, now)
        made.a_need(session, interview, "production_automation", f"{made.ROBOT} Nummer {number}.")
        made.a_need(session, interview, "internationalisation", made.EXPORT)
    return office


def wanted(office: Office) -> int:
    """The job that matches the hub, not yet begun; nothing else, not the day's look either, wants it matched."""
    with transaction() as session:
        for other in session.exec(select(Job)):
            session.delete(other)
        session.flush()
        jobs.enqueue(session, "rematch_due", now=clock.now()).state = JobState.DONE
        job = jobs.enqueue(
            session, "rematch_hub", {"hub_id": office.scope.hub}, now=clock.now(), hub_id=office.scope.hub
        )
    return job.id or 0


def split(job_id: int) -> None:
    """Begin the job here, so that its parts are small enough to be killed between."""
    with transaction() as session:
        claim = jobs.claim(session, job_id, runner="planner", now=clock.now(), lease_seconds=60)
    assert claim is not None
    rematch_hub(Work(claim, Settings(_env_file=None)))


def parts_of(job_id: int) -> list[Job]:
    with reading() as session:
        return list(session.exec(select(Job).where(Job.parent_id == job_id)))


def job_of(job_id: int) -> Job:
    with reading() as session:
        return session.get_one(Job, job_id)


def both_have_worked(job_id: int) -> bool:
    return len({part.runner for part in parts_of(job_id) if part.state is JobState.DONE}) > 1


def stored(office: Office) -> dict[str, Any]:
    """Need id -> what is stored of it, once; the runs are counted as well."""
    found: dict[str, Any] = {}
    with reading() as session:
        runs = session.exec(select(MatchRun).where(MatchRun.hub_id == office.scope.hub)).all()
        assert sorted(run.company_id for run in runs) == sorted({run.company_id for run in runs})
        for result in session.exec(select(NeedResult).where(NeedResult.hub_id == office.scope.hub)):
            assert str(result.need_id) not in found
            query = select(StoredMatch).where(StoredMatch.result_id == result.id)
            rows = session.exec(query.order_by(col(StoredMatch.rank))).all()
            assert [row.rank for row in rows] == list(range(1, len(rows) + 1))
            found[str(result.need_id)] = (result.unmet, result.why, [row.match for row in rows])
    return found


def by_one_process(office: Office) -> dict[str, Any]:
    """The same as this process alone finds it."""
    with reading() as session:
        companies = services.companies_to_match(session, office.scope.hub)
        wanted = inputs_of_many(session, office.scope, companies, clock.today())
        needs = [known for each in wanted.values() for known in each.known_needs]
        index = current_index(session, office.scope)
        found = match(
            index, needs, clock.today(), taxonomy.hierarchies(), top=looking.KEPT, near=looking.NEAR
        )
    return {
        one.need_id: (
            one.unmet, need_matches_record(one)["why"], [match_record(each) for each in (*one.matches, *one.near)],
        )
        for one in found
    }  # fmt: skip


@pytest.mark.celery
@pytest.mark.xdist_group("redis")
def test_two_workers_one_killed_midway_match_every_company_once(monkeypatch: pytest.MonkeyPatch) -> None:
    broker = redis.Redis.from_url(REDIS)
    try:
        broker.flushdb()
    except redis.ConnectionError as error:
        missing("Redis", str(error))
    monkeypatch.setattr(services, "A_PART", A_PART)
    with postgres_database() as database, opened(database), post_office() as office_of_mail:
        with transaction() as session:
            office = a_hub_to_match(session)
        job_id = wanted(office)
        split(job_id)
        with (
            running(ONE_AT_A_TIME, database, office_of_mail) as first,
            running(ONE_AT_A_TIME, database, office_of_mail),
        ):
            until(lambda: both_have_worked(job_id), "work by both workers")
            kill_all(first)
            assert 0 < job_of(job_id).done < COMPANIES
            until(lambda: job_of(job_id).state is not JobState.SPLIT, "the end of the job")
        job = job_of(job_id)
        assert (job.state, job.done, job.total) == (JobState.DONE, COMPANIES, COMPANIES)
        assert job.result == {"companies": COMPANIES, "touched": COMPANIES, "changed": COMPANIES}
        assert stored(office) == by_one_process(office)
    broker.flushdb()
    broker.close()


def test_a_job_split_again_counts_each_part_once(
    session: Session, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "A_PART", 1)
    made.a_road(session, office, clock.now())
    other = factories.a_company(session, office.scope, now=clock.now())
    made.a_need(
        session, made.an_interview(session, office.scope, other, clock.now()), "energy", "Elen är dyr."
    )
    session.commit()
    job_id = wanted(office)
    split(job_id)
    first, second = parts_of(job_id)
    settings = Settings(_env_file=None)
    assert run_job(first.id or 0, settings, runner="one")
    assert not run_job(first.id or 0, settings, runner="another")
    assert (job_of(job_id).state, job_of(job_id).done) == (JobState.SPLIT, 1)
    with transaction() as later:
        failing = later.get_one(Job, second.id)
        failing.max_attempts, failing.arguments = 1, {"hub_id": "none"}
        later.add(failing)
    assert run_job(second.id or 0, settings, runner="one")
    assert job_of(job_id).state is JobState.FAILED
    assert job_of(job_id).failure
    with transaction() as later:
        jobs.retry(later, job_id, now=clock.now())
    split(job_id)
    for part in parts_of(job_id):
        assert run_job(part.id or 0, settings, runner="two")
    done = job_of(job_id)
    assert (done.state, done.done) == (JobState.DONE, 2)
    assert done.result == {"companies": 2, "touched": 1, "changed": 1}
    with reading() as later:
        assert [row.id for row in jobs.list_jobs(later, hub_id=office.scope.hub)] == [job_id]
        assert {row.parent_id for row in jobs.list_jobs_of_all_hubs(later, parts=True)} == {None, job_id}


def test_a_failed_part_that_is_retried_brings_its_job_back(session: Session, office: Office) -> None:
    made.a_road(session, office, clock.now())
    job_id = wanted(office)
    split(job_id)
    [part] = parts_of(job_id)
    with transaction() as later:
        failing = later.get_one(Job, part.id)
        whole = dict(failing.arguments)
        failing.max_attempts, failing.arguments = 1, {}
        later.add(failing)
    settings = Settings(_env_file=None)
    run_job(part.id or 0, settings, runner="one")
    assert job_of(job_id).state is JobState.FAILED
    with transaction() as later:
        jobs.retry(later, part.id or 0, now=clock.now()).arguments = whole
    assert job_of(job_id).state is JobState.SPLIT
    run_job(part.id or 0, settings, runner="two")
    assert job_of(job_id).state is JobState.DONE


def test_a_failed_part_of_a_job_that_is_being_split_again_is_not_retried(
    session: Session, office: Office
) -> None:
    made.a_road(session, office, clock.now())
    job_id = wanted(office)
    split(job_id)
    [part] = parts_of(job_id)
    with transaction() as later:
        failing = later.get_one(Job, part.id)
        failing.max_attempts, failing.arguments = 1, {}
        later.add(failing)
    run_job(part.id or 0, Settings(_env_file=None), runner="one")
    with transaction() as later:
        jobs.retry(later, job_id, now=clock.now())
    for claimed in (False, True):
        if claimed:
            with transaction() as later:
                assert jobs.claim(later, job_id, runner="two", now=clock.now(), lease_seconds=60)
        before = job_of(job_id).state
        with pytest.raises(Conflict, match="görs redan om"), transaction() as later:
            jobs.retry(later, part.id or 0, now=clock.now())
        assert (job_of(job_id).state, job_of(part.id or 0).state) == (before, JobState.FAILED)


def test_letters_go_before_the_parts_of_a_hubs_matching(session: Session, office: Office) -> None:
    made.a_road(session, office, clock.now())
    job_id = wanted(office)
    split(job_id)
    with transaction() as later:
        letter = jobs.enqueue(later, "prune", now=clock.now())
    with reading() as later:
        assert jobs.list_waiting(later, now=clock.now()) == [letter.id, parts_of(job_id)[0].id]


def test_the_page_shows_one_row_with_the_companies_done_so_far(
    session: Session, office: Office, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "A_PART", 1)
    made.a_road(session, office, clock.now())
    made.a_need(
        session,
        made.an_interview(
            session, office.scope, factories.a_company(session, office.scope, now=clock.now()), clock.now()
        ),
        "energy",
        "Elen är dyr.",
    )
    admin = factories.a_user(session, office.hub, role=Role.HUB_ADMIN, now=clock.now())
    session.commit()
    job_id = wanted(office)
    split(job_id)
    run_job(parts_of(job_id)[0].id or 0, Settings(_env_file=None), runner="one")
    page = login(admin).get("/jobs").text
    assert page.count("<progress") == 1
    assert page.count("1 av 2") == 1
    assert "rematch_part" not in page
