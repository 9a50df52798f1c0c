"""The outbox: letters as rows, wanted in a transaction together with the job that sends them.

A letter that waits holds its company's link, as it must to be delivered, and one that failed may be tried again.
The link is taken out of the row once the letter is sent, or when a failed one's job is gone.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Text
from sqlmodel import Field, Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from iuc_hub import jobs
from iuc_hub.db import enum_text

MAX_ATTEMPTS = 50
"""With the jobs' pauses, up to an hour, a mail server may be away for almost two days."""


LINK = re.compile(r"(/[ca]/)[A-Za-z0-9_-]{16,}")
"""A company's or a user's address with its token, as `accounts.links` and `accounts.account_links` make them."""
TAKEN_OUT = r"\1…"


class MailState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


class Mail(SQLModel, table=True):
    """One letter; its Message-ID comes from the row, so a second delivery after a crash is known as the same."""

    __tablename__ = "mail"

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int | None = Field(default=None, foreign_key="hub.id", index=True)
    to_name: str = ""
    to_address: str
    reply_to: str = ""
    subject: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    state: MailState = Field(default=MailState.QUEUED, sa_type=enum_text(MailState))
    created_at: datetime
    sent_at: datetime | None = None


def queue_mail(
    session: Session,
    *,
    to_address: str,
    subject: str,
    text: str,
    now: datetime,
    hub_id: int | None = None,
    to_name: str = "",
    reply_to: str = "",
) -> Mail:
    """Want a letter sent, in the caller's transaction, together with the job that sends it."""
    mail = Mail.model_validate(
        {
            "hub_id": hub_id, "to_name": " ".join(to_name.split()), "to_address": to_address, "reply_to": reply_to,
            "subject": " ".join(subject.split()), "text": text, "created_at": now,
        }
    )  # fmt: skip
    session.add(mail)
    session.flush()
    jobs.enqueue(
        session, "send_mail", {"mail_id": mail.id}, now=now, hub_id=hub_id, max_attempts=MAX_ATTEMPTS
    )
    return mail


def list_mail(session: Session, *, hub_id: int, limit: int = 100) -> Sequence[Mail]:
    """A hub's own letters, the newest first."""
    return session.exec(_newest(limit).where(Mail.hub_id == hub_id)).all()


def list_mail_of_all_hubs(session: Session, *, limit: int = 100) -> Sequence[Mail]:
    """Everybody's letters, the newest first: for whoever runs the machine, never for a page."""
    return session.exec(_newest(limit)).all()


def _newest(limit: int) -> SelectOfScalar[Mail]:
    return select(Mail).order_by(col(Mail.id).desc()).limit(limit)


def find_unsent(session: Session, mail_id: int) -> Mail | None:
    """The letter, unless it is gone or sent already."""
    mail = session.get(Mail, mail_id)
    return mail if mail is not None and mail.state is not MailState.SENT else None


def mark_sent(session: Session, mail_id: int, *, now: datetime) -> None:
    """Remember that the mail server took the letter, and forget its link."""
    mail = session.get_one(Mail, mail_id)
    mail.state = MailState.SENT
    mail.text = without_link(mail.text)
    mail.sent_at = now
    session.add(mail)


def mark_failed(session: Session, mail_id: int) -> None:
    """Remember that the letter could not be delivered; one that was sent after all stays sent.

    Its link stays while the job can be tried again: without it the company would get a letter that leads nowhere.
    """
    mail = session.get(Mail, mail_id)
    if mail is not None and mail.state is not MailState.SENT:
        mail.state = MailState.FAILED
        session.add(mail)


def forget_links(session: Session, *, before: datetime) -> int:
    """Take the links out of failed letters written before then; returns how many. They can't be sent after that."""
    failed = select(Mail).where(Mail.state == MailState.FAILED, Mail.created_at < before)
    letters = [mail for mail in session.exec(failed) if LINK.search(mail.text)]
    for mail in letters:
        mail.text = without_link(mail.text)
        session.add(mail)
    return len(letters)


def without_link(text: str) -> str:
    """The letter's text with each link's token replaced by an ellipsis."""
    return LINK.sub(TAKEN_OUT, text)
