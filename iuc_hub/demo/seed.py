"""Fills a database with the demo, a transaction for each stage; what is there already is left as people made it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlmodel import Session

from iuc_hub import jobs
from iuc_hub.accounts import queries as accounts
from iuc_hub.accounts import services
from iuc_hub.accounts.models import Hub, Role, User
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.services import import_supports
from iuc_hub.companies.queries import find_company_by_number
from iuc_hub.companies.services import checked_number
from iuc_hub.config import Mode, Settings
from iuc_hub.db import reading, transaction
from iuc_hub.demo import data, generator, played_after, society
from iuc_hub.demo.population import hand_in
from iuc_hub.demo.story import Teller, tell
from iuc_hub.errors import N_, Conflict
from iuc_hub.recommendations import matching
from iuc_hub.recommendations.letters import LinkTerms

TELL_DEMO = "tell_demo"
LATELY = timedelta(days=30)
CHARGED_EVERY = 10
"""After so many stories the new members get their fees, so that nobody who looks meanwhile finds them without."""


@dataclass
class Seeded:
    """What this run added; all noughts when everything was there."""

    hubs: int = 0
    users: int = 0
    supports: int = 0
    companies: int = 0
    logins: list[data.UserTold] = field(default_factory=list)


def seed(settings: Settings, *, now: datetime, today: date) -> Seeded:
    """Add whatever is missing of the people, the catalogue and the stories told by hand, seen from this day.

    The invented companies are many and take longer: `tell_invented` adds them.

    Raises:
        Conflict: in production, where logins with known passwords would be an open door.
    """
    _refuse_production(settings)
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
    for admin in _admins(told):
        with transaction() as session:
            hand_in(session, _scope_of(session, told, admin.key), told.hub(admin.hub), now=now, today=today)
    if seeded.hubs:
        _found(told, now=now, today=today)
    for company in data.companies(today):
        with transaction() as session:
            seeded.companies += _company(session, told, company, _terms(settings), now=now, today=today)
    if seeded.companies:
        _charge(told, today)
    return seeded


def _admins(told: data.People) -> list[data.UserTold]:
    return [person for person in told.users if person.role is Role.HUB_ADMIN]


def _found(told: data.People, *, now: datetime, today: date) -> None:
    """What the associations have from the start; what their people change of it later stays changed."""
    for number, admin in enumerate(_admins(told)):
        with transaction() as session:
            scope = _scope_of(session, told, admin.key)
            society.founded(session, scope, admin.hub, now=now, today=today)
            if number == 0:
                society.own_supports(session, scope, now=now, today=today)
                society.compared(session, scope, now=now)


def _charge(told: data.People, today: date) -> None:
    """The fees of those who have come in."""
    for admin in _admins(told):
        with transaction() as session:
            society.charged(session, _scope_of(session, told, admin.key), today)


@dataclass(frozen=True)
class Step:
    """How far the telling has come."""

    done: int
    total: int
    added: int


def tell_invented(settings: Settings, *, now: datetime, today: date) -> Iterator[Step]:
    """Tell the stories of the invented companies that are missing, a transaction each, as the caller iterates.

    What an interrupted telling left out is told by the next.

    Raises:
        Conflict: in production.
    """
    _refuse_production(settings)
    told, stories, added = data.people(), list(generator.invented(today)), 0
    yield Step(0, len(stories), 0)
    with reading() as session:
        matching.prepare(session, _scope_of(session, told, stories[0].advisor))
    for done, company in enumerate(stories, start=1):
        with transaction() as session:
            added += _company(session, told, company, _terms(settings), now=now, today=today)
        if added and (done % CHARGED_EVERY == 0 or done == len(stories)):
            _charge(told, today)
        yield Step(done, len(stories), added)


def want_invented(*, now: datetime, today: date) -> jobs.Job | None:
    """The job that tells what is missing of the invented companies, beside a server; None when nothing is."""
    told = data.people()
    with reading() as session:
        missing = any(not _is_told(session, told, company) for company in generator.invented(today))
    if not missing:
        return None
    with transaction() as session:
        hub = accounts.find_hub_by_slug(session, told.hubs[0].slug)
        return jobs.enqueue(
            session,
            TELL_DEMO,
            {"day": today.isoformat()},
            now=now,
            hub_id=hub.id if hub else None,
            unique_key=TELL_DEMO,
        )


def _refuse_production(settings: Settings) -> None:
    if settings.mode is Mode.PRODUCTION:
        raise Conflict(
            N_(
                "Demon har lösenord som alla känner till och läggs aldrig in i produktion. Välj IUC_MODE=embedded."
            )
        )


def _terms(settings: Settings) -> LinkTerms:
    return LinkTerms(settings.public_url, settings.link_days, settings.link_uses)


def _people(session: Session, told: data.People, seeded: Seeded, now: datetime) -> None:
    for one in told.hubs:
        if accounts.find_hub_by_slug(session, one.slug) is None:
            services.add_hub(session, **one.model_dump())
            seeded.hubs += 1
    for person in told.users:
        if accounts.find_user_by_email(session, person.email) is None:
            _add_user(session, accounts.find_hub_by_slug(session, person.hub), person, now)
            seeded.users += 1


def _add_user(session: Session, hub: Hub | None, person: data.UserTold, now: datetime) -> User:
    of_hub = hub is not None and person.role in {Role.ADVISOR, Role.HUB_ADMIN}
    return services.add_user(
        session,
        role=person.role,
        name=person.name,
        email=person.email,
        password=person.password,
        now=now,
        hub_id=hub.id if hub is not None and of_hub else None,
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
    """Tell one story unless the hub has the company; needs of late are matched as of today besides."""
    if _is_told(session, told, company):
        return False
    scope = _scope_of(session, told, company.advisor)
    stored = tell(session, Teller(scope, terms), company)
    admin = next(each.key for each in _admins(told) if each.hub == _hub_of(told, company.advisor))
    society.joined(session, _scope_of(session, told, admin), stored, company.membership, company.added)
    if company.handover is not None:
        heir = _scope_of(session, told, company.handover.to).user
        played_after.handed_over(session, scope, stored, company.handover, heir)
    completed = company.interview.completed if company.interview else None
    if completed is not None and now - completed < LATELY:
        matching.match_company(session, scope, stored.id or 0, now=now, today=today)
    return True


def _hub_of(told: data.People, key: str) -> str:
    return next(person.hub for person in told.users if person.key == key)


def _is_told(session: Session, told: data.People, company: data.CompanyTold) -> bool:
    scope = _scope_of(session, told, company.advisor)
    return find_company_by_number(session, scope, checked_number(company.organisation_number)) is not None


def _scope_of(session: Session, told: data.People, key: str) -> Scope:
    """The advisor of this key, as if logged in."""
    email = next(person.email for person in told.users if person.key == key)
    user = accounts.find_user_by_email(session, email)
    if user is None:
        raise LookupError(f"{key} is not among the people of the demo")
    return Scope(role=user.role, actor=user.name, hub_id=user.hub_id, user_id=user.id, session_key="demo")
