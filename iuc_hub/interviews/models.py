"""Interviews, their answers with every earlier value, and the needs derived from them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlalchemy import text as sql_text
from sqlmodel import Field, SQLModel

from iuc_hub.db import Json, enum_text

OWN = "own:"
"""How the identity of a need in the advisor's own words begins; a number follows."""


class InterviewState(StrEnum):
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    APPROVED = "approved"
    CANCELLED = "cancelled"


class AnswerSource(StrEnum):
    SAID = "said"
    OBSERVED = "observed"
    REGISTER = "register"


class Priority(StrEnum):
    """How a need is ranked; the order is the order of display."""

    ACUTE = "acute"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """Place in the order of display, the most urgent first."""
        return list(Priority).index(self)


class NeedStep(StrEnum):
    """What was done with a need, by the advisor or by its answers."""

    ADDED = "added"
    OVERRIDDEN = "overridden"
    RESET = "reset"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    NO_LONGER_SHOWN = "no_longer_shown"
    SHOWN_AGAIN = "shown_again"
    SUPERSEDED = "superseded"
    CURRENT_AGAIN = "current_again"


class GuideText(SQLModel, table=True):
    """A guide exactly as it was when interviews were held by it, or as a hub published it (``hub_id``)."""

    __tablename__ = "guide_text"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    version: str
    digest: str = Field(unique=True)
    text: str = Field(sa_column=Column(Text, nullable=False))
    stored_at: datetime
    hub_id: int | None = Field(default=None, foreign_key="hub.id", index=True)
    stored_by: int | None = Field(default=None, foreign_key="user.id")


class HubGuide(SQLModel, table=True):
    """Which guide a hub's new interviews are held by, from a moment on; without a row the product's newest."""

    __tablename__ = "hub_guide"

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id", index=True)
    guide_id: int = Field(foreign_key="guide_text.id")
    chosen_at: datetime
    chosen_by: int | None = Field(default=None, foreign_key="user.id")


class Interview(SQLModel, table=True):
    """One visit's questions and answers, held by one stored guide."""

    __tablename__ = "interview"
    __table_args__ = (
        UniqueConstraint("hub_id", "id"),
        UniqueConstraint("hub_id", "company_id", "id"),
        ForeignKeyConstraint(["hub_id", "company_id"], ["company.hub_id", "company.id"]),
        ForeignKeyConstraint(["hub_id", "advisor_id"], ["user.hub_id", "user.id"]),
        ForeignKeyConstraint(
            ["hub_id", "company_id", "contact_id"],
            ["contact.hub_id", "contact.company_id", "contact.id"],
            deferrable=True,  # both sides change together when companies are merged
        ),
        ForeignKeyConstraint(["hub_id", "upload_id"], ["upload.hub_id", "upload.id"]),
        Index("ix_interview_hub_completed", "hub_id", "completed_at"),
        Index("ix_interview_hub_advisor", "hub_id", "advisor_id", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    company_id: int = Field(index=True)
    guide_id: int = Field(foreign_key="guide_text.id")
    advisor_id: int
    contact_id: int | None = None
    state: InterviewState = Field(default=InterviewState.PLANNED, sa_type=enum_text(InterviewState))
    planned_at: datetime
    started_at: datetime | None = None
    completed_at: datetime | None = None
    approved_at: datetime | None = None
    created_at: datetime
    upload_id: int | None = Field(default=None, index=True)
    """The file a past interview was taken in from; none for one that was held here."""


class InterviewChange(SQLModel, table=True):
    """A step in an interview's life: who, when, from, to, why."""

    __tablename__ = "interview_change"
    __table_args__ = (ForeignKeyConstraint(["hub_id", "interview_id"], ["interview.hub_id", "interview.id"]),)

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    interview_id: int = Field(index=True)
    at: datetime
    user_id: int = Field(foreign_key="user.id")
    before: InterviewState = Field(sa_type=enum_text(InterviewState, "before"))
    after: InterviewState = Field(sa_type=enum_text(InterviewState, "after"))
    why: str = ""


class Answer(SQLModel, table=True):
    """The answer to one question as it stands; ``revision`` counts its changes from 1."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("interview_id", "question"),
        ForeignKeyConstraint(["hub_id", "interview_id"], ["interview.hub_id", "interview.id"]),
        CheckConstraint("revision >= 1", name="revision_from_one"),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    interview_id: int
    question: str = Field(max_length=40)
    value: dict[str, object] | list[object] | str | int | float | None = Field(sa_column=Column(Json))
    source: AnswerSource = Field(default=AnswerSource.SAID, sa_type=enum_text(AnswerSource))
    note: str = ""
    revision: int = 1
    changed_at: datetime
    changed_by: int = Field(foreign_key="user.id")


class AnswerRevision(SQLModel, table=True):
    """Every value an answer ever had, so that nothing said is lost."""

    __tablename__ = "answer_revision"
    __table_args__ = (
        UniqueConstraint("interview_id", "question", "revision"),
        ForeignKeyConstraint(["hub_id", "interview_id"], ["interview.hub_id", "interview.id"]),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    interview_id: int
    question: str
    revision: int
    value: dict[str, object] | list[object] | str | int | float | None = Field(sa_column=Column(Json))
    source: AnswerSource = Field(sa_type=enum_text(AnswerSource))
    note: str = ""
    at: datetime
    user_id: int = Field(foreign_key="user.id")


class SavedReply(SQLModel, table=True):
    """What was answered to an idempotency key, so that a retry gets the same reply."""

    __tablename__ = "saved_reply"
    __table_args__ = (
        UniqueConstraint("interview_id", "key"),
        ForeignKeyConstraint(["hub_id", "interview_id"], ["interview.hub_id", "interview.id"]),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    interview_id: int
    key: str = Field(max_length=80)
    payload_digest: str
    status: int
    body: dict[str, object] = Field(sa_column=Column(Json, nullable=False))
    at: datetime


class Need(SQLModel, table=True):
    """What a company needs; its identity is the interview with the finding's area and theme.

    A derived need counts until ``superseded_by`` names a later interview of the company that asked about the
    same area; it then is history, with its override and recommendations still attached.
    """

    __tablename__ = "need"
    __table_args__ = (
        UniqueConstraint("hub_id", "id"),
        UniqueConstraint("interview_id", "identity"),
        ForeignKeyConstraint(
            ["hub_id", "company_id", "interview_id"],
            ["interview.hub_id", "interview.company_id", "interview.id"],
            deferrable=True,  # both sides change together when companies are merged
        ),
        ForeignKeyConstraint(
            ["hub_id", "company_id", "superseded_by"],
            ["interview.hub_id", "interview.company_id", "interview.id"],
            deferrable=True,
        ),
        CheckConstraint("score >= 0 AND score <= 100", name="score_range"),
        CheckConstraint("scale >= 1 AND scale <= 5", name="scale_range"),
        CheckConstraint(
            "(override_priority IS NULL) = (override_reason IS NULL)",
            name="override_has_reason",
        ),
        Index(
            "ix_need_counts", "hub_id", "company_id",
            sqlite_where=sql_text("withdrawn_at IS NULL AND superseded_by IS NULL"),
            postgresql_where=sql_text("withdrawn_at IS NULL AND superseded_by IS NULL"),
        ),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    company_id: int = Field(index=True)
    interview_id: int
    identity: str = Field(max_length=80)
    area: str
    theme: str
    title: dict[str, str] = Field(sa_column=Column(Json, nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    words: str = Field(default="", sa_column=Column(Text, nullable=False))
    score: int
    scale: int
    priority: Priority = Field(sa_type=enum_text(Priority))
    horizon: str
    contributions: dict[str, int] = Field(sa_column=Column(Json, nullable=False))
    reasons: list[dict[str, object]] = Field(sa_column=Column(Json, nullable=False))
    helps: list[str] = Field(default_factory=list, sa_column=Column(Json, nullable=False))
    rule_version: str
    override_priority: Priority | None = Field(default=None, sa_type=enum_text(Priority, "override_priority"))
    override_reason: str | None = None
    overridden_by: int | None = Field(default=None, foreign_key="user.id")
    overridden_at: datetime | None = None
    derived_at: datetime
    withdrawn_at: datetime | None = None
    superseded_by: int | None = None

    @property
    def shown_priority(self) -> Priority:
        """The advisor's own ranking where there is one, else the rule's."""
        return self.override_priority or self.priority

    @property
    def is_own(self) -> bool:
        """Whether the advisor wrote the need, instead of the guide's rules."""
        return self.identity.startswith(OWN)


class NeedChange(SQLModel, table=True):
    """A step in a need's life: who, when, what, the priority shown before and after, why."""

    __tablename__ = "need_change"
    __table_args__ = (ForeignKeyConstraint(["hub_id", "need_id"], ["need.hub_id", "need.id"]),)

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    need_id: int = Field(index=True)
    at: datetime
    user_id: int = Field(foreign_key="user.id")
    what: NeedStep = Field(sa_type=enum_text(NeedStep, "what"))
    before: Priority = Field(sa_type=enum_text(Priority, "before"))
    after: Priority = Field(sa_type=enum_text(Priority, "after"))
    why: str = ""
