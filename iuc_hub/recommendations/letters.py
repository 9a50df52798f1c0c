"""Sends a letter to a company, once, with everything that follows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from iuc_hub import clock, db, mail
from iuc_hub.accounts import links
from iuc_hub.accounts.queries import get_colleague, get_hub
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.models import Contact
from iuc_hub.companies.people.queries import has_said_no
from iuc_hub.companies.queries import get_contact
from iuc_hub.errors import N_, Conflict, InputError
from iuc_hub.recommendations import queries
from iuc_hub.recommendations.letter_templates.values import unfilled
from iuc_hub.recommendations.letter_texts import mail_text
from iuc_hub.recommendations.models import Letter, LetterKind
from iuc_hub.recommendations.models import RecommendationState as State
from iuc_hub.recommendations.sendable import split_sendable
from iuc_hub.recommendations.steps import step

LONGEST_SUBJECT = 150
LONGEST_BODY = 5_000
KEY_LENGTH = 80

db.explain_constraint(
    "uq_letter_form_key",
    N_("Brevet är redan skickat. Ladda om sidan för att se läget."),
)


@dataclass(frozen=True)
class Sending:
    """What the advisor decided to send; ``form_key`` is the same when the same form comes twice."""

    contact_id: int
    subject: str
    body: str
    form_key: str
    language: str = "sv"
    kind: LetterKind = LetterKind.OFFER
    corrects: int | None = None


@dataclass(frozen=True)
class LinkTerms:
    """How long and how often a link works, and where it leads."""

    public_url: str
    days: int
    uses: int

    def address(self, token: str) -> str:
        return f"{self.public_url.rstrip('/')}/c/{token}"


def send_letter(
    session: Session,
    scope: Scope,
    company_id: int,
    sending: Sending,
    terms: LinkTerms,
    *,
    now: datetime,
) -> Letter:
    """Store the letter, mark what it holds as sent, and queue the mail with a new link; once per form key.

    Raises:
        NotFound: another hub's company, or a contact of another company.
        InputError: a contact without an address, or an empty or too long text.
        Conflict: nothing to send.
    """
    today = clock.day_in_sweden(now)
    sendable, _lost = split_sendable(session, scope, company_id, today=today, lock=True)
    sent_before = queries.find_letter_by_key(session, scope, company_id, sending.form_key)
    if sent_before is not None:
        return sent_before
    contact = checked_contact(session, scope, company_id, sending, today=today)
    if not sendable:
        raise Conflict(N_("Inget är valt att skicka. Ta med minst ett stöd först."))
    letter = post_letter(session, scope, contact, sending, terms, now=now)
    for one in sendable:
        one.letter_id = letter.id
        step(session, scope, one, State.SENT, now=now)
    return letter


def post_letter(
    session: Session, scope: Scope, contact: Contact, sending: Sending, terms: LinkTerms, *, now: datetime
) -> Letter:
    """Store a letter of any kind, word for word, and queue its mail with a new link."""
    letter = Letter.model_validate(
        {
            "hub_id": scope.hub, "company_id": contact.company_id, "contact_id": contact.id,
            "sent_by": scope.user, "sent_at": now, "subject": sending.subject.strip(),
            "body": sending.body.strip(), "form_key": sending.form_key, "kind": sending.kind,
            "language": sending.language, "corrects": sending.corrects,
        }
    )  # fmt: skip
    session.add(letter)
    session.flush()
    _queue(session, scope, letter, contact, language=sending.language, terms=terms, now=now)
    return letter


def checked_contact(
    session: Session, scope: Scope, company_id: int, sending: Sending, *, today: date
) -> Contact:
    """Whom the letter goes to, once everything in it can be sent.

    Raises:
        NotFound: another hub's contact.
        InputError: a contact of another company, gone, unwilling or without an address, or a text that is empty,
            too long or holds a value in braces that nobody filled in.
    """
    contact = get_contact(session, scope, sending.contact_id)
    if contact.company_id != company_id:
        raise InputError(N_("Kontaktpersonen finns inte hos företaget. Välj en i listan."), field="contact")
    if problem := _why_not(session, scope, contact, today):
        raise InputError(problem, field="contact", name=contact.name)
    _check_words(sending)
    return contact


def _why_not(session: Session, scope: Scope, contact: Contact, today: date) -> str:
    """Why the person can't be written to, as a msgid; empty when they can."""
    if contact.left_on is not None and contact.left_on <= today:
        return N_("%(name)s har slutat på företaget. Välj någon annan.")
    if has_said_no(session, scope, contact.id or 0):
        return N_("%(name)s har sagt nej till att bli kontaktad. Välj någon annan.")
    if not contact.email.strip():
        return N_("%(name)s har ingen e-postadress. Lägg till den eller välj någon annan.")
    return ""


def _check_words(sending: Sending) -> None:
    subject = sending.subject.strip()
    if not subject or "\n" in subject or len(sending.subject) > LONGEST_SUBJECT:
        raise InputError(
            N_("Skriv en rubrik på en rad, högst %(count)d tecken."), field="subject", count=LONGEST_SUBJECT
        )
    if not sending.body.strip() or len(sending.body) > LONGEST_BODY:
        raise InputError(N_("Skriv ett brev på högst %(count)d tecken."), field="body", count=LONGEST_BODY)
    for field, text in (("subject", sending.subject), ("body", sending.body)):
        if unfilled(text):
            raise InputError(
                N_("%(value)s är inte ifyllt. Skriv det som ska stå där."), field=field, value=unfilled(text)
            )
    if not sending.form_key or len(sending.form_key) > KEY_LENGTH:
        raise InputError(N_("Sidan har blivit för gammal. Ladda om den och skicka igen."))


def _queue(
    session: Session,
    scope: Scope,
    letter: Letter,
    contact: Contact,
    *,
    language: str,
    terms: LinkTerms,
    now: datetime,
) -> None:
    token = links.issue_link(
        session, hub_id=scope.hub, company_id=contact.company_id, contact_id=contact.id or 0, now=now,
        days=terms.days, uses=terms.uses,
    )  # fmt: skip
    last_day = clock.day_in_sweden(now + timedelta(days=terms.days))
    advisor, hub = get_colleague(session, scope, scope.user), get_hub(session, scope.hub)
    url = terms.address(token)
    text = mail_text(letter.body, language, url=url, last_day=last_day, advisor=advisor, hub=hub)
    mail.queue_mail(
        session, hub_id=scope.hub, to_name=contact.name, to_address=contact.email.strip(),
        subject=letter.subject, text=text, now=now, reply_to=advisor.email,
    )  # fmt: skip
