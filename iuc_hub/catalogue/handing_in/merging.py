"""A handed-in row completed by what its support says already where the file has no column."""

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy

from iuc_hub.catalogue.handing_in.columns import columns
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.records import Record, known_support, record_of
from iuc_hub.errors import FileError
from matching.types import Support as KnownSupport

COMPARED = "verified_on"
"""Somebody compared the words that stood before; what is changed is not compared by that."""
Rows = Sequence[tuple[int, KnownSupport]]


def complete(
    rows: Rows, stored: Mapping[str, Support], told: Collection[str], hub_id: int
) -> tuple[Rows, list[FileError]]:
    """The rows completed by the hub's own supports, and why some can't be."""
    kept: list[tuple[int, KnownSupport]] = []
    refused: list[FileError] = []
    for row, one in rows:
        own = stored.get(one.id)
        try:
            known = own is not None and own.hub_id == hub_id
            kept.append((row, completed(one, own.record, told) if own and known else one))
        except FileError as error:
            refused.append(FileError(error.message, where="", row=row, field=error.field, **error.values))
    return kept, refused


def completed(support: KnownSupport, stored: Record, told: Collection[str]) -> KnownSupport:
    """The support with every field that is not ``told`` as it is stored.

    Raises:
        FileError: where the two don't go together, as a last day before the stored opening.
    """
    record = record_of(support)
    for column in columns():
        value = _inside(stored, column.field)
        if column.field not in told and column.field != COMPARED and value is not None:
            _put(record, column.field, deepcopy(value))
    return known_support(record, support.id)


def _inside(record: Mapping[str, object], field: str) -> object:
    outer, _, name = field.rpartition(".")
    inner = record.get(outer) if outer else record
    return inner.get(name) if isinstance(inner, dict) else None


def _put(record: Record, field: str, value: object) -> None:
    outer, _, name = field.rpartition(".")
    inner = record.setdefault(outer, {}) if outer else record
    if isinstance(inner, dict):
        inner[name] = value
