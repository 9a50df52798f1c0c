"""A job is wanted in a transaction, claimed by one, and ends exactly once."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from iuc_hub import jobs, mail
from iuc_hub.clock import FixedClock
from iuc_hub.config import Settings
from iuc_hub.db import Database, reading, transaction
from iuc_hub.jobs import Job, JobState
from tests import factories
from tests.integration.jobs.post_office import post_office
from workers.handing import Handing
from workers.running import run_job, sweep
from workers.schedule import DAILY, want_daily_jobs

SETTINGS = Settings(_env_file=None)


def wanted(session: Session, clock: FixedClock) -> int:
    job = jobs.enqueue(session, "prune", now=clock.now())
    session.commit()
    return job.id or 0


def state_of(job_id: int) -> Job:
    with reading() as session:
        return session.get_one(Job, job_id)


def taken(job_id: int, runner: str, clock: FixedClock) -> jobs.Claim | None:
    with transaction() as session:
        return jobs.claim(session, job_id, runner=runner, now=clock.now(), lease_seconds=60)


def test_a_job_wanted_in_a_transaction_that_fails_is_not_wanted(
    database: Database, clock: FixedClock
) -> None:
    def want_and_fail() -> None:
        with transaction() as session:
            jobs.enqueue(session, "prune", now=clock.now())
            raise ValueError("changed my mind")

    with pytest.raises(ValueError, match="changed my mind"):
        want_and_fail()
    with reading() as session:
        assert jobs.list_waiting(session, now=clock.now()) == []


def test_a_job_is_claimed_by_one_only(session: Session, clock: FixedClock) -> None:
    job_id = wanted(session, clock)
    assert taken(job_id, "first", clock) is not None
    assert taken(job_id, "second", clock) is None


def test_a_finished_job_is_not_run_again_when_its_id_is_delivered_twice(
    session: Session, clock: FixedClock
) -> None:
    job_id = wanted(session, clock)
    assert run_job(job_id, SETTINGS, runner="first") is True
    assert run_job(job_id, SETTINGS, runner="second") is False
    assert state_of(job_id).attempts == 1


def test_an_expired_lease_is_handed_on_and_the_late_runner_writes_nothing(
    session: Session, clock: FixedClock
) -> None:
    job_id = wanted(session, clock)
    late = taken(job_id, "late", clock)
    assert late is not None
    clock.move(seconds=61)
    assert sweep() == 1
    assert run_job(job_id, SETTINGS, runner="second") is True
    with pytest.raises(jobs.LeaseLost), transaction() as other:
        jobs.finish(other, late, now=clock.now(), result={"by": "late"})
    job = state_of(job_id)
    assert job.state is JobState.DONE
    assert job.result == {"deleted": 0, "forgotten": 0, "reports": 0}


def test_a_heartbeat_keeps_the_lease(session: Session, clock: FixedClock) -> None:
    held = taken(wanted(session, clock), "alive", clock)
    assert held is not None
    for _ in range(5):
        clock.move(seconds=50)
        with transaction() as other:
            jobs.heartbeat(other, held, now=clock.now(), lease_seconds=60)
        assert sweep() == 0


def test_a_job_whose_runners_keep_dying_ends_as_failed_with_a_remedy(
    session: Session, clock: FixedClock
) -> None:
    job_id = wanted(session, clock)
    for attempt in range(jobs.MAX_ATTEMPTS):
        assert taken(job_id, f"runner {attempt}", clock) is not None
        clock.move(seconds=61)
        sweep()
    job = state_of(job_id)
    assert job.state is JobState.FAILED
    assert "Starta om" in (job.error or "")


def test_a_task_that_fails_is_tried_again_later_and_then_given_up(
    session: Session, clock: FixedClock
) -> None:
    job_id = jobs.enqueue(session, "send_mail", {"mail_id": "not a number"}, now=clock.now()).id or 0
    session.commit()
    for _ in range(jobs.MAX_ATTEMPTS):
        assert run_job(job_id, SETTINGS, runner="r") is True
        assert run_job(job_id, SETTINGS, runner="r") is False
        clock.move(minutes=5)
    job = state_of(job_id)
    assert job.state is JobState.FAILED
    assert "TypeError" in (job.error or "")
    assert str(job_id) in (job.error or "")


def test_one_waiting_job_under_a_key_is_enough_but_a_running_one_is_not(
    session: Session, clock: FixedClock
) -> None:
    def want() -> int:
        with transaction() as other:
            return jobs.enqueue(other, "prune", now=clock.now(), unique_key="prune:1").id or 0

    first = want()
    assert want() == first
    assert taken(first, "r", clock) is not None
    assert want() != first


def test_the_days_jobs_are_wanted_once_a_day(database: Database, clock: FixedClock) -> None:
    want_daily_jobs()
    want_daily_jobs()
    with reading() as session:
        todays = jobs.list_jobs_of_all_hubs(session)
    assert sorted(each.kind for each in todays) == sorted(DAILY)
    for each in todays:
        run_job(each.id or 0, SETTINGS, runner="r")
    want_daily_jobs()
    clock.move(days=1)
    want_daily_jobs()
    with reading() as session:
        assert len(jobs.list_jobs_of_all_hubs(session)) == 2 * len(DAILY)


def test_what_one_hub_wanted_does_not_stand_in_for_the_days_job(session: Session, clock: FixedClock) -> None:
    hub = factories.a_hub(session)
    later = clock.now() + timedelta(days=1)
    jobs.enqueue(session, "wipe_notes", now=clock.now(), hub_id=hub.id, not_before=later)
    session.commit()
    want_daily_jobs()
    with reading() as other:
        days = [each.kind for each in jobs.list_jobs_of_all_hubs(other) if each.hub_id is None]
    assert sorted(days) == sorted(DAILY)


def test_a_waiting_job_is_handed_to_the_queue_once_a_lease_and_again_when_it_waits_anew(
    session: Session, clock: FixedClock
) -> None:
    job_id = wanted(session, clock)
    handed: list[int] = []
    handing = Handing(SETTINGS, handed.append)
    for _ in range(3):
        handing.hand_out()
    assert handed == [job_id]
    assert taken(job_id, "dies", clock) is not None
    handing.hand_out()
    clock.move(seconds=61)
    sweep()
    handing.hand_out()
    assert handed == [job_id, job_id]
    hasty = Handing(SETTINGS.model_copy(update={"lease_seconds": 0.0}), handed.append)
    hasty.hand_out()
    hasty.hand_out()
    assert handed == [job_id] * 4


def test_old_finished_jobs_are_thrown_away_and_waiting_ones_kept(session: Session, clock: FixedClock) -> None:
    old = wanted(session, clock)
    run_job(old, SETTINGS, runner="r")
    clock.move(days=31)
    waiting = wanted(session, clock)
    run_job(wanted(session, clock), SETTINGS, runner="r")
    with reading() as other:
        ids = {job.id for job in jobs.list_jobs_of_all_hubs(other)}
    assert old not in ids
    assert waiting in ids


def letter(session: Session, clock: FixedClock) -> tuple[int, int]:
    row = mail.queue_mail(
        session, to_address="kjell@exempel.example", to_name="Kjell Exempelström", subject="Era\nförslag",
        text="Hej Kjell,\n\nhär är länken.", now=clock.now(),
    )  # fmt: skip
    job_id = jobs.list_waiting(session, now=clock.now())[-1]
    session.commit()
    return row.id or 0, job_id


def test_without_a_mail_server_the_letter_stays_in_the_outbox(session: Session, clock: FixedClock) -> None:
    _mail_id, job_id = letter(session, clock)
    run_job(job_id, SETTINGS, runner="r")
    with reading() as other:
        [row] = mail.list_mail_of_all_hubs(other)
    assert row.state is mail.MailState.QUEUED
    assert row.subject == "Era förslag"


def test_a_letter_goes_out_once_however_often_its_job_is_delivered(
    session: Session, clock: FixedClock
) -> None:
    with post_office() as office:
        settings = SETTINGS.model_copy(update={"smtp_url": office.url})
        mail_id, job_id = letter(session, clock)
        for _ in range(3):
            run_job(job_id, settings, runner="r")
        again = jobs.enqueue(session, "send_mail", {"mail_id": mail_id}, now=clock.now()).id or 0
        session.commit()
        run_job(again, settings, runner="r")
    with reading() as other:
        [row] = mail.list_mail_of_all_hubs(other)
    assert office.received == [mail.message_id(row, "hubben@example.org")]
    assert row.state is mail.MailState.SENT


def test_a_server_that_is_down_keeps_the_letter_for_a_later_try(session: Session, clock: FixedClock) -> None:
    settings = SETTINGS.model_copy(update={"smtp_url": "smtp://127.0.0.1:9"})
    _mail_id, job_id = letter(session, clock)
    run_job(job_id, settings, runner="r")
    job = state_of(job_id)
    assert job.state is JobState.QUEUED
    assert job.not_before - clock.now() > timedelta(seconds=5)
