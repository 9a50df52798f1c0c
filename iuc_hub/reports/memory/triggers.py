"""The database's own note that something reports count has changed, so that no way of writing is forgotten.

A trigger on each table below adds a row to `counted_change` in the writer's transaction. The rows of a part are then
never the same before and after a change, which is what makes remembered figures safe to show.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

COMPANIES, INTERVIEWS, PROPOSALS, NOTES, POPULATION = (
    "companies", "interviews", "proposals", "notes", "population",
)  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """A table that figures are counted from: its part, and the columns that matter, if not all do.

    ``once_finished`` leaves out what hangs on an interview under way: its needs are derived again with every answer,
    and nobody counts them yet.
    """

    part: str
    columns: tuple[str, ...] = ()
    once_finished: bool = False


COUNTED: Mapping[str, Counted] = {
    "company": Counted(COMPANIES, ("municipality_code", "merged_into", "name_key")),
    "company_fact": Counted(COMPANIES),
    "interview": Counted(INTERVIEWS, ("company_id", "state", "completed_at", "created_at", "upload_id")),
    "need": Counted(
        INTERVIEWS,
        ("company_id", "interview_id", "theme", "horizon", "withdrawn_at", "superseded_by"),
        once_finished=True,
    ),
    "letter": Counted(PROPOSALS, ("company_id", "sent_at")),
    "recommendation": Counted(
        PROPOSALS, ("company_id", "letter_id", "state", "reason", "changed_at", "granted_sek")
    ),
    "recommendation_change": Counted(PROPOSALS),
    "company_note": Counted(NOTES, ("company_id", "kind", "at", "deleted_at")),
    "population": Counted(POPULATION),
}


def remove(connection: Connection) -> None:
    """Take the triggers away, so that a migration may write their tables anew."""
    on = "" if connection.dialect.name == "sqlite" else " ON {table}"
    tables = set(inspect(connection).get_table_names())
    for table, counted in COUNTED.items():
        for name, _event, _row in _events(counted) if table in tables else ():
            connection.execute(
                text(f"DROP TRIGGER IF EXISTS counted_{table}_{name}" + on.format(table=table))
            )


def install(connection: Connection) -> None:
    """Make the triggers, where there are none."""
    statements = _for_sqlite() if connection.dialect.name == "sqlite" else _for_postgresql()
    for statement in statements:
        connection.execute(text(statement))


def _events(counted: Counted) -> Iterator[tuple[str, str, str]]:
    """(name, event, row) of each way to change a table."""
    update = f"UPDATE OF {', '.join(counted.columns)}" if counted.columns else "UPDATE"
    yield from (("insert", "INSERT", "NEW"), ("update", update, "NEW"), ("delete", "DELETE", "OLD"))


def _is_finished(interview: str) -> str:
    return f"EXISTS (SELECT 1 FROM interview WHERE interview.id = {interview} AND completed_at IS NOT NULL)"  # noqa: S608 - made of this module's own names


def _for_sqlite() -> Iterator[str]:
    """One row a part, with a new random id at every change: also what is rolled back never comes again."""
    for table, counted in COUNTED.items():
        for name, event, row in _events(counted):
            trigger = f"counted_{table}_{name}"
            only = f"WHEN {_is_finished(f'{row}.interview_id')} " if counted.once_finished else ""
            yield (
                f"CREATE TRIGGER {trigger} AFTER {event} ON {table} {only}BEGIN "  # noqa: S608 - as above
                f"DELETE FROM counted_change WHERE hub_id = {row}.hub_id AND part = '{counted.part}'; "
                "INSERT INTO counted_change (id, hub_id, part) "
                f"VALUES (random() & 9223372036854775807, {row}.hub_id, '{counted.part}'); END"
            )


def _for_postgresql() -> Iterator[str]:
    """One row a statement, numbered by a sequence, so that writers never wait for each other."""
    yield """
        CREATE OR REPLACE FUNCTION note_counted() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            changed record := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
            name text := 'iuc_hub.counted_' || TG_ARGV[0];
            statement text := changed.hub_id || ' ' || statement_timestamp();
        BEGIN
            IF current_setting(name, true) IS DISTINCT FROM statement THEN
                PERFORM set_config(name, statement, true);
                INSERT INTO counted_change (hub_id, part) VALUES (changed.hub_id, TG_ARGV[0]);
            END IF;
            RETURN NULL;
        END $$"""
    yield (
        "CREATE OR REPLACE FUNCTION is_finished(wanted integer) RETURNS boolean LANGUAGE sql STABLE "
        f"AS $$ SELECT {_is_finished('wanted')} $$"
    )
    for table, counted in COUNTED.items():
        for name, event, row in _events(counted):
            trigger = f"counted_{table}_{name}"
            only = f"WHEN (is_finished({row}.interview_id)) " if counted.once_finished else ""
            yield (
                f"CREATE TRIGGER {trigger} AFTER {event} ON {table} FOR EACH ROW {only}"
                f"EXECUTE FUNCTION note_counted('{counted.part}')"
            )
