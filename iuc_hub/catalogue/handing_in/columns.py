"""Which columns a handed-in table of supports may have, and its rows as the exchange format reads them."""

import json
from collections.abc import Mapping
from functools import cache

from iuc_hub.catalogue.history.words import FIELD_NAMES
from iuc_hub.catalogue.writing.services import slug
from iuc_hub.exchange.sheets import Cell, Sheet
from iuc_hub.exchange.support_cells import cell_of
from iuc_hub.exchange.support_columns import Column as Field
from iuc_hub.exchange.support_columns import columns as fields
from iuc_hub.uploads.columns import Column, folded
from iuc_hub.uploads.tables import JSON, Table, text_of

REQUIRED = ("kind", "title")


@cache
def columns() -> tuple[Column, ...]:
    """Every field of a support, by the headings that the command line knows too."""
    return tuple(_column(field) for field in fields().values())


def _column(field: Field) -> Column:
    sv = FIELD_NAMES.get(field.field, field.sv[0])
    en = field.en[0] if field.en else field.field
    headings = frozenset(folded(name) for name in (field.field, sv, *field.sv, *field.en))
    return Column(field.field, sv, en, headings, required=field.field in REQUIRED)


def sheet_of(table: Table, places: Mapping[str, int], where: str) -> Sheet:
    """The columns that hold a field, with the fields as headings and an id for each row that has none of its own."""
    names = [name for name in places if name != "id"]
    rows = []
    for row in table.rows:
        cells = [_cell(table, row.cells[places[name]], fields()[name]) for name in names]
        given = row.cells[places["id"]] if "id" in places else None
        rows.append((row.number, (given or slug(text_of(row.cells[places["title"]])), *cells)))
    return Sheet(where, ("id", *names), rows)


def _cell(table: Table, cell: Cell, field: Field) -> Cell:
    """A cell as a sheet would have it; lists stand in JSON where the file is JSON."""
    if table.encoding != JSON or not isinstance(cell, str) or field.holds == "json":
        return cell
    try:
        value = json.loads(cell) if cell.startswith("[") and field.holds in ("codes", "days") else cell
    except ValueError:
        return cell
    return cell_of([str(each) for each in value] if isinstance(value, list) else value, field)
