"""One SQLite file for several processes: how it is opened, and how they take turns at writing.

SQLite lets one process write at a time, and its own waiting asks ever more seldom, up to a tenth of a second apart. A
job that writes one transaction after the other would then keep a person's request out until it gives up. So whoever
waits asks every few milliseconds here, and work in the background leaves a gap after each of its transactions in which
somebody who waits is sure to ask.
"""

import json
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection

PATIENCE_SECONDS = 20.0
"""How long a transaction waits for its turn to write before it fails as busy."""
ASK_EVERY_SECONDS = 0.004
GAP_SECONDS = 0.02
"""Several times as long as the pause between two askings."""
ROWS_LOOKED_AT = 1_000


def sqlite_engine(url: str) -> Engine:
    """An engine on the file, its folder made where it is missing."""
    path = url.removeprefix("sqlite:///")
    if path and not path.startswith(":"):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"check_same_thread": False}, json_deserializer=_read_json)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _read_json(stored: str | float) -> object:
    """The value of a JSON column; plain numbers come as numbers, which would cost an error caught for each."""
    return json.loads(stored) if isinstance(stored, str) else stored


def give_way(engine: Engine) -> None:
    """Let whoever waits to write have their turn; other databases see to that themselves."""
    if engine.dialect.name == "sqlite":
        time.sleep(GAP_SECONDS)


def gather_statistics(engine: Engine) -> None:
    """Let SQLite look at what is stored, which it chooses its indexes by; PostgreSQL does so without being asked."""
    if engine.dialect.name == "sqlite":
        with engine.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA analysis_limit={ROWS_LOOKED_AT}")
            connection.exec_driver_sql("ANALYZE")


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        f"busy_timeout={PATIENCE_SECONDS * 1000:.0f}",
        "synchronous=NORMAL",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    if not connection.get_execution_options().get("write", True):
        connection.exec_driver_sql("BEGIN")
        return
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA busy_timeout=0")
    try:
        _wait_for_turn(connection, time.monotonic() + PATIENCE_SECONDS)
    finally:
        driver.execute(f"PRAGMA busy_timeout={PATIENCE_SECONDS * 1000:.0f}")


def _wait_for_turn(connection: Connection, until: float) -> None:
    """Take the write lock; the last attempt's error is the one that is raised."""
    driver: Any = connection.connection.dbapi_connection
    while time.monotonic() < until:
        try:
            driver.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(ASK_EVERY_SECONDS)
        else:
            return
    connection.exec_driver_sql("BEGIN IMMEDIATE")
