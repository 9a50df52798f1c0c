"""Several processes on one SQLite file take turns at writing."""

import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from iuc_hub import db, sqlite_file
from iuc_hub.db import Database, transaction

REQUESTS = 10


@pytest.fixture
def address(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path / 'turns.sqlite3'}"
    with Database(address).engine.begin() as connection:
        connection.execute(text("CREATE TABLE letter (words TEXT)"))
    return address


def test_a_request_is_not_kept_out_by_work_that_writes_all_the_time(address: str) -> None:
    background, ended = Database(address, gives_way=True), threading.Event()
    holding = threading.Event()
    written: list[int] = []

    def work() -> None:
        while not ended.is_set():
            with background.session(write=True) as session:
                session.connection()
                holding.set()
                time.sleep(0.05)
                holding.clear()
                session.commit()
            written.append(1)
            sqlite_file.give_way(background.engine)

    worker = threading.Thread(target=work)
    worker.start()
    before, passed_by = db.use(Database(address)), []
    try:
        for _request in range(REQUESTS):
            assert holding.wait(10)
            seen = len(written)
            with transaction() as session:
                session.connection().execute(text("INSERT INTO letter VALUES ('Hej')"))
                passed_by.append(len(written) - seen)
    finally:
        ended.set()
        worker.join()
        if before is not None:
            db.use(before)
    assert sum(passed_by) <= 2 * REQUESTS


def test_work_in_the_background_leaves_a_gap_after_each_transaction(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gaps: list[float] = []
    monkeypatch.setattr(sqlite_file.time, "sleep", gaps.append)
    for gives_way in (True, False):
        before = db.use(Database(address, gives_way=gives_way))
        with transaction() as session:
            session.connection().execute(text("INSERT INTO letter VALUES ('Hej')"))
        if before is not None:
            db.use(before)
    assert gaps == [sqlite_file.GAP_SECONDS]


def test_statistics_are_gathered_of_what_is_stored(address: str) -> None:
    database = Database(address)
    with database.engine.begin() as connection:
        connection.execute(text("CREATE INDEX ix_letter_words ON letter (words)"))
        connection.execute(text("INSERT INTO letter VALUES ('Hej'), ('Då')"))
    database.gather_statistics()
    with database.engine.connect() as connection:
        assert list(connection.execute(text("SELECT tbl, stat FROM sqlite_stat1"))) == [("letter", "2 1")]


def test_who_waited_too_long_is_told_that_the_database_is_busy(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "PATIENCE_SECONDS", 0.05)
    with Database(address).engine.begin(), pytest.raises(OperationalError, match="locked"):
        Database(address).engine.connect().begin()
