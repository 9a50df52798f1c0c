"""Whom a company's contact meets when they come by a link."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from iuc_hub.accounts import links
from iuc_hub.accounts.models import AccessLink, Hub, User
from iuc_hub.accounts.queries import get_colleague, get_hub, list_links_of_company
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.models import Company, Contact
from iuc_hub.companies.queries import get_company, get_contact
from iuc_hub.errors import N_, NotFound
from iuc_hub.recommendations import queries
from iuc_hub.recommendations.models import Letter


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
