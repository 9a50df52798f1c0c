"""Real databases for tests: built once by the migrations, each test rolled back."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import Connection
from sqlmodel import Session

from iuc_hub.db import Database
from iuc_hub.schema import upgrade
from tests.missing import missing

POSTGRES = os.environ.get("IUC_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")


class OneConnection(Database):
    """Every session of a test joins one outer transaction, which is rolled back when the test ends."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self.url = database.url
        self.engine = database.engine
        self.gives_way = False
        self._connection = connection

    def session(self, *, write: bool) -> Session:
        session = Session(self._connection, expire_on_commit=False, join_transaction_mode="create_savepoint")
        session.info["write"] = write
        return session

    def gather_statistics(self) -> None:
        """Nothing: the test's transaction holds the file."""


@contextmanager
def rolled_back(database: Database) -> Iterator[OneConnection]:
    """A database whose changes are gone when the block ends."""
    with database.engine.connect() as connection:
        outer = connection.begin()
        yield OneConnection(database, connection)
        outer.rollback()


@contextmanager
def sqlite_database(folder: Path) -> Iterator[Database]:
    """A new file with the whole schema."""
    with _upgraded(f"sqlite:///{folder / 'hub.sqlite3'}") as database:
        yield database


@contextmanager
def postgres_database() -> Iterator[Database]:
    """A new PostgreSQL database with the whole schema, dropped afterwards."""
    name = f"iuc_hub_test_{uuid.uuid4().hex[:12]}"
    try:
        admin = psycopg.connect(f"{POSTGRES}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        missing("PostgreSQL", str(error))
    with admin:
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        try:
            url = POSTGRES.replace("postgresql://", "postgresql+psycopg://", 1)
            with _upgraded(f"{url}/{name}") as database:
                yield database
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    admin.close()


@contextmanager
def _upgraded(url: str) -> Iterator[Database]:
    database = Database(url)
    upgrade(database)
    yield database
    database.dispose()
