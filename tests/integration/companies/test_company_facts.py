"""Correcting facts: only what was changed is recorded, with its own source and day."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from iuc_hub.clock import FixedClock
from iuc_hub.companies import queries, services
from iuc_hub.companies.models import Company, CompanyFact
from tests import factories
from tests.factories import Office

FIELDS = re.compile(r"<input[^>]*>")


@dataclass(frozen=True)
class Facts:
    """One company's form of facts, as its advisor opens and sends it."""

    office: Office
    company: Company
    browser: FlaskClient
    session: Session

    def opened(self) -> dict[str, str]:
        """Every field of the form with the value it shows."""
        page = self.browser.get(f"/companies/{self.company.id}/facts").text
        fields = [dict(re.findall(r'(name|value|type)="([^"]*)"', each)) for each in FIELDS.findall(page)]
        return {
            each["name"]: each.get("value", "")
            for each in fields
            if each.get("type") != "radio" and "name" in each
        }

    def send(self, form: dict[str, str], **changed: str) -> int:
        sent = form | {"source": "annual_report"} | changed
        return self.browser.post(f"/companies/{self.company.id}/facts", data=sent).status_code

    def rows(self) -> list[CompanyFact]:
        self.session.expire_all()
        return queries.list_facts(self.session, self.office.scope, [self.company.id or 0])

    def known(self) -> dict[str, services.FactValue]:
        self.session.expire_all()
        return dict(services.known_facts(self.session, self.office.scope, self.company.id or 0))


@pytest.fixture
def facts(session: Session, office: Office, login: Callable[..., FlaskClient], clock: FixedClock) -> Facts:
    company = factories.a_company(session, office.scope, now=clock.now(), sni=["25620", "28990"])
    session.commit()
    clock.move(days=30)
    return Facts(office, company, login(office.advisor), session)


def test_correcting_one_fact_leaves_the_day_and_source_of_the_others(facts: Facts) -> None:
    before = {row.fact: (row.source, row.as_of) for row in facts.rows()}
    assert facts.send(facts.opened(), employees="41") == 302
    rows = facts.rows()
    assert len(rows) == len(before) + 1
    assert (rows[-1].fact, rows[-1].value, rows[-1].source) == ("employees", 41, "annual_report")
    assert {row.fact: (row.source, row.as_of) for row in rows[:-1]} == before


def test_a_form_sent_as_it_was_opened_records_nothing(facts: Facts) -> None:
    count = len(facts.rows())
    assert facts.send(facts.opened(), turnover_sek="52 000 000", sni="25620,  28990") == 302
    assert len(facts.rows()) == count


def test_a_form_older_than_another_change_does_not_write_the_old_value_back(facts: Facts) -> None:
    older = facts.opened()
    facts.send(facts.opened(), employees="41")
    facts.send(older, founded_year="1990")
    known = facts.known()
    assert (known["employees"], known["founded_year"]) == (41, 1990)


@pytest.mark.parametrize("fact", ["employees", "turnover_sek", "sni", "founded_year"])
def test_an_emptied_fact_is_unknown_from_that_day_and_keeps_its_history(facts: Facts, fact: str) -> None:
    count = len(facts.rows())
    assert facts.send(facts.opened(), **{fact: ""}) == 302
    rows = facts.rows()
    assert len(rows) == count + 1
    assert (rows[-1].fact, rows[-1].value, rows[-1].source) == (fact, None, "annual_report")
    assert fact not in facts.known()
    assert facts.opened()[fact] == ""
    assert facts.browser.get(f"/companies/{facts.company.id}").status_code == 200
    assert facts.browser.get("/companies").status_code == 200


def test_what_was_typed_comes_back_with_what_it_is_compared_with(facts: Facts) -> None:
    sent = facts.opened() | {"employees": "många", "source": "said"}
    page = facts.browser.post(f"/companies/{facts.company.id}/facts", data=sent)
    assert page.status_code == 422
    assert 'value="många"' in page.text
    assert 'name="employees_before" type="hidden" value="34"' in page.text
