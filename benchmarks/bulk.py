"""Writes rows of any table in large portions, parents before children; for databases made to be measured."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any, Self

from pydantic_core import PydanticUndefined
from sqlalchemy import Connection, func, insert, inspect, select, text
from sqlmodel import SQLModel

PORTION = 5_000


class Bulk:
    """Collects rows of an empty database and gives each its number; leave the block to write the rest.

    The first row of each table goes through the model's validation, so that a changed model is noticed here.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: dict[type[SQLModel], list[dict[str, Any]]] = defaultdict(list)
        self._last: dict[type[SQLModel], int] = {}
        self._defaults: dict[type[SQLModel], dict[str, Any]] = {}
        self.written: dict[str, int] = defaultdict(int)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: object, *_rest: object) -> None:
        if failed is None:
            self.write()
            self._continue_sequences()

    def add(self, model: type[SQLModel], **values: Any) -> int:  # noqa: ANN401 - any table's columns
        """Take a row in and return its id; a default of the model stands in for what is not given."""
        if model not in self._defaults:
            model.model_validate(values)
            self._defaults[model] = _defaults(model)
            self._last[model] = self._highest(model)
        row = self._defaults[model] | values
        if "id" in row and row["id"] is None:
            self._last[model] += 1
            row["id"] = self._last[model]
        rows = self._rows[model]
        rows.append(row)
        if len(rows) >= PORTION:
            self.write()
        return self._last[model]

    def write(self) -> None:
        """Write everything that was taken in, in the order in which tables refer to each other."""
        by_table = {inspect(model).local_table: rows for model, rows in self._rows.items()}
        for table in SQLModel.metadata.sorted_tables:
            rows = by_table.get(table, [])
            if rows:
                self._connection.execute(insert(table), rows)
                self.written[table.name] += len(rows)
        self._rows.clear()

    def _highest(self, model: type[SQLModel]) -> int:
        table = inspect(model).local_table
        column = table.columns.get("id")
        if column is None or column.type.python_type is not int:
            return 0
        return int(self._connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one())

    def _continue_sequences(self) -> None:
        """Let the next row that the application adds follow on these."""
        if self._connection.dialect.name != "postgresql":
            return
        for model, last in self._last.items():
            if last:
                name = inspect(model).local_table.name
                statement = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)")
                self._connection.execute(statement, {"name": f'"{name}"', "last": last})


@dataclass(frozen=True)
class Making:
    """Where rows go, what they are drawn with, and the moment they are seen from."""

    bulk: Bulk
    random: Random
    now: datetime

    def sometimes(self, share: float) -> bool:
        """Whether something that happens to this share of all happens now."""
        return self.random.random() < share


def _defaults(model: type[SQLModel]) -> dict[str, Any]:
    fields = model.model_fields.items()
    return {
        name: field.get_default(call_default_factory=True, validated_data={})
        for name, field in fields
        if field.default is not PydanticUndefined or field.default_factory is not None
    }
