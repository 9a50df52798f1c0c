"""Companies with their groups, the dated facts known about them, and their contact persons."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from iuc_hub.db import Json, enum_text
from iuc_hub.ordering import KeyText

SOLE_TRADER = "EF"
"""The legal form whose organisation number is its owner's personal identity number."""


class FactSource(StrEnum):
    """Where a fact comes from."""

    SAID = "said"
    REGISTER = "register"
    ANNUAL_REPORT = "annual_report"


class CompanyStep(StrEnum):
    """What was done with a company as a whole."""

    HANDED_OVER = "handed_over"
    MERGED = "merged"
    CORRECTED = "corrected"
    GROUPED = "grouped"


class CompanyGroup(SQLModel, table=True):
    """Companies tied by control: one single undertaking, which shares one state-aid ceiling."""

    __tablename__ = "company_group"
    __table_args__ = (UniqueConstraint("hub_id", "id"), UniqueConstraint("hub_id", "name_key"))

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    name: str = Field(min_length=1, max_length=200)
    name_key: str = Field(sa_column=Column(KeyText, nullable=False))


class Company(SQLModel, table=True):
    """What identifies a company; everything that changes with time is a CompanyFact.

    A company found to be a duplicate stays as a signpost: ``merged_into`` names the one that has all of it.
    """

    __tablename__ = "company"
    __table_args__ = (
        UniqueConstraint("hub_id", "id"),
        UniqueConstraint("hub_id", "organisation_number"),
        ForeignKeyConstraint(["hub_id", "advisor_id"], ["user.hub_id", "user.id"]),
        ForeignKeyConstraint(["hub_id", "group_id"], ["company_group.hub_id", "company_group.id"]),
        ForeignKeyConstraint(["hub_id", "merged_into"], ["company.hub_id", "company.id"]),
        CheckConstraint("(merged_into IS NULL) = (merged_at IS NULL)", name="merged_at_a_time"),
        CheckConstraint("merged_into != id", name="merged_into_another"),
        Index("ix_company_hub_name", "hub_id", "name_key"),
        Index("ix_company_hub_advisor", "hub_id", "advisor_id"),
        Index("ix_company_hub_municipality", "hub_id", "municipality_code"),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    organisation_number: str = Field(schema_extra={"pattern": r"^\d{10}$"})
    name: str = Field(min_length=1, max_length=200)
    name_key: str = Field(sa_column=Column(KeyText, nullable=False, index=True))
    legal_form: str
    municipality_code: str = Field(schema_extra={"pattern": r"^\d{4}$"})
    address: str = ""
    advisor_id: int
    group_id: int | None = Field(default=None, index=True)
    created_at: datetime
    merged_into: int | None = None
    merged_at: datetime | None = None

    @property
    def county(self) -> str:
        """The county's two-digit code, which opens the municipality's."""
        return self.municipality_code[:2]

    @property
    def number_is_personal(self) -> bool:
        """Whether the number is a person's, of which pages show the first six digits only."""
        return self.legal_form == SOLE_TRADER


class CompanyFact(SQLModel, table=True):
    """One value of one fact with its source and date; the newest date counts, older ones are history."""

    __tablename__ = "company_fact"
    __table_args__ = (
        ForeignKeyConstraint(["hub_id", "company_id"], ["company.hub_id", "company.id"]),
        Index("ix_company_fact_company", "hub_id", "company_id", "fact"),
        Index("ix_company_fact_fact", "hub_id", "fact", "company_id", "as_of"),
        Index("ix_company_fact_news", "hub_id", "is_news"),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    company_id: int
    fact: str = Field(max_length=60)
    value: int | float | bool | str | list[str] | None = Field(sa_column=Column(Json))
    source: FactSource = Field(sa_type=enum_text(FactSource))
    as_of: date
    recorded_at: datetime
    recorded_by: int | None = Field(default=None, foreign_key="user.id")
    told_by: str = ""
    """Who said it, where that was not the person who recorded it: a contact on the company's own page."""
    is_news: bool = False
    """Whether the company told it by itself and the advisor has not seen it yet."""


class CompanyChange(SQLModel, table=True):
    """A step in a company's life at the hub: who, when, what, from and to in words of ``detail``, why."""

    __tablename__ = "company_change"
    __table_args__ = (ForeignKeyConstraint(["hub_id", "company_id"], ["company.hub_id", "company.id"]),)

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    company_id: int = Field(index=True)
    at: datetime
    user_id: int | None = Field(default=None, foreign_key="user.id")
    actor: str
    what: CompanyStep = Field(sa_type=enum_text(CompanyStep, "what"))
    detail: dict[str, object] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    why: str = ""
    seen_at: datetime | None = None
    """When the advisor who got the company by a handover took note of it."""


class Contact(SQLModel, table=True):
    """A person at a company."""

    __tablename__ = "contact"
    __table_args__ = (
        UniqueConstraint("hub_id", "id"),
        UniqueConstraint("hub_id", "company_id", "id"),
        ForeignKeyConstraint(["hub_id", "company_id"], ["company.hub_id", "company.id"]),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    company_id: int = Field(index=True)
    name: str = Field(min_length=1, max_length=120)
    title: str = ""
    email: str = ""
    phone: str = ""
    left_on: date | None = None
    """The day the person no longer was at the company; such a contact is not written to."""
