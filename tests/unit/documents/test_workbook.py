"""A report as a workbook: the same figures, charts of its own, and nothing that runs."""

import io
from datetime import datetime

import openpyxl
import pytest
from openpyxl import Workbook

from iuc_hub.documents import report_workbook
from iuc_hub.documents.report import Bar, Bars, Column, Kind, Section, Table
from iuc_hub.documents.workbook import sheet_names
from tests.unit.documents.reports import READER, a_report


def opened(**more: object) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(report_workbook(a_report(**more), READER)))


def test_the_first_sheet_says_how_the_others_are_read() -> None:
    book = opened()
    assert book.sheetnames == ["Läs så här", "Företag efter storlek", "Behov"]
    said = [value for row in book.worksheets[0].iter_rows(values_only=True) for value in row if value]
    for text in ("1 jan–24 nov 2026", "Ett företag räknas en gång.", "IUC Hub", 128):
        assert text in said
    assert any("streck betyder" in str(each) for each in said)
    assert book.properties.title == "Uppföljning 2026"


def test_a_sheet_holds_the_same_figures_as_the_report() -> None:
    sheet = opened()["Företag efter storlek"]
    rows = list(sheet.iter_rows(min_row=4, max_row=7, max_col=5, values_only=True))
    assert rows == [
        ("Storlek", "Företag", "Andel", "Belopp", "Senast"),
        ("1–9", 1250, 0.25, 250_000, datetime(2026, 11, 20)),  # noqa: DTZ001 - a cell has no time zone
        ("10–49", "färre än 5", "–", 0, "–"),
        ("Alla", 1250, 1, 250_000, "–"),
    ]
    assert sheet["D5"].number_format == '#,##0 "kr"'
    assert sheet["C5"].number_format == "0 %"
    assert sheet.freeze_panes == "B5"


def test_every_section_with_bars_has_a_chart_of_the_programs_own() -> None:
    book = opened()
    assert [len(sheet._charts) for sheet in book.worksheets] == [0, 1, 1]
    assert len(book["Behov"]._charts[0].series) == 2


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x","y")', "+1+1", "@SUM(A1)", "-2", "{=1}", "https://x.example"]
)
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str) -> None:
    table = Table([Column(text), Column("Antal", Kind.NUMBER)], [[text, text]])
    section = Section(text, text, table, Bars(text, [Bar(text, [1])], [text]))
    book = opened(title=text, lead=text, hub=text, sections=[section], notes=[text])
    cells = [
        cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value == text
    ]
    assert len(cells) >= 9
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_names_of_sheets_are_short_plain_and_never_twice() -> None:
    names = sheet_names(["Behov: a/b [c]*?", "behov  a b  c", "x" * 40, "x" * 50, "", "'citat'", "History"])
    assert len({name.casefold() for name in names}) == 7
    assert max(map(len, names)) <= 31
    assert not set("[]:*?/\\") & set("".join(names))


def test_texts_that_no_workbook_can_hold_do_not_break_it() -> None:
    opened(title="a\0b", lead="x" * 40_000, hub="&P & co", notes=["\ud800"])


def test_a_long_table_goes_on_to_more_pages_and_all_else_prints_on_one() -> None:
    columns = [Column("Företag"), Column("Antal", Kind.NUMBER)]
    lengths = {"Kort": 30, "Lång": 200}
    sections = [
        Section(name, "", Table(columns, [[str(each), each] for each in range(length)]), None)
        for name, length in lengths.items()
    ]
    book = opened(sections=sections)
    pages = {
        sheet.title: (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) for sheet in book.worksheets
    }
    assert {name: (int(wide or 1), 1 if high is None else int(high)) for name, (wide, high) in pages.items()} == {
        "Läs så här": (1, 1), "Kort": (1, 1), "Lång": (1, 0),
    }  # fmt: skip
    assert book["Lång"].print_title_rows == "$4:$4"


def test_a_table_of_many_columns_is_as_narrow_as_its_words() -> None:
    columns = [Column("Kommun"), *[Column("av", Kind.NUMBER)] * 16]
    table = Table(columns, [["Örebro", *range(16)]])
    book = report_workbook(a_report(sections=[Section("Kommun och bransch", "", table)]), READER)
    widths = openpyxl.load_workbook(io.BytesIO(book))["Kommun och bransch"].column_dimensions.values()
    assert sum(each.width * (each.max - each.min + 1) for each in widths) < 150
