"""Invented hubs with their people, companies, contacts and all that is noted of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache

from stdnum import luhn

from benchmarks.bulk import Making
from iuc_hub import taxonomy
from iuc_hub.accounts import passwords
from iuc_hub.accounts.models import Hub, Role, User
from iuc_hub.companies.dealings import (
    AidAward,
    AidKind,
    CompanyNote,
    ConsentWay,
    ContactConsent,
    NoteKind,
    Promise,
    Purpose,
)
from iuc_hub.companies.models import (
    Company,
    CompanyChange,
    CompanyFact,
    CompanyGroup,
    CompanyStep,
    Contact,
    FactSource,
)
from iuc_hub.ordering import swedish_key

PASSWORD = "ett-matt-losenord"  # noqa: S105 - of invented people in a database made to be measured
ADVISORS = 20
WORDS = ("Tänkta", "Påhittade", "Fiktiva", "Exempel", "Låtsade", "Sägnernas", "Övade", "Ängsliga")
TRADES = (
    "Mekaniska",
    "Plåt",
    "Formverktyg",
    "Trähus",
    "Plast",
    "Gjuteri",
    "Möbler",
    "Elkraft",
    "Livs",
    "Svets",
)
SIZES = (3, 6, 8, 12, 18, 25, 34, 48, 75, 120, 240, 400)
SNI_DIGITS = 5
"""Codes of the finest level, which companies have."""
TITLES = ("vd", "produktionschef", "ekonomichef", "ägare")


@dataclass
class HubRows:
    """The ids of one hub's rows, for what hangs on them."""

    id: int
    advisors: list[int]
    companies: list[int] = field(default_factory=list)
    advisor_of: dict[int, int] = field(default_factory=dict)
    contact_of: dict[int, int] = field(default_factory=dict)


def add_hub(making: Making, slug: str, county: str) -> HubRows:
    """A hub with its advisors and two administrators: ``advisor1@slug.example``, ``admin1@slug.example``."""
    hub = making.bulk.add(
        Hub, slug=slug, name=f"Mätta hubben {slug}", county=county, email=f"hej@{slug}.example",
        phone="070-174 06 10",
    )  # fmt: skip
    people = [(Role.ADVISOR, f"advisor{n}") for n in range(1, ADVISORS + 1)]
    people += [(Role.HUB_ADMIN, f"admin{n}") for n in (1, 2)]
    ids = [_user(making, role, f"{name}@{slug}.example", hub_id=hub) for role, name in people]
    return HubRows(hub, ids[:ADVISORS])


def add_network(making: Making, provider: str) -> None:
    """The network's analyst and an expert of an organisation."""
    _user(making, Role.ANALYST, "analyst@network.example")
    _user(making, Role.EXPERT, "expert@network.example", organisation=provider)


def _user(making: Making, role: Role, email: str, **where: object) -> int:
    return making.bulk.add(
        User, role=role, name=f"Person {email.split('@', maxsplit=1)[0].title()}", email=email,
        email_key=swedish_key(email), phone="070-174 06 10", password_hash=_secret(), created_at=making.now,
        **where,
    )  # fmt: skip


@cache
def _secret() -> str:
    return passwords.hashed(PASSWORD)


def add_companies(making: Making, hub: HubRows, count: int, county: str) -> None:
    """Companies with facts, contacts, notes, promises and state aid; one in fifty shares a group."""
    places = [code for code in taxonomy.municipalities() if code.startswith(county)]
    industries = [code for code in taxonomy.industries() if len(code) == SNI_DIGITS]
    groups = [_group(making, hub, number) for number in range(max(1, count // 100))]
    for number in range(count):
        group = making.random.choice(groups) if number % 50 == 0 else None
        company = _company(making, hub, number, making.random.choice(places), group)
        _facts(making, hub.id, company, making.random.choice(industries))
        contacts = _contacts(making, hub.id, company)
        hub.contact_of[company] = contacts[0]
        _notes(making, hub, company, contacts)
        _dealings(making, hub, company)


def _group(making: Making, hub: HubRows, number: int) -> int:
    name = f"Tänkta koncernen {number}"
    return making.bulk.add(CompanyGroup, hub_id=hub.id, name=name, name_key=swedish_key(name))


def _company(making: Making, hub: HubRows, number: int, place: str, group: int | None) -> int:
    random = making.random
    place_name = taxonomy.name_of(taxonomy.municipalities(), place)
    name = f"{random.choice(WORDS)} {random.choice(TRADES)} {number} i {place_name} AB"
    digits = f"5599{number:05d}"
    advisor = random.choice(hub.advisors)
    company = making.bulk.add(
        Company, hub_id=hub.id, organisation_number=digits + luhn.calc_check_digit(digits), name=name,
        name_key=swedish_key(name), legal_form="AB", municipality_code=place, advisor_id=advisor, group_id=group,
        address=f"Exempelvägen {number}", created_at=making.now - timedelta(days=random.randint(30, 1800)),
    )  # fmt: skip
    hub.companies.append(company)
    hub.advisor_of[company] = advisor
    return company


def _facts(making: Making, hub: int, company: int, industry: str) -> None:
    """Three years of annual reports."""
    random, year = making.random, making.now.year
    employees = random.choice(SIZES)
    for years_ago in (3, 2, 1):
        staff = max(1, employees - years_ago * random.randint(-2, 3))
        told = {"employees": staff, "turnover_sek": staff * 1_600_000, "balance_sek": staff * 900_000}
        latest = {"sni": industry, "founded_year": random.randint(1950, 2022)} if years_ago == 1 else {}
        for fact, value in (told | latest).items():
            making.bulk.add(
                CompanyFact, hub_id=hub, company_id=company, fact=fact, value=value,
                source=FactSource.ANNUAL_REPORT, as_of=date(year - years_ago, 12, 31),
                recorded_at=datetime(year - years_ago + 1, 6, 1, tzinfo=UTC),
            )  # fmt: skip


def _contacts(making: Making, hub: int, company: int) -> list[int]:
    ids = []
    for number in range(making.random.choice((1, 1, 2, 3))):
        contact = making.bulk.add(
            Contact, hub_id=hub, company_id=company, name=f"Kim Exempelström {company}-{number}",
            title=TITLES[number], email=f"kim{number}@bolag{company}.example", phone="070-174 06 11",
        )  # fmt: skip
        ids.append(contact)
        for purpose in (Purpose.CONTACT, Purpose.NEWS):
            making.bulk.add(
                ContactConsent, hub_id=hub, contact_id=contact, purpose=purpose, way=ConsentWay.SPOKEN,
                given=making.sometimes(0.8), as_of=making.now.date(), recorded_at=making.now,
            )  # fmt: skip
    return ids


def _notes(making: Making, hub: HubRows, company: int, contacts: Sequence[int]) -> None:
    random = making.random
    for number in range(random.choice((1, 3, 6, 12))):
        at = making.now - timedelta(days=random.randint(0, 1500), minutes=number)
        making.bulk.add(
            CompanyNote, hub_id=hub.id, company_id=company, contact_id=random.choice(contacts),
            kind=random.choice(list(NoteKind)), text=f"Anteckning {number}: talade om vårens investering.",
            at=at, written_at=at, written_by=hub.advisor_of[company],
        )  # fmt: skip


def _dealings(making: Making, hub: HubRows, company: int) -> None:
    random, today = making.random, making.now.date()
    for number in range(random.choice((0, 0, 1, 2))):
        due = today + timedelta(days=random.randint(-600, 60))
        making.bulk.add(
            Promise, hub_id=hub.id, company_id=company, owner_id=hub.advisor_of[company], due=due,
            text=f"Skicka underlag {number}", made_at=making.now - timedelta(days=700),
            kept_at=making.now if due < today and making.sometimes(0.95) else None,
        )  # fmt: skip
    if making.sometimes(0.3):
        amount = random.randint(50, 500) * 1_000
        making.bulk.add(
            AidAward, hub_id=hub.id, company_id=company, kind=AidKind.DE_MINIMIS, authority="Regionen",
            awarded_on=today - timedelta(days=random.randint(10, 1500)), amount_sek=amount,
            amount_eur=amount // 11, rate=11.0, instrument="Affärsutvecklingscheck", recorded_at=making.now,
        )  # fmt: skip
    making.bulk.add(
        CompanyChange, hub_id=hub.id, company_id=company, at=making.now, actor="Person Advisor1",
        what=CompanyStep.CORRECTED, detail={"address": ["Exempelvägen", f"Exempelvägen {company}"]},
    )  # fmt: skip
    _news(making, hub, company)


def _news(making: Making, hub: HubRows, company: int) -> None:
    """What waits on Today: a company that came by a handover, and facts that one told of itself."""
    if making.sometimes(0.1):
        making.bulk.add(
            CompanyChange, hub_id=hub.id, company_id=company, at=making.now, actor="Person Admin1",
            what=CompanyStep.HANDED_OVER, detail={"from_name": "Person Advisor1"}, why="Föräldraledig",
        )  # fmt: skip
    if making.sometimes(0.1):
        making.bulk.add(
            CompanyFact, hub_id=hub.id, company_id=company, fact="employees", value=20, source=FactSource.SAID,
            as_of=making.now.date(), recorded_at=making.now, told_by="Kim Exempelström", is_news=True,
        )  # fmt: skip
