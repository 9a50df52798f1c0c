"""Bars in a workbook: the figures they are drawn from, and the program's own chart of them."""

from typing import TYPE_CHECKING

from iuc_hub.documents.report import Bars, Column, Kind
from iuc_hub.documents.sheet import NUMBER_FORMATS, Sheet, plain_text
from iuc_hub.documents.tokens import colours
from iuc_hub.errors import N_

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.workbook import Workbook

SERIES, SHARE = N_("Antal"), N_("Andel")
CHART_COLOURS = 7
WIDTH, HEAD, BAR = 720, 110, 26
"""In pixels: the chart's width, what stands round the bars, and a bar with the room it takes."""


def write_chart(book: "Workbook", sheet: Sheet, row: int, chart: Bars, *, alone: bool) -> None:
    """The figures from ``row`` on and the chart below them; ``alone`` on a sheet without a table."""
    unnamed = SHARE if chart.kind is Kind.PERCENT else SERIES
    names = [name or sheet.reader.say(unnamed) for name in chart.series]
    columns = [Column(chart.caption), *(Column(name, chart.kind) for name in names)]
    lines = [[bar.label, *bar.values] for bar in chart.bars]
    sheet.write_columns(row, columns)
    for number, line in enumerate(lines, row + 1):
        sheet.write_line(number, columns, line)
    if alone:
        sheet.widen(columns, lines)
    drawn = _draw(book, sheet, row, chart)
    below = row + len(lines) + 2
    sheet.page.insert_chart(below, 0, drawn, {"description": plain_text(chart.caption), "object_position": 2})


def _draw(book: "Workbook", sheet: Sheet, row: int, chart: Bars) -> "Chart":
    drawn = book.add_chart({"type": "bar"})
    name, last = sheet.page.get_name(), row + len(chart.bars)
    number_format = NUMBER_FORMATS.get(chart.kind, "General")
    for number in range(1, len(chart.series) + 1):
        drawn.add_series(
            {
                "name": [name, row, number],
                "categories": [name, row + 1, 0, last, 0],
                "values": [name, row + 1, number, last, number],
                "fill": {"color": colours()[f"chart-{(number - 1) % CHART_COLOURS + 1}"]},
                "gap": 60,
                "data_labels": {"value": True, "num_format": number_format},
            }
        )
    line = {"color": colours()["chart-grid"]}
    drawn.set_title({"name": plain_text(chart.caption), "name_font": {"size": 12}})
    drawn.set_y_axis({"reverse": True, "line": line, "interval_unit": 1})
    grid = {"visible": True, "line": line}
    drawn.set_x_axis({"min": 0, "major_gridlines": grid, "num_format": number_format})
    drawn.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom"})
    drawn.set_size({"width": WIDTH, "height": HEAD + BAR * len(chart.bars) * len(chart.series)})
    return drawn
