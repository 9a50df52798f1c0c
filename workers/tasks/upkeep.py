"""Throw away what nobody needs any more."""

from datetime import timedelta

from iuc_hub import clock, jobs
from workers.work import Work

KEPT = timedelta(days=30)


def prune(work: Work) -> None:
    """Delete jobs that finished a month ago."""
    with work.last_step() as session:
        work.result["deleted"] = jobs.prune(session, before=clock.now() - KEPT)
