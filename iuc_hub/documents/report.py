"""What a report says, as one frozen value that becomes paper or a workbook without being computed again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum


class Hidden(Enum):
    """A figure that exists but may not be shown, because it is about fewer than five."""

    FEW = "few"


FEW = Hidden.FEW

Cell = str | int | float | Decimal | date | Hidden | None
"""A value as it was computed; None is what nobody knows or what does not apply, written as a dash."""


class Kind(StrEnum):
    """How the cells of a column are written; a text in a column of numbers stays the text it is."""

    TEXT = "text"
    NUMBER = "number"
    DECIMAL = "decimal"
    PERCENT = "percent"
    KRONOR = "kronor"
    DAY = "day"

    @property
    def is_number(self) -> bool:
        return self not in {Kind.TEXT, Kind.DAY}


@dataclass(frozen=True)
class Column:
    """A column's heading and kind; a share of ``Kind.PERCENT`` lies between 0 and 1."""

    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Table:
    """Rows as long as there are columns, with a last row for the whole where there is one.

    Raises:
        ValueError: for a row of another length.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] | None = None

    def __post_init__(self) -> None:
        for number, row in enumerate([*self.rows, *([self.total] if self.total is not None else [])], 1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")


@dataclass(frozen=True)
class Bar:
    """One thing compared, with a value for each series; what is None or hidden has no bar."""

    label: str
    values: Sequence[Cell]


@dataclass(frozen=True)
class Bars:
    """Horizontal bars from nought. ``caption`` says what they show; the figures follow it for those who listen.

    Raises:
        ValueError: for a bar that has not one value for each series.
    """

    caption: str
    bars: Sequence[Bar]
    series: Sequence[str] = ("",)
    kind: Kind = Kind.NUMBER

    def __post_init__(self) -> None:
        for bar in self.bars:
            if len(bar.values) != len(self.series):
                raise ValueError(f"{bar.label} has {len(bar.values)} values for {len(self.series)} series")


@dataclass(frozen=True)
class Figure:
    """A key figure: large, with what it counts below it."""

    label: str
    value: Cell
    kind: Kind = Kind.NUMBER
    note: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with what is to be seen under it; one sheet of a workbook."""

    heading: str
    intro: str = ""
    table: Table | None = None
    chart: Bars | None = None


@dataclass(frozen=True)
class Report:
    """A whole report. ``hub`` is who made it, ``notes`` how it is read, ``sources`` where the figures come from."""

    title: str
    lead: str
    period: str
    made_on: date
    hub: str
    sections: Sequence[Section] = ()
    notes: Sequence[str] = ()
    figures: Sequence[Figure] = ()
    sources: Sequence[str] = ()
    contact: str = ""
