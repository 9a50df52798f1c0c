"""Outgoing mail as rows, delivered by a job; without a mail server they stay in the outbox."""

import smtplib
from collections.abc import Callable, Sequence
from datetime import datetime
from email.message import EmailMessage
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from sqlalchemy import Column, Text
from sqlmodel import Field, Session, SQLModel, col, select

from iuc_hub import jobs
from iuc_hub.config import Settings
from iuc_hub.db import enum_text

SEND_SECONDS = 20
DEFAULT_PORT = 25
Send = Callable[[EmailMessage], None]


class MailState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"


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
            "hub_id": hub_id, "to_name": to_name, "to_address": to_address, "reply_to": reply_to,
            "subject": " ".join(subject.split()), "text": text, "created_at": now,
        }
    )  # fmt: skip
    session.add(mail)
    session.flush()
    jobs.enqueue(session, "send_mail", {"mail_id": mail.id}, now=now, hub_id=hub_id)
    return mail


def list_mail(session: Session, *, hub_id: int | None = None, limit: int = 100) -> Sequence[Mail]:
    """The newest letters first: a hub's own, or with no hub everybody's."""
    query = select(Mail).order_by(col(Mail.id).desc()).limit(limit)
    if hub_id is not None:
        query = query.where(Mail.hub_id == hub_id)
    return session.exec(query).all()


def find_unsent(session: Session, mail_id: int) -> Mail | None:
    """The letter, unless it is gone or sent already."""
    mail = session.get(Mail, mail_id)
    return mail if mail is not None and mail.state is MailState.QUEUED else None


def mark_sent(session: Session, mail_id: int, *, now: datetime) -> None:
    """Remember that the mail server took the letter."""
    mail = session.get_one(Mail, mail_id)
    mail.state = MailState.SENT
    mail.sent_at = now
    session.add(mail)


def message_of(mail: Mail, sender: str) -> EmailMessage:
    """The letter as it goes out."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = f"{mail.to_name} <{mail.to_address}>" if mail.to_name else mail.to_address
    if mail.reply_to:
        message["Reply-To"] = mail.reply_to
    message["Subject"] = mail.subject
    message["Date"] = mail.created_at
    message["Message-ID"] = f"<mail-{mail.id}@{sender.rsplit('@', 1)[-1]}>"
    message.set_content(mail.text)
    return message


def smtp_sender(settings: Settings) -> Send | None:
    """How to hand a letter to the mail server of the settings, or None when there is none."""
    if not settings.smtp_url:
        return None
    address = urlsplit(settings.smtp_url)

    def send(message: EmailMessage) -> None:
        with smtplib.SMTP(
            address.hostname or "", address.port or DEFAULT_PORT, timeout=SEND_SECONDS
        ) as server:
            if server.has_extn("starttls"):
                server.starttls()
            if address.username:
                server.login(unquote(address.username), unquote(address.password or ""))
            server.send_message(message)

    return send
