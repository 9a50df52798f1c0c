"""Delivery: a row as a message, handed to the mail server of the settings."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import SplitResult, unquote, urlsplit

from iuc_hub.config import Settings
from iuc_hub.errors import N_, HubError, InputError
from iuc_hub.mail.outbox import Mail

SEND_SECONDS = 20
DEFAULT_PORT = 25
FOR_GOOD = 500
"""Replies from here on are a mail server's last word; those below ask for a later try."""
Send = Callable[[EmailMessage], None]


def message_of(mail: Mail, sender: str) -> EmailMessage:
    """The letter as it goes out, under the same Message-ID however often it is made.

    Raises:
        InputError: an address can't be written to.
    """
    message = EmailMessage()
    try:
        message["From"] = _address(*parseaddr(sender))
        message["To"] = _address(mail.to_name, mail.to_address)
        if mail.reply_to:
            message["Reply-To"] = _address("", mail.reply_to)
    except (ValueError, IndexError, MessageError) as error:
        raise _refused(mail.to_address, str(error)) from error
    message["Subject"] = mail.subject
    message["Date"] = mail.created_at
    message["Message-ID"] = message_id(mail, sender)
    message.set_content(mail.text)
    return message


def message_id(mail: Mail, sender: str) -> str:
    """Known from the row alone, and not used again by a database that is built anew."""
    domain = parseaddr(sender)[1].rsplit("@", 1)[-1]
    return f"<mail-{mail.id}-{mail.created_at.timestamp():.0f}@{domain}>"


def _address(name: str, text: str) -> Address:
    """A name may hold commas and quotes, a domain any letters; neither adds a recipient."""
    local, _, domain = text.strip().rpartition("@")
    if not local or not domain:
        raise ValueError(text)
    return Address(name, addr_spec=f"{local}@{domain.encode('idna').decode('ascii')}")


def smtp_sender(settings: Settings) -> Send | None:
    """How to hand a letter to the mail server of the settings, or None when there is none.

    The function raises InputError for a letter the server will never take, HubError when a later try may do.
    """
    if not settings.smtp_url:
        return None
    url = urlsplit(settings.smtp_url)

    def send(message: EmailMessage) -> None:
        try:
            with _connected(url) as server:
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            raise _explained(error, str(message["To"])) from error

    return send


@contextmanager
def _connected(url: SplitResult) -> Iterator[smtplib.SMTP]:
    """A session with the server; a password is only said to one that proves who it is."""
    context = ssl.create_default_context()
    host = url.hostname or ""
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, url.port or smtplib.SMTP_SSL_PORT, timeout=SEND_SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(host, url.port or DEFAULT_PORT, timeout=SEND_SECONDS)
    with server:
        server.ehlo()
        if url.scheme != "smtps" and server.has_extn("starttls"):
            server.starttls(context=context if url.username else None)
            server.ehlo()
        elif url.scheme != "smtps" and url.username:
            raise smtplib.SMTPException("STARTTLS is not offered, so the password is not sent")
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        yield server


def _explained(error: Exception, address: str) -> HubError:
    """What a failed delivery means: for good when the server says no to this letter, else until later."""
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return _refused(address, str(error))
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reply = next(iter(error.recipients.values()))
        if code >= FOR_GOOD:
            return _refused(address, reply)
    if isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= FOR_GOOD:
        return _refused(address, error.smtp_error)
    message = N_(
        "E-postservern tog inte emot brevet (%(detail)s). Det skickas igen av sig självt; "
        "den som sköter driften ser till att IUC_SMTP_URL och servern stämmer."
    )
    return HubError(message, detail=error)


def _refused(address: str, reply: str | bytes) -> InputError:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    message = N_(
        "Brevet till %(address)s kan inte lämnas fram (%(reply)s). Rätta kontaktens adress och skicka på nytt."
    )
    return InputError(message, address=address, reply=text)
