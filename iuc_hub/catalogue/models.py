"""Supports: programmes, calls, offers, experts and projects, with every revision kept."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from iuc_hub.db import Json, enum_text
from iuc_hub.ordering import KeyText


class SupportState(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Support(SQLModel, table=True):
    """One support as it stands; ``record`` holds all of it in the exchange format, columns serve lists.

    ``closes`` is the last day of all (the last cut-off where there is no closing day), ``search_key`` title and
    provider as they are searched.
    """

    __tablename__ = "support"
    __table_args__ = (
        Index("ix_support_listed", "id", "state", "hub_id", "kind", "opens", "closes", "verified_on"),
    )
    """The index holds what facets count by, so that counting reads no record."""

    id: str = Field(primary_key=True, max_length=120)
    hub_id: int | None = Field(default=None, foreign_key="hub.id", index=True)
    state: SupportState = Field(default=SupportState.PUBLISHED, sa_type=enum_text(SupportState))
    revision: int = 1
    kind: str
    title: str
    title_key: str = Field(sa_column=Column(KeyText, nullable=False, index=True))
    provider: str
    search_key: str = Field(sa_column=Column(KeyText, nullable=False))
    opens: date | None = None
    closes: date | None = None
    verified_on: date | None = None
    verified_by: str = ""
    """Who compared it with its source on ``verified_on``; empty for a day that came with an import."""
    effort_days: int | None = Field(default=None, ge=0, le=250)
    """Working days an application takes, as somebody judged it; none means the kind's usual effort."""
    is_example: bool = False
    changed_in: int | None = Field(default=None, index=True)
    """The catalogue's number from which matching reads it as it stands; none until the change has got a number.

    Matching reads nothing of an archived one, so other words there are no change.
    """
    record: dict[str, object] = Field(sa_column=Column(Json, nullable=False))
    updated_at: datetime


class SupportTheme(SQLModel, table=True):
    """A theme that a support serves, so that lists can count and choose by it."""

    __tablename__ = "support_theme"

    support_id: str = Field(foreign_key="support.id", primary_key=True)
    theme: str = Field(primary_key=True, max_length=40, index=True)


class SupportPlace(SQLModel, table=True):
    """A county that a support is limited to, wholly or to some of its municipalities; none means the whole country."""

    __tablename__ = "support_place"

    support_id: str = Field(foreign_key="support.id", primary_key=True)
    county: str = Field(primary_key=True, max_length=2, index=True)


class SupportDay(SQLModel, table=True):
    """A day by which something must be in: a cut-off, or the last day of all."""

    __tablename__ = "support_day"

    support_id: str = Field(foreign_key="support.id", primary_key=True)
    day: date = Field(primary_key=True, index=True)
    is_last: bool


class SupportRevision(SQLModel, table=True):
    """What a support said at one revision, so that a stored match can be replayed."""

    __tablename__ = "support_revision"
    __table_args__ = (UniqueConstraint("support_id", "revision"),)

    id: int | None = Field(default=None, primary_key=True)
    support_id: str = Field(foreign_key="support.id")
    revision: int
    record: dict[str, object] = Field(sa_column=Column(Json, nullable=False))
    at: datetime
    user_id: int | None = Field(default=None, foreign_key="user.id")
    actor: str = ""
    why: str = ""
    restores: int | None = None
    """The earlier revision whose words this one brought back."""
    effort_days: int | None = None
    """The effort as it was judged then, which the record does not hold."""
    seal: str = Field(default="", max_length=64)
    """What the record came to when it was written; empty for one from before there were seals."""


class SupportVerification(SQLModel, table=True):
    """Somebody compared a revision of a support with its source on a day, and what they found."""

    __tablename__ = "support_verification"

    id: int | None = Field(default=None, primary_key=True)
    support_id: str = Field(foreign_key="support.id", index=True)
    revision: int
    on: date
    user_id: int | None = Field(default=None, foreign_key="user.id")
    actor: str
    note: str = ""
    at: datetime


class CatalogueVersion(SQLModel, table=True):
    """One row whose number grows with every change; ``token`` is new each time and never comes back.

    A built index is kept under the token, so that it is not taken for that of a restored or another database.
    """

    __tablename__ = "catalogue_version"

    id: int = Field(default=1, primary_key=True)
    number: int = 0
    token: str = Field(default="", max_length=32)
