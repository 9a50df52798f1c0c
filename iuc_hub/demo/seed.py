"""Fills a database with the demo, a transaction for each stage; what is there already is left as people made it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub.accounts import queries as accounts
from iuc_hub.accounts import services
from iuc_hub.accounts.models import Hub, Role, User
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.services import import_supports
from iuc_hub.companies.queries import find_company_by_number
from iuc_hub.companies.services import checked_number
from iuc_hub.config import Mode, Settings
from iuc_hub.db import transaction
from iuc_hub.demo import data
from iuc_hub.demo.story import Teller, tell
from iuc_hub.errors import N_, Conflict
from iuc_hub.recommendations import matching
from iuc_hub.recommendations.letters import LinkTerms


@dataclass
class Seeded:
    """What this run added; all noughts when everything was there."""

    hubs: int = 0
    users: int = 0
    supports: int = 0
    companies: int = 0
    logins: list[data.UserTold] = field(default_factory=list)


def seed(settings: Settings, *, now: datetime, today: date) -> Seeded:
    """Add whatever of the demo is missing, seen from this day.

    Raises:
        Conflict: in production, where logins with known passwords would be an open door.
    """
    if settings.mode is Mode.PRODUCTION:
        raise Conflict(
            N_(
                "Demon har lösenord som alla känner till och läggs aldrig in i produktion. Välj IUC_MODE=embedded."
            )
        )
    told, seeded = data.people(), Seeded()
    seeded.logins = list(told.users)
    with transaction() as session:
        _people(session, told, seeded, now)
    with transaction() as session:
        for text, where in (
            (data.example_supports(), "example_supports.jsonl"),
            (data.invented_supports(today), "calls.yaml"),
        ):
            report = import_supports(session, text, now, is_example=True, where=where)
            seeded.supports += report.new + report.changed
            if report.refused:
                raise report.refused[0]
    terms = LinkTerms(settings.public_url, settings.link_days, settings.link_uses)
    for company in data.companies(today):
        with transaction() as session:
            seeded.companies += _company(session, told, company, terms, now=now, today=today)
    return seeded


def _people(session: Session, told: data.People, seeded: Seeded, now: datetime) -> None:
    hub = accounts.find_hub_by_slug(session, told.hub.slug)
    if hub is None:
        hub = services.add_hub(session, **told.hub.model_dump())
        seeded.hubs += 1
    for person in told.users:
        if accounts.find_user_by_email(session, person.email) is None:
            _add_user(session, hub, person, now)
            seeded.users += 1


def _add_user(session: Session, hub: Hub, person: data.UserTold, now: datetime) -> User:
    return services.add_user(
        session,
        role=person.role,
        name=person.name,
        email=person.email,
        password=person.password,
        now=now,
        hub_id=hub.id if person.role in (Role.ADVISOR, Role.HUB_ADMIN) else None,
        phone=person.phone,
        organisation=person.organisation,
    )


def _company(
    session: Session,
    told: data.People,
    company: data.CompanyTold,
    terms: LinkTerms,
    *,
    now: datetime,
    today: date,
) -> bool:
    """Tell one story unless the hub has the company; its needs are matched as of today besides."""
    scope = _scope_of(session, told, company.advisor)
    if find_company_by_number(session, scope, checked_number(company.organisation_number)) is not None:
        return False
    stored = tell(session, Teller(scope, terms), company)
    if company.interview.completed is not None:
        matching.match_company(session, scope, stored.id or 0, now=now, today=today)
    return True


def _scope_of(session: Session, told: data.People, key: str) -> Scope:
    """The advisor of this key, as if logged in."""
    email = next(person.email for person in told.users if person.key == key)
    user = accounts.find_user_by_email(session, email)
    if user is None:
        raise LookupError(f"{key} is not among the people of the demo")
    return Scope(role=user.role, actor=user.name, hub_id=user.hub_id, user_id=user.id, session_key="demo")
