"""Runs the migrations on the connection that iuc_hub.schema hands over."""

from alembic import context

from iuc_hub import schema
from iuc_hub.config import Settings
from iuc_hub.db import Database, metadata

schema.import_tables()


def run() -> None:
    """Migrate the given connection, or the database of the settings when alembic is run by hand."""
    connection = context.config.attributes.get("connection")
    if connection is None:
        with Database(Settings().database_url).engine.begin() as opened:
            _migrate(opened)
    else:
        _migrate(connection)


def _migrate(connection: object) -> None:
    context.configure(
        connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True
    )
    with context.begin_transaction():
        context.run_migrations()


run()
