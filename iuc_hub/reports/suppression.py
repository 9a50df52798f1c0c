"""Figures that would show a small group, or let it be worked out, are left out of what is published."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

SMALLEST = 5
"""A published group has at least this many members (DOMAIN: rules of the field)."""

Key = TypeVar("Key", bound=Hashable)


def published_parts(
    parts: Mapping[Key, int], within: Iterable[Mapping[Key, int]] = ()
) -> dict[Key, int | None]:
    """Parts that sum to a published whole, with None for those that must not be shown.

    A part of one to four is hidden; so is the smallest other part, until what is hidden is at least two
    parts and five members, because the whole minus the shown parts is known to every reader. ``within`` holds
    the same parts of longer periods: what is hidden there, or differs from there by one to four, is hidden too.

    >>> published_parts({"1-9": 12, "10-49": 3, "50-249": 30})
    {'1-9': None, '10-49': None, '50-249': 30}
    """
    hidden = {key for key, count in parts.items() if _is_small(count)}
    for longer in within:
        shown = published_parts(longer)
        hidden |= {key for key in parts if shown[key] is None or _is_small(longer[key] - parts[key])}
    while hidden and (len(hidden) < 2 or sum(parts[key] for key in hidden) < SMALLEST):  # noqa: PLR2004 - one hidden part is the whole minus the rest
        rest = [key for key, count in parts.items() if key not in hidden and count > 0]
        if not rest:
            break
        hidden.add(min(rest, key=lambda key: parts[key]))
    return {key: None if key in hidden else count for key, count in parts.items()}


def published_share(count: int, whole: int, within: Iterable[tuple[int, int]] = ()) -> int | None:
    """How many of a published whole have something; None when they, or those without it, are one to four.

    ``within`` holds count and whole of longer periods, from which this one's could be subtracted.
    """
    groups = [(count, whole), *((longer - count, all_of - whole) for longer, all_of in within)]
    hidden = any(_is_small(have) or _is_small(of - have) for have, of in groups)
    return None if hidden else count


def published_whole(whole: int, within: Iterable[int] = ()) -> int | None:
    """A whole of one to four is not published, nor one that leaves one to four of a longer period's whole."""
    return None if _is_small(whole) or any(_is_small(longer - whole) for longer in within) else whole


def _is_small(count: int) -> bool:
    return 0 < count < SMALLEST
