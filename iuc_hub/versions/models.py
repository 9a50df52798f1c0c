"""Versions of the engine's model, and which hubs learn together."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from iuc_hub.db import Json, enum_text


class VersionState(StrEnum):
    SHIPPED = "shipped"
    CANDIDATE = "candidate"
    ACTIVE = "active"
    RETIRED = "retired"


IS_ACTIVE = text("state = 'active'")


class ModelVersion(SQLModel, table=True):
    """One version of the model, kept for ever so that what was matched with it can be computed again.

    A shipped one belongs to no hub and holds its whole record; a hub's holds what differs from the shipped one
    that it ``builds_on``. ``checksum`` is of the whole record, ``fingerprint`` of the lexicon that came with the
    release it was made under.
    """

    __tablename__ = "model_version"
    __table_args__ = (
        UniqueConstraint("hub_id", "id"),
        CheckConstraint("(state = 'shipped') = (hub_id IS NULL)", name="shipped_is_nobodys"),
        CheckConstraint("(hub_id IS NULL) = (builds_on IS NULL)", name="builds_on_shipped"),
        Index(
            "uq_model_version_active",
            "hub_id",
            unique=True,
            sqlite_where=IS_ACTIVE,
            postgresql_where=IS_ACTIVE,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int | None = Field(default=None, foreign_key="hub.id")
    name: str = Field(unique=True, min_length=1, max_length=80)
    builds_on: str | None = Field(default=None, foreign_key="model_version.name", max_length=80)
    made_from: str = Field(default="", max_length=80)
    """The name of the version that was in use when it was made, whose words and learning it took over."""
    state: VersionState = Field(sa_type=enum_text(VersionState))
    record: dict[str, object] = Field(sa_column=Column(Json, nullable=False))
    checksum: str = Field(max_length=64)
    fingerprint: str = Field(max_length=64)
    made_at: datetime
    made_by: int | None = Field(default=None, foreign_key="user.id")
    actor: str = ""
    why: str = Field(default="", sa_column=Column(Text, nullable=False))
    gist: dict[str, object] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    """What a list tells of it: its words, what it learned from how much; the record itself is large."""
    comparison: dict[str, object] | None = Field(default=None, sa_column=Column(Json))
    """How it does beside the version that was in use when it was made; none until that is counted."""
    taken_at: datetime | None = None
    """When it was last taken into use."""


class LearningAgreement(SQLModel, table=True):
    """That a hub learns from other hubs' decisions and lets them learn from its own; no row is a no."""

    __tablename__ = "learning_agreement"

    hub_id: int = Field(foreign_key="hub.id", primary_key=True)
    agreed_at: datetime
    agreed_by: int | None = Field(default=None, foreign_key="user.id")
