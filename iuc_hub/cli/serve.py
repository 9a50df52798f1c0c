"""Serves the application: waitress and one supervised runner when embedded, gunicorn in production."""

import errno
import os
import signal
import subprocess
import sys
import threading

import click
import structlog
import waitress
from flask import Flask

from iuc_hub.app import create_app
from iuc_hub.catalogue.shelf import start_warming
from iuc_hub.config import Mode, Settings
from iuc_hub.errors import N_, Conflict
from iuc_hub.logs import set_up_logs

RUNNER = (sys.executable, "-m", "workers.runner", "--supervised")
RESTART_SECONDS = 1.0
STOP_SECONDS = 30.0
THREADS = 8
log = structlog.get_logger()


class SupervisedRunner:
    """Keeps one runner process alive beside the web server, started again whenever it dies."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._starting = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep_alive, name="runner-supervisor", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def _keep_alive(self) -> None:
        while (process := self._started()) is not None:
            code = process.wait()
            if not self._stopped.is_set():
                log.warning("runner_died", exit_code=code)
                self._stopped.wait(RESTART_SECONDS)

    def _started(self) -> "subprocess.Popen[bytes] | None":
        """A new runner, unless the server stops; the pipe's end tells it if the server is killed."""
        with self._starting:
            if self._stopped.is_set():
                return None
            self._process = subprocess.Popen(RUNNER, stdin=subprocess.PIPE)  # noqa: S603 - our own module
            return self._process

    def stop(self) -> None:
        """Let the job under way finish, then end the process."""
        with self._starting:
            self._stopped.set()
            if self._process is not None and self._process.poll() is None:
                self._process.terminate()
        self._thread.join(timeout=STOP_SECONDS)


def serve_embedded(settings: Settings) -> None:
    """Serve until terminated; the runner ends with the server."""
    app = create_app(settings)
    os.environ |= {"IUC_DATABASE_URL": settings.database_url, "IUC_PUBLIC_URL": settings.public_url}
    server = _listening(app, settings)
    start_warming()
    runner = SupervisedRunner()
    runner.start()
    signal.signal(signal.SIGTERM, lambda *_ignored: sys.exit(0))
    click.echo(f"IUC Hub: http://{settings.host}:{settings.port}", err=True)
    try:
        server.run()
    finally:
        runner.stop()


def _listening(app: Flask, settings: Settings) -> "waitress.server.BaseWSGIServer":
    """The server on its port.

    Raises:
        Conflict: something else listens there.
    """
    try:
        return waitress.create_server(app, host=settings.host, port=settings.port, threads=THREADS)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        message = N_("Porten %(port)s används redan. Välj en annan, till exempel %(other)s.")
        raise Conflict(message, port=settings.port, other=settings.port + 1) from error


def application() -> Flask:
    """What gunicorn's processes serve: the application with its logs in the settings' format."""
    settings = Settings()
    set_up_logs(settings)
    return create_app(settings)


def serve_production(settings: Settings) -> None:
    """Become gunicorn; jobs are run by `iuc-hub worker`, on this machine or others.

    Its access log stays off: it would tell companies' links. The application logs each request by its route.
    """
    command = [
        sys.executable, "-m", "gunicorn", "iuc_hub.cli.serve:application()",
        "--bind", f"{settings.host}:{settings.port}", "--workers", str(2 * (os.cpu_count() or 1)),
    ]  # fmt: skip
    os.execv(sys.executable, command)  # noqa: S606 - our own module, no shell


@click.command()
@click.option("--host", help="Address to listen on; else IUC_HOST.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on; else IUC_PORT.")
def serve(host: str | None, port: int | None) -> None:
    """Serve the application as the environment's IUC_ settings say.

    Example: IUC_PORT=8080 iuc-hub serve
    """
    changed = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = Settings().model_copy(update=changed)
    set_up_logs(settings)
    if settings.mode is Mode.PRODUCTION:
        serve_production(settings)
    else:
        serve_embedded(settings)
