"""What to ask next: the fact that settles most support, on the company's page and the interview's result."""

from datetime import timedelta

import html5lib
from flask.testing import FlaskClient
from sqlmodel import Session, select

from iuc_hub.catalogue.models import Support, SupportState
from iuc_hub.clock import FixedClock
from iuc_hub.companies import services as companies
from iuc_hub.companies.models import FactSource
from iuc_hub.db import Database
from iuc_hub.recommendations import services as recommendations
from iuc_hub.recommendations.lifecycle import SETTLED
from iuc_hub.recommendations.models import MatchRun, Recommendation, RecommendationState, StoredMatch
from iuc_hub.recommendations.next_question import NextQuestion, next_question
from tests.factories import Office
from tests.integration.interviews.visits import AUTOMATION, a_visit
from tests.integration.recommendations import road as made
from tests.integration.recommendations.road import Login, Road
from tests.integration.test_pages import counted_queries

FIRST = "Fråga härnäst"


def asked(session: Session, road: Road, clock: FixedClock) -> NextQuestion | None:
    return next_question(session, road.scope, road.id, language="sv", today=clock.now().date())


def valid(page: str) -> str:
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return page


def test_the_companys_page_asks_what_settles_most_and_says_how_much(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    found = asked(session, road, clock)
    assert found is not None
    english = next_question(session, road.scope, road.id, language="en", today=clock.now().date())
    assert english is not None
    assert english.question.name == "The work has started"
    assert (found.question.fact, found.settles, found.touches, found.waiting) == ("work_started", 1, 0, 1)
    page = valid(advisor.get(f"/companies/{road.id}").text)
    assert FIRST in page
    assert "Svaret avgör det enda stöd som väntar på ett svar." in page
    assert f"/companies/{road.id}/matches/{found.match_id}/answer" in page


def test_an_answer_given_there_is_recorded_and_not_asked_for_again(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    found = asked(session, road, clock)
    assert found is not None
    url = f"/companies/{road.id}/matches/{found.match_id}/answer"
    advisor.post(url, data={"fact": "work_started", "svar": "yes"})
    assert companies.known_facts(session, road.scope, road.id)["work_started"] is False
    assert FIRST not in advisor.get(f"/companies/{road.id}").text


def test_what_was_told_since_the_matching_is_not_asked_for(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    companies.record_fact(
        session, road.scope, road.id, "work_started", True, source=FactSource.SAID,
        as_of=clock.now().date(), now=clock.now(),
    )  # fmt: skip
    session.commit()
    assert asked(session, road, clock) is None


def test_a_withdrawn_need_and_a_support_that_has_closed_ask_nothing(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    closing = made.a_support(
        "robot-om", "Investeringsstöd för robot och automation", made.AUTOMATION + " Bidrag till maskinen.",
        criteria=[{"fact": "work_started", "is": "false"}], rolling=False,
        closes=(clock.now().date() + timedelta(days=60)).isoformat(),
    )  # fmt: skip
    made.fill_catalogue(session, clock.now(), (closing,))
    session.commit()
    advisor.get(road.url())
    assert asked(session, road, clock) is not None
    clock.move(days=61)
    assert asked(session, road, clock) is None
    clock.move(days=-61)
    road.robot.withdrawn_at = clock.now()
    session.add(road.robot)
    session.commit()
    assert asked(session, road, clock) is None


def test_what_was_turned_down_or_archived_since_asks_nothing(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    found = asked(session, road, clock)
    assert found is not None
    match = session.get_one(StoredMatch, found.match_id)
    recommendations.reject(
        session, road.scope, road.id, match.id or 0, reason="too_much_work", comment="", now=clock.now()
    )
    assert asked(session, road, clock) is None
    decided = session.exec(select(Recommendation)).one()
    for state in RecommendationState:
        decided.state = state
        session.add(decided)
        session.flush()
        assert (asked(session, road, clock) is None) == (state in SETTLED)
    decided.state = RecommendationState.ACCEPTED
    session.get_one(Support, match.support_id).state = SupportState.ARCHIVED
    session.flush()
    assert asked(session, road, clock) is None


def test_a_company_without_a_matching_asks_nothing_on_its_page(
    road: Road, login: Login, session: Session, clock: FixedClock
) -> None:
    assert FIRST not in login(road.advisor).get(f"/companies/{road.id}").text
    assert asked(session, road, clock) is None


def test_a_result_that_was_never_matched_asks_at_once_and_stores_nothing(
    session: Session, office: Office, login: Login, clock: FixedClock, database: Database
) -> None:
    made.fill_catalogue(session, clock.now(), made.CATALOGUE)
    visit = a_visit(session, office, login(office.advisor))
    visit.complete(session, AUTOMATION)
    page = valid(visit.browser.get(f"{visit.url}/result").text)
    assert FIRST in page
    assert "före projektets start" in page
    assert session.exec(select(MatchRun)).all() == []
    visit.browser.get(f"/companies/{visit.company.id}/support")
    with counted_queries(database) as asked_of_database:
        assert FIRST in visit.browser.get(f"{visit.url}/result").text
    assert len(asked_of_database) <= 24
