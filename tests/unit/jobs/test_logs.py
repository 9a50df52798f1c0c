"""Log lines for people and for collectors."""

import json
import subprocess
import sys

import pytest

EVENTS = """
import logging, structlog
from iuc_hub.config import Settings
from iuc_hub.logs import set_up_logs
set_up_logs(Settings(_env_file=None, log_format={format!r}))
log = structlog.get_logger("workers.running")
def fail(secret):
    raise ValueError("broken")
with structlog.contextvars.bound_contextvars(job=7, hub=1):
    log.info("job_done", attempt=2)
    logging.getLogger("waitress").warning("queue depth is %d", 3)
    logging.getLogger("waitress").info("not told")
    try:
        fail("hemligt-brev")
    except ValueError as error:
        log.error("job_failed", exc_info=error)
"""


def lines(log_format: str) -> str:
    code = EVENTS.replace("{format!r}", repr(log_format))
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr  # noqa: S603 - our own interpreter


def test_every_line_for_collectors_is_json_with_the_job_and_its_hub() -> None:
    done, depth, failed = (json.loads(line) for line in lines("json").splitlines())
    assert (done["event"], done["attempt"], done["job"], done["hub"]) == ("job_done", 2, 7, 1)
    assert (depth["event"], depth["logger"], depth["job"]) == ("queue depth is 3", "waitress", 7)
    assert "ValueError: broken" in failed["exception"]


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_a_trace_does_not_tell_what_the_variables_held(log_format: str) -> None:
    told = lines(log_format)
    assert "ValueError: broken" in told
    assert "hemligt-brev" not in told.replace('fail("hemligt-brev")', "")
