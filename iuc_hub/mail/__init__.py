"""Outgoing mail as rows, delivered by a job; without a mail server they stay in the outbox."""

from iuc_hub.mail.delivery import Send, message_id, message_of, smtp_sender
from iuc_hub.mail.outbox import (
    MAX_ATTEMPTS,
    Mail,
    MailState,
    find_unsent,
    forget_links,
    list_mail,
    list_mail_of_all_hubs,
    mark_failed,
    mark_sent,
    queue_mail,
)

__all__ = [
    "MAX_ATTEMPTS",
    "Mail",
    "MailState",
    "Send",
    "find_unsent",
    "forget_links",
    "list_mail",
    "list_mail_of_all_hubs",
    "mark_failed",
    "mark_sent",
    "message_id",
    "message_of",
    "queue_mail",
    "smtp_sender",
]
