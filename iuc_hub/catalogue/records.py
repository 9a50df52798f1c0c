"""A support between its stored record, in the exchange format, and the engine's frozen value."""

import json
from collections.abc import Iterator, Mapping

from iuc_hub.exchange.rows import Fields
from iuc_hub.exchange.supports import read_support, support_record
from matching.types import Support as KnownSupport

Record = dict[str, object]


def record_of(support: KnownSupport) -> Record:
    """The record as the database hands it back: plain JSON, lists for tuples, ISO days."""
    record: Record = json.loads(json.dumps(support_record(support), ensure_ascii=False))
    return record


def known_support(record: Mapping[str, object], support_id: str) -> KnownSupport:
    """The engine's value of a stored record.

    Raises:
        FileError: when what is stored can't be read; it names the support.
    """
    return read_support(Fields(record, support_id, 1))


def is_storable(record: Record) -> bool:
    """Whether both databases can hold every text of it: no NUL, no half of a surrogate pair."""
    return not any(char == "\0" or "\ud800" <= char <= "\udfff" for text in _texts(record) for char in text)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in (*value.keys(), *value.values()):
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
