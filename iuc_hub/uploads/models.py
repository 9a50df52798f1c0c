"""A file handed in, what checking it found, and whether it was taken in."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, ForeignKeyConstraint, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from iuc_hub.db import Json, enum_text


class UploadKind(StrEnum):
    """What a file holds."""

    COMPANIES = "companies"
    INTERVIEWS = "interviews"
    POPULATION = "population"
    SUPPORTS = "supports"
    MEMBERS = "members"


class UploadState(StrEnum):
    WAITING = "waiting"
    CHECKED = "checked"
    TAKEN_IN = "taken_in"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class Upload(SQLModel, table=True):
    """A file as it was handed in; ``counts`` and ``errors`` say what checking, then taking in, found.

    ``settings`` holds what the person chose besides the file: column map, sheet, source, year.
    """

    __tablename__ = "upload"
    __table_args__ = (
        UniqueConstraint("hub_id", "id"),
        ForeignKeyConstraint(["hub_id", "uploaded_by"], ["user.hub_id", "user.id"]),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id", index=True)
    kind: UploadKind = Field(sa_type=enum_text(UploadKind))
    state: UploadState = Field(default=UploadState.WAITING, sa_type=enum_text(UploadState))
    file_name: str = Field(max_length=200)
    digest: str = Field(max_length=64)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    settings: dict[str, object] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    counts: dict[str, int] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    errors: list[dict[str, object]] = Field(default_factory=list, sa_column=Column(Json, nullable=False))
    job_id: int | None = Field(default=None, foreign_key="job.id")
    uploaded_by: int
    uploaded_at: datetime
    checked_at: datetime | None = None
    ended_at: datetime | None = None
