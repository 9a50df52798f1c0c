"""The day's upkeep: what nobody needs is thrown away, what is due is wanted."""

from datetime import timedelta

from iuc_hub import clock, db, jobs, mail
from iuc_hub.companies.notes.services import wipe_deleted
from iuc_hub.reports import making
from iuc_hub.reports.publications.services import want_network_round_when_due
from workers.work import Work

KEPT = timedelta(days=30)


def prune(work: Work) -> None:
    """Delete jobs that finished a month ago, and forget the links of failed letters nobody can send any more."""
    now = clock.now()
    db.current().gather_statistics()
    with work.last_step() as session:
        work.result["reports"] = making.prune(session, now=now)
        making.tidy(session)
        want_network_round_when_due(session, clock.day_in_sweden(now), now=now)
        work.result["deleted"] = jobs.prune(session, before=now - KEPT)
        work.result["forgotten"] = mail.forget_links(session, before=now - 2 * KEPT)


def wipe_notes(work: Work) -> None:
    """Wipe the text of deleted notes that can't be brought back any more."""
    with work.last_step() as session:
        work.result["wiped"] = wipe_deleted(session, now=clock.now())
