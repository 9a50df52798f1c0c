"""Why a job failed, in words its readers understand; the log gets what only developers do."""

import structlog

from iuc_hub import jobs
from iuc_hub.errors import HubError

log = structlog.get_logger()


def told(error: Exception, claim: jobs.Claim) -> tuple[str, dict[str, object]]:
    """The msgid and its values; the trace of an error that nobody foresaw goes to the log."""
    if isinstance(error, HubError):
        log.warning("job_failed", attempt=claim.attempt, message=error.message)
        return (error.message, error.values) if error.values else (error.message.replace("%", "%%"), {})
    log.error("job_failed", attempt=claim.attempt, exc_info=error)
    return jobs.UNFORESEEN, {"error": type(error).__name__, "job": claim.job_id}
