"""A handed-in file of supports as a plan: which are new, changed, unchanged or refused; and their taking in."""

from dataclasses import replace
from datetime import date, datetime, time

from babel import Locale
from sqlmodel import Session

from iuc_hub.accounts.queries import get_hub
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import queries, services
from iuc_hub.catalogue.handing_in.columns import columns, sheet_of
from iuc_hub.catalogue.handing_in.merging import Rows, complete
from iuc_hub.catalogue.history.words import changes
from iuc_hub.catalogue.importing import Origin, problem_of, says_the_same, take_in
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.records import record_of
from iuc_hub.catalogue.writing.services import readable
from iuc_hub.clock import STOCKHOLM
from iuc_hub.errors import N_, FileError
from iuc_hub.exchange.catalogue_files import Parsed
from iuc_hub.exchange.support_tables import supports_of
from iuc_hub.uploads.columns import demand, find_columns
from iuc_hub.uploads.plans import CHANGED, NEW, REFUSED, UNCHANGED, Change, Handed, Plan, RowError
from iuc_hub.uploads.tables import text_of
from iuc_hub.web.format import Reader
from matching.types import Support as KnownSupport

NOON = time(12)


def plan(session: Session, scope: Scope, handed: Handed) -> Plan:
    """Check every row against the lists and the hub's own supports; reads only.

    What is taken in is the hub's own. An id is made the hub's by its name in front, so that no file can touch a
    shared support, or another hub's. What the file has no column for stays as it is.

    Raises:
        InputError: the table lacks a column that supports can't do without.
    """
    headers = handed.table.headers
    places = find_columns(headers, columns(), handed.chosen_columns())
    demand(places, columns(), headers)
    read, refused = supports_of(sheet_of(handed.table, places, ""))
    owned, stored = _owned(session, scope, read)
    rows, apart = complete(owned, stored, places, scope.hub)
    kept, twice = _once(rows, stored, _origin(scope, datetime.combine(handed.today, NOON, STOCKHOLM)))
    errors = [_row_error(each, places, handed) for each in [*refused, *apart, *twice]]
    written = [(row, one) for row, one in kept if not _is_same(stored.get(one.id), one)]
    new = [one for _row, one in written if one.id not in stored]
    return Plan(
        counts={
            NEW: len(new), CHANGED: len(written) - len(new), UNCHANGED: len(kept) - len(written),
            REFUSED: len(handed.table.rows) - len(kept),
        },
        errors=sorted(errors, key=lambda each: each.row or 0),
        changes=[
            each
            for row, one in written
            if one.id in stored
            for each in _changes(row, stored[one.id], one, handed.today)
        ],
        writes=[(one.id, record_of(one)) for _row, one in written],
        take_in=lambda inside, now: _take_in(inside, scope, kept, now),
        columns={name: headers[place] for name, place in places.items()},
    )  # fmt: skip


def _owned(session: Session, scope: Scope, rows: Rows) -> tuple[Rows, dict[str, Support]]:
    """The rows with ids of the hub's own, and the supports that the hub has under them."""
    name = get_hub(session, scope.hub).slug
    known = queries.list_by_id(session, [one.id for _row, one in rows])
    own = {each.id for each in known.values() if each.hub_id == scope.hub}
    owned = [(row, one if one.id in own else replace(one, id=_own_id(name, one.id))) for row, one in rows]
    return owned, queries.list_by_id(session, [one.id for _row, one in owned])


def _own_id(hub: str, given: str) -> str:
    plain = readable(given)
    return plain if plain.startswith(f"{hub}-") else f"{hub}-{plain}"


def _once(rows: Rows, stored: dict[str, Support], origin: Origin) -> tuple[Rows, list[FileError]]:
    """The rows that can be stored, each id once; and why the others can't."""
    first: dict[str, int] = {}
    kept: list[tuple[int, KnownSupport]] = []
    refused: list[FileError] = []
    for row, one in rows:
        problem = problem_of(stored.get(one.id), record_of(one), one.id, origin)
        if problem:
            refused.append(FileError(problem, where="", row=row, field="id", id=one.id[:60]))
        elif first.setdefault(one.id, row) != row:
            message = N_("Samma stöd står redan på rad %(first)s. Ge varje rad ett eget id eller namn.")
            refused.append(FileError(message, where="", row=row, field="title", first=first[one.id]))
        else:
            kept.append((row, one))
    return kept, refused


def _is_same(row: Support | None, support: KnownSupport) -> bool:
    return row is not None and says_the_same(row, record_of(support))


def _row_error(error: FileError, places: dict[str, int], handed: Handed) -> RowError:
    """A refusal by the file's own heading, with what the cell holds."""
    field = (error.field or "").partition("[")[0]
    place = places.get(field)
    cells = {row.number: row.cells for row in handed.table.rows}.get(error.row or 0, ())
    value = text_of(cells[place]) if place is not None and place < len(cells) else ""
    values = {name: each if isinstance(each, int) else str(each) for name, each in error.values.items()}
    heading = handed.table.headers[place] if place is not None else ""
    return RowError(error.row, heading, value, error.message, values)


def _changes(row: int, stored: Support, support: KnownSupport, today: date) -> list[Change]:
    reader = Reader(Locale("sv"), datetime.combine(today, NOON, STOCKHOLM))
    found = changes(stored.record, record_of(support), reader)
    return [Change(row, stored.title, each.field, each.before, each.after) for each in found]


def _origin(scope: Scope, now: datetime) -> Origin:
    return Origin(
        now=now, user_id=scope.user_id, hub_id=scope.hub, is_example=False, where="", actor=scope.actor
    )


def _take_in(session: Session, scope: Scope, rows: Rows, now: datetime) -> None:
    report = take_in(session, Parsed(rows, ()), _origin(scope, now))
    if report.wrote:
        services.renew(session, scope.hub, now=now, user_id=scope.user_id)
