"""Companies: added with checks, found by search, kept apart between hubs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from iuc_hub.clock import FixedClock
from iuc_hub.companies import queries, services
from iuc_hub.companies.models import Company, FactSource
from iuc_hub.errors import InputError, NotFound
from tests import factories
from tests.factories import Office

Login = Callable[..., FlaskClient]


def typed(**changed: str) -> dict[str, str]:
    return {
        "organisation_number": factories.an_organisation_number(),
        "name": "Provmekanik i Karlskoga AB",
        "legal_form": "AB",
        "municipality_code": "1883",
        "employees": "34",
        "turnover_sek": "41 000 000",
        "sni": "25620",
        "founded_year": "1987",
        "contact_name": "Petra Påhittsson",
        "contact_email": "petra@exempel.example",
    } | changed


def test_an_advisor_adds_a_company_with_facts_and_contact(
    office: Office, login: Login, session: Session
) -> None:
    reply = login(office.advisor).post("/companies/new", data=typed())
    assert reply.status_code == 302, reply.text
    company = session.exec(select(Company)).one()
    facts = services.known_facts(session, office.scope, company.id or 0)
    assert facts["turnover_sek"] == 41_000_000
    assert facts["county"] == "18"
    assert [c.name for c in queries.list_contacts(session, office.scope, company.id or 0)] == [
        "Petra Påhittsson"
    ]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("organisation_number", "556012-5791", "Kontrollsiffran"),
        ("organisation_number", "", "Skriv organisationsnumret"),
        ("name", "", "Skriv företagets namn"),
        ("municipality_code", "9999", "Not a valid choice"),
        ("sni", "99999", "SNI-koden ”99999” finns inte"),
        ("employees", "många", "Skriv ett heltal"),
        ("employees", "-3", "0 eller fler"),
        ("contact_email", "petra", "ingen e-postadress"),
    ],
)
def test_a_wrong_field_is_told_by_the_field_and_nothing_is_stored(
    office: Office, login: Login, session: Session, field: str, value: str, words: str
) -> None:
    reply = login(office.advisor).post("/companies/new", data=typed(**{field: value}))
    assert reply.status_code == 422
    assert words in reply.text or (words == "Not a valid choice" and "invalid-feedback" in reply.text)
    assert "Provmekanik" in reply.text or field == "name"
    assert session.exec(select(Company)).all() == []


def test_the_same_number_twice_in_a_hub_is_told_and_stored_once(
    office: Office, login: Login, session: Session
) -> None:
    browser = login(office.advisor)
    first = typed()
    browser.post("/companies/new", data=first)
    reply = browser.post("/companies/new", data=first)
    assert reply.status_code == 422
    assert "finns redan" in reply.text
    assert len(session.exec(select(Company)).all()) == 1


def test_two_hubs_may_both_have_a_company_and_neither_sees_the_others(
    office: Office, login: Login, session: Session, clock: FixedClock
) -> None:
    other = factories.an_office(session, now=clock.now())
    theirs = factories.a_company(session, other.scope, now=clock.now(), name="Grannens Gjuteri AB")
    session.commit()
    browser = login(office.advisor)
    assert browser.get(f"/companies/{theirs.id}").status_code == 404
    assert browser.post(f"/companies/{theirs.id}/facts", data={"employees": "1"}).status_code == 404
    assert browser.post(f"/companies/{theirs.id}/contacts/new", data={"contact_name": "x"}).status_code == 404
    assert "Grannens" not in browser.get("/companies").text
    with pytest.raises(NotFound):
        queries.get_company(session, office.scope, theirs.id or 0)


def test_search_finds_by_part_of_name_and_by_number(
    office: Office, session: Session, clock: FixedClock
) -> None:
    found = factories.a_company(session, office.scope, now=clock.now(), name="Åkers Svets & Plåt AB")
    factories.a_company(session, office.scope, now=clock.now(), name="Modellträ i Laxå AB")

    def search(words: str) -> list[str]:
        return [one.name for one in queries.list_companies(session, office.scope, words=words)]

    assert search("åkers plåt") == [found.name]
    assert search("ÅKERS") == [found.name]
    assert search(f"{found.organisation_number[:6]}-{found.organisation_number[6:]}") == [found.name]
    assert search("%") == []
    assert len(search("")) == 2


def test_a_sole_traders_number_is_shown_in_part_and_found_only_whole(
    office: Office, session: Session, clock: FixedClock, login: Login
) -> None:
    draft = services.CompanyDraft(
        organisation_number="811218-9876", name="Påhittssons Svets", legal_form="EF", municipality_code="1863"
    )
    company = services.add_company(session, office.scope, draft, clock.now())
    session.commit()

    def search(words: str) -> list[Company]:
        return queries.list_companies(session, office.scope, words=words)

    assert search("811218") == []
    assert search("811218-987") == []
    assert search("811218-9876") == [company]
    assert search("8112189876") == [company]
    browser = login(office.advisor)
    page = browser.get(f"/companies/{company.id}").text
    assert "811218-****" in page
    assert "9876" not in page + browser.get("/companies").text


def test_companies_come_in_swedish_order(office: Office, session: Session, clock: FixedClock) -> None:
    for name in ("Örebro Verktyg", "Zinkverket", "Ängens Plåt", "Ådals Svets"):
        factories.a_company(session, office.scope, now=clock.now(), name=name)
    names = [one.name for one in queries.list_companies(session, office.scope)]
    assert names == ["Zinkverket", "Ådals Svets", "Ängens Plåt", "Örebro Verktyg"]


def test_the_newest_date_counts_even_when_an_older_fact_is_recorded_later(
    office: Office, session: Session, clock: FixedClock
) -> None:
    company = factories.a_company(session, office.scope, now=clock.now(), employees=34)
    old = clock.now().date() - timedelta(days=400)
    services.record_fact(
        session, office.scope, company.id or 0, "employees", 20,
        source=FactSource.ANNUAL_REPORT, as_of=old, now=clock.now(),
    )  # fmt: skip
    assert services.known_facts(session, office.scope, company.id or 0)["employees"] == 34


def test_saying_the_same_thing_again_adds_no_row(office: Office, session: Session, clock: FixedClock) -> None:
    company = factories.a_company(session, office.scope, now=clock.now(), employees=34)
    before = len(queries.list_facts(session, office.scope, [company.id or 0]))
    again = services.record_fact(
        session, office.scope, company.id or 0, "employees", 34,
        source=FactSource.SAID, as_of=clock.now().date(), now=clock.now(),
    )  # fmt: skip
    assert again is None
    assert len(queries.list_facts(session, office.scope, [company.id or 0])) == before


def test_a_fact_nobody_knows_is_absent_rather_than_empty(
    office: Office, session: Session, clock: FixedClock
) -> None:
    company = factories.a_company(session, office.scope, now=clock.now(), turnover_sek=None)
    assert "turnover_sek" not in services.known_facts(session, office.scope, company.id or 0)


def test_an_industry_code_is_stored_with_its_version_and_day(
    office: Office, session: Session, clock: FixedClock
) -> None:
    company = factories.a_company(session, office.scope, now=clock.now(), sni="25620")
    clock.move(days=30)
    services.record_fact(
        session, office.scope, company.id or 0, "sni", ["25620", "28990"],
        source=FactSource.REGISTER, as_of=clock.now().date(), now=clock.now(),
    )  # fmt: skip
    rows = queries.list_facts(session, office.scope, [company.id or 0])
    days = [(row.as_of, row.source) for row in rows if row.fact == "sni"]
    versions = [row for row in rows if row.fact == "sni_version"]
    assert [row.value for row in versions] == ["2007", "2007"]
    assert [(row.as_of, row.source) for row in versions] == days
    assert services.known_facts(session, office.scope, company.id or 0)["sni_version"] == "2007"


def test_a_company_without_an_industry_has_no_version_of_it(
    office: Office, session: Session, clock: FixedClock
) -> None:
    company = factories.a_company(session, office.scope, now=clock.now(), sni=None)
    assert "sni_version" not in services.known_facts(session, office.scope, company.id or 0)


def test_an_unknown_industry_code_is_refused_by_name(
    office: Office, session: Session, clock: FixedClock
) -> None:
    company = factories.a_company(session, office.scope, now=clock.now())
    with pytest.raises(InputError, match="99999"):
        services.record_fact(
            session, office.scope, company.id or 0, "sni", "99999",
            source=FactSource.SAID, as_of=clock.now().date(), now=clock.now(),
        )  # fmt: skip


def test_a_null_character_in_any_field_is_refused_rather_than_an_error_of_the_database(
    office: Office, login: Login
) -> None:
    browser = login(office.advisor)
    reply = browser.post("/companies/new", data=typed(name="Prov\x00verkstad"))
    assert reply.status_code == 400
    assert "går att spara" in reply.text
    assert browser.get("/companies?q=%00").status_code == 400
