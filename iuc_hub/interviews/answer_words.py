"""An answer told in words, for showing two versions of it side by side."""

from collections.abc import Callable

from iuc_hub.errors import N_
from iuc_hub.interviews.form_fields import typed_number
from surveys.answers import state_of
from surveys.guide import Field, Kind, Question


def answer_words(item: Question, value: object, language: str, translate: Callable[[str], str] = str) -> str:
    """One line in the page's language; says so when the answer is empty."""
    state = state_of(value)  # type: ignore[arg-type] # stored JSON holds what read_answer returned
    if state and state in item.states:
        return item.states[state].say(language)
    if item.scale is not None and isinstance(value, dict):
        steps = [
            f"{item.scale.labels[key].say(language)} {value[key]}"
            for key in item.scale.asks
            if value.get(key) is not None
        ]
        return ", ".join(steps) or translate(N_("Inget svar"))
    if item.kind is Kind.GROUP and isinstance(value, list):
        return "; ".join(_row_words(item, row, language) for row in value)
    if value is None or value in ("", []):
        return translate(N_("Inget svar"))
    each = value if isinstance(value, list) else [value]
    return ", ".join(_said(item, one, language) for one in each)


def _row_words(item: Question, row: object, language: str) -> str:
    cells = row if isinstance(row, dict) else {}
    return ", ".join(
        _said(part, cells[part.code], language) for part in item.fields if cells.get(part.code) is not None
    )


def _said(part: Question | Field, value: object, language: str) -> str:
    for choice in part.choices:
        if choice.code == str(value):
            return choice.title.say(language)
    if isinstance(value, int | float) and not isinstance(value, bool):
        unit = f"\u00a0{part.unit.say(language)}" if part.unit else ""
        return f"{typed_number(value)}{unit}"
    return str(value)
