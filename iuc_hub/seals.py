"""What a stored value came to when it was written, so that a later change of it shows."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

SHORT = 16
"""Signs of a seal on one part of a value: enough against mistakes and single edits."""


def seal_of(value: object) -> str:
    """The same for values that are equal as JSON, whichever database they have been in; differs for any others."""
    text = json.dumps(_plain(value), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def seals_of(parts: Mapping[str, object]) -> dict[str, str]:
    """A short seal on each part, by its name."""
    return {name: seal_of(value)[:SHORT] for name, value in parts.items()}


def broken(seals: Mapping[str, str], parts: Mapping[str, object]) -> list[str]:
    """The parts that are not what was sealed, are gone or have come since; none where nothing was sealed."""
    if not seals:
        return []
    now = seals_of(parts)
    return sorted(name for name in {*seals, *now} if seals.get(name) != now.get(name))


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """A whole number is one however it is written: 3.0 comes back from a database as 3."""
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
