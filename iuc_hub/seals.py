"""What a stored value came to when it was written, so that a later change of it shows."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

EXPONENT = 1e16
"""From here on Python writes a number with its exponent."""
KEPT_OTHERWISE = ("e+", "-0.0")
"""In a text, the signs of numbers that PostgreSQL may hand back written otherwise."""
SHORT = 16
"""Signs of a seal on one part of a value: enough against mistakes and single edits."""


def seal_of(value: object) -> str:
    """The same for values that are equal as JSON, whichever database they have been in; differs for any others."""
    text = _text(value)
    if any(each in text for each in KEPT_OTHERWISE):
        text = _text(as_stored(value))
    return hashlib.sha256(text.encode()).hexdigest()


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def seals_of(parts: Mapping[str, object]) -> dict[str, str]:
    """A short seal on each part, by its name."""
    return {name: seal_of(value)[:SHORT] for name, value in parts.items()}


def broken(seals: Mapping[str, str], parts: Mapping[str, object]) -> list[str]:
    """The parts that are not what was sealed, are gone or have come since; none where nothing was sealed."""
    if not seals:
        return []
    now = seals_of(parts)
    return sorted(name for name in {*seals, *now} if seals.get(name) != now.get(name))


def as_stored(value: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """The value as either database hands it back.

    PostgreSQL turns a number of the form 1e+20 into a whole one, and knows no zero below zero.
    """
    if isinstance(value, Mapping):
        return {str(name): as_stored(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_stored(each) for each in value]
    if not isinstance(value, float):
        return value
    return int(value) if abs(value) >= EXPONENT else value + 0.0
