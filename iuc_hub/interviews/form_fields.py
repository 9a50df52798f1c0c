"""A stored answer written as the fields of its form, the way a person would have typed it."""

from surveys.answers import state_of
from surveys.guide import Field, Kind, Question

NBSP = "\u00a0"
GROUPED_FROM = 10_000


def fields_of(item: Question, value: object) -> dict[str, list[str]]:
    """Field name -> what stands in it; only fields that have something."""
    if value is None:
        return {}
    state = state_of(value)  # type: ignore[arg-type] # stored JSON holds what read_answer returned
    if state:
        return {f"{item.code}-state": [state]}
    if item.kind is Kind.MATURITY and isinstance(value, dict):
        return {f"{item.code}-{key}": [str(step)] for key, step in value.items() if step is not None}
    if item.kind is Kind.GROUP and isinstance(value, list):
        return _row_fields(item, value)
    if isinstance(value, list):
        return {item.code: [str(each) for each in value]}
    return {item.code: [_typed(item, value)]}


def rows_in(item: Question, fields: dict[str, list[str]]) -> int:
    """How many rows of a repeated group the fields fill."""
    numbers = [name.split("-")[1] for name in fields if name.startswith(f"{item.code}-")]
    return max((int(number) + 1 for number in numbers if number.isdigit()), default=0)


def _row_fields(item: Question, rows: list[object]) -> dict[str, list[str]]:
    fields = {}
    for number, row in enumerate(rows):
        for part in item.fields:
            if isinstance(row, dict) and row.get(part.code) is not None:
                fields[f"{item.code}-{number}-{part.code}"] = [_typed(part, row[part.code])]
    return fields


def _typed(part: Question | Field, value: object) -> str:
    if part.kind is Kind.NUMBER and isinstance(value, int | float) and not isinstance(value, bool):
        return typed_number(value)
    return str(value)


def typed_number(value: float) -> str:
    """As "40 000" and "12,5": read back as the same number."""
    whole, _, rest = f"{value:.6f}".rstrip("0").partition(".")
    grouped = f"{int(whole):,}".replace(",", NBSP) if abs(value) >= GROUPED_FROM else whole
    return f"{grouped},{rest}" if rest else grouped
