"""A support's rules against the hub's companies: how many each lets in, and no other hub's."""

import json

import html5lib
import pytest
from babel import Locale
from sqlmodel import Session

from iuc_hub.catalogue import services as catalogue
from iuc_hub.clock import FixedClock
from iuc_hub.companies.facts import FactValue, known_facts, record_facts
from iuc_hub.companies.known_together import known_companies
from iuc_hub.companies.models import Company, FactSource
from iuc_hub.companies.size_facts import sized_facts
from iuc_hub.db import Database
from iuc_hub.desk.rule_counts.services import rule_counts_page
from iuc_hub.web.format import Reader
from matching.changes.what_if import Counts
from tests import factories
from tests.factories import Office
from tests.integration.recommendations.road import Login, a_support
from tests.integration.test_pages import counted_queries

RULES = a_support(
    "check", "Robotcheck", "Bidrag till robot.", rolling=False, opens="2020-01-01", closes="2020-02-01",
    eligibility={"employees_max": 49, "applicant": "company"}, members_only=True,
    criteria=[{"fact": "work_started", "is": "false", "clause": "Ansök innan arbetet börjar."}],
)  # fmt: skip


@pytest.fixture
def three(session: Session, office: Office, clock: FixedClock) -> list[Company]:
    """Companies of which one is too large, one has begun, and of one nothing is known."""
    catalogue.import_supports(session, json.dumps(RULES), clock.now())
    made = [factories.a_company(session, office.scope, now=clock.now()) for _ in range(3)]
    facts: tuple[dict[str, FactValue], ...] = (
        {"employees": 50, "work_started": False},
        {"employees": 12, "work_started": True},
        {"employees": None},
    )
    for company, known in zip(made, facts, strict=True):
        record_facts(
            session, office.scope, company.id or 0, known, source=FactSource.SAID, as_of=clock.now().date(),
            now=clock.now(),
        )  # fmt: skip
    session.commit()
    return made


def test_each_rule_is_counted_by_itself_and_the_days_are_left_out(
    session: Session, office: Office, clock: FixedClock, three: list[Company]
) -> None:
    reader = Reader(Locale("sv"), clock.now())
    page = rule_counts_page(session, office.scope, "check", today=clock.now().date(), reader=reader)
    assert page.counts == Counts(0, 2, 1)
    counted = {line.text: (line.counts.alone, line.counts.without) for line in page.lines}
    assert counted["Högst 49 anställda"] == (Counts(1, 1, 1), Counts(0, 1, 2))
    assert len(counted) == 4


def test_all_companies_together_are_known_as_one_by_one(
    session: Session, office: Office, clock: FixedClock, three: list[Company]
) -> None:
    wanted = ("employees", "work_started", "member", "county", "municipality_code", "legal_form")
    for each in known_companies(session, office.scope, wanted, clock.now().date()):
        alone = known_facts(session, office.scope, int(each.id))
        assert each.facts == {name: alone[name] for name in wanted if name in alone}
    for each in known_companies(session, office.scope, ("is_sme", "size_class"), clock.now().date()):
        company = next(one for one in three if str(one.id) == each.id)
        alone = sized_facts(session, office.scope, company, clock.now().date())
        assert {name: each.facts.get(name) for name in ("is_sme", "size_class")} == {
            name: alone.get(name) for name in ("is_sme", "size_class")
        }


def test_the_page_tells_it_in_words_with_as_many_questions_for_many_companies(
    session: Session,
    office: Office,
    clock: FixedClock,
    three: list[Company],
    login: Login,
    database: Database,
) -> None:
    browser = login(office.advisor)
    browser.get("/catalogue/check")
    with counted_queries(database) as for_three:
        reply = browser.get("/catalogue/check/rules")
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(reply.text)
    assert "Arbetet har börjat: nej krävs" in reply.text
    assert "0 kan, 1 kan inte, 2 vet vi inte" in reply.text
    for _ in range(20):
        factories.a_company(session, office.scope, now=clock.now())
    session.commit()
    with counted_queries(database) as for_many:
        browser.get("/catalogue/check/rules")
    assert len(for_many) == len(for_three)
    assert "/catalogue/check/rules" in browser.get("/catalogue/check").text


def test_another_hub_counts_its_own_companies_only(
    session: Session, clock: FixedClock, three: list[Company], login: Login
) -> None:
    other = factories.an_office(session, now=clock.now())
    session.commit()
    page = login(other.advisor).get("/catalogue/check/rules")
    assert "Inga företag än" in page.text
