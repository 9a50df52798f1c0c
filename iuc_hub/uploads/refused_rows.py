"""The refused rows of a file with what is wrong in each, as a file to mend and hand in again."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence

from iuc_hub.uploads.tables import Table, text_of

CALCULATED = ("=", "+", "-", "@", "\t", "\r")
Translate = Callable[[str], str]


def harmless(text: str) -> str:
    """Text that no spreadsheet calculates: with an apostrophe in front, which reading takes away again."""
    if text.startswith(CALCULATED) and not text.lstrip("-").replace(",", "").replace(".", "").isdigit():
        return f"'{text}"
    return text


def error_text(error: Mapping[str, object], translate: Translate) -> str:
    """A stored error in words."""
    values = error["values"] if isinstance(error["values"], dict) else {}
    message = translate(str(error["message"]))
    return message % values if values else message


def refused_rows(
    table: Table, errors: Sequence[Mapping[str, object]], translate: Translate, headings: tuple[str, str]
) -> Iterator[list[str]]:
    """Headers, then each refused row as it was, with its number and its errors in two more columns."""
    told: dict[int, list[str]] = {}
    for error in errors:
        if isinstance(row := error["row"], int):
            column = f"{error['column']}: " if error["column"] else ""
            told.setdefault(row, []).append(column + error_text(error, translate))
    yield [*table.headers, *headings]
    for each in table.rows:
        if each.number in told:
            yield [*(text_of(cell) for cell in each.cells), str(each.number), " ".join(told[each.number])]


def as_csv(rows: Iterator[list[str]]) -> bytes:
    """Semicolons and a byte order mark, as Excel in Swedish opens it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterator[list[str]]) -> bytes:
    """A workbook in which every cell is text, so that nothing is calculated and no leading nought is lost."""
    import xlsxwriter  # noqa: PLC0415 - heavy, and only this download needs it

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(place, column, cell, bold if place == 0 else None)
        sheet.freeze_panes(1, 0)
    return content.getvalue()
