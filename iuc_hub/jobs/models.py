"""The table of long work: a row for each job that is wanted, under way or ended."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Index, Text
from sqlmodel import Field, SQLModel

from iuc_hub.db import Json, enum_text

MAX_ATTEMPTS = 3


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    SPLIT = "split"
    """Its parts are under way; it ends with the last of them."""
    DONE = "done"
    FAILED = "failed"


class Job(SQLModel, table=True):
    """One piece of work. A running job belongs to ``runner`` in its ``attempts``-th try until the lease ends.

    ``failure`` is a msgid that says why the last try failed, ``failure_values`` what it is filled with.
    """

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_waiting", "state", "not_before"),
        CheckConstraint("(state = 'running') = (lease_until IS NOT NULL)", name="lease_while_running"),
    )

    id: int | None = Field(default=None, primary_key=True)
    parent_id: int | None = Field(default=None, foreign_key="job.id", ondelete="CASCADE", index=True)
    """The job that this one is a part of; parts are shown nowhere but in its progress."""
    hub_id: int | None = Field(default=None, foreign_key="hub.id", index=True)
    kind: str
    arguments: dict[str, object] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    state: JobState = Field(default=JobState.QUEUED, sa_type=enum_text(JobState))
    unique_key: str | None = Field(default=None, unique=True)
    requested_by: int | None = Field(default=None, foreign_key="user.id")
    created_at: datetime
    not_before: datetime
    lease_until: datetime | None = None
    heartbeat_at: datetime | None = None
    runner: str | None = None
    attempts: int = 0
    max_attempts: int = MAX_ATTEMPTS
    done: int = 0
    total: int | None = None
    message: str = Field(default="", sa_column=Column(Text, nullable=False))
    result: dict[str, object] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    failure: str | None = Field(default=None, sa_column=Column(Text))
    failure_values: dict[str, str] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    finished_at: datetime | None = None

    @property
    def error(self) -> str | None:
        """Why the last try failed, in Swedish; other languages translate ``failure`` before filling it in."""
        return self.failure % self.failure_values if self.failure else None
