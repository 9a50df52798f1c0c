"""The page of what a support's planned wording would change, as far as it is counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.queries import get_support
from iuc_hub.errors import N_, NotFound
from iuc_hub.jobs import Job, JobState
from iuc_hub.recommendations.previews import queries, supports
from iuc_hub.recommendations.previews.pages import PreviewPage, preview_page

MOST = 500
"""Moved matches that a page shows; the others stand on pages after it."""


@dataclass(frozen=True)
class PlannedPage:
    """Which companies come to be let in or out, and all matches that move; None while it is counted.

    ``shifts`` holds verdict before, verdict after, and how many companies.
    """

    support: Support
    job: Job
    shifts: Sequence[tuple[str, str, int]]
    moved: PreviewPage | None


def planned_page(session: Session, scope: Scope, job_id: int, *, skip: int = 0) -> PlannedPage:
    """What a planned wording would change in the caller's hub.

    Raises:
        NotFound: no such preview of the caller's hub.
    """
    job = queries.find_job(session, scope, job_id, supports.KIND)
    if job is None:
        raise NotFound(N_("Förhandsvisningen finns inte. Öppna stödet och gör den igen."))
    support = get_support(session, scope, str(job.arguments["support_id"]), drafts=True)
    result: Any = job.result
    is_done = job.state is JobState.DONE
    return PlannedPage(
        support,
        job,
        [(before, after, count) for before, after, count in result["shifts"]] if is_done else [],
        preview_page(session, scope, result, most=MOST, skip=skip) if is_done else None,
    )
