"""What was typed is not lost: a refused answer comes back as it was written, with the error by its field."""

import re

from flask.testing import FlaskClient
from sqlmodel import Session
from werkzeug.test import TestResponse

from iuc_hub.clock import FixedClock
from iuc_hub.companies import services as companies
from iuc_hub.recommendations.models import RecommendationState as State
from tests.integration.recommendations import road as made
from tests.integration.recommendations.road import Road, matches_of, recommendation_of


def answer(
    browser: FlaskClient, session: Session, road: Road, support_id: str, **form: object
) -> TestResponse:
    one = recommendation_of(session, road, support_id)
    return browser.post(f"/our-support/{one.id}", data={"revision": one.revision, **form})


def box(page: str, session: Session, road: Road, support_id: str) -> str:
    """The support's own part of the company's page."""
    one = recommendation_of(session, road, support_id)
    return page[page.index(f'id="stod-{one.id}"') :].split("</article>", maxsplit=1)[0]


def test_facts_told_beside_an_answer_that_stands_already_are_kept(
    company: FlaskClient, session: Session, sent: Road
) -> None:
    one = recommendation_of(session, sent, "robot-om")
    before = one.revision
    form = {"revision": before, "svar": "yes"}
    url = f"/our-support/{one.id}"
    assert company.post(url, data=form).status_code == 302
    assert company.post(url, data=form | {"fact-work_started": "yes"}).status_code == 302
    session.expire_all()
    assert companies.known_facts(session, sent.scope, sent.id)["work_started"] is False
    assert recommendation_of(session, sent, "robot-om").revision == before + 1


def test_a_comment_that_is_too_long_comes_back_with_the_error_by_it(
    company: FlaskClient, session: Session, sent: Road
) -> None:
    long = "Ring efter lunch. " * 60
    reply = answer(
        company, session, sent, "robot-om", svar="yes", kommentar=long, **{"fact-work_started": "no"}
    )
    assert reply.status_code == 400
    part = box(reply.text, session, sent, "robot-om")
    assert long.strip() in part
    assert re.search(r'<p class="invalid-feedback" id="k\d+-fel">.*Kommentaren är för lång', part, re.DOTALL)
    assert 'name="fact-work_started" value="no" checked' in part
    assert long.strip() not in box(reply.text, session, sent, "robot-ja")


def test_a_fact_that_cannot_be_read_is_told_by_its_question_and_the_comment_stays(
    company: FlaskClient, session: Session, sent: Road
) -> None:
    told = {"svar": "yes", "kommentar": "Vi undrar", "fact-work_started": "kanske"}
    reply = answer(company, session, sent, "robot-om", **told)
    assert reply.status_code == 400
    part = box(reply.text, session, sent, "robot-om")
    assert re.search(r'id="f\d+-1-fel"', part)
    assert "Vi undrar</textarea>" in part


def test_what_the_second_page_wrote_stands_beside_what_the_first_one_stored(
    company: FlaskClient, session: Session, sent: Road
) -> None:
    one = recommendation_of(session, sent, "robot-ja")
    before = one.revision
    url, form = f"/our-support/{one.id}", {"revision": before}
    company.post(url, data=form | {"svar": "yes"})
    late = company.post(url, data=form | {"svar": "later", "kommentar": "Efter nyår"})
    assert late.status_code == 412
    part = box(late.text, session, sent, "robot-ja")
    assert "Efter nyår</textarea>" in part
    assert f'name="revision" value="{before + 1}"' in part
    again = answer(company, session, sent, "robot-ja", svar="later", kommentar="Efter nyår")
    assert again.status_code == 302
    assert recommendation_of(session, sent, "robot-ja").state is State.LATER


def test_a_comment_to_what_has_closed_meanwhile_stays_and_can_go_with_a_no(
    company: FlaskClient, session: Session, sent: Road, clock: FixedClock, advisor: FlaskClient
) -> None:
    closed = made.a_support(
        "robot-ja", "Automationsgenomgång med robotexpert", made.AUTOMATION, rolling=False,
        closes="2026-11-23",
    )  # fmt: skip
    made.fill_catalogue(session, clock.now(), (closed,))
    session.commit()
    reply = answer(company, session, sent, "robot-ja", svar="yes", kommentar="Gärna i vår")
    assert reply.status_code == 409
    part = box(reply.text, session, sent, "robot-ja")
    assert "Gärna i vår</textarea>" in part
    assert re.findall(r'name="svar" value="(\w+)"', part) == ["no"]


def test_a_passing_over_without_a_reason_keeps_its_comment(
    advisor: FlaskClient, session: Session, road: Road
) -> None:
    match = matches_of(session, road, road.robot)["robot-ja"]
    url = road.url(f"matches/{match.id}/reject")
    reply = advisor.post(url, data={"comment": "De har redan en robot", "need": road.robot.id})
    assert reply.status_code == 400
    assert 'value="De har redan en robot"' in reply.text
    assert f'id="m{match.id}-skal-fel"' in reply.text
    other = advisor.post(url, data={"reason": "other", "need": road.robot.id})
    assert f'id="m{match.id}-ord-fel"' in other.text
    assert re.search(rf'id="m{match.id}-other"[^>]*checked', other.text)
