"""Rows for tests, each made by the services so that it is as valid as a real one."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import count

from sqlmodel import Session, col, select

from iuc_hub.accounts import services as accounts
from iuc_hub.accounts.models import Hub, Role, User
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import services as companies
from iuc_hub.companies.aid.services import AwardDraft, add_award
from iuc_hub.companies.dealings import AidKind, NoteKind
from iuc_hub.companies.models import Company, Contact, FactSource
from iuc_hub.companies.notes.services import NoteDraft, write_note
from iuc_hub.members.classes import add_class
from iuc_hub.members.fees import make_year
from iuc_hub.members.services import join
from iuc_hub.uploads.models import Upload, UploadKind

PASSWORD = "ett-gott-losenord"
_serial = count(1)


def luhn_completed(nine: str) -> str:
    """Nine digits and the check digit that makes them an organisation number."""
    total = 0
    for place, digit in enumerate(nine):
        product = int(digit) * (2 if place % 2 == 0 else 1)
        total += product // 10 + product % 10
    return nine + str(-total % 10)


def an_organisation_number() -> str:
    """A number in a series that is not given out, new at every call."""
    return luhn_completed(f"5599{next(_serial):05d}")


def a_hub(session: Session, slug: str | None = None, *, county: str = "18") -> Hub:
    slug = slug or f"hubb-{next(_serial)}"
    return accounts.add_hub(
        session,
        slug=slug,
        name=f"Hubben {slug}",
        county=county,
        email=f"{slug}@exempel.example",
        phone="070-174 06 10",
    )


def a_user(
    session: Session,
    hub: Hub | None,
    *,
    role: Role = Role.ADVISOR,
    name: str = "Åsa Mallberg",
    now: datetime,
    email: str | None = None,
) -> User:
    return accounts.add_user(
        session,
        role=role,
        name=name,
        email=email or f"person{next(_serial)}@exempel.example",
        password=PASSWORD,
        now=now,
        hub_id=hub.id if hub and role in (Role.ADVISOR, Role.HUB_ADMIN) else None,
        phone="070-174 06 10",
        organisation="Exempelinstitutet" if role is Role.EXPERT else None,
    )


def scope_of(user: User) -> Scope:
    return Scope(
        role=user.role,
        actor=user.name,
        hub_id=user.hub_id,
        user_id=user.id,
        organisation=user.organisation,
        session_key=f"session-of-{user.id}",
    )


def a_company(
    session: Session, scope: Scope, *, now: datetime, name: str | None = None, **facts: companies.FactValue
) -> Company:
    """A limited company in Hällefors with the facts given, said today."""
    draft = companies.CompanyDraft(
        organisation_number=an_organisation_number(),
        name=name or f"Exempelverkstad {next(_serial)} AB",
        legal_form="AB",
        municipality_code="1863",
        advisor_id=scope.user_id,
    )
    company = companies.add_company(session, scope, draft, now)
    known = {"employees": 34, "turnover_sek": 52_000_000, "sni": "25620", "founded_year": 1987} | facts
    companies.record_facts(
        session, scope, company.id or 0, known, source=FactSource.SAID, as_of=now.date(), now=now
    )
    return company


def a_contact(session: Session, scope: Scope, company: Company, *, email: str | None = None) -> Contact:
    draft = companies.ContactDraft(
        name="Kjell Exempelström",
        title="vd",
        email=f"kjell{next(_serial)}@exempel.example" if email is None else email,
        phone="070-174 06 11",
    )
    return companies.add_contact(session, scope, company.id or 0, draft)


def some_dealings(session: Session, *, now: datetime) -> None:
    """A note, a promise, an award and a membership at the first company there is, and a file handed in."""
    company = session.exec(select(Company).order_by(col(Company.id))).first()
    advisor = session.get(User, company.advisor_id) if company else None
    assert company is not None
    assert advisor is not None
    scope = scope_of(advisor)
    day = now.date()
    note = NoteDraft(NoteKind.CALL, "Rang om offerten.", now, promise="Skicka offerten", promise_due=day)
    write_note(session, scope, company.id or 0, note, now)
    award = AwardDraft(
        AidKind.DE_MINIMIS, day, Decimal(110_000), "SEK", Decimal(11), "Provcheck", "Exempelregionen"
    )
    add_award(session, scope, company.id or 0, award, now)
    handed = {"kind": UploadKind.COMPANIES, "file_name": "foretag.csv", "digest": "0" * 64, "content": b"a;b"}
    owner = {"hub_id": scope.hub, "uploaded_by": scope.user, "uploaded_at": now}
    session.add(Upload.model_validate(handed | owner))
    add_class(session, scope, name="Alla", from_year=2020, amount=1000, now=now)
    join(session, scope, company.id or 0, fee_class="Alla", joined_on=day, now=now)
    make_year(session, scope, day.year, now)
    session.flush()


@dataclass(frozen=True)
class Office:
    """A hub with an advisor at work: what most tests start from."""

    hub: Hub
    advisor: User
    scope: Scope


def an_office(session: Session, *, now: datetime) -> Office:
    hub = a_hub(session)
    advisor = a_user(session, hub, now=now)
    return Office(hub, advisor, scope_of(advisor))
