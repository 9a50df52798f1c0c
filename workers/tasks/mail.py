"""Deliver one letter of the outbox."""

from collections.abc import Mapping

from sqlmodel import Session

from iuc_hub import clock, mail
from iuc_hub.db import reading
from workers.work import Work


def send_mail(work: Work) -> None:
    """Hand the letter to the mail server, then mark it; without a server it stays in the outbox."""
    send = mail.smtp_sender(work.settings)
    with reading() as session:
        letter = mail.find_unsent(session, work.number("mail_id"))
    if letter is not None and send is not None:
        send(mail.message_of(letter, work.settings.mail_from))
    with work.last_step() as session:
        if letter is not None and send is not None:
            mail.mark_sent(session, letter.id or 0, now=clock.now())


def give_up_mail(session: Session, arguments: Mapping[str, object]) -> None:
    """The letter could not be delivered, and nobody tries any more."""
    if isinstance(mail_id := arguments.get("mail_id"), int):
        mail.mark_failed(session, mail_id)
