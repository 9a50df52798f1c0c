"""The server and its runner live and die together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from iuc_hub import clock, db, mail
from iuc_hub.db import reading, transaction
from tests.databases import sqlite_database
from tests.house_rules import ROOT
from tests.integration.jobs.post_office import post_office

PATIENCE = 240
"""Seconds: a machine that others use too may take long over little."""
SERVE = [sys.executable, "-m", "iuc_hub.cli.main", "serve", "--port"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(true: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > deadline:
            pytest.fail(f"{what} did not happen within {PATIENCE} seconds")
        time.sleep(0.05)


def runners_of(parent: int) -> list[int]:
    """Process numbers of a process's runners."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = status.read_text().rsplit(")", 1)[1].split()
            command = (status.parent / "cmdline").read_text()
        except OSError:
            continue
        if int(after_name[1]) == parent and "workers.runner" in command and after_name[0] != "Z":
            found.append(int(status.parent.name))
    return found


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def answers(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def write_letter() -> None:
    with transaction() as session:
        mail.queue_mail(session, to_address="a@exempel.example", subject="Hej", text="Hej.", now=clock.now())


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds child processes in /proc")
def test_a_killed_runner_is_started_again_and_none_outlives_its_server(tmp_path: Path) -> None:
    with sqlite_database(tmp_path) as database, post_office() as office:
        before = db.use(database)
        environment = os.environ | {
            "IUC_DATABASE_URL": database.url, "IUC_SMTP_URL": office.url, "IUC_POLL_SECONDS": "0.1",
            "IUC_LEASE_SECONDS": "2",
        }  # fmt: skip
        for ending, code in ((signal.SIGTERM, 0), (signal.SIGKILL, -signal.SIGKILL)):
            port = free_port()
            server = subprocess.Popen([*SERVE, str(port)], env=environment, cwd=ROOT)  # noqa: S603 - our own command
            try:
                until(lambda port=port: answers(port), "the server's first answer")
                until(lambda server=server: runners_of(server.pid), "the runner's start")
                [first] = runners_of(server.pid)
                os.kill(first, signal.SIGKILL)
                wanted = len(office.received) + 1
                write_letter()
                until(lambda wanted=wanted: len(office.received) == wanted, "the letter's delivery")
                [second] = runners_of(server.pid)
                assert second != first
                server.send_signal(ending)
                assert server.wait(PATIENCE) == code
                until(lambda second=second: not alive(second), "the runner's end")
            finally:
                server.kill()
                server.wait()
        with reading() as session:
            assert {row.state for row in mail.list_mail_of_all_hubs(session)} == {mail.MailState.SENT}
        if before is not None:
            db.use(before)
