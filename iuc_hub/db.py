"""The database door: one engine per process, a transaction per request, command or task."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, MetaData, UniqueConstraint, create_engine, event
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as OrmSession
from sqlmodel import Session, SQLModel

from iuc_hub.errors import N_, Conflict, HubError
from iuc_hub.sqlite_file import gather_statistics, give_way, sqlite_engine

Json = JSON().with_variant(JSONB(), "postgresql")
"""Column type for values whose shape the code, not the database, knows."""


def enum_text(kind: type[StrEnum], name: str | None = None) -> Any:  # noqa: ANN401 - a column type in SQLModel's loose sense
    """Column type storing a StrEnum by its value, with a check constraint named ``name`` or after the enum."""
    return SqlEnum(
        kind, native_enum=False, length=24, create_constraint=True, name=name or kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )  # fmt: skip


metadata: MetaData = SQLModel.metadata
metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Database:
    """An engine with the same behaviour on SQLite and PostgreSQL."""

    def __init__(self, url: str, *, gives_way: bool = False) -> None:
        """``gives_way`` is for work in the background: people's requests may write between its transactions."""
        self.url = url
        self.gives_way = gives_way
        self.engine = (
            sqlite_engine(url) if url.startswith("sqlite") else create_engine(url, pool_pre_ping=True)
        )

    def session(self, *, write: bool) -> Session:
        """With ``write`` the transaction takes the write lock at once (SQLite); without, writes are refused."""
        bind = self.engine.execution_options(write=write)
        session = Session(bind, expire_on_commit=False)
        session.info["write"] = write
        return session

    def gather_statistics(self) -> None:
        """Keep the database's choice of indexes good while it grows; a matter of a second."""
        gather_statistics(self.engine)

    def dispose(self) -> None:
        self.engine.dispose()


_current: list[Database] = []
_explanations: dict[str, tuple[str, str | None]] = {}


def use(database: Database) -> Database | None:
    """Make ``database`` this process's database; return the one before."""
    before = _current[0] if _current else None
    _current[:] = [database]
    return before


def current() -> Database:
    """This process's database.

    Raises:
        RuntimeError: when no door has opened one yet.
    """
    if not _current:
        raise RuntimeError("No database is open in this process; call db.use() first.")
    return _current[0]


@contextmanager
def transaction() -> Iterator[Session]:
    """Commit what the block wrote, or roll all of it back; a broken constraint becomes its typed error."""
    database = current()
    with database.session(write=True) as session:
        try:
            yield session
            session.commit()
        except IntegrityError as error:
            session.rollback()
            raise explained(error) from error
        except BaseException:
            session.rollback()
            raise
    if database.gives_way:
        give_way(database.engine)


@contextmanager
def reading() -> Iterator[Session]:
    """A session that only reads; writing in it is a programming error and is refused."""
    with current().session(write=False) as session:
        yield session  # closing ends the transaction and leaves what was loaded readable


def explain_constraint(name: str, message: str, *, field: str | None = None) -> None:
    """Say once what a broken constraint means to the user; ``name`` is the constraint's name."""
    _explanations[name] = (message, field)


def explained(error: IntegrityError) -> HubError:
    """The typed error for a broken constraint; an unknown one is a conflict told in general words."""
    message, field = _explanations.get(
        broken_constraint(error) or "",
        (N_("Uppgifterna krockar med något som redan finns. Ladda om sidan och försök igen."), None),
    )
    return Conflict(message, field=field)


def broken_constraint(error: IntegrityError) -> str | None:
    """The name of the constraint that a database error is about, where the database tells."""
    diagnostics = getattr(error.orig, "diag", None)
    if diagnostics is not None:
        name: str | None = diagnostics.constraint_name
        return name
    text = str(error.orig)
    if check := re.match(r"CHECK constraint failed: (\w+)", text):
        return check[1]
    if unique := re.match(r"UNIQUE constraint failed: (.+)", text):
        return _unique_name([column.strip() for column in unique[1].split(",")])
    return None


def _unique_name(columns: list[str]) -> str | None:
    table_name = columns[0].split(".")[0]
    wanted = {column.split(".")[1] for column in columns}
    table = metadata.tables.get(table_name)
    constraints = table.constraints if table is not None else set()
    for constraint in constraints:
        if isinstance(constraint, UniqueConstraint) and {c.name for c in constraint.columns} == wanted:
            return str(constraint.name)
    return None


@event.listens_for(OrmSession, "before_flush")
def _refuse_writes_when_reading(session: OrmSession, _context: object, _instances: object) -> None:
    if session.info.get("write") is False and (session.new or session.dirty or session.deleted):
        raise RuntimeError("Something wrote inside reading(); use transaction() at the door instead.")
