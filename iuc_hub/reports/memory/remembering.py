"""Remembers what was counted for as long as nothing it is counted from has changed."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.db import current
from iuc_hub.reports.memory import queries

Value = TypeVar("Value")
MOST = 48
"""So many counts of one process: a hub's parts and figures for some periods, a few megabytes each."""
_counted: OrderedDict[Hashable, object] = OrderedDict()
_lock = Lock()


class Remembered:
    """What one reader's transaction may take from memory.

    The state of the parts is read before anything that is counted from them, so a count can be newer than the state
    it is kept under, never older. Only a hub's own figures are kept, not those of all hubs together.
    """

    def __init__(self, session: Session, scope: Scope) -> None:
        self._hub = scope.hub_id
        self._states = queries.list_counted_states(session, scope) if self._hub else {}

    def take(self, name: Hashable, parts: tuple[str, ...], count: Callable[[], Value]) -> Value:
        """The count of this name while its parts are as they were, else counted now."""
        if self._hub is None:
            return count()
        key = (current().url, self._hub, name, tuple(self._states.get(part) for part in parts))
        with _lock:
            if key in _counted:
                _counted.move_to_end(key)
                return cast("Value", _counted[key])
        counted = count()
        with _lock:
            _counted[key] = counted
            while len(_counted) > MOST:
                _counted.popitem(last=False)
        return counted


def forget() -> None:
    """Count everything anew from here on."""
    with _lock:
        _counted.clear()
