"""Which column of a handed-in table holds which field, by its heading or by what the person chose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from iuc_hub.errors import N_, InputError


@dataclass(frozen=True, slots=True)
class Column:
    """A field that a table may hold, with its names; ``headings`` are folded and hold the names too."""

    field: str
    sv: str
    en: str
    headings: frozenset[str]
    required: bool = False

    def name(self, language: str) -> str:
        return self.en if language == "en" else self.sv


def folded(heading: str) -> str:
    """A heading without case, blanks and signs, so that "Org.nr" is "orgnr"."""
    return "".join(sign for sign in heading.casefold() if sign.isalnum())


def read_columns(path: Path) -> tuple[Column, ...]:
    """Columns of a YAML file: ``field: {sv: name, en: name, also: [headings], required: true}``."""
    with path.open(encoding="utf-8") as file:
        loaded = yaml.safe_load(file)
    return tuple(
        Column(
            field, each["sv"], each["en"],
            frozenset(folded(name) for name in (field, each["sv"], each["en"], *each.get("also", ()))),
            bool(each.get("required")),
        )
        for field, each in loaded.items()
    )  # fmt: skip


def find_columns(
    headers: Sequence[str], columns: Sequence[Column], chosen: Mapping[str, str] | None = None
) -> dict[str, int]:
    """Field -> the place of its column; a field that was chosen goes by that heading alone, "" for none."""
    chosen = chosen or {}
    taken = {heading for heading in chosen.values() if heading}
    found: dict[str, int] = {}
    for column in columns:
        for place, header in enumerate(headers):
            wanted = (
                header == chosen[column.field]
                if column.field in chosen
                else header not in taken and folded(header) in column.headings
            )
            if wanted and header and place not in found.values():
                found[column.field] = place
                break
    return found


def demand(found: Mapping[str, int], columns: Sequence[Column], headers: Sequence[str]) -> None:
    """Refuse a table that lacks a required column.

    Raises:
        InputError: naming the columns that are missing and the headings there are.
    """
    lacking = [column.sv for column in columns if column.required and column.field not in found]
    if lacking:
        raise InputError(
            N_("Kolumnen %(columns)s saknas. Första raden ska ha rubriker; den har %(headers)s."),
            columns=", ".join(f"”{name}”" for name in lacking),
            headers=", ".join(f"”{header}”" for header in headers[:8]) or "–",
        )
