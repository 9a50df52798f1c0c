"""Fit a version of the model, and preview what words or a support's rules would change."""

from collections.abc import Sequence
from typing import Any

from iuc_hub import clock
from iuc_hub.db import reading
from iuc_hub.recommendations.learning import fitting
from iuc_hub.recommendations.previews import supports, words
from iuc_hub.recommendations.previews.sampling import Sample
from workers.work import Work


def fit_version(work: Work) -> None:
    """Learn from the hub's decisions and compare, then store the candidate together with the job's end."""
    hub_id, user_id, today = work.number("hub_id"), work.number("user_id"), clock.today()
    with reading() as session:
        gathered = fitting.gather(session, hub_id)
    made = fitting.fit(gathered, today, work.progress)
    with work.last_step() as session:
        work.result.update(fitting.store(session, hub_id, user_id, made, now=clock.now()))


def preview_words(work: Work) -> None:
    """Count what the words would move; the job's result is the preview."""
    additions: Any = work.claim.arguments["additions"]
    with reading() as session:
        gathered = words.gather(session, work.number("hub_id"), additions)
    found = words.count(gathered, work.progress)
    with work.last_step():
        work.result.update(found)


def preview_support(work: Work) -> None:
    """Count what the planned wording would move; the job's result is the preview."""
    record: Any = work.claim.arguments["record"]
    support_id, today, hub_id = str(work.claim.arguments["support_id"]), clock.today(), work.number("hub_id")
    with reading() as session:
        gathered = supports.gather(session, hub_id, support_id, record, today)

    def read(result_ids: Sequence[int]) -> Sample:
        with reading() as session:
            return supports.needs_of(session, hub_id, result_ids)

    found = supports.count(gathered, today, work.progress, read)
    with work.last_step():
        work.result.update(found)
