"""A file's lines as rows whose fields are read with checks; a refusal names file, row, field and remedy."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NoReturn, TypeVar

from iuc_hub import taxonomy
from iuc_hub.errors import N_, FileError

Value = TypeVar("Value")
ISO_LENGTH = len("2026-11-24")


def decoded(content: bytes, where: str) -> str:
    """The file's text; refuses what is not UTF-8, naming the row it breaks on."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        message = N_("Texten är inte UTF-8. Spara om filen med teckenkodningen UTF-8.")
        raise FileError(message, where=where, row=row) from None


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Row numbers and lines, split on line feeds only: texts may hold other line separators."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line.removesuffix("\r")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


@dataclass(frozen=True, slots=True)
class Fields:
    """One object of a row; `path` is where in the row it stands, so that errors name the whole field."""

    data: Mapping[str, Any]
    where: str
    row: int
    path: str = ""

    def refuse(self, name: str, message: str, **values: object) -> NoReturn:
        raise FileError(message, where=self.where, row=self.row, field=self.path + name, **values)

    def text(self, name: str, default: str | None = None) -> str:
        """A text; without a default it must be there and not blank."""
        value = self.data.get(name)
        if value is None and default is not None:
            return default
        if value is None:
            self.refuse(name, N_("Fältet saknas. Lägg till det."))
        if not isinstance(value, str):
            self.refuse(
                name, N_("Värdet %(value)s är inte en text. Skriv det inom citattecken."), value=value
            )
        if default is None and not value.strip():
            self.refuse(name, N_("Fältet är tomt. Fyll i det."))
        return value

    def identity(self, name: str = "id") -> str:
        """An id: a text that fits in a column of a tab-separated file."""
        value = self.text(name)
        if not value.isprintable() or value != value.strip():
            self.refuse(
                name, N_("Ett id får inte hålla tabbar, radbrott eller blanktecken i kanten. Rätta det.")
            )
        return value

    def number(self, name: str, *, low: float = -math.inf, high: float = math.inf) -> float | None:
        """A number within the bounds, or None for null or absent."""
        value = self.data.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse(
                name, N_("Värdet %(value)s är inte ett tal. Skriv ett tal utan citattecken."), value=value
            )
        if not low <= value <= high or abs(value) > 1e15:  # noqa: PLR2004 - more kronor than there are
            self.refuse(name, N_("Talet %(value)s är utanför det möjliga. Rätta det."), value=value)
        return value

    def flag(self, name: str) -> bool:
        value = self.data.get(name)
        if value is None:
            return False
        if not isinstance(value, bool):
            message = N_("Värdet %(value)s är varken sant eller falskt. Skriv true eller false.")
            self.refuse(name, message, value=value)
        return value

    def day(self, name: str) -> date | None:
        value = self.data.get(name)
        return None if value is None else self._as_day(name, value)

    def days(self, name: str) -> tuple[date, ...]:
        return tuple(self._as_day(name, each) for each in self.items(name))

    def one_of(self, name: str, allowed: Container[str], default: str | None = None) -> str:
        """A code of a small list, or the default where the field is absent; without a default it must be there."""
        value = self.text(name, default)
        if value not in allowed:
            self.unknown_code(name, value, allowed)
        return value

    def codes(self, name: str, known: Container[str] | None = None) -> tuple[str, ...]:
        """A list of codes (one alone may stand without brackets), each in the list where one is given."""
        found = []
        for each in self.items(name):
            if not isinstance(each, str) or not each.strip():
                self.refuse(
                    name, N_("Värdet %(value)s är inte en kod. Skriv koden inom citattecken."), value=each
                )
            if known is not None and each not in known:
                self.unknown_code(name, each, known)
            found.append(each)
        return tuple(found)

    def industries(self, name: str) -> tuple[str, ...]:
        """SNI 2007 codes, also finer ones than the list has under a code that it has."""
        codes = self.codes(name)
        for code in codes:
            if not taxonomy.known_industry(code):
                self.unknown_code(name, code, taxonomy.industries())
        return codes

    def unknown_code(self, name: str, value: str, known: Container[str]) -> NoReturn:
        few = sorted(known) if isinstance(known, Sequence | Mapping | set | frozenset) else []
        if 0 < len(few) <= 20:  # noqa: PLR2004 - a list that a person can read
            message = N_("Koden ”%(value)s” finns inte. Välj bland %(known)s.")
            self.refuse(name, message, value=value, known=", ".join(few))
        self.refuse(name, N_("Koden ”%(value)s” finns inte i kodlistan. Rätta den."), value=value)

    def items(self, name: str) -> Sequence[Any]:
        value = self.data.get(name)
        if value is None:
            return ()
        return value if isinstance(value, list) else [value]

    def inner(self, name: str) -> Fields | None:
        """An object inside this one, or None for null or absent."""
        value = self.data.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.refuse(name, N_("Värdet är inte ett objekt. Skriv det inom klammerparenteser."))
        return Fields(value, self.where, self.row, f"{self.path}{name}.")

    def _as_day(self, name: str, value: object) -> date:
        try:
            text = value if isinstance(value, str) else ""
            return (
                date.fromisoformat(text) if len(text) == ISO_LENGTH else datetime.fromisoformat(text).date()
            )
        except ValueError:
            message = N_("Värdet %(value)s är inte ett datum. Skriv det som 2026-11-24.")
            self.refuse(name, message, value=value)


def objects(text: str, where: str) -> Iterator[Fields | FileError]:
    """Every line of a JSONL text as its fields, or the error that the line is."""
    for row, line in lines(text):
        try:
            data = json.loads(line, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            message = N_("Raden är inte giltig JSON. Skriv ett objekt per rad.")
            yield FileError(message, where=where, row=row)
            continue
        if isinstance(data, dict):
            yield Fields(data, where, row)
        else:
            yield FileError(N_("Raden är inte ett objekt. Skriv ett objekt per rad."), where=where, row=row)


def built(
    text: str, where: str, build: Callable[[Fields], Value], key: Callable[[Value], object] | None = None
) -> tuple[tuple[Value, ...], tuple[FileError, ...]]:
    """Every row's value, and every row's refusal; a row whose key came before is refused."""
    values: list[Value] = []
    errors: list[FileError] = []
    first: dict[object, int] = {}
    for each in objects(text, where):
        if isinstance(each, FileError):
            errors.append(each)
            continue
        try:
            value = build(each)
            same = first.setdefault(key(value), each.row) if key else each.row
            if same != each.row:
                message = N_("Samma id står redan på rad %(first)s. Ge varje rad ett eget id.")
                each.refuse("id", message, first=same)
            values.append(value)
        except FileError as error:
            errors.append(error)
    return tuple(values), tuple(errors)


def all_or_error(parsed: tuple[tuple[Value, ...], tuple[FileError, ...]]) -> tuple[Value, ...]:
    """The values, where every row could be read; raises the first refusal otherwise."""
    values, errors = parsed
    if errors:
        raise errors[0]
    return values


def table(text: str, where: str, columns: int) -> Iterator[tuple[int, list[str]]]:
    """Rows of a tab-separated text with at least so many columns; lines with # and a heading are skipped."""
    for row, line in lines(text):
        if line.startswith(("#", "need_id")):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < columns or not all(cells[:columns]):
            message = N_("Raden ska ha %(columns)s kolumner skilda av tabbar. Rätta den.")
            raise FileError(message, where=where, row=row, columns=columns)
        yield row, cells
