"""Wanting a preview: one at a time waits for each person, with what they asked for last."""

from datetime import datetime

from sqlmodel import Session

from iuc_hub import jobs
from iuc_hub.accounts.scope import Scope
from iuc_hub.jobs import Job
from iuc_hub.versions.queries import lock_hub


def want_preview(
    session: Session, scope: Scope, kind: str, arguments: dict[str, object], *, now: datetime
) -> Job:
    """A job that counts it; one of the kind that still waits for the same person counts this instead."""
    lock_hub(session, scope.hub)
    told = {"hub_id": scope.hub, **arguments}
    job = jobs.enqueue(
        session, kind, told, now=now, hub_id=scope.hub, requested_by=scope.user_id,
        unique_key=f"{kind}:{scope.hub}:{scope.user_id}",
    )  # fmt: skip
    job.arguments = told
    session.add(job)
    session.flush()
    return job
