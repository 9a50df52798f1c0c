"""How a report's cells are written out in words, for paper and for those who listen."""

from datetime import date
from decimal import Decimal

from iuc_hub.documents.report import Cell, Hidden, Kind
from iuc_hub.errors import N_
from iuc_hub.web import format as written
from iuc_hub.web.format import Reader

FEWER = N_("färre än 5")


def cell_text(value: Cell, kind: Kind, reader: Reader) -> str:
    """The cell as its reader writes it: "1 250", "12 %", "250 000 kr", "–", "färre än 5"."""
    if value is None:
        return written.NOTHING
    if isinstance(value, Hidden):
        return reader.say(FEWER)
    if isinstance(value, date):
        return written.full_day(value, reader)
    if isinstance(value, str):
        return value
    return _amount_text(value, kind, reader)


def figure_text(value: Cell, kind: Kind, reader: Reader) -> str:
    """The same, but large amounts as "12,5 mkr", for a figure that stands large."""
    if kind is Kind.KRONOR and isinstance(value, int | float | Decimal):
        return written.kronor_short(value, reader)
    return cell_text(value, kind, reader)


def _amount_text(value: float | Decimal, kind: Kind, reader: Reader) -> str:
    match kind:
        case Kind.PERCENT:
            return written.percent(value, reader)
        case Kind.KRONOR:
            return written.kronor(value, reader)
        case Kind.DECIMAL:
            return written.number(value, reader, 1)
        case _:
            return written.number(value, reader)


def bar_length(value: Cell) -> float | None:
    """The value as a length from nought, None where there is nothing to draw."""
    return max(float(value), 0.0) if isinstance(value, int | float | Decimal) else None
