"""Which field of supports.jsonl each column of a table holds: by its heading, or by a column map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from iuc_hub.errors import N_, FileError
from iuc_hub.exchange.rows import decoded
from iuc_hub.exchange.sheets import Sheet, is_blank
from iuc_hub.taxonomy import REFERENCE

NEEDED = ("id", "kind", "title")
LARGEST_MAP = 100_000
ColumnMap = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Column:
    """A field, how its cells are read, the code list whose names may stand for its codes, and its headings."""

    field: str
    holds: str
    names: str = ""
    sv: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


@cache
def columns() -> Mapping[str, Column]:
    """Every field that a table can hold, in the format's order."""
    return {
        field: Column(field, each["holds"], each.get("names", ""), tuple(each["sv"]), tuple(each["en"]))
        for field, each in _file().items()
    }


@cache
def _file() -> dict[str, dict[str, Any]]:
    with (REFERENCE / "support_columns.yaml").open(encoding="utf-8") as file:
        loaded: dict[str, dict[str, Any]] = yaml.safe_load(file)
    return loaded


@cache
def _by_heading() -> Mapping[str, str]:
    """Each known heading, without regard to case and repeated blanks, and its field."""
    return {
        _plain(heading): field
        for field, each in _file().items()
        for heading in (field, *each["sv"], *each["en"])
    }


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().split())


def read_column_map(content: bytes, where: str) -> ColumnMap:
    """Headings of a file and the field that each holds; a heading without one is passed over.

    Raises:
        FileError: where the text is not such a list, or names a field that the format lacks.
    """
    if len(content) > LARGEST_MAP:
        raise FileError(N_("Kolumnkartan är för stor. Skriv en rubrik med sitt fält per rad."), where=where)
    try:
        loaded = yaml.safe_load(decoded(content, where))
    except (yaml.YAMLError, ValueError, RecursionError, TypeError):
        loaded = None
    if not isinstance(loaded, dict) or not loaded:
        message = N_("Kolumnkartan går inte att läsa. Skriv en rad per kolumn, som ”Rubrik: title”.")
        raise FileError(message, where=where)
    for heading, field in loaded.items():
        if field is not None and field not in columns():
            message = N_("Fältet ”%(name)s” finns inte. Välj bland %(known)s.")
            known = ", ".join(columns())
            raise FileError(message, where=where, field=str(heading)[:60], name=str(field)[:60], known=known)
    return {_plain(str(heading)): field for heading, field in loaded.items()}


def fields_of(sheet: Sheet, column_map: ColumnMap) -> tuple[Column | None, ...]:
    """The field of each column of the sheet, None for one that the map passes over.

    Raises:
        FileError: for a heading that is no field's, two for the same field, a needed field without a column, a
            column with cells and no heading, or a map that names a heading the sheet lacks.
    """
    found: list[Column | None] = []
    taken: dict[str, str] = {}
    for heading in sheet.headings:
        field = _field(heading, column_map, sheet.where)
        if field is not None and field in taken:
            message = N_("Kolumnerna ”%(first)s” och ”%(second)s” gäller samma fält. Ta bort den ena.")
            raise FileError(message, where=sheet.where, row=1, first=taken[field][:60], second=heading[:60])
        if field is not None:
            taken[field] = heading
        found.append(columns()[field] if field else None)
    _nothing_missing(sheet, taken, column_map)
    return tuple(found)


def _field(heading: str, column_map: ColumnMap, where: str) -> str | None:
    plain = _plain(heading)
    if plain in column_map:
        return column_map[plain]
    if plain and plain not in _by_heading():
        message = N_(
            "Kolumnen ”%(heading)s” är okänd. Ge den ett fälts namn, eller ta med den i en kolumnkarta."
        )
        raise FileError(message, where=where, row=1, field=heading[:60], heading=heading[:60])
    return _by_heading().get(plain)


def _nothing_missing(sheet: Sheet, taken: Mapping[str, str], column_map: ColumnMap) -> None:
    lacking = [field for field in NEEDED if field not in taken]
    if lacking:
        message = N_("Kolumnen ”%(name)s” saknas. Lägg till den, eller peka ut den i en kolumnkarta.")
        raise FileError(message, where=sheet.where, row=1, name=lacking[0])
    present = {_plain(each) for each in sheet.headings}
    for heading in column_map:
        if heading not in present:
            message = N_("Kolumnkartan nämner ”%(heading)s”, som inte är en rubrik i filen. Rätta kartan.")
            raise FileError(message, where=sheet.where, row=1, heading=heading[:60])
    for number, cells in sheet.rows:
        for at, cell in enumerate(cells):
            if not is_blank(cell) and (at >= len(sheet.headings) or not sheet.headings[at]):
                message = N_(
                    "Cell nummer %(column)s har ingen rubrik. Ge kolumnen en rubrik, eller töm cellen."
                )
                raise FileError(message, where=sheet.where, row=number, column=at + 1)
