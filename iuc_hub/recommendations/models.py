"""Matches with the inputs they were made from, recommendations with their history, and letters."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from iuc_hub.db import Json, enum_text


class RecommendationState(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SENT = "sent"
    INTERESTED = "interested"
    LATER = "later"
    DECLINED = "declined"
    IN_PROGRESS = "in_progress"
    GRANTED = "granted"
    REFUSED = "refused"
    DELIVERED = "delivered"
    ABANDONED = "abandoned"
    WITHDRAWN = "withdrawn"


class LetterKind(StrEnum):
    """What a letter to a company is for."""

    OFFER = "offer"
    CORRECTION = "correction"
    REMINDER = "reminder"
    WITHDRAWAL = "withdrawal"


class LetterTemplate(SQLModel, table=True):
    """A hub's own words for a kind of letter in a language; texts hold named values in braces."""

    __tablename__ = "letter_template"
    __table_args__ = (
        UniqueConstraint("hub_id", "id"),
        UniqueConstraint("hub_id", "kind", "language"),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    kind: LetterKind = Field(sa_type=enum_text(LetterKind))
    language: str = Field(schema_extra={"pattern": "^(sv|en)$"})
    subject: str = Field(min_length=1, max_length=200)
    body: str = Field(sa_column=Column(Text, nullable=False))
    revision: int = 1
    changed_at: datetime
    changed_by: int | None = Field(default=None, foreign_key="user.id")


class MatchRun(SQLModel, table=True):
    """One matching of one company: the day, versions and facts that every match in it was made from.

    What it found was looked at again since, and still holds on the day ``holds_on`` for the catalogue's number
    ``holds_for``. ``seals`` tell later whether an input is still what it was, ``holds_seal`` the note on when it
    holds.
    """

    __tablename__ = "match_run"
    __table_args__ = (
        UniqueConstraint("hub_id", "id"),
        ForeignKeyConstraint(["hub_id", "company_id"], ["company.hub_id", "company.id"]),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    company_id: int = Field(index=True)
    made_at: datetime
    day: date
    model_version: str
    catalogue_version: str
    company: dict[str, object] = Field(sa_column=Column(Json, nullable=False))
    holds_on: date
    holds_for: int
    holds_seal: str = Field(default="", max_length=16)
    seals: dict[str, str] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))


class NeedResult(SQLModel, table=True):
    """What one run found for one need, with the need as it was then."""

    __tablename__ = "need_result"
    __table_args__ = (
        UniqueConstraint("hub_id", "id"),
        UniqueConstraint("run_id", "need_id"),
        ForeignKeyConstraint(["hub_id", "run_id"], ["match_run.hub_id", "match_run.id"]),
        ForeignKeyConstraint(["hub_id", "need_id"], ["need.hub_id", "need.id"]),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    run_id: int
    need_id: int
    need: dict[str, object] = Field(sa_column=Column(Json, nullable=False))
    unmet: bool
    why: list[object] = Field(default_factory=list, sa_column=Column(Json, nullable=False))
    seals: dict[str, str] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))


class StoredMatch(SQLModel, table=True):
    """One support for one need: score in tenths, its parts and every criterion's answer.

    ``weak`` marks what is under the model's line for relevant, or not among the need's best: kept to be looked
    at, but not counted as fitting.
    """

    __tablename__ = "stored_match"
    __table_args__ = (
        UniqueConstraint("hub_id", "id"),
        UniqueConstraint("result_id", "support_id"),
        ForeignKeyConstraint(["hub_id", "result_id"], ["need_result.hub_id", "need_result.id"]),
        CheckConstraint("score_tenths >= 0 AND score_tenths <= 1000", name="score_range"),
        Index("ix_stored_match_support", "support_id", "hub_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    result_id: int
    support_id: str = Field(foreign_key="support.id")
    support_revision: int
    rank: int
    score_tenths: int
    verdict: str
    weak: bool = False
    match: dict[str, object] = Field(sa_column=Column(Json, nullable=False))
    seal: str = Field(default="", max_length=64)


class Letter(SQLModel, table=True):
    """What was sent to a company, word for word."""

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("hub_id", "id"),
        ForeignKeyConstraint(["hub_id", "company_id"], ["company.hub_id", "company.id"]),
        ForeignKeyConstraint(["hub_id", "contact_id"], ["contact.hub_id", "contact.id"]),
        ForeignKeyConstraint(["hub_id", "sent_by"], ["user.hub_id", "user.id"]),
        Index("ix_letter_hub_sent", "hub_id", "sent_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    company_id: int = Field(index=True)
    contact_id: int
    sent_by: int
    sent_at: datetime
    subject: str
    body: str = Field(sa_column=Column(Text, nullable=False))
    form_key: str = Field(unique=True)
    kind: LetterKind = Field(default=LetterKind.OFFER, sa_type=enum_text(LetterKind))
    language: str = "sv"
    corrects: int | None = Field(default=None, index=True)
    """The letter that this one corrects or takes back something of."""


class Recommendation(SQLModel, table=True):
    """One support proposed for one need, from the advisor's decision to the company's reply."""

    __tablename__ = "recommendation"
    __table_args__ = (
        UniqueConstraint("hub_id", "id"),
        UniqueConstraint("need_id", "support_id"),
        ForeignKeyConstraint(["hub_id", "company_id"], ["company.hub_id", "company.id"]),
        ForeignKeyConstraint(["hub_id", "need_id"], ["need.hub_id", "need.id"]),
        ForeignKeyConstraint(["hub_id", "match_id"], ["stored_match.hub_id", "stored_match.id"]),
        ForeignKeyConstraint(["hub_id", "letter_id"], ["letter.hub_id", "letter.id"]),
        CheckConstraint("state != 'rejected' OR reason IS NOT NULL", name="rejected_has_reason"),
        CheckConstraint("granted_sek IS NULL OR state = 'granted'", name="amount_when_granted"),
        CheckConstraint("granted_sek IS NULL OR granted_sek >= 0", name="amount_not_negative"),
        Index("ix_recommendation_hub_state", "hub_id", "state"),
        Index("ix_recommendation_letter", "hub_id", "letter_id"),
        Index("ix_recommendation_support", "support_id"),
        Index("ix_recommendation_match", "hub_id", "match_id"),
        Index("ix_recommendation_ask", "hub_id", "ask_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    company_id: int = Field(index=True)
    need_id: int
    support_id: str = Field(foreign_key="support.id")
    match_id: int
    letter_id: int | None = None
    state: RecommendationState = Field(
        default=RecommendationState.PROPOSED, sa_type=enum_text(RecommendationState)
    )
    reason: str | None = None
    comment: str = ""
    added_why: str = ""
    """Why the advisor took it along though the engine did not list it; empty for what was listed."""
    revision: int = 1
    created_at: datetime
    changed_at: datetime
    granted_sek: int | None = None
    ask_on: date | None = None
    """When Today asks the advisor what became of it; none while there is nothing to ask."""
    handled_at: datetime | None = None
    """When the advisor took care of the company's last answer; none while it waits on Today."""


class RecommendationChange(SQLModel, table=True):
    """A step in a recommendation's life: who, when, from, to, why."""

    __tablename__ = "recommendation_change"
    __table_args__ = (
        ForeignKeyConstraint(["hub_id", "recommendation_id"], ["recommendation.hub_id", "recommendation.id"]),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    recommendation_id: int = Field(index=True)
    at: datetime
    user_id: int | None = Field(default=None, foreign_key="user.id")
    actor: str
    before: RecommendationState = Field(sa_type=enum_text(RecommendationState, "before"))
    after: RecommendationState = Field(sa_type=enum_text(RecommendationState, "after"))
    why: str = ""
    comment: str = ""
    granted_sek: int | None = None
