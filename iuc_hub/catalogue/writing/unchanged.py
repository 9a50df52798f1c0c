"""What a form says no otherwise than what stands, kept exactly as it stands."""

from collections.abc import Mapping

from iuc_hub.catalogue.records import Record


def kept(record: Record, before: Mapping[str, object]) -> Record:
    """The record with the stored value wherever a form can't show the difference.

    A form gives lists back in its own order, ends lines as browsers do, and trims its texts. Nobody has changed
    anything by that: it must not make another revision.
    """
    return {name: _kept(name, value, before.get(name)) for name, value in record.items()}


def _kept(name: str, value: object, before: object) -> object:
    if isinstance(value, dict) and isinstance(before, dict):
        return kept(value, before)
    if isinstance(value, list) and isinstance(before, list):
        return before if name != "criteria" and _alike(value, before) else value
    if isinstance(value, str) and isinstance(before, str):
        told = with_plain_ends(value)
        return before if told == as_typed(name, before) else told
    return with_plain_ends(value) if isinstance(value, str) else value


def _alike(one: list[object], other: list[object]) -> bool:
    return len(one) == len(other) and set(map(str, one)) == set(map(str, other))


def as_typed(name: str, text: str) -> str:
    """A stored text as the form reads it back."""
    return " ".join(text.split()) if name == "title" else with_plain_ends(text).strip()


def with_plain_ends(text: str) -> str:
    """The text with every line ended by a line feed alone."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
