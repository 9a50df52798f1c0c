"""Previews what it would do to stored matches that a support says something else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from iuc_hub import jobs, taxonomy
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.records import known_support, record_of
from iuc_hub.catalogue.services import current_index
from iuc_hub.jobs import Job
from iuc_hub.recommendations.previews.records import Record, joined, preview_record
from iuc_hub.recommendations.previews.sampling import LISTED, Sample, sample, some_at_a_time
from matching.index import Index
from matching.previews import with_support
from matching.types import Support as KnownSupport

KIND = "preview_support"
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Gathered:
    """All that a preview is counted from, so that no transaction waits while it is."""

    index: Index
    support: KnownSupport
    sample: Sample


def want(session: Session, scope: Scope, support: KnownSupport, *, now: datetime) -> Job:
    """Want a job that counts what it moves in the caller's hub if the support says this."""
    return jobs.enqueue(
        session, KIND, {"hub_id": scope.hub, "support_id": support.id, "record": record_of(support)}, now=now,
        hub_id=scope.hub, requested_by=scope.user_id,
    )  # fmt: skip


def gather(session: Session, hub_id: int, support_id: str, record: Mapping[str, object]) -> Gathered:
    scope = Scope(role=Role.HUB_ADMIN, actor="system", hub_id=hub_id)
    index = current_index(session, scope)
    return Gathered(index, known_support(record, support_id), sample(session, scope))


def count(gathered: Gathered, tell: Tell) -> Record:
    """The preview as it is kept; every match that moves is named."""
    found, done = [], 0
    for needs in some_at_a_time(gathered.sample.needs):
        tell(done, len(gathered.sample.needs))
        found.append(with_support(gathered.index, gathered.support, needs, taxonomy.hierarchies(), LISTED))
        done += len(needs)
    return preview_record(joined(found), gathered.sample, most=None)
