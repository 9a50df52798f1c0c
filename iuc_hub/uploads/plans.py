"""What checking a handed-in table gives: what taking it in would do, and every row that can't be taken in."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.uploads.tables import Table

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"
"""The counts that every kind has: together they are the rows of the table."""


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing wrong, by row and column as the file has them; ``message`` is a msgid that takes ``values``."""

    row: int | None
    column: str
    value: str
    message: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def stored(self) -> dict[str, object]:
        return {
            "row": self.row, "column": self.column, "value": self.value[:200], "message": self.message,
            "values": dict(self.values),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one row that taking in would change, in words; ``field`` is a column's."""

    row: int
    subject: str
    field: str
    before: str
    after: str

    def stored(self) -> dict[str, object]:
        return {
            "row": self.row, "subject": self.subject, "field": self.field, "before": self.before,
            "after": self.after,
        }  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What taking in would do now. ``take_in`` does it, but for the refused rows, in the session it is given.

    ``writes`` lists everything it would write, so that a plan made later from another database differs.
    """

    counts: Mapping[str, int]
    errors: Sequence[RowError]
    changes: Sequence[Change]
    writes: Sequence[object]
    take_in: Callable[[Session, datetime], None]
    columns: Mapping[str, str] = field(default_factory=dict)
    """Field -> the heading it was read from."""

    def fingerprint(self) -> str:
        """The same for plans that would write the same and refuse the same."""
        told = [dict(self.counts), [each.stored() for each in self.errors], list(self.writes)]
        text = json.dumps(told, default=str, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Handed:
    """What a planner gets: the table, what the person chose, the day, and where to tell how far it has come."""

    upload_id: int
    table: Table
    settings: Mapping[str, object]
    today: date
    progress: Callable[[int, int], None]

    def chosen(self, name: str) -> str:
        """A setting as text, "" where it was not given."""
        value = self.settings.get(name)
        return value if isinstance(value, str) else ""

    def chosen_columns(self) -> dict[str, str]:
        """Field -> heading, for the fields whose column the person chose."""
        value = self.settings.get("columns")
        return {str(key): str(each) for key, each in value.items()} if isinstance(value, dict) else {}


Planner = Callable[[Session, Scope, Handed], Plan]
"""Checks a table against what the hub has; reads only."""
