"""The company answers, changes its mind, and the advisor sees it; two open pages never overwrite in silence."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from iuc_hub.clock import FixedClock
from iuc_hub.companies import services as companies
from iuc_hub.recommendations.models import RecommendationState as State
from tests import factories
from tests.integration.recommendations import road as made
from tests.integration.recommendations.road import Road, arrive, recommendation_of


def answer(browser: FlaskClient, session: Session, road: Road, support_id: str, **form: object) -> int:
    one = recommendation_of(session, road, support_id)
    given = {"revision": one.revision, **form}
    return browser.post(f"/our-support/{one.id}", data=given).status_code


def test_the_advisor_sees_the_answer_and_its_comment(
    company: FlaskClient, session: Session, sent: Road, advisor: FlaskClient
) -> None:
    assert answer(company, session, sent, "robot-ja", svar="yes", kommentar="Ring efter lunch") == 302
    page = company.get("/our-support").text
    assert "Ni har svarat ja." in page
    assert "1 kvar att svara på" in page
    shown = advisor.get(sent.url(f"support?need={sent.robot.id}")).text
    assert "Ja, gärna" in shown
    assert "Ring efter lunch" in shown
    states = [recommendation_of(session, sent, one).state for one in ("robot-ja", "robot-om")]
    assert states == [State.INTERESTED, State.SENT]


def test_the_company_may_change_its_mind_and_every_answer_is_kept(
    company: FlaskClient, session: Session, sent: Road
) -> None:
    for reply in ("yes", "later", "no", "yes"):
        assert answer(company, session, sent, "robot-ja", svar=reply) == 302
    one = recommendation_of(session, sent, "robot-ja")
    assert one.state is State.INTERESTED
    changes = made.changes_of(session, one)
    assert [each.after for each in changes][-4:] == [
        State.INTERESTED, State.LATER, State.DECLINED, State.INTERESTED,
    ]  # fmt: skip
    assert changes[-1].user_id is None


def test_a_no_may_be_explained_afterwards(company: FlaskClient, session: Session, sent: Road) -> None:
    answer(company, session, sent, "robot-ja", svar="no")
    assert "Säg gärna varför" in company.get("/our-support").text
    answer(company, session, sent, "robot-ja", svar="no", reason="too_small", kommentar="Mest papper")
    one = recommendation_of(session, sent, "robot-ja")
    assert (one.state, one.reason, one.comment) == (State.DECLINED, "too_small", "Mest papper")
    assert "Det ger för lite" in company.get("/our-support").text


def test_the_second_of_two_open_pages_is_told_what_stands(
    company: FlaskClient, session: Session, sent: Road
) -> None:
    one = recommendation_of(session, sent, "robot-ja")
    url, form = f"/our-support/{one.id}", {"revision": one.revision}
    assert company.post(url, data=form | {"svar": "yes"}).status_code == 302
    late = company.post(url, data=form | {"svar": "no"})
    assert late.status_code == 412
    assert "ja, gärna" in late.text
    assert recommendation_of(session, sent, "robot-ja").state is State.INTERESTED
    assert company.post(url, data=form | {"svar": "yes"}).status_code == 302, (
        "the same press again is harmless"
    )


@pytest.mark.parametrize("wrong", [{}, {"svar": "maybe"}, {"svar": "yes", "kommentar": "x" * 1001}])
def test_an_answer_that_cannot_be_read_changes_nothing(
    company: FlaskClient, session: Session, sent: Road, wrong: dict[str, str]
) -> None:
    assert answer(company, session, sent, "robot-ja", **wrong) == 400
    assert recommendation_of(session, sent, "robot-ja").state is State.SENT


def test_the_missing_fact_is_asked_for_and_kept_as_said(
    company: FlaskClient, session: Session, sent: Road
) -> None:
    assert 'name="fact-work_started"' in company.get("/our-support").text
    told = {"svar": "yes", "fact-work_started": "yes"}
    assert answer(company, session, sent, "robot-om", **told) == 302
    assert companies.known_facts(session, sent.scope, sent.id)["work_started"] is False


def test_what_has_been_answered_since_is_not_asked_again(
    company: FlaskClient, session: Session, sent: Road, clock: FixedClock
) -> None:
    companies.record_fact(
        session, sent.scope, sent.id, "work_started", False, source=companies.FactSource.SAID,
        as_of=clock.now().date(), now=clock.now(),
    )  # fmt: skip
    session.commit()
    assert 'name="fact-work_started"' not in company.get("/our-support").text


def test_a_company_cannot_write_facts_it_was_not_asked_for(
    company: FlaskClient, session: Session, sent: Road
) -> None:
    told = {"svar": "yes", "fact-employees": "5"}
    assert answer(company, session, sent, "robot-om", **told) == 400
    assert recommendation_of(session, sent, "robot-om").state is State.SENT
    assert companies.known_facts(session, sent.scope, sent.id)["employees"] == 34


def test_a_withdrawn_offer_says_so_with_its_reason_and_takes_no_answer(
    company: FlaskClient, session: Session, sent: Road, advisor: FlaskClient
) -> None:
    one = recommendation_of(session, sent, "robot-ja")
    advisor.post(f"/recommendations/{one.id}/withdraw")
    assert recommendation_of(session, sent, "robot-ja").state is State.SENT
    why = {"reason": "closed", "comment": "Pengarna tog slut i går."}
    assert advisor.post(f"/recommendations/{one.id}/withdraw", data=why).status_code == 302
    page = company.get("/our-support").text
    assert "Förslaget är återtaget." in page
    assert "Pengarna tog slut i går." in page
    assert f'action="/our-support/{one.id}"' not in page
    late = company.post(f"/our-support/{one.id}", data={"svar": "yes", "revision": 4})
    assert late.status_code == 409
    assert "Förslaget är återtaget, så det går inte att svara på det." in late.text
    assert advisor.post(f"/recommendations/{one.id}/undo").status_code == 409


def test_what_was_sent_can_no_longer_be_undone_or_taken_along_again(
    session: Session, sent: Road, advisor: FlaskClient
) -> None:
    one = recommendation_of(session, sent, "robot-ja")
    assert advisor.post(f"/recommendations/{one.id}/undo").status_code == 409
    assert made.accept(advisor, session, sent, "robot-ja").status_code == 409
    assert recommendation_of(session, sent, "robot-ja").state is State.SENT


def test_a_company_reaches_only_its_own_offers(
    company: FlaskClient, session: Session, sent: Road, clock: FixedClock
) -> None:
    other = factories.a_company(session, sent.scope, now=clock.now())
    one = recommendation_of(session, sent, "robot-ja")
    one.company_id = other.id or 0
    session.add(one)
    session.commit()
    assert company.post(f"/our-support/{one.id}", data={"svar": "yes", "revision": 3}).status_code == 404
    assert company.get(sent.url()).status_code == 404
    assert company.get(sent.url("letter")).status_code == 404


def test_what_has_closed_is_said_and_takes_no_yes(
    session: Session, road: Road, advisor: FlaskClient, app: Flask, clock: FixedClock
) -> None:
    closing = made.a_support(
        "robot-snart", "Robotstöd som snart stänger", made.AUTOMATION, rolling=False, closes="2026-12-01"
    )
    made.fill_catalogue(session, clock.now(), (*made.CATALOGUE, closing))
    session.commit()
    advisor.get(road.url())
    made.accept(advisor, session, road, "robot-snart")
    made.send(advisor, road)
    company = arrive(app.test_client(), session, road)
    clock.move(days=7)
    assert "tis 1 dec" in company.get("/our-support").text.replace("\u00a0", " ")
    clock.move(days=1)
    assert "Sista dagen har passerat." in company.get("/our-support").text
    assert answer(company, session, road, "robot-snart", svar="yes") == 409
    assert answer(company, session, road, "robot-snart", svar="no") == 302


def test_the_page_speaks_english_to_an_english_browser(company: FlaskClient) -> None:
    page = company.get("/our-support", headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert '<html lang="en">' in page.text
