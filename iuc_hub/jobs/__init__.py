"""Long work as rows: wanted in a transaction, claimed with a lease, finished exactly once."""

from iuc_hub.jobs.leases import (
    UNFORESEEN,
    Claim,
    LeaseLost,
    Swept,
    claim,
    fail,
    finish,
    heartbeat,
    split,
    sweep,
)
from iuc_hub.jobs.models import MAX_ATTEMPTS, Job, JobState
from iuc_hub.jobs.parts import Part, settle
from iuc_hub.jobs.queries import list_jobs, list_jobs_of_all_hubs, list_waiting
from iuc_hub.jobs.wishes import enqueue, enqueue_daily, prune, retry

__all__ = [
    "MAX_ATTEMPTS",
    "UNFORESEEN",
    "Claim",
    "Job",
    "JobState",
    "LeaseLost",
    "Part",
    "Swept",
    "claim",
    "enqueue",
    "enqueue_daily",
    "fail",
    "finish",
    "heartbeat",
    "list_jobs",
    "list_jobs_of_all_hubs",
    "list_waiting",
    "prune",
    "retry",
    "settle",
    "split",
    "sweep",
]
