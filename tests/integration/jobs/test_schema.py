"""The migrations build what the models say, on both databases."""

from iuc_hub import schema
from iuc_hub.db import Database


def test_the_migrated_database_is_what_the_models_say(built_database: Database) -> None:
    assert schema.drift(built_database) == []


def test_there_is_one_newest_migration_and_the_database_is_at_it(built_database: Database) -> None:
    with built_database.engine.connect() as connection:
        assert [schema.newest_of(connection)] == list(schema.heads())


def test_upgrading_again_changes_nothing(built_database: Database) -> None:
    schema.upgrade(built_database)
    assert schema.drift(built_database) == []


def test_a_table_nobody_migrated_is_found(built_database: Database) -> None:
    with built_database.engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE planted (id INTEGER PRIMARY KEY)")
        connection.commit()
        try:
            assert any("planted" in difference for difference in schema.drift(built_database))
        finally:
            connection.exec_driver_sql("DROP TABLE planted")
            connection.commit()
