"""The migrated schema is the models' schema, and a database of an earlier version keeps its rows."""

import re
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, inspect, text

from iuc_hub import schema
from iuc_hub.db import Database, metadata
from tests.databases import postgres_database, sqlite_database

Shape = set[tuple[str, ...]]


def shape(engine: Engine) -> Shape:
    """Checks, keys, unique constraints and indexes, which a comparison of columns would not see."""
    found: Shape = set()
    inspector = inspect(engine)
    for table in inspector.get_table_names():
        for check in inspector.get_check_constraints(table):
            words = re.sub(r"\s+", " ", str(check["sqltext"]))
            found.add((table, "check", str(check["name"]), words))
        for key in inspector.get_foreign_keys(table):
            found.add((table, "key", str(key["name"]), str(key["constrained_columns"]), str(key["options"])))
        for unique in inspector.get_unique_constraints(table):
            found.add((table, "unique", str(unique["name"]), str(unique["column_names"])))
        for index in inspector.get_indexes(table):
            found.add((table, "index", str(index["name"]), str(index["column_names"])))
    return found


def of_models(database: Database) -> Shape:
    with database.engine.begin() as connection:
        metadata.drop_all(connection)
        metadata.create_all(connection)
    return shape(database.engine)


def test_the_migrations_build_what_the_models_say_on_sqlite(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    with sqlite_database(tmp_path) as migrated:
        ours = shape(migrated.engine)
    models = Database(f"sqlite:///{tmp_path / 'models' / 'hub.sqlite3'}")
    assert ours == of_models(models)
    models.dispose()


def test_the_migrations_build_what_the_models_say_on_postgresql() -> None:
    with postgres_database() as migrated, postgres_database() as models:
        assert shape(migrated.engine) == of_models(models)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_database_of_the_first_version_keeps_its_rows(kind: str, tmp_path: Path) -> None:
    with postgres_database() if kind == "postgresql" else sqlite_database(tmp_path) as database:
        with database.engine.begin() as connection:
            schema.import_tables()
            metadata.drop_all(connection)
            connection.execute(text("DROP TABLE alembic_version"))
            config = schema.alembic_config()
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
            for statement in FIRST_ROWS:
                connection.execute(text(statement), {"day": DAY} if ":day" in statement else {})
        schema.upgrade(database)
        with database.engine.connect() as connection:
            kept = connection.execute(text("SELECT name, group_id, merged_into FROM company")).all()
            met = connection.execute(text("SELECT company_id, state, upload_id FROM interview")).all()
            places = connection.execute(text("SELECT county FROM support_place ORDER BY county")).all()
            days = connection.execute(text("SELECT day, is_last FROM support_day ORDER BY day")).all()
        assert [tuple(row) for row in kept] == [("Exempel AB", None, None)]
        assert [tuple(row) for row in places] == [("18",), ("20",)]
        assert [(str(row[0])[:10], bool(row[1])) for row in days] == [
            ("2026-12-01", False),
            ("2027-02-01", True),
        ]
        assert [tuple(row) for row in met] == [(1, "planned", None)]


DAY = "2026-11-02 08:00:00"
FIRST_ROWS = (
    "INSERT INTO hub (id, slug, name, county, email, phone) VALUES (1, 'ex', 'Exempel', '18', 'a@b.example', '')",
    (
        'INSERT INTO "user" (id, hub_id, role, name, email, email_key, phone, password_hash, language, active, '
        "created_at) VALUES (1, 1, 'advisor', 'Siv', 's@b.example', 's@b.example', '', 'x', 'sv', true, :day)"
    ),
    (
        "INSERT INTO company (id, hub_id, organisation_number, name, name_key, legal_form, municipality_code, "
        "address, advisor_id, created_at) VALUES (1, 1, '5599990001', 'Exempel AB', 'exempel ab', 'AB', '1880', "
        "'', 1, :day)"
    ),
    "INSERT INTO guide_text (id, name, version, digest, text, stored_at) VALUES (1, 'tbn', '1', 'd', 't', :day)",
    (
        "INSERT INTO interview (id, hub_id, company_id, guide_id, advisor_id, state, planned_at, created_at) "
        "VALUES (1, 1, 1, 1, 1, 'planned', :day, :day)"
    ),
    (
        "INSERT INTO support (id, state, revision, kind, title, title_key, provider, search_key, is_example, record, "
        "updated_at) VALUES ('a', 'published', 1, 'call', 'A', 'a', '', 'a', false, "
        """'{"eligibility": {"counties": ["20"]}, "municipalities": ["1880"], "closes": "2027-02-01", """
        """"cutoffs": ["2026-12-01", "2027-03-01"]}', '2026-11-02 08:00:00+00:00')"""
    ),
)
