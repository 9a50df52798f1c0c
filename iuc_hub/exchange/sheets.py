"""A CSV or Excel file as rows of cells; what is no table, or larger than any real one, is refused whole."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from iuc_hub.errors import N_, FileError
from iuc_hub.exchange.rows import decoded

Cell = str | int | float | bool | date | None
Rows = list[tuple[int, tuple[Cell, ...]]]

LARGEST = 50_000_000
UNPACKED = 300_000_000
MOST_ROWS = 100_000
LAST_ROW = 1_048_576  # Excel has no further ones
MOST_COLUMNS = 200
DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The headings, and every row that holds something, numbered as the program that shows the file does.

    A heading is the text of its cell without blanks in its edges; a column without one is empty all the way down.
    """

    where: str
    headings: tuple[str, ...]
    rows: Rows


def read_csv(content: bytes, where: str) -> Sheet:
    """A UTF-8 text whose cells are parted by commas, semicolons or tabs, whichever its first row has most of."""
    _fits(content, where)
    text = decoded(content, where)
    delimiter = max(DELIMITERS, key=lambda each: _width(text, each))
    number, rows = 0, []
    try:
        for number, cells in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
        ):
            rows.append((number, tuple(cells)))
    except csv.Error as error:
        message = N_(
            "Tabellen går inte att läsa (%(reason)s). Kontrollera citattecknen, eller spara om filen som CSV UTF-8."
        )
        raise FileError(message, where=where, row=number + 1, reason=str(error)) from None
    return _sheet(rows, where)


def read_xlsx(content: bytes, where: str) -> Sheet:
    """The first sheet of an Excel workbook, with formulas as the values they had when it was saved."""
    _fits(content, where)
    _fits_unpacked(content, where)
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy, and only Excel files need it

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        given = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1)
        return _sheet(((number, tuple(map(_cell, row))) for number, row in enumerate(given, 1)), where)
    except FileError:
        raise
    except Exception as error:
        raise FileError(_NO_WORKBOOK, where=where) from error


_NO_WORKBOOK = N_("Filen är ingen Excelfil (.xlsx). Öppna den i Excel och spara om den som Excel-arbetsbok.")


def _fits(content: bytes, where: str) -> None:
    if len(content) > LARGEST:
        message = N_("Filen är större än %(most)s MB. Dela upp den.")
        raise FileError(message, where=where, most=LARGEST // 1_000_000)


def _fits_unpacked(content: bytes, where: str) -> None:
    """Refuses what is no packed workbook, and one that would unpack to more than memory should hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(each.file_size for each in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        raise FileError(_NO_WORKBOOK, where=where) from None
    if size > UNPACKED:
        message = N_(
            "Filen packar upp till mer än %(most)s MB. Ta bort det som inte behövs, eller dela upp den."
        )
        raise FileError(message, where=where, most=UNPACKED // 1_000_000)


def _width(text: str, delimiter: str) -> int:
    """How many cells the first row has with this delimiter; none where it can't be read so."""
    try:
        return len(next(iter(csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=delimiter)), []))
    except csv.Error:
        return 0


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, str | bool | int | float | date):
        return value
    return str(value)


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _sheet(given: Iterable[tuple[int, tuple[Cell, ...]]], where: str) -> Sheet:
    headings: tuple[str, ...] | None = None
    rows: Rows = []
    for number, cells in given:
        if number > LAST_ROW or len(rows) > MOST_ROWS:
            message = N_("Filen har fler än %(most)s rader. Dela upp den.")
            raise FileError(message, where=where, most=MOST_ROWS)
        if all(map(is_blank, cells)):
            continue
        if headings is None:
            headings = _headings(cells, where, number)
        else:
            rows.append((number, cells))
    if headings is None:
        raise FileError(N_("Filen är tom. Första raden ska ha kolumnernas rubriker."), where=where)
    return Sheet(where, headings, rows)


def _headings(cells: tuple[Cell, ...], where: str, row: int) -> tuple[str, ...]:
    headings = ["" if cell is None else str(cell).strip() for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        message = N_("Filen har fler än %(most)s kolumner. Ta bort dem som inte behövs.")
        raise FileError(message, where=where, row=row, most=MOST_COLUMNS)
    seen: set[str] = set()
    for heading in headings:
        if heading and heading.casefold() in seen:
            message = N_("Rubriken ”%(heading)s” står två gånger. Ta bort eller döp om den ena kolumnen.")
            raise FileError(message, where=where, row=row, heading=heading[:60])
        seen.add(heading.casefold())
    return tuple(headings)
