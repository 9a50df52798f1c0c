"""Figures that would show a small group, or let it be worked out, are left out of what is published."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

SMALLEST = 5
"""A published group has at least this many members (DOMAIN: rules of the field)."""

Key = TypeVar("Key", bound=Hashable)


def published_parts(parts: Mapping[Key, int]) -> dict[Key, int | None]:
    """Parts that sum to a published whole, with None for those that must not be shown.

    A part of one to four is hidden; so is the smallest other part, until what is hidden is at least two
    parts and five members, because the whole minus the shown parts is known to every reader.

    >>> published_parts({"1-9": 12, "10-49": 3, "50-249": 30})
    {'1-9': None, '10-49': None, '50-249': 30}
    """
    hidden = {key for key, count in parts.items() if 0 < count < SMALLEST}
    while hidden and (len(hidden) < 2 or sum(parts[key] for key in hidden) < SMALLEST):  # noqa: PLR2004 - one hidden part is the whole minus the rest
        rest = [key for key, count in parts.items() if key not in hidden and count > 0]
        if not rest:
            break
        hidden.add(min(rest, key=lambda key: parts[key]))
    return {key: None if key in hidden else count for key, count in parts.items()}


def published_share(count: int, whole: int) -> int | None:
    """How many of a published whole have something; None when they, or those without it, are one to four."""
    small = range(1, SMALLEST)
    return None if count in small or whole - count in small else count


def published_whole(whole: int) -> int | None:
    """A whole of one to four is not published, nor anything about it."""
    return None if 0 < whole < SMALLEST else whole
