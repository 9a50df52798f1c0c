"""What reports keep: how many companies there are to meet, what was published, and the files that were made."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from iuc_hub.db import Json, enum_text


class Population(SQLModel, table=True):
    """How many companies a branch has in a municipality in a year, by a named source: coverage's denominator."""

    __tablename__ = "population"
    __table_args__ = (
        UniqueConstraint("hub_id", "municipality_code", "sni", "year", "source"),
        CheckConstraint("companies >= 0", name="companies_not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id", index=True)
    municipality_code: str = Field(schema_extra={"pattern": r"^\d{4}$"})
    sni: str = Field(max_length=5)
    companies: int
    year: int
    source: str = Field(min_length=1, max_length=200)
    recorded_at: datetime
    recorded_by: int | None = Field(default=None, foreign_key="user.id")


class ReportFormat(StrEnum):
    PDF = "pdf"
    XLSX = "xlsx"
    JSON = "json"


class ReportFile(SQLModel, table=True):
    """A report as it was made: kind, days it covers, and the file; empty until its job has made it."""

    __tablename__ = "report_file"
    __table_args__ = (
        UniqueConstraint("hub_id", "id"),
        ForeignKeyConstraint(["hub_id", "wanted_by"], ["user.hub_id", "user.id"]),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id", index=True)
    kind: str = Field(max_length=40)
    format: ReportFormat = Field(sa_type=enum_text(ReportFormat))
    first: date | None = None
    last: date
    language: str = "sv"
    wanted_by: int
    wanted_at: datetime
    job_id: int | None = Field(default=None, foreign_key="job.id")
    made_at: datetime | None = None
    file_name: str = ""
    content: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))


class CountedChange(SQLModel, table=True):
    """That something a part of the figures is counted from has changed; written by the database's own triggers."""

    __tablename__ = "counted_change"
    __table_args__ = (Index("ix_counted_change_part", "hub_id", "part", "id"),)

    id: int = Field(sa_column=Column(BigInteger, primary_key=True))
    hub_id: int = Field(foreign_key="hub.id")
    part: str = Field(max_length=24)


class Publication(SQLModel, table=True):
    """What was published of a round: decided once and shown from then on, however the rows change afterwards.

    No hub means the network's. ``figures`` holds every period's counts, also those that stay hidden, since later
    rounds are decided so that they don't give them away either.
    """

    __tablename__ = "publication"
    __table_args__ = (
        UniqueConstraint("hub_id", "last"),
        Index(
            "uq_publication_network", "last", unique=True, sqlite_where=text("hub_id IS NULL"),
            postgresql_where=text("hub_id IS NULL"),
        ),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int | None = Field(default=None, foreign_key="hub.id")
    last: date
    made_at: datetime
    figures: list[dict[str, object]] = Field(sa_column=Column(Json, nullable=False))
