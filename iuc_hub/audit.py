"""The log of who read or changed what; rows are only ever added."""

from datetime import datetime

from sqlalchemy import Column, Index
from sqlmodel import Field, Session, SQLModel, select

from iuc_hub.db import Json


class AuditEntry(SQLModel, table=True):
    """One act; ``once`` holds a key when the same act in the same session is logged a single time."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_hub_at", "hub_id", "at"),
        Index("ix_audit_entry_subject", "subject_kind", "subject_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    hub_id: int | None = Field(default=None, foreign_key="hub.id", index=True)
    user_id: int | None = Field(default=None, foreign_key="user.id")
    actor: str
    action: str
    subject_kind: str
    subject_id: str
    detail: dict[str, object] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    once: str | None = Field(default=None, unique=True)


def record(
    session: Session,
    *,
    at: datetime,
    actor: str,
    action: str,
    subject: tuple[str, object],
    hub_id: int | None = None,
    user_id: int | None = None,
    detail: dict[str, object] | None = None,
    once: str | None = None,
) -> None:
    """Add one entry; with ``once`` a second entry under the same key is left out."""
    if once and session.exec(select(AuditEntry.id).where(AuditEntry.once == once)).first():
        return
    kind, subject_id = subject
    entry = AuditEntry(
        at=at, hub_id=hub_id, user_id=user_id, actor=actor, action=action, subject_kind=kind,
        subject_id=str(subject_id), detail=detail or {}, once=once,
    )  # fmt: skip
    session.add(entry)
    session.flush()
