"""A report as a workbook: first how it is read, then a sheet for each section with figures that can be used."""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from iuc_hub.documents.report import Cell, Hidden, Kind, Report, Section, Table
from iuc_hub.documents.sheet import TITLE_HEIGHT, Looks, Sheet, plain_text
from iuc_hub.documents.sheet_chart import write_chart
from iuc_hub.errors import N_
from iuc_hub.web.format import Reader, current_reader

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

READ_FIRST = N_("Läs så här")
PERIOD = N_("Period")
MADE_ON = N_("Framtagen")
MADE_BY = N_("Av")
CONTACT = N_("Kontakt")
KEY_FIGURES = N_("Nyckeltal")
SHEETS = N_("Blad")
SOURCES = N_("Källor")
DASH = N_("Ett streck betyder att uppgiften inte finns eller inte gäller.")
FEWER = N_("”Färre än 5” betyder att siffran finns men inte visas, för att ingen ska kunna kännas igen.")
FOOT = N_("Sida %(page)s av %(pages)s")

SHEET_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
RESERVED = "history"
HEAD_ROW = 3
"""Heading and introduction stand above a section's table."""
A4 = 9
ONE_PAGE, AS_MANY = 30, 0
"""A table of more lines goes on to as many pages as it needs; on one it could not be read."""
LINE_LENGTH, LINE_HEIGHT = 105, 15
NEVER_GUESS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def report_workbook(report: Report, reader: Reader | None = None) -> bytes:
    """The report as an .xlsx, in the language of the reader, by default the request's."""
    import xlsxwriter  # noqa: PLC0415 - loaded when the first workbook is made

    reader = reader or current_reader()
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, NEVER_GUESS)
    _describe(book, report)
    looks = Looks(book)
    names = sheet_names([reader.say(READ_FIRST), *(each.heading for each in report.sections)])
    _write_first(Sheet(book.add_worksheet(names[0]), looks, reader), report, names[1:])
    for section, name in zip(report.sections, names[1:], strict=True):
        _write_section(book, Sheet(book.add_worksheet(name), looks, reader), section)
    for page, shown in zip(book.worksheets(), [None, *report.sections], strict=True):
        _set_up_print(Sheet(page, looks, reader), report, shown)
    book.close()
    return made.getvalue()


def sheet_names(headings: Sequence[str]) -> list[str]:
    """Headings as the program takes them: short, without its forbidden signs, none twice."""
    names: list[str] = []
    taken = {RESERVED}
    for number, heading in enumerate(headings, 1):
        plain = FORBIDDEN.sub(" ", plain_text(heading)).strip(" '")[:SHEET_NAME].strip(" '") or str(number)
        name, again = plain, 1
        while name.casefold() in taken:
            again += 1
            name = f"{plain[: SHEET_NAME - 4].rstrip()} {again}"
        taken.add(name.casefold())
        names.append(name)
    return names


def _describe(book: "Workbook", report: Report) -> None:
    book.set_properties(
        {
            "title": plain_text(report.title), "author": plain_text(report.hub),
            "company": plain_text(report.hub), "subject": plain_text(report.period),
            "comments": plain_text(report.lead), "created": datetime.combine(report.made_on, time(12), UTC),
        }
    )  # fmt: skip


def _write_first(sheet: Sheet, report: Report, names: Sequence[str]) -> None:
    say = sheet.reader.say
    sheet.page.hide_gridlines(2)
    sheet.page.set_column(0, 0, 30)
    sheet.page.set_column(1, 1, 80)
    sheet.page.set_row(0, TITLE_HEIGHT)
    sheet.write_text(0, 0, report.title, sheet.looks.of_title(18))
    sheet.write_text(1, 0, report.lead, sheet.looks.of_note())
    row = _write_facts(sheet, report)
    if report.figures:
        row = _write_heading(sheet, row, say(KEY_FIGURES))
        for number, figure in enumerate(report.figures, row):
            sheet.write_fact(number, figure.label, figure.value, figure.kind)
            sheet.write_text(number, 2, figure.note, sheet.looks.of_note())
        row += len(report.figures)
    notes = [*report.notes, say(DASH), *([say(FEWER)] if _hides(report) else [])]
    for heading, lines in ((READ_FIRST, notes), (SHEETS, names), (SOURCES, report.sources)):
        if lines:
            row = _write_lines(sheet, _write_heading(sheet, row, say(heading)), lines)


def _hides(report: Report) -> bool:
    """Whether a cell says that it is about fewer than five."""
    tables = [each.table for each in report.sections if each.table]
    return any(isinstance(cell, Hidden) for table in tables for row in table.rows for cell in row)


def _write_facts(sheet: Sheet, report: Report) -> int:
    facts: list[tuple[str, Cell, Kind]] = [
        (PERIOD, report.period, Kind.TEXT),
        (MADE_ON, report.made_on, Kind.DAY),
        (MADE_BY, report.hub, Kind.TEXT),
        (CONTACT, report.contact, Kind.TEXT),
    ]
    given = [fact for fact in facts if fact[1]]
    for row, (label, value, kind) in enumerate(given, HEAD_ROW):
        sheet.write_fact(row, sheet.reader.say(label), value, kind)
    return HEAD_ROW + len(given)


def _write_heading(sheet: Sheet, row: int, heading: str) -> int:
    sheet.write_text(row + 1, 0, heading, sheet.looks.of_title(13))
    return row + 2


def _write_lines(sheet: Sheet, row: int, lines: Sequence[str]) -> int:
    look = sheet.looks.look(text_wrap=True)
    for number, line in enumerate(lines, row):
        sheet.page.merge_range(number, 0, number, 1, "", look)
        sheet.write_text(number, 0, line, look)
        sheet.page.set_row(number, LINE_HEIGHT * (1 + len(line) // LINE_LENGTH))
    return row + len(lines)


def _write_section(book: "Workbook", sheet: Sheet, section: Section) -> None:
    sheet.page.hide_gridlines(2)
    sheet.page.set_row(0, TITLE_HEIGHT)
    sheet.write_text(0, 0, section.heading, sheet.looks.of_title(15))
    sheet.write_text(1, 0, section.intro, sheet.looks.of_note())
    row = HEAD_ROW
    if section.table:
        row = _write_table(sheet, row, section.table) + 2
    if section.chart and section.chart.bars:
        write_chart(book, sheet, row, section.chart, alone=section.table is None)


def _write_table(sheet: Sheet, row: int, table: Table) -> int:
    sheet.write_columns(row, table.columns)
    sheet.widen(table.columns, table.rows)
    for number, line in enumerate(table.rows, row + 1):
        sheet.write_line(number, table.columns, line)
    last = row + len(table.rows)
    if table.rows:
        sheet.page.autofilter(row, 0, last, len(table.columns) - 1)
    if table.total is not None:
        last += 1
        sheet.write_line(last, table.columns, table.total, total=True)
    sheet.page.freeze_panes(row + 1, 1)
    sheet.page.repeat_rows(row)
    return last + 1


def _set_up_print(sheet: Sheet, report: Report, section: Section | None) -> None:
    sheet.page.set_landscape()
    sheet.page.set_paper(A4)
    is_long = section is not None and section.table is not None and len(section.table.rows) > ONE_PAGE
    sheet.page.fit_to_pages(1, AS_MANY if is_long else 1)
    sheet.page.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.8)
    foot = sheet.reader.say(FOOT) % {"page": "&P", "pages": "&N"}
    sheet.page.set_footer(f"&L{plain_text(report.hub)[:100].replace('&', '&&')}&R{foot}")
