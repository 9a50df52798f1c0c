"""A catalogue's file in any of its forms, to supports by row and a refusal for each row that can't be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from iuc_hub.errors import N_, FileError
from iuc_hub.exchange.fact_sheet import parse_fact_sheet
from iuc_hub.exchange.project_list import parse_project_list
from iuc_hub.exchange.rows import built, decoded
from iuc_hub.exchange.sheets import LARGEST, read_csv, read_xlsx
from iuc_hub.exchange.support_columns import ColumnMap
from iuc_hub.exchange.support_tables import supports_of
from iuc_hub.exchange.supports import read_support
from matching.types import Support


class Form(StrEnum):
    """How a file of supports is written."""

    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    PROJECT_LIST = "project-list"
    FACT_SHEET = "fact-sheet"

    @property
    def is_page(self) -> bool:
        """Whether it is a saved page, which tells only some of a support's fields."""
        return self in {Form.PROJECT_LIST, Form.FACT_SHEET}

    @property
    def is_table(self) -> bool:
        """Whether it has columns, so that a column map can be given."""
        return self in {Form.CSV, Form.XLSX}


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file says: the supports with their rows, and the refusals."""

    rows: Sequence[tuple[int, Support]]
    refused: Sequence[FileError]


def read_catalogue(content: bytes, form: Form, where: str, column_map: ColumnMap | None = None) -> Parsed:
    """Every row of the file, read or refused; an id that came before is refused.

    ``where`` is what refusals call the file. A page's supports name the file, without its folder, as their source.

    Raises:
        FileError: where nothing of the file can be read, and why.
    """
    if len(content) > LARGEST:
        message = N_("Filen är större än %(most)s MB. Dela upp den.")
        raise FileError(message, where=where, most=LARGEST // 1_000_000)
    if column_map and not form.is_table:
        message = N_("En kolumnkarta hör till csv och xlsx. Ta bort den, eller ange rätt format.")
        raise FileError(message, where=where)
    return _once(*_read(content, form, where, column_map), where)


def _read(
    content: bytes, form: Form, where: str, column_map: ColumnMap | None
) -> tuple[Sequence[tuple[int, Support]], Sequence[FileError]]:
    if form.is_table:
        sheet = read_csv(content, where) if form is Form.CSV else read_xlsx(content, where)
        return supports_of(sheet, column_map)
    text = decoded(content, where)
    name = PurePath(where).name
    if form is Form.PROJECT_LIST:
        return parse_project_list(text, where, name)
    if form is Form.FACT_SHEET:
        return [parse_fact_sheet(text, where, name)], []
    return built(text, where, lambda fields: (fields.row, read_support(fields)))


def _once(rows: Sequence[tuple[int, Support]], errors: Sequence[FileError], where: str) -> Parsed:
    first: dict[str, int] = {}
    kept: list[tuple[int, Support]] = []
    refused = list(errors)
    for number, support in rows:
        same = first.setdefault(support.id, number)
        if same == number:
            kept.append((number, support))
            continue
        message = N_("Samma id står redan på rad %(first)s. Ge varje rad ett eget id.")
        refused.append(FileError(message, where=where, row=number, field="id", first=same))
    return Parsed(kept, sorted(refused, key=lambda error: error.row or 0))
