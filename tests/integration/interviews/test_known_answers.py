"""What is known of the company stands in the first question, and is an answer only once it is confirmed."""

import re
from datetime import timedelta

import pytest
from sqlmodel import Session

from iuc_hub.clock import FixedClock
from iuc_hub.companies import services as companies
from iuc_hub.companies.models import FactSource
from iuc_hub.interviews import queries
from tests.integration.interviews.visits import Visit


def shown(page: str) -> dict[str, str]:
    """What stands in the fields of A1."""
    texts = dict(re.findall(r'name="A1-0-(\w+)" type="text" value="([^"]*)"', page))
    size = re.search(r'name="A1-0-size".*?<option value="(\w+)" selected', page, re.DOTALL)
    return texts | ({"size": size[1]} if size else {})


def sent(page: str, **more: str) -> dict[str, object]:
    """The form as the page holds it, posted without scripts."""
    fields = {f"A1-0-{name}": value for name, value in shown(page).items()}
    known = re.findall(r'name="A1-known" value="([^"]*)"', page)
    typed = {f"A1-0-{name}": value for name, value in more.items()}
    return {"A1-base": "0", "A1-known": known} | fields | typed


def stored(visit: Visit, session: Session) -> object:
    session.expire_all()
    rows = queries.list_answers(session, visit.office.scope, visit.interview.id or 0)
    return rows["A1"].value if "A1" in rows else None


@pytest.fixture
def address(visit: Visit, session: Session, clock: FixedClock) -> str:
    """The first area of a company with accounts from last year."""
    companies.record_fact(
        session, visit.office.scope, visit.company.id or 0, "employees", 62, source=FactSource.ANNUAL_REPORT,
        as_of=clock.now().date() + timedelta(days=0), now=clock.now(),
    )  # fmt: skip
    session.commit()
    return f"{visit.url}/areas/A"


def test_what_is_known_stands_in_the_fields_with_its_source(visit: Visit, address: str) -> None:
    page = visit.browser.get(address).text
    number = visit.company.organisation_number
    assert shown(page) == {
        "organisation_number": f"{number[:6]}-{number[6:]}",
        "industry": "Metallegoarbeten",
        "workplace": "Hällefors",
        "size": "from_50",
    }
    assert "Känt: årsredovisningen" in page
    assert "Känt: sagt av företaget" in page
    assert "Det stämmer" in page
    assert "0 av" in page


def test_a_form_that_leaves_it_as_it_was_answers_nothing(
    visit: Visit, session: Session, address: str
) -> None:
    page = visit.browser.get(address).text
    assert visit.browser.post(address, data=sent(page) | {"go": "next"}).status_code == 302
    assert stored(visit, session) is None


def test_what_was_shown_before_the_fact_changed_is_no_answer_either(
    visit: Visit, session: Session, clock: FixedClock, address: str
) -> None:
    page = visit.browser.get(address).text
    clock.move(days=1)
    companies.record_fact(
        session, visit.office.scope, visit.company.id or 0, "employees", 12, source=FactSource.ANNUAL_REPORT,
        as_of=clock.now().date(), now=clock.now(),
    )  # fmt: skip
    session.commit()
    assert visit.browser.post(address, data=sent(page) | {"go": "next"}).status_code == 302
    assert stored(visit, session) is None
    assert shown(visit.browser.get(address).text)["size"] != shown(page)["size"]
    refused = visit.browser.post(address, data=sent(page) | {"A1-state": "no_such_state"})
    assert sent(refused.text)["A1-known"] == sent(page)["A1-known"]
    visit.browser.post(address, data=sent(page, workplace="Grythyttan"))
    answer = stored(visit, session)
    assert isinstance(answer, list)
    assert answer[0]["size"] == "from_50"


def test_confirming_it_is_an_answer_once(visit: Visit, session: Session, address: str) -> None:
    page = visit.browser.get(address).text
    for _press in range(2):
        reply = visit.browser.post(address, data=sent(page) | {"confirm": "A1"})
        assert reply.location.endswith("/areas/A#q-A1")
    rows = queries.list_answers(session, visit.office.scope, visit.interview.id or 0)
    assert rows["A1"].revision == 1
    assert stored(visit, session) == [
        {
            "organisation_number": shown(page)["organisation_number"], "industry": "Metallegoarbeten",
            "workplace": "Hällefors", "size": "from_50",
        }
    ]  # fmt: skip
    after = visit.browser.get(address).text
    assert "Det stämmer" not in after
    assert "1 av" in after


def test_changing_a_field_stores_what_the_fields_say(visit: Visit, session: Session, address: str) -> None:
    page = visit.browser.get(address).text
    visit.browser.post(address, data=sent(page, workplace="Grythyttan") | {"go": "next"})
    answer = stored(visit, session)
    assert isinstance(answer, list)
    assert answer[0]["workplace"] == "Grythyttan"
    assert shown(visit.browser.get(address).text)["workplace"] == "Grythyttan"


def test_a_sole_traders_number_is_not_shown(visit: Visit, session: Session, address: str) -> None:
    visit.company.legal_form = "EF"
    session.add(visit.company)
    session.commit()
    assert "organisation_number" not in {
        name for name, value in shown(visit.browser.get(address).text).items() if value
    }
