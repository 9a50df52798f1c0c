"""How a company's contact comes in by a link, and gets a new one when it has ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from iuc_hub import clock, mail
from iuc_hub.accounts import links
from iuc_hub.accounts.models import AccessLink, Hub, User
from iuc_hub.accounts.queries import get_colleague, get_hub, list_links_of_company
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.models import Company, Contact
from iuc_hub.companies.queries import get_company, get_contact
from iuc_hub.errors import N_, Gone, NotFound
from iuc_hub.recommendations import letters, queries
from iuc_hub.recommendations.models import Letter

PAUSE = timedelta(minutes=10)
"""At most one new link to a contact in this time."""
A_DAY = timedelta(days=1)
MOST_A_DAY = 3


@dataclass(frozen=True)
class Host:
    """Who wrote: all that may be told before the button is pressed."""

    hub: Hub
    advisor: User


def host_of(session: Session, link: AccessLink) -> Host:
    scope = links.scope_of(link)
    newest = queries.find_newest_letter(session, scope, link.company_id)
    if newest is not None:
        return Host(get_hub(session, link.hub_id), newest[1])
    company = get_company(session, scope, link.company_id)
    return Host(get_hub(session, link.hub_id), get_colleague(session, scope, company.advisor_id))


@dataclass(frozen=True)
class Welcome:
    """What stands round the offers on the company's page: who wrote what to whom, and until when it is open."""

    host: Host
    company: Company
    contact: Contact
    letter: Letter | None
    open_until: datetime


def welcome(session: Session, scope: Scope) -> Welcome:
    """The newest letter to the caller's company, for a caller who came by a link.

    Raises:
        NotFound: for anybody else.
    """
    company = get_company(session, scope, scope.company_id or 0)
    own = [
        link
        for link in list_links_of_company(session, scope, scope.company_id or 0)
        if link.contact_id == scope.contact_id and link.revoked_at is None
    ]
    if not own:
        raise NotFound(N_("Öppna sidan med länken i brevet från er rådgivare."))
    newest = queries.find_newest_letter(session, scope, own[0].company_id)
    return Welcome(
        host=host_of(session, own[0]),
        company=company,
        contact=get_contact(session, scope, own[0].contact_id),
        letter=newest[0] if newest else None,
        open_until=max(link.expires_at for link in own),
    )


def has_ended(link: AccessLink, now: datetime) -> bool:
    """Whether the link no longer starts sessions, for whatever reason."""
    try:
        links.check_link(link, now)
    except Gone:
        return True
    return False


def renew_link(session: Session, token: str, terms: letters.LinkTerms, language: str, now: datetime) -> bool:
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
    draft = letters.filled("renewed", language, contact=letters.first_name(contact.name), hub=host.hub.name)
    last_day = clock.day_in_sweden(now + timedelta(days=terms.days))
    text = letters.mail_text(
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
