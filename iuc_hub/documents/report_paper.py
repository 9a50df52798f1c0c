"""A report as paper: figures, tables and bars, with what a reader must know at its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from iuc_hub.documents.cells import bar_length, cell_text, figure_text
from iuc_hub.documents.report import Bars, Cell, Column, Figure, Report, Section, Table
from iuc_hub.documents.typeset import Imprint, typeset
from iuc_hub.errors import N_
from iuc_hub.web import format as written
from iuc_hub.web.format import Reader, current_reader

TEMPLATE = "documents/papers/report.typ"
NOTES = N_("Läs så här")
SOURCES = N_("Källor")
FOOT = N_("%(hub)s, %(day)s")
MADE = N_("Framtagen %(day)s av %(hub)s")


@dataclass(frozen=True)
class _Cell:
    text: str
    is_number: bool


@dataclass(frozen=True)
class _Table:
    head: Sequence[_Cell]
    rows: Sequence[Sequence[_Cell]]
    total: Sequence[_Cell] | None


@dataclass(frozen=True)
class _Value:
    text: str
    share: float | None


@dataclass(frozen=True)
class _Bar:
    label: str
    values: Sequence[_Value]


@dataclass(frozen=True)
class _Chart:
    caption: str
    spoken: str
    series: Sequence[str]
    bars: Sequence[_Bar]


@dataclass(frozen=True)
class _Figure:
    label: str
    value: str
    note: str


@dataclass(frozen=True)
class _Section:
    heading: str
    intro: str
    table: _Table | None
    chart: _Chart | None


@dataclass(frozen=True)
class _Paper:
    title: str
    lead: str
    period: str
    made: str
    figures: Sequence[_Figure]
    sections: Sequence[_Section]
    notes_heading: str
    notes: Sequence[str]
    sources_heading: str
    sources: Sequence[str]


def report_pdf(report: Report, reader: Reader | None = None) -> bytes:
    """The report as PDF/UA-1, in the language of the reader, by default the request's."""
    reader = reader or current_reader()
    day = written.full_day(report.made_on, reader)
    made = reader.say(MADE) % {"day": day, "hub": report.hub}
    paper = _Paper(
        title=report.title,
        lead=report.lead,
        period=report.period,
        made=made,
        figures=[_figure(each, reader) for each in report.figures],
        sections=[_section(each, reader) for each in report.sections],
        notes_heading=reader.say(NOTES),
        notes=report.notes,
        sources_heading=reader.say(SOURCES),
        sources=report.sources,
    )
    foot = report.contact or reader.say(FOOT) % {"hub": report.hub, "day": day}
    made_at = datetime.combine(report.made_on, time(12), UTC)
    return typeset(TEMPLATE, paper, Imprint(report.title, report.hub, foot, made_at), reader)


def _figure(figure: Figure, reader: Reader) -> _Figure:
    return _Figure(figure.label, figure_text(figure.value, figure.kind, reader), figure.note)


def _section(section: Section, reader: Reader) -> _Section:
    return _Section(
        heading=section.heading,
        intro=section.intro,
        table=_table(section.table, reader) if section.table else None,
        chart=_chart(section.chart, reader) if section.chart and section.chart.bars else None,
    )


def _table(table: Table, reader: Reader) -> _Table:
    return _Table(
        head=[_Cell(each.title, each.kind.is_number) for each in table.columns],
        rows=[_row(row, table.columns, reader) for row in table.rows],
        total=_row(table.total, table.columns, reader) if table.total is not None else None,
    )


def _row(row: Sequence[Cell], columns: Sequence[Column], reader: Reader) -> list[_Cell]:
    return [
        _Cell(cell_text(value, column.kind, reader), column.kind.is_number)
        for value, column in zip(row, columns, strict=True)
    ]


def _chart(chart: Bars, reader: Reader) -> _Chart:
    lengths = [bar_length(value) or 0.0 for bar in chart.bars for value in bar.values]
    longest = max(lengths, default=0.0) or 1.0
    bars = [
        _Bar(bar.label, [_value(value, chart, longest, reader) for value in bar.values]) for bar in chart.bars
    ]
    return _Chart(chart.caption, _spoken(chart.caption, chart.series, bars), chart.series, bars)


def _value(value: Cell, chart: Bars, longest: float, reader: Reader) -> _Value:
    length = bar_length(value)
    return _Value(cell_text(value, chart.kind, reader), None if length is None else length / longest)


def _spoken(caption: str, series: Sequence[str], bars: Sequence[_Bar]) -> str:
    """What a listener gets for the picture: the caption, then every bar with its figures."""
    said = []
    for bar in bars:
        figures = [f"{name} {value.text}".strip() for name, value in zip(series, bar.values, strict=True)]
        said.append(f"{bar.label}: {', '.join(figures)}")
    return f"{caption}. {'; '.join(said)}."
