"""Tables of what passes between a hub and a company: consents, notes, promises, state aid, saved searches."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from iuc_hub.db import enum_text


class Purpose(StrEnum):
    """What a contact person may agree to."""

    CONTACT = "contact"
    SHARE_WITH_EXPERTS = "share_with_experts"
    NEWS = "news"
    QUOTE = "quote"


class ConsentWay(StrEnum):
    """How a consent was given or taken back."""

    SPOKEN = "spoken"
    WRITTEN = "written"
    OWN_PAGE = "own_page"


class ContactConsent(SQLModel, table=True):
    """One yes or no of one contact person to one purpose; the newest counts, older ones are the proof."""

    __tablename__ = "contact_consent"
    __table_args__ = (ForeignKeyConstraint(["hub_id", "contact_id"], ["contact.hub_id", "contact.id"]),)

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    contact_id: int = Field(index=True)
    purpose: Purpose = Field(sa_type=enum_text(Purpose))
    given: bool
    way: ConsentWay = Field(sa_type=enum_text(ConsentWay))
    as_of: date
    recorded_at: datetime
    recorded_by: int | None = Field(default=None, foreign_key="user.id")


class NoteKind(StrEnum):
    NOTE = "note"
    CALL = "call"
    UNANSWERED_CALL = "unanswered_call"
    MEETING = "meeting"
    MAIL = "mail"


class CompanyNote(SQLModel, table=True):
    """What was noted of a company, or said in a call or a meeting; a deleted one keeps its row without its text."""

    __tablename__ = "company_note"
    __table_args__ = (
        UniqueConstraint("hub_id", "id"),
        ForeignKeyConstraint(["hub_id", "company_id"], ["company.hub_id", "company.id"]),
        ForeignKeyConstraint(["hub_id", "contact_id"], ["contact.hub_id", "contact.id"]),
        ForeignKeyConstraint(["hub_id", "written_by"], ["user.hub_id", "user.id"]),
        Index("ix_company_note_company", "hub_id", "company_id", "at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    company_id: int
    contact_id: int | None = None
    kind: NoteKind = Field(sa_type=enum_text(NoteKind))
    text: str = Field(sa_column=Column(Text, nullable=False))
    at: datetime
    written_at: datetime
    written_by: int
    edited_at: datetime | None = None
    deleted_at: datetime | None = None


class Promise(SQLModel, table=True):
    """Something somebody at the hub promised a company, until it is kept or dropped."""

    __tablename__ = "promise"
    __table_args__ = (
        UniqueConstraint("hub_id", "id"),
        ForeignKeyConstraint(["hub_id", "company_id"], ["company.hub_id", "company.id"]),
        ForeignKeyConstraint(["hub_id", "note_id"], ["company_note.hub_id", "company_note.id"]),
        ForeignKeyConstraint(["hub_id", "owner_id"], ["user.hub_id", "user.id"]),
        CheckConstraint("kept_at IS NULL OR dropped_at IS NULL", name="kept_or_dropped"),
        Index("ix_promise_owner", "hub_id", "owner_id", "due"),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    company_id: int = Field(index=True)
    note_id: int | None = None
    owner_id: int
    text: str = Field(min_length=1, max_length=500)
    due: date
    made_at: datetime
    kept_at: datetime | None = None
    dropped_at: datetime | None = None
    why_dropped: str = ""


class AidKind(StrEnum):
    """Which ceiling an award counts against."""

    DE_MINIMIS = "de_minimis"
    DE_MINIMIS_SGEI = "de_minimis_sgei"
    OTHER = "other"


class AidAward(SQLModel, table=True):
    """One award in a company's state-aid ledger, counted from the day the right to it arose."""

    __tablename__ = "aid_award"
    __table_args__ = (
        UniqueConstraint("hub_id", "id"),
        ForeignKeyConstraint(["hub_id", "company_id"], ["company.hub_id", "company.id"]),
        CheckConstraint("amount_sek >= 0", name="amount_not_negative"),
        CheckConstraint("amount_eur >= 0", name="euro_not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    company_id: int = Field(index=True)
    kind: AidKind = Field(sa_type=enum_text(AidKind))
    awarded_on: date
    amount_sek: int
    amount_eur: int
    rate: float
    instrument: str
    authority: str
    source: str = ""
    recommendation_id: int | None = None
    recorded_at: datetime
    recorded_by: int | None = Field(default=None, foreign_key="user.id")
    removed_at: datetime | None = None


class SavedSearch(SQLModel, table=True):
    """A search of a list that somebody named to come back to; ``query`` is its address after the question mark."""

    __tablename__ = "saved_search"
    __table_args__ = (
        UniqueConstraint("user_id", "page", "name"),
        ForeignKeyConstraint(["hub_id", "user_id"], ["user.hub_id", "user.id"]),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    user_id: int
    page: str = Field(max_length=40)
    name: str = Field(min_length=1, max_length=80)
    query: str = Field(max_length=1000)
    saved_at: datetime
