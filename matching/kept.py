"""A memory of what was worked out for a key, as quick to ask as a dictionary."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

MOST = 200_000
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(dict[Key, Value]):
    """`kept[key]` is worked out the first time; when it holds too much it begins anew."""

    def __init__(self, make: Callable[[Key], Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Key) -> Value:
        if len(self) >= MOST:
            self.clear()
        value = self[key] = self._make(key)
        return value
