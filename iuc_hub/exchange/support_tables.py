"""supports.jsonl as a table: rows of a CSV or Excel file to supports, and supports to CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from iuc_hub.errors import FileError
from iuc_hub.exchange.rows import Fields
from iuc_hub.exchange.sheets import Cell, Sheet
from iuc_hub.exchange.support_cells import CellError, cell_of, value_of
from iuc_hub.exchange.support_columns import Column, ColumnMap, columns, fields_of
from iuc_hub.exchange.supports import read_support, support_record
from matching.types import Support


def supports_of(
    sheet: Sheet, column_map: ColumnMap | None = None
) -> tuple[list[tuple[int, Support]], list[FileError]]:
    """Each row's support with its number, and a refusal by row and heading for each that can't be read.

    Raises:
        FileError: where the headings can't be used; then no row is read.
    """
    found: list[tuple[int, Support]] = []
    errors: list[FileError] = []
    fields = fields_of(sheet, column_map or {})
    headings = {column.field: sheet.headings[at] for at, column in enumerate(fields) if column}
    for number, cells in sheet.rows:
        try:
            record = _record(sheet, number, cells, fields)
            found.append((number, read_support(Fields(record, sheet.where, number))))
        except FileError as error:
            errors.append(_by_heading(error, headings))
    return found, errors


def _record(
    sheet: Sheet, number: int, cells: tuple[Cell, ...], fields: tuple[Column | None, ...]
) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for at, (column, cell) in enumerate(zip(fields, cells, strict=False)):
        if column is None:
            continue
        try:
            value = value_of(cell, column)
        except CellError as error:
            raise error.at(sheet.where, number, sheet.headings[at]) from None
        if value is not None:
            inside, _, name = column.field.rpartition(".")
            (record.setdefault(inside, {}) if inside else record)[name] = value
    return record


def _by_heading(error: FileError, headings: dict[str, str]) -> FileError:
    """The same refusal, with the file's own heading instead of the field's name."""
    field = (error.field or "").partition("[")[0]
    if field not in headings or headings[field] == field:
        return error
    return FileError(error.message, where=error.where, row=error.row, field=headings[field], **error.values)


def dump_csv(supports: Iterable[Support]) -> str:
    """The supports as a CSV text with every field as a column, which reads back the same."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns())
    for support in supports:
        record = support_record(support)
        writer.writerow([cell_of(_inside(record, field), column) for field, column in columns().items()])
    return out.getvalue()


def _inside(record: dict[str, Any], field: str) -> Any:  # noqa: ANN401 - JSON has no narrower type
    for name in field.split("."):
        record = record.get(name) if isinstance(record, dict) else None  # type: ignore[assignment]  # the leaf is no object
    return record
