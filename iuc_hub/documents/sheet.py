"""One sheet of a workbook: every text written as a text, every figure as a figure, in the house's look."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from iuc_hub.documents.cells import cell_text
from iuc_hub.documents.report import Cell, Column, Kind
from iuc_hub.documents.tokens import colours
from iuc_hub.web.format import Reader

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

NUMBER_FORMATS = {
    Kind.NUMBER: "#,##0",
    Kind.DECIMAL: "#,##0.0",
    Kind.PERCENT: "0 %",
    Kind.KRONOR: '#,##0 "kr"',
    Kind.DAY: "yyyy-mm-dd",
}
"""In the program's own grouping and decimals, so that a Swedish Excel shows "1 250,5"."""
WIDEST, NARROWEST, LABELS = 60, 10, 28
MANY_COLUMNS = 10
"""A table of more is as narrow as its words allow, so that it can be read in print."""
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
HEAD_HEIGHT, TITLE_HEIGHT = 34, 28
"""In points: a heading of two lines, and a sheet's title."""
LONGEST_TEXT = 32_767
"""What a cell holds."""


def plain_text(value: str) -> str:
    """The text without what a workbook can't hold."""
    return UNPRINTABLE.sub("", value)[:LONGEST_TEXT]


@dataclass
class Looks:
    """The looks of cells, each made once for the workbook."""

    book: "Workbook"
    made: dict[tuple[tuple[str, object], ...], "Format"] = field(default_factory=dict)

    def look(self, **wanted: object) -> "Format":
        key = tuple(sorted(wanted.items()))
        if key not in self.made:
            plain = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
            self.made[key] = self.book.add_format({**plain, **wanted})
        return self.made[key]

    def of_title(self, size: int) -> "Format":
        return self.look(bold=True, font_size=size, font_color=colours()["petrol-700"])

    def of_note(self) -> "Format":
        return self.look(font_color=colours()["ink-soft"])

    def of_head(self, kind: Kind) -> "Format":
        return self.look(
            bold=True, font_color="#ffffff", bg_color=colours()["petrol-700"], text_wrap=True,
            align="right" if kind.is_number else "left", valign="vcenter",
        )  # fmt: skip

    def of_cell(self, kind: Kind, *, total: bool = False) -> "Format":
        side = {"align": "right"} if kind.is_number else {"align": "left", "text_wrap": True}
        return self.look(
            **side,
            **_written(kind),
            **({"bold": True, "top": 2} if total else {"bottom": 1, "bottom_color": colours()["chart-grid"]}),
        )

    def of_fact(self, kind: Kind) -> "Format":
        return self.look(align="left", text_wrap=True, **_written(kind))


def _written(kind: Kind) -> dict[str, object]:
    return {"num_format": NUMBER_FORMATS[kind]} if kind in NUMBER_FORMATS else {}


@dataclass(frozen=True)
class Sheet:
    """A worksheet with its looks and who reads it."""

    page: "Worksheet"
    looks: Looks
    reader: Reader

    def write_text(self, row: int, column: int, text: str, look: "Format") -> None:
        """Always as a text, so that no company's "=…" is ever run."""
        self.page.write_string(row, column, plain_text(text), look)

    def write(self, at: tuple[int, int], value: Cell, kind: Kind, look: "Format") -> None:
        row, column = at
        if isinstance(value, date):
            self.page.write_datetime(row, column, datetime.combine(value, time.min), look)
        elif isinstance(value, int | float | Decimal):
            self.page.write_number(row, column, float(value), look)
        else:
            self.write_text(row, column, cell_text(value, kind, self.reader), look)

    def write_fact(self, row: int, label: str, value: Cell, kind: Kind) -> None:
        """A label in the first column, what it is in the second."""
        self.write_text(row, 0, label, self.looks.look(bold=True, text_wrap=True))
        self.write((row, 1), value, kind, self.looks.of_fact(kind))

    def write_columns(self, row: int, columns: Sequence[Column]) -> None:
        self.page.set_row(row, HEAD_HEIGHT)
        for number, column in enumerate(columns):
            self.write_text(row, number, column.title, self.looks.of_head(column.kind))

    def write_line(
        self, row: int, columns: Sequence[Column], line: Sequence[Cell], *, total: bool = False
    ) -> None:
        for number, (value, column) in enumerate(zip(line, columns, strict=True)):
            self.write((row, number), value, column.kind, self.looks.of_cell(column.kind, total=total))

    def widen(self, columns: Sequence[Column], lines: Sequence[Sequence[Cell]]) -> None:
        """As wide as the longest cell, within what fits a screen."""
        narrow = len(columns) > MANY_COLUMNS
        for number, column in enumerate(columns):
            texts = [cell_text(line[number], column.kind, self.reader) for line in lines]
            longest = max(map(len, texts), default=0)
            least = 0 if narrow else NARROWEST if number else LABELS
            width = min(max(longest, len(column.title) + 3, least) + 2, WIDEST)
            self.page.set_column(number, number, width)
