"""A support's values between a table's cells and the plain JSON of supports.jsonl."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from iuc_hub import taxonomy
from iuc_hub.errors import N_, FileError
from iuc_hub.exchange.sheets import Cell, is_blank
from iuc_hub.exchange.support_columns import Column

TRUE, FALSE = ("ja", "yes", "true", "sant"), ("nej", "no", "false", "falskt")
NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d+)?(?:e[+-]?\d{1,3})?", re.IGNORECASE)
TWO_WAYS = re.compile(r"[-−]?[1-9]\d{0,2}[.,]\d{3}")
SIGN = re.compile(r"\\([\\;\s])|.", re.DOTALL)
LONGEST_NUMBER = 40
FORMULA = "=+-@#\t\r'"
"""First signs of what a spreadsheet takes for a formula or an error; a text gets an apostrophe before them."""
EXCEL_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SAKNAS!", "#REFERENS!")
LANGUAGES = {"svenska": "sv", "swedish": "sv", "engelska": "en", "english": "en"}


class CellError(ValueError):
    """A cell that can't be read: the message and its values, still without the place."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def at(self, where: str, row: int, heading: str) -> FileError:
        return FileError(self.message, where=where, row=row, field=heading, **self.values)


def value_of(cell: Cell, column: Column) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """What a cell says, as plain JSON; None for an empty one."""
    if cell is None or cell == "" or (column.holds != "text" and is_blank(cell)):
        return None
    if isinstance(cell, str) and cell.strip() in EXCEL_ERRORS:
        raise CellError(
            N_("Cellen visar felet %(value)s. Rätta formeln eller skriv värdet."), value=cell.strip()
        )
    return _READERS[column.holds](cell, column)


def cell_of(value: Any, column: Column) -> str:  # noqa: ANN401 - JSON has no narrower type
    """A value as the cell that `value_of` reads back the same."""
    if value is None or value == []:
        return ""
    return _WRITERS[column.holds](value)


def _text(cell: Cell, _column: Column) -> str:
    text = _written(cell)
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in FORMULA else text


def _written(cell: Cell) -> str:
    """A cell as text: whole numbers without decimals, days as ISO."""
    if isinstance(cell, date):
        return cell.isoformat()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _code(cell: Cell, column: Column) -> str:
    text = _text(cell, column).strip()
    return _names(column.names).get(text.casefold(), text) if column.names else text


def _number(cell: Cell, _column: Column) -> float:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    text = " ".join(str(cell).split())
    if TWO_WAYS.fullmatch(text):
        message = N_(
            "Talet ”%(value)s” kan läsas på två sätt. Skriv tusental med blanksteg, eller fler decimaler."
        )
        raise CellError(message, value=text)
    if not NUMBER.fullmatch(text) or not text.replace("−", "-").isascii() or len(text) > LONGEST_NUMBER:
        message = N_("Värdet ”%(value)s” är inte ett tal. Skriv bara siffror, som 3080000.")
        raise CellError(message, value=text[:60])
    plain = text.replace(" ", "").replace(",", ".").replace("−", "-")
    return int(plain) if plain.lstrip("-").isdigit() else float(plain)


def _flag(cell: Cell, _column: Column) -> bool:
    word = _written(cell).strip().casefold()
    if word not in (*TRUE, *FALSE):
        raise CellError(N_("Värdet ”%(value)s” är varken ja eller nej. Skriv ja eller nej."), value=word[:60])
    return word in TRUE


def _day(cell: Cell, _column: Column) -> str:
    return _written(cell).strip()


def _items(cell: Cell, column: Column) -> list[str]:
    """The parts of a list between semicolons; a backslash keeps a semicolon or a blank in an edge as it is."""
    items: list[list[tuple[str, bool]]] = [[]]
    for sign in SIGN.finditer(_text(cell, column)):
        if sign[0] == ";":
            items.append([])
        else:
            items[-1].append((sign[1] or sign[0], bool(sign[1])))
    return [text for text in map(_trimmed, items) if text]


def _trimmed(signs: list[tuple[str, bool]]) -> str:
    """The signs as a text without the blanks in its edges, but for those that are kept."""
    told = [at for at, (sign, kept) in enumerate(signs) if kept or not sign.isspace()]
    return "".join(sign for sign, _kept in signs[told[0] : told[-1] + 1]) if told else ""


def _codes(cell: Cell, column: Column) -> list[str]:
    if isinstance(cell, int | float) and column.field == "eligibility.sni":
        _not_cut(_written(cell))
    names = _names(column.names) if column.names else {}
    return [names.get(each.casefold(), each) for each in _items(cell, column)]


def _not_cut(code: str) -> None:
    """Refuses a number that may be another code whose first zero the spreadsheet took away."""
    if taxonomy.known_industry(code) and taxonomy.known_industry(f"0{code}"):
        message = N_(
            "Koden %(value)s kan ha mist en nolla i början. Formatera cellen som text och skriv koden igen."
        )
        raise CellError(message, value=code)


def _json(cell: Cell, _column: Column) -> Any:  # noqa: ANN401 - JSON has no narrower type
    try:
        found = json.loads(str(cell), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list):
        message = N_(
            "Villkoren är inte en lista i JSON. Skriv dem som i docs/formats.md, inom hakparenteser."
        )
        raise CellError(message)
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)


@cache
def _names(which: str) -> Mapping[str, str]:
    """Every name of a code list in both languages, and its code; a code goes before a name."""
    if which == "languages":
        return LANGUAGES
    lists: dict[str, Callable[[], taxonomy.CodeList]] = {
        "kinds": taxonomy.kinds, "themes": taxonomy.themes, "funding_types": taxonomy.funding_types,
        "state_aid": taxonomy.state_aid, "applicants": taxonomy.applicants, "counties": taxonomy.counties,
        "municipalities": taxonomy.municipalities,
    }  # fmt: skip
    codes = lists[which]()
    named = {
        name.casefold(): code
        for code, each in codes.items()
        for name in (each.short, each.en, each.sv)
        if name
    }
    return named | {code: code for code in codes}


def _plain_text(value: Any) -> str:  # noqa: ANN401 - JSON has no narrower type
    text = str(value)
    return f"'{text}" if text.startswith(tuple(FORMULA)) else text


def _plain_number(value: float) -> str:
    whole = isinstance(value, int) or value.is_integer()
    text = str(int(value)) if whole else repr(value)
    return f"{text}0" if TWO_WAYS.fullmatch(text) else text


def _joined(values: Sequence[str]) -> str:
    return _plain_text("; ".join(_escaped(each) for each in values))


def _escaped(item: str) -> str:
    text = item.replace("\\", "\\\\").replace(";", "\\;")
    body = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return "".join(f"\\{sign}" for sign in before) + body + "".join(f"\\{sign}" for sign in after)


_READERS: Mapping[str, Callable[[Cell, Column], Any]] = {
    "text": _text, "code": _code, "number": _number, "flag": _flag, "day": _day, "days": _items,
    "codes": _codes, "json": _json,
}  # fmt: skip
_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "text": _plain_text, "code": str, "number": _plain_number, "flag": lambda value: "ja" if value else "nej",
    "day": str, "days": _joined, "codes": _joined,
    "json": lambda value: json.dumps(value, ensure_ascii=False),
}  # fmt: skip
