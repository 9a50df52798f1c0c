"""A served application on a real database and a real browser."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from iuc_hub import clock, db
from iuc_hub.config import Settings
from iuc_hub.db import Database
from iuc_hub.demo.data import UserTold
from iuc_hub.demo.seed import seed
from tests.databases import postgres_database, sqlite_database
from tests.house_rules import ROOT
from tests.missing import missing

START_SECONDS = 120
expect.set_options(timeout=60_000)  # a busy machine's first matching loads dictionaries
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Site:
    """A running server, its address and the database behind it."""

    url: str
    database: Database


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_served(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(START_SECONDS * 10):
        if process.poll() is not None:
            pytest.fail(f"the server stopped with exit code {process.returncode}")
        try:
            with urlopen(f"{url}/login", timeout=20):  # noqa: S310 - our own server
                return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail("the server did not answer in time")


def serve(database: Database) -> "tuple[subprocess.Popen[bytes], str]":
    """`iuc-hub serve` as a person starts it, on a free port."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "IUC_DATABASE_URL": database.url,
        "IUC_PUBLIC_URL": url,
        "IUC_LOGIN_LIMIT": "1000 per minute",
    }
    command = [sys.executable, "-m", "iuc_hub.cli.main", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, cwd=ROOT)  # noqa: S603 - our own command
    return process, url


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The application served from an empty database with the whole schema."""
    if not (ROOT / "iuc_hub/web/static/vendor").is_dir():
        missing("The front end", "run make setup first")
    with ExitStack() as stack:
        if request.param == "sqlite":
            database = stack.enter_context(sqlite_database(tmp_path_factory.mktemp("site")))
        else:
            database = stack.enter_context(postgres_database())
        before = db.use(database)
        process, url = serve(database)
        try:
            wait_until_served(url, process)
            yield Site(url, database)
        finally:
            process.terminate()
            process.wait(timeout=60)
            if before is not None:
                db.use(before)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        missing("Chromium", "not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@dataclass(frozen=True)
class Demo:
    """The demo hub, served: its address, and who can log in."""

    url: str
    users: Sequence[UserTold]

    def user(self, role: str) -> UserTold:
        """The first of a role on the list."""
        return next(each for each in self.users if each.role == role)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The hub and its companies told by hand; tests that use it run after each other, and leave it usable."""
    with sqlite_database(tmp_path_factory.mktemp("demo")) as database:
        before = db.use(database)
        seeded = seed(Settings(_env_file=None), now=clock.now(), today=clock.today())
        process, url = serve(database)
        if before is not None:
            db.use(before)
        try:
            wait_until_served(url, process)
            yield Demo(url, tuple(seeded.logins))
        finally:
            process.terminate()
            process.wait(timeout=60)


def log_in(page: Page, url: str, user: UserTold) -> None:
    page.goto(f"{url}/login")
    page.fill("#email", user.email)
    page.fill("#password", user.password)
    page.click("button[type=submit]")
    page.wait_for_url(re.compile("^(?!.*/login)"))


OpenPage = Callable[[int], Page]


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """``open_page(390)`` opens a page of that width in a browser of its own, in Swedish."""
    contexts: list[BrowserContext] = []

    def page_of(width: int) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="sv-SE")
        context.set_default_timeout(90_000)
        contexts.append(context)
        return context.new_page()

    yield page_of
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker's script."""
    path = ROOT / "node_modules/axe-core/axe.min.js"
    if not path.is_file():
        missing("axe", "run make setup first")
    return Path(path).read_text(encoding="utf-8")
