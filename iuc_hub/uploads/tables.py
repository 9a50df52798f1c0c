"""A CSV or Excel file as a table of cells; what is no table, or larger than any real one, is refused whole."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from iuc_hub.errors import N_, InputError
from iuc_hub.uploads.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, UNPACKED

Cell = str | int | float | bool | date | None
DELIMITERS = (";", ",", "\t")
PACKED = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
JSON = "JSON"
"""The encoding that a table of JSON lines is said to have; a list or an object in a cell is JSON text."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
DOUBLY_ENCODED = re.compile("Ã[\u0080-\u00bf]")
"""Swedish letters that were read as Latin-1 and saved as UTF-8."""
EXPECTED_LETTERS = frozenset("åäöÅÄÖéÉüÜ")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
GUARD = re.compile(r"'(?=[=+\-@])")
"""The apostrophe that an export puts before text which a spreadsheet would calculate."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its number in the file, as many cells as there are headers; ``surplus`` tells that it had more."""

    number: int
    cells: tuple[Cell, ...]
    surplus: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The headers, every row that holds something, and how the file was read."""

    headers: tuple[str, ...]
    rows: Sequence[Row]
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = ()
    sheet: str = ""


def read_table(content: bytes, file_name: str, *, sheet: str = "") -> Table:
    """The table in a file's bytes, whatever its name says; of an Excel file the named sheet or the first.

    Raises:
        InputError: saying what is wrong with the file as a whole.
    """
    if content.startswith(PACKED):
        return _excel(content, sheet)
    if file_name.casefold().endswith(".jsonl"):
        return _json_lines(content, file_name)
    if content.startswith(OLD_EXCEL):
        raise InputError(
            N_("”%(file)s” är i det gamla Excelformatet. Öppna den i Excel och spara om den som .xlsx."),
            file=file_name,
        )
    return _csv(content, file_name)


def text_of(cell: Cell) -> str:
    """A cell as a person would type it, without blanks around it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    return GUARD.sub("", str(cell).strip(), count=1) if isinstance(cell, str) else str(cell)


def _csv(content: bytes, file_name: str) -> Table:
    text, encoding = _decoded(content, file_name)
    hint = re.match(r"sep=(.)\r?\n", text)
    delimiter = hint[1] if hint else max(DELIMITERS, key=lambda each: _width(text, each))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        headers, rows = _rows(enumerate(reader, 1), skip=1 if hint else 0)
    except csv.Error as error:
        raise InputError(
            N_("Rad %(row)s går inte att läsa (%(reason)s). Kontrollera citattecknen, eller spara om filen."),
            row=reader.line_num, reason=str(error),
        ) from None  # fmt: skip
    return Table(headers, rows, encoding, delimiter)


def _json_lines(content: bytes, file_name: str) -> Table:
    """An object a line as a row; a field of an object in it is a column of its own: "funding.type"."""
    text, _encoding = _decoded(content, file_name)
    objects = [
        (number, _flat(line, number)) for number, line in enumerate(text.split("\n"), 1) if line.strip()
    ]
    names = list(dict.fromkeys(name for _number, each in objects for name in each))
    cells = ((number, [each.get(name) for name in names]) for number, each in objects)
    headers, rows = _rows([(0, names), *cells], skip=-1)
    return Table(headers, rows, JSON)


def _flat(line: str, number: int) -> dict[str, Cell]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise InputError(
            N_("Rad %(row)s är inte ett objekt i JSON. Skriv ett objekt på varje rad."), row=number
        )
    inner = {
        f"{name}.{part}": value
        for name, each in told.items() if isinstance(each, dict) for part, value in each.items()
    }  # fmt: skip
    outer = {name: each for name, each in told.items() if not isinstance(each, dict)}
    return {name: _json_cell(each) for name, each in (outer | inner).items()}


def _json_cell(value: object) -> Cell:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return json.dumps(value, ensure_ascii=False)


def _width(text: str, delimiter: str) -> int:
    """How many cells the first row has with this delimiter; none where it can't be read so."""
    try:
        return len(next(csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=delimiter), []))
    except csv.Error:
        return 0


def _decoded(content: bytes, file_name: str) -> tuple[str, str]:
    """The text and the name of its encoding: UTF-8 if it is that, else Latin-1 as Windows writes it."""
    if content.startswith(UTF_16):
        raise _wrong_encoding(file_name)
    try:
        text = content.decode("utf-8-sig")
        encoding = "UTF-8 med BOM" if content.startswith(b"\xef\xbb\xbf") else "UTF-8"
    except UnicodeDecodeError:
        text, encoding = _latin(content, file_name), "Latin-1"
    if CONTROL.search(text):
        raise InputError(
            N_("”%(file)s” är ingen tabell. Lämna in en CSV-fil eller en Excelfil (.xlsx)."), file=file_name
        )
    if DOUBLY_ENCODED.search(text):
        raise _wrong_encoding(file_name)
    return text, encoding


def _latin(content: bytes, file_name: str) -> str:
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise _wrong_encoding(file_name) from None
    if not CONTROL.search(text) and not EXPECTED_LETTERS & set(text):
        raise _wrong_encoding(file_name)
    return text


def _wrong_encoding(file_name: str) -> InputError:
    return InputError(
        N_(
            "Bokstäverna i ”%(file)s” går inte att läsa säkert. Spara om filen som CSV UTF-8, eller som .xlsx."
        ),
        file=file_name,
    )


def _excel(content: bytes, sheet: str) -> Table:
    broken = InputError(
        N_("Excelfilen går inte att öppna: den är skadad eller inte hel. Spara om den i Excel som .xlsx.")
    )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(each.file_size for each in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        raise broken from None
    if size > UNPACKED:
        raise InputError(
            N_(
                "Excelfilen packar upp till mer än %(most)s MB. Ta bort det som inte behövs, eller dela upp den."
            ),
            most=UNPACKED // 1_000_000,
        )
    try:
        return _workbook(content, sheet)
    except InputError:
        raise
    except Exception as error:
        raise broken from error


def _workbook(content: bytes, sheet: str) -> Table:
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy, and only Excel files need it

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    names = tuple(each.title for each in book.worksheets)
    if not names:
        raise InputError(N_("Excelfilen har inget blad med rader."))
    chosen = sheet if sheet in names else names[0]
    opened = book[chosen]
    opened.reset_dimensions()
    given = opened.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1)
    headers, rows = _rows((number, tuple(map(_cell, cells))) for number, cells in enumerate(given, 1))
    return Table(headers, rows, sheets=names, sheet=chosen)


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, str | bool | int | float | date):
        return value
    return str(value)


def _blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _rows(given: Iterable[tuple[int, Sequence[Cell]]], *, skip: int = 0) -> tuple[tuple[str, ...], list[Row]]:
    """The headers of the first row that holds something, then every other such row.

    Raises:
        InputError: no headers, the same header twice, no rows, or more than any real table has.
    """
    holding = ((number, cells) for number, cells in given if number > skip and not all(map(_blank, cells)))
    first = next(holding, None)
    if first is None:
        raise InputError(N_("Filen är tom. Första raden ska ha kolumnernas rubriker."))
    headers = _headers(first[1])
    rows = list(_numbered(holding, len(headers)))
    if not rows:
        raise InputError(N_("Filen har rubriker men inga rader. Lägg till minst en rad under rubrikerna."))
    return headers, rows


def _numbered(given: Iterator[tuple[int, Sequence[Cell]]], width: int) -> Iterator[Row]:
    for count, (number, cells) in enumerate(given, 1):
        if count > MOST_ROWS:
            raise InputError(N_("Filen har fler än %(most)s rader. Dela upp den."), most=MOST_ROWS)
        if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in cells):
            raise InputError(
                N_("Rad %(row)s har en cell med mer än %(most)s tecken. Korta den, eller ta bort kolumnen."),
                row=number, most=LONGEST_CELL,
            )  # fmt: skip
        padded = (*cells[:width], *(None,) * (width - len(cells)))
        yield Row(number, padded, surplus=not all(map(_blank, cells[width:])))


def _headers(cells: Sequence[Cell]) -> tuple[str, ...]:
    headers = [" ".join(text_of(cell).split()) for cell in cells]
    while headers and not headers[-1]:
        headers.pop()
    if len(headers) > MOST_COLUMNS:
        raise InputError(
            N_("Filen har fler än %(most)s kolumner. Ta bort dem som inte behövs."), most=MOST_COLUMNS
        )
    seen: set[str] = set()
    for header in headers:
        if header and header.casefold() in seen:
            raise InputError(
                N_("Rubriken ”%(header)s” står två gånger. Ta bort eller döp om den ena kolumnen."),
                header=header[:60],
            )
        seen.add(header.casefold())
    return tuple(headers)
