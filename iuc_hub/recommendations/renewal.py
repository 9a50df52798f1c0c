"""Mails a contact a new link when theirs has ended, within limits."""

from datetime import datetime, timedelta

from sqlmodel import Session

from iuc_hub import clock, mail
from iuc_hub.accounts import links
from iuc_hub.accounts.models import AccessLink
from iuc_hub.companies.queries import get_contact
from iuc_hub.errors import Gone
from iuc_hub.recommendations import letter_texts, queries
from iuc_hub.recommendations.arrivals import host_of
from iuc_hub.recommendations.letters import LinkTerms

PAUSE = timedelta(minutes=10)
"""At most one new link to a contact in this time."""
A_DAY = timedelta(days=1)
MOST_A_DAY = 3


def has_ended(link: AccessLink, now: datetime) -> bool:
    """Whether the link no longer starts sessions, for whatever reason."""
    try:
        links.check_link(link, now)
    except Gone:
        return True
    return False


def renew_link(session: Session, token: str, terms: LinkTerms, language: str, now: datetime) -> bool:
    """Mail a new link to the contact of one that has expired or is used up; tells whether one was sent.

    A link that still works, a contact without an address and too many requests send nothing.

    Raises:
        NotFound: a token that was never given out.
        Gone: a revoked link, which only the advisor can replace.
    """
    link = links.get_link(session, token)
    if link.revoked_at is not None:
        links.check_link(link, now)
    contact = get_contact(session, links.scope_of(link), link.contact_id)
    if not has_ended(link, now) or not contact.email.strip() or not _may_renew(session, link, now):
        return False
    fresh = links.issue_link(
        session, hub_id=link.hub_id, company_id=link.company_id, contact_id=link.contact_id, now=now,
        days=terms.days, uses=terms.uses,
    )  # fmt: skip
    host = host_of(session, link)
    draft = letter_texts.filled(
        "renewed", language, contact=letter_texts.first_name(contact.name), hub=host.hub.name
    )
    last_day = clock.day_in_sweden(now + timedelta(days=terms.days))
    text = letter_texts.mail_text(
        draft.body,
        language,
        url=terms.address(fresh),
        last_day=last_day,
        advisor=host.advisor,
        hub=host.hub,
    )
    mail.queue_mail(
        session, hub_id=link.hub_id, to_name=contact.name, to_address=contact.email.strip(),
        subject=draft.subject, text=text, now=now, reply_to=host.advisor.email,
    )  # fmt: skip
    return True


def _may_renew(session: Session, link: AccessLink, now: datetime) -> bool:
    just_now = queries.count_links_since(session, link, now - PAUSE)
    return just_now == 0 and queries.count_links_since(session, link, now - A_DAY) < MOST_A_DAY
