"""The database's schema: brought to the newest migration, and compared with the models."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from iuc_hub.db import Database, metadata

TRIGGERS = "iuc_hub.reports.memory.triggers"
MIGRATIONS = Path(__file__).parent.parent / "migrations"
TABLES = (
    "iuc_hub.accounts.models",
    "iuc_hub.versions.models",
    "iuc_hub.uploads.models",
    "iuc_hub.companies.models",
    "iuc_hub.companies.dealings",
    "iuc_hub.interviews.models",
    "iuc_hub.catalogue.models",
    "iuc_hub.recommendations.models",
    "iuc_hub.members.models",
    "iuc_hub.reports.models",
    "iuc_hub.jobs",
    "iuc_hub.mail",
    "iuc_hub.audit",
)


def import_tables() -> None:
    """Import every module that declares tables, so that the metadata is whole."""
    for module in TABLES:
        import_module(module)


def alembic_config() -> Config:
    """The configuration that alembic's commands take; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def upgrade(database: Database) -> None:
    """Run every migration the database has not seen, all or none; safe to run again.

    SQLite changes a table by writing it anew, so its references are checked once, at the end.

    Raises:
        RuntimeError: a migration left rows that refer to nothing; nothing was changed.
    """
    config = alembic_config()
    with database.engine.connect() as connection, _references_unchecked(connection), connection.begin():
        config.attributes["connection"] = connection
        triggers = import_module(TRIGGERS)
        triggers.remove(connection)
        command.upgrade(config, "head")
        triggers.install(connection)
        if connection.dialect.name == "sqlite":
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if lost:
                raise RuntimeError(f"The migration left rows that refer to nothing: {lost[:5]}")


@contextmanager
def _references_unchecked(connection: Connection) -> Iterator[None]:
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.cursor()
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def heads() -> Sequence[str]:
    """The newest migrations; more than one means that two follow the same."""
    return ScriptDirectory.from_config(alembic_config()).get_heads()


def newest_of(connection: Connection) -> str | None:
    """The migration a database is at, or None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def drift(database: Database) -> list[str]:
    """What the models say that the database's schema does not, or the other way round; empty when in step."""
    import_tables()
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(difference) for difference in compare_metadata(context, metadata)]
