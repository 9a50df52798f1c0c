"""Letters reach whom they are meant for, or say why they do not."""

import pytest
from sqlmodel import Session

from iuc_hub import jobs, mail
from iuc_hub.clock import FixedClock
from iuc_hub.config import Settings
from iuc_hub.db import reading, transaction
from iuc_hub.errors import Conflict, NotFound
from iuc_hub.jobs import Job, JobState
from iuc_hub.mail import MailState
from tests.integration.jobs.post_office import PostOffice, post_office
from workers.running import run_job, sweep

SETTINGS = Settings(_env_file=None)


def queued(session: Session, clock: FixedClock, address: str = "kjell@exempel.example") -> int:
    mail.queue_mail(session, to_address=address, subject="Era förslag", text="Hej.", now=clock.now())
    [job_id] = jobs.list_waiting(session, now=clock.now())
    session.commit()
    return job_id


def sent_by(office: PostOffice, job_id: int) -> tuple[Job, mail.Mail]:
    """The job and the letter after one try."""
    run_job(job_id, SETTINGS.model_copy(update={"smtp_url": office.url}), runner="r")
    with reading() as session:
        [letter] = mail.list_mail_of_all_hubs(session)
        return session.get_one(Job, job_id), letter


def test_a_letter_that_is_refused_for_good_is_not_tried_again(session: Session, clock: FixedClock) -> None:
    with post_office(RCPT="550 no such person") as office:
        job, letter = sent_by(office, queued(session, clock))
    assert job.state is JobState.FAILED
    assert letter.state is MailState.FAILED
    assert job.error == (
        "Brevet till kjell@exempel.example kan inte lämnas fram (no such person). "
        "Rätta kontaktens adress och skicka på nytt."
    )


def test_an_address_nobody_can_write_to_ends_the_job_at_once(session: Session, clock: FixedClock) -> None:
    with post_office() as office:
        job, letter = sent_by(office, queued(session, clock, "kjell"))
    assert job.state is JobState.FAILED
    assert letter.state is MailState.FAILED
    assert office.heard == []


@pytest.mark.parametrize(
    "replies", [{"RCPT": "451 later, please"}, {"DATA": "452 full"}, {"MAIL": "550 who?"}]
)
def test_a_letter_put_off_or_a_server_set_up_wrong_is_tried_again(
    session: Session, clock: FixedClock, replies: dict[str, str]
) -> None:
    with post_office(**replies) as office:
        job, letter = sent_by(office, queued(session, clock))
    assert job.state is JobState.QUEUED
    assert letter.state is MailState.QUEUED
    assert "Det skickas igen av sig självt" in (job.error or "")


def test_a_mail_server_may_be_away_for_a_day(session: Session, clock: FixedClock) -> None:
    job_id = queued(session, clock)
    settings = SETTINGS.model_copy(update={"smtp_url": "smtp://127.0.0.1:9"})
    for _ in range(24):
        run_job(job_id, settings, runner="r")
        clock.move(hours=1)
    with post_office() as office:
        job, letter = sent_by(office, job_id)
    assert (job.state, letter.state) == (JobState.DONE, MailState.SENT)
    assert job.error is None


def test_a_failed_letter_goes_out_when_its_job_is_tried_again(session: Session, clock: FixedClock) -> None:
    job_id = queued(session, clock)
    with post_office(RCPT="550 mistaken") as office:
        sent_by(office, job_id)
    with transaction() as other:
        jobs.retry(other, job_id, now=clock.now())
    with post_office() as office:
        job, letter = sent_by(office, job_id)
    assert (job.state, letter.state) == (JobState.DONE, MailState.SENT)


LINK = "http://127.0.0.1:8000/c/3q2-7wAbCdEfGhIjKlMnOpQrStUvWx_Y"


def letter_with_link(session: Session, clock: FixedClock) -> int:
    text = f"Hej.\n\n{LINK}\n\nLänken är er egen."
    mail.queue_mail(
        session, to_address="kjell@exempel.example", subject="Era förslag", text=text, now=clock.now()
    )
    [job_id] = jobs.list_waiting(session, now=clock.now())
    session.commit()
    return job_id


def test_the_link_is_forgotten_once_the_letter_is_delivered(session: Session, clock: FixedClock) -> None:
    job_id = letter_with_link(session, clock)
    with reading() as other:
        assert LINK in mail.list_mail_of_all_hubs(other)[0].text
    with post_office() as office:
        _job, letter = sent_by(office, job_id)
    assert letter.state is MailState.SENT
    assert letter.text == "Hej.\n\nhttp://127.0.0.1:8000/c/…\n\nLänken är er egen."


def test_a_failed_letter_keeps_its_link_only_as_long_as_it_may_be_tried_again(
    session: Session, clock: FixedClock
) -> None:
    job_id = letter_with_link(session, clock)
    with post_office(RCPT="550 mistaken") as office:
        _job, letter = sent_by(office, job_id)
    assert LINK in letter.text
    clock.move(days=61)
    with transaction() as other:
        pruning = jobs.enqueue(other, "prune", now=clock.now()).id or 0
    run_job(pruning, SETTINGS, runner="r")
    with reading() as other:
        assert other.get(Job, job_id) is None
        [letter] = mail.list_mail_of_all_hubs(other)
    assert LINK not in letter.text
    assert letter.text.startswith("Hej.")


def test_a_letter_whose_runners_keep_dying_has_failed(session: Session, clock: FixedClock) -> None:
    job_id = queued(session, clock)
    for _ in range(mail.MAX_ATTEMPTS):
        with transaction() as other:
            assert jobs.claim(other, job_id, runner="r", now=clock.now(), lease_seconds=60) is not None
        clock.move(seconds=61)
        sweep()
    with reading() as other:
        [letter] = mail.list_mail_of_all_hubs(other)
    assert letter.state is MailState.FAILED


def test_a_password_is_not_said_over_a_line_anybody_can_read(session: Session, clock: FixedClock) -> None:
    with post_office() as office:
        job = tried_with_a_password(session, clock, office)
    assert job.state is JobState.QUEUED
    assert "STARTTLS" in (job.error or "")
    assert [command[:4].upper() for command in office.heard] == ["EHLO", "QUIT"]


def test_encryption_is_asked_for_where_it_is_offered(session: Session, clock: FixedClock) -> None:
    with post_office(EHLO="250-post office\r\n250 STARTTLS", STAR="454 not today") as office:
        job = tried_with_a_password(session, clock, office)
    assert job.state is JobState.QUEUED
    assert "STARTTLS" in office.heard
    assert not any(command.startswith("AUTH") for command in office.heard)


def tried_with_a_password(session: Session, clock: FixedClock, office: PostOffice) -> Job:
    job_id = queued(session, clock)
    url = office.url.replace("smtp://", "smtp://hub:secret@")
    run_job(job_id, SETTINGS.model_copy(update={"smtp_url": url}), runner="r")
    with reading() as other:
        return other.get_one(Job, job_id)


def test_only_a_failed_job_is_tried_again(session: Session, clock: FixedClock) -> None:
    job_id = queued(session, clock)
    with pytest.raises(Conflict), transaction() as other:
        jobs.retry(other, job_id, now=clock.now())
    with pytest.raises(NotFound), transaction() as other:
        jobs.retry(other, job_id + 1, now=clock.now())
