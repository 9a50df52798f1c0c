"""Which tables hold something of a company or of its contacts: found in the schema, so that none is forgotten."""

from collections.abc import Iterator

from sqlalchemy import Column, Table

from iuc_hub.db import metadata

COMPANY, CONTACT = "company", "contact"
OWN = (COMPANY,)
"""The company's own row, which stays as a signpost."""


def of_companies() -> Iterator[Table]:
    """Every table with a row per something of a company, by name."""
    for table in sorted(metadata.tables.values(), key=lambda each: str(each.name)):
        if table.name not in OWN and "company_id" in table.c:
            yield table


def columns_naming_contacts() -> Iterator[Column[int]]:
    """Every column that holds a contact's id."""
    for table in metadata.tables.values():
        for column in table.c:
            if any(
                key.column.table.name == CONTACT and key.column.name == "id" for key in column.foreign_keys
            ):
                yield column
