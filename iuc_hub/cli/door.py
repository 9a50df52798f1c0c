"""The command line's door to the database: opened once by the settings of the environment."""

from iuc_hub import db
from iuc_hub.config import Settings
from iuc_hub.schema import import_tables


def open_database(settings: Settings | None = None) -> Settings:
    """Make the settings' database this process's, with every table known; returns the settings."""
    settings = settings or Settings()
    import_tables()
    db.use(db.Database(settings.database_url))
    return settings
