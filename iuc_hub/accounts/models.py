"""Hubs, the people who log in, and the links by which a company's contact comes."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from iuc_hub.db import enum_text
from iuc_hub.ordering import KeyText


class Role(StrEnum):
    ADVISOR = "advisor"
    HUB_ADMIN = "hub_admin"
    ANALYST = "analyst"
    EXPERT = "expert"
    COMPANY = "company"


class Hub(SQLModel, table=True):
    """One industrial development centre with its county's companies."""

    __tablename__ = "hub"

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True, schema_extra={"pattern": r"^[a-z0-9-]{2,40}$"})
    name: str = Field(min_length=1, max_length=120)
    county: str = Field(schema_extra={"pattern": r"^\d{2}$"})
    email: str
    phone: str


class LinkPurpose(StrEnum):
    """What a link to a user is for."""

    INVITATION = "invitation"
    NEW_PASSWORD = "new_password"  # noqa: S105 - a purpose, not a password


class User(SQLModel, table=True):
    """A person with a login; the role decides what is seen, the hub whose."""

    __tablename__ = "user"
    __table_args__ = (
        CheckConstraint("(role IN ('advisor', 'hub_admin')) = (hub_id IS NOT NULL)", name="hub_by_role"),
        CheckConstraint("(role = 'expert') = (organisation IS NOT NULL)", name="organisation_by_role"),
        UniqueConstraint("hub_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int | None = Field(default=None, foreign_key="hub.id")
    role: Role = Field(sa_type=enum_text(Role))
    name: str = Field(min_length=1, max_length=120)
    email: str = Field(max_length=254)
    email_key: str = Field(sa_column=Column(KeyText, nullable=False, unique=True))
    phone: str = ""
    organisation: str | None = None
    password_hash: str
    """Empty until an invited person has chosen a password; nothing matches it."""
    language: str = Field(default="sv", schema_extra={"pattern": "^(sv|en)$"})
    active: bool = True
    created_at: datetime


class AccountLink(SQLModel, table=True):
    """A user's way to choose a password: expiring, used once; of its token only a hash is kept."""

    __tablename__ = "account_link"

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="user.id", index=True)
    purpose: LinkPurpose = Field(sa_type=enum_text(LinkPurpose))
    token_hash: str = Field(unique=True)
    created_at: datetime
    created_by: int | None = Field(default=None, foreign_key="user.id")
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None


class AccessLink(SQLModel, table=True):
    """A company contact's way in: expiring, revocable, limited in uses.

    The row keeps the token's hash only. The token itself stands in the letter's row until the letter is delivered.
    """

    __tablename__ = "access_link"
    __table_args__ = (
        ForeignKeyConstraint(["hub_id", "company_id"], ["company.hub_id", "company.id"]),
        ForeignKeyConstraint(
            ["hub_id", "company_id", "contact_id"],
            ["contact.hub_id", "contact.company_id", "contact.id"],
            deferrable=True,  # both sides change together when companies are merged
        ),
        CheckConstraint("uses >= 0 AND uses <= max_uses", name="uses_within_limit"),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    company_id: int = Field(index=True)
    contact_id: int = Field(index=True)
    token_hash: str = Field(unique=True)
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    uses: int = 0
    max_uses: int
