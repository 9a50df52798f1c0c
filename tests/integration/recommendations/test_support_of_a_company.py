"""The advisor's page: what fits, fits if, nearly fits; decisions, questions, the search for what is missing."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlmodel import Session, func, select

from iuc_hub.clock import FixedClock
from iuc_hub.companies import services as companies
from iuc_hub.errors import IllegalTransition
from iuc_hub.interviews.models import Interview
from iuc_hub.recommendations import matching, queries
from iuc_hub.recommendations.lifecycle import AT_COMPANY, LIFE
from iuc_hub.recommendations.models import MatchRun
from iuc_hub.recommendations.models import RecommendationState as State
from iuc_hub.recommendations.need_states import NeedState, need_state
from iuc_hub.recommendations.queries import FitCount
from tests import factories
from tests.integration.recommendations.road import (
    AUTOMATION,
    ROBOT,
    Login,
    Road,
    a_need,
    a_support,
    accept,
    changes_of,
    fill_catalogue,
    matches_of,
    recommendation_of,
    send,
)


def group(page: str, kind: str) -> str:
    """The part of the page under one of the three headings, for the robot."""
    found = re.search(rf'<section class="fitgroup is-{kind}".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def test_supports_stand_under_fits_fits_if_and_relevant_but(advisor: FlaskClient, road: Road) -> None:
    page = advisor.get(road.url(f"support?need={road.robot.id}")).text
    assert "Automationsgenomgång med robotexpert" in group(page, "yes")
    assert "Investeringsstöd för robot" in group(page, "unknown")
    assert "Automationscheck för de minsta" in group(page, "no")
    assert "25 anställda för många" in group(page, "no")
    assert "före projektets start" in group(page, "unknown")
    assert "Exempel, ej kontrollerad" in page


def test_a_blocked_support_is_never_recommended(advisor: FlaskClient, session: Session, road: Road) -> None:
    page = advisor.get(road.url(f"support?need={road.robot.id}")).text
    for title in ("Automationscheck för de minsta", "Robotlyft i höst"):
        assert title not in group(page, "yes") + group(page, "unknown")
    reply = accept(advisor, session, road, "robot-nej")
    assert reply.status_code == 409
    assert "kan inte tas med" in reply.text
    assert queries.list_recommendations(session, road.scope, road.id) == []


def test_looking_again_stores_nothing_new(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    for _ in range(3):
        advisor.get(road.url())
    matching.match_company(session, road.scope, road.id, now=clock.now(), today=clock.now().date())
    assert session.exec(select(func.count()).select_from(MatchRun)).one() == 1


def test_a_new_fact_is_matched_anew_and_a_day_that_changes_nothing_is_not(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    companies.record_fact(
        session, road.scope, road.id, "employees", 8, source=companies.FactSource.SAID,
        as_of=clock.now().date(), now=clock.now(),
    )  # fmt: skip
    session.commit()
    page = advisor.get(road.url(f"support?need={road.robot.id}")).text
    assert "Automationscheck för de minsta" in group(page, "yes")
    clock.move(days=1)
    advisor.get(road.url())
    assert session.exec(select(func.count()).select_from(MatchRun)).one() == 2


def test_a_yes_to_the_quoted_condition_is_recorded_as_the_fact_behind_it(
    advisor: FlaskClient, session: Session, road: Road
) -> None:
    match = matches_of(session, road, road.robot)["robot-om"]
    url = road.url(f"matches/{match.id}/answer")
    asked = {"fact": "work_started", "svar": "yes", "need": road.robot.id}
    page = advisor.post(url, data=asked, follow_redirects=True).text
    assert "Investeringsstöd för robot" in group(page, "yes")
    assert companies.known_facts(session, road.scope, road.id)["work_started"] is False


@pytest.mark.parametrize(
    ("fact", "answer"), [("employees", "3"), ("work_started", "kanske"), ("owner_secret", "yes"), ("", "")]
)
def test_only_what_is_asked_for_can_be_answered(
    advisor: FlaskClient, session: Session, road: Road, fact: str, answer: str
) -> None:
    before = companies.known_facts(session, road.scope, road.id)
    match = matches_of(session, road, road.robot)["robot-om"]
    url = road.url(f"matches/{match.id}/answer")
    page = advisor.post(url, data={"fact": fact, "svar": answer}, follow_redirects=True).text
    assert "Frågan är redan besvarad eller hör inte hit" in page
    session.expire_all()
    assert companies.known_facts(session, road.scope, road.id) == before


def test_accepted_can_be_undone_and_passed_over_until_it_is_sent(
    advisor: FlaskClient, session: Session, road: Road
) -> None:
    accept(advisor, session, road, "robot-ja")
    accept(advisor, session, road, "robot-ja")
    one = recommendation_of(session, road, "robot-ja")
    assert one.state is State.ACCEPTED
    advisor.post(f"/recommendations/{one.id}/undo")
    url = road.url(f"matches/{one.match_id}/reject")
    advisor.post(url, data={"reason": "too_much_work", "need": road.robot.id})
    one = recommendation_of(session, road, "robot-ja")
    assert (one.state, one.reason) == (State.REJECTED, "too_much_work")
    steps = [(each.before, each.after) for each in changes_of(session, one)]
    assert steps == [
        (State.PROPOSED, State.ACCEPTED),
        (State.ACCEPTED, State.PROPOSED),
        (State.PROPOSED, State.REJECTED),
    ]
    page = advisor.get(road.url(f"support?need={road.robot.id}")).text
    assert "För mycket arbete" in page


@pytest.mark.parametrize(
    ("given", "told"),
    [({}, "Välj ett skäl"), ({"reason": "mood"}, "Välj ett skäl"), ({"reason": "other"}, "Skriv skälet")],
)
def test_passing_over_needs_a_reason(
    advisor: FlaskClient, session: Session, road: Road, given: dict[str, str], told: str
) -> None:
    match = matches_of(session, road, road.robot)["robot-ja"]
    reply = advisor.post(road.url(f"matches/{match.id}/reject"), data=given)
    assert reply.status_code == 400
    assert told in reply.text
    assert queries.list_recommendations(session, road.scope, road.id) == []


def test_the_search_tells_why_a_support_is_not_there(advisor: FlaskClient, road: Road) -> None:
    need = road.robot.id
    blocked = advisor.get(road.url(f"support?need={need}&q=för de minsta")).text
    assert "25 anställda för många" in blocked[blocked.index("Varför är det inte med?") :]
    listed = advisor.get(road.url(f"support?need={need}&q=automationsgenomgång")).text
    assert "Är med i listan" in listed
    weak = advisor.get(road.url(f"support?need={need}&q=trädgård")).text
    assert "För låg poäng" in weak
    misspelt = advisor.get(road.url(f"support?need={need}&q=automatonsgenomgang")).text
    assert "Är med i listan" in misspelt
    nothing = advisor.get(road.url(f"support?need={need}&q=qqqqqq")).text
    assert "Inget stöd i katalogen heter något som liknar" in nothing


def test_what_the_engine_did_not_list_can_be_taken_along_anyway(
    advisor: FlaskClient, session: Session, road: Road
) -> None:
    url, need = road.url("matches/accept"), road.robot.id
    why = {"why": "De har redan anmält tre personer."}
    assert advisor.post(url, data={"need": need, "support": "kurs", **why}).status_code == 302
    one = recommendation_of(session, road, "kurs")
    assert (one.state, one.need_id) == (State.ACCEPTED, need)
    assert "Kurs i hållbar trädgård" in advisor.get(road.url(f"support?need={need}")).text
    assert advisor.get(road.url(f"matches/{one.match_id}")).text.count("Samma resultat.") == 1
    assert advisor.post(url, data={"need": need, "support": "robot-nej", **why}).status_code == 409
    assert advisor.post(url, data={"need": need, "support": "finns-inte", **why}).status_code == 404
    assert advisor.post(url, data={"need": 987654, "support": "kurs", **why}).status_code == 404


def test_what_is_added_by_hand_says_why_and_keeps_it_when_it_is_sent(
    advisor: FlaskClient, session: Session, road: Road
) -> None:
    url, need = road.url("matches/accept"), road.robot.id
    without = advisor.post(url, data={"need": need, "support": "kurs", "q": "trädgård", "why": " "})
    assert without.status_code == 400
    assert "Skriv varför stödet passar ändå" in without.text
    why = "De har redan anmält tre personer."
    assert advisor.post(url, data={"need": need, "support": "kurs", "why": why}).status_code == 302
    send(advisor, road)
    assert f"Tillagt för hand: ”{why}”" in advisor.get(road.url(f"support?need={need}")).text
    one = recommendation_of(session, road, "kurs")
    assert (one.comment, changes_of(session, one)[0].comment) == ("", why)


def test_the_search_on_all_needs_tells_of_each_and_the_nearest_first(
    advisor: FlaskClient, road: Road
) -> None:
    page = advisor.get(road.url("support?need=all&q=exportcheck")).text
    found = page[page.index("Varför är det inte med?") :]
    assert f"Närmast behovet: {road.export.title['sv']}" in found
    assert "Så räknas det för ett behov till" in found
    assert found.index(road.export.title["sv"]) < found.index(road.robot.title["sv"])


def test_a_card_shows_the_working_days_left_against_the_work(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    last = (clock.now() + timedelta(days=2)).date().isoformat()
    late = a_support("robot-snart", "Robotstöd som snart stänger", AUTOMATION, closes=last, rolling=False)
    fill_catalogue(session, clock.now(), (late,))
    session.commit()
    page = advisor.get(road.url(f"support?need={road.robot.id}")).text
    shown = page[page.index("Robotstöd som snart stänger") :]
    assert re.search(r"\d arbetsdagar kvar, \d dagars arbete", shown[: shown.index("</article>")])


def test_a_decision_on_a_need_that_a_later_interview_replaced_is_seen_on_the_same_support(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    for support_id in ("robot-ja", "robot-om"):
        accept(advisor, session, road, support_id)
    send(advisor, road)
    interview = an_interview_again(session, road, clock)
    newer = a_need(session, interview, "production_automation", ROBOT, helps=["advice", "money"])
    road.robot.superseded_by = interview.id
    session.add(road.robot)
    session.commit()
    page = advisor.get(road.url(f"support?need={newer.id}")).text
    card = page[page.index('aria-labelledby="m') :]
    assert "Redan beslutat för det tidigare behovet" in card
    assert "Skickat, inget svar än" in card
    earlier = page[page.index("Beslut för tidigare behov") :]
    assert earlier.count("Vad hände?") == 2


def an_interview_again(session: Session, road: Road, clock: FixedClock) -> Interview:
    first = session.get_one(Interview, road.robot.interview_id)
    values = first.model_dump(exclude={"id"}) | {"completed_at": clock.now()}
    again = Interview.model_validate(values)
    session.add(again)
    session.flush()
    return again


def test_another_hubs_company_match_and_recommendation_are_not_found(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock, login: Login
) -> None:
    accept(advisor, session, road, "robot-ja")
    one = recommendation_of(session, road, "robot-ja")
    match = matches_of(session, road, road.robot)["robot-om"]
    colleague_elsewhere = factories.an_office(session, now=clock.now()).advisor
    session.commit()
    stranger = login(colleague_elsewhere)
    assert stranger.get(road.url()).status_code == 404
    assert stranger.get(road.url("letter")).status_code == 404
    assert stranger.get(road.url(f"matches/{match.id}")).status_code == 404
    assert stranger.post(road.url(f"matches/{match.id}/accept")).status_code == 404
    assert stranger.post(f"/recommendations/{one.id}/undo").status_code == 404
    assert stranger.post(road.url("links/revoke")).status_code == 404
    assert recommendation_of(session, road, "robot-ja").state is State.ACCEPTED


def test_a_match_of_another_company_of_the_same_hub_is_not_found(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    other = factories.a_company(session, road.scope, now=clock.now())
    match = matches_of(session, road, road.robot)["robot-ja"]
    session.commit()
    assert advisor.post(f"/companies/{other.id}/matches/{match.id}/accept").status_code == 404
    assert advisor.get(road.url("support?need=987654")).status_code == 404


def test_a_company_without_needs_is_told_where_they_come_from(
    session: Session, road: Road, advisor: FlaskClient, clock: FixedClock
) -> None:
    other = factories.a_company(session, road.scope, now=clock.now())
    session.commit()
    page = advisor.get(f"/companies/{other.id}/support")
    assert page.status_code == 200
    assert "Behoven kommer ur intervjun" in page.text


def test_every_step_that_the_life_does_not_hold_is_refused() -> None:
    for before in State:
        for after in State:
            if LIFE.allows(before, after):
                LIFE.check(before, after)
            else:
                with pytest.raises(IllegalTransition):
                    LIFE.check(before, after)
    assert not any(LIFE.allows(state, State.PROPOSED) for state in AT_COMPANY)
    assert LIFE.steps[State.WITHDRAWN] == frozenset()


def test_the_companys_page_tells_where_each_need_stands(
    sent: Road, session: Session, advisor: FlaskClient
) -> None:
    def standing() -> list[str]:
        page = advisor.get(f"/companies/{sent.id}").text
        return re.findall(r'<td data-label="Läge">.*?</svg>(.*?)</span></td>', page)

    assert standing() == ["Under arbete", "Nytt"]
    match = matches_of(session, sent, sent.export)["export"]
    advisor.post(sent.url(f"matches/{match.id}/accept"))
    assert standing() == ["Under arbete", "Stöd valt"]


def test_a_need_is_unmet_when_it_was_matched_and_nothing_fits() -> None:
    assert need_state([], None) is NeedState.OPEN
    assert need_state([State.REJECTED], FitCount(0, 1)) is NeedState.OPEN
    assert need_state([State.WITHDRAWN], FitCount()) is NeedState.UNMET
    assert need_state([State.ACCEPTED], FitCount()) is NeedState.MATCHED
    assert need_state([State.LATER], FitCount(2, 0)) is NeedState.IN_PROGRESS


def test_what_became_of_the_support_decides_where_its_need_stands() -> None:
    assert need_state([State.REFUSED, State.GRANTED], None) is NeedState.MET
    assert need_state([State.DELIVERED], None) is NeedState.MET
    assert need_state([State.REFUSED, State.IN_PROGRESS], None) is NeedState.IN_PROGRESS
    assert need_state([State.REFUSED, State.ABANDONED, State.DECLINED], FitCount(2, 0)) is NeedState.UNMET
    assert need_state([State.GRANTED], None, withdrawn=True) is NeedState.WITHDRAWN


def test_the_rail_counts_what_the_page_shows(advisor: FlaskClient, session: Session, road: Road) -> None:
    counts = queries.count_fitting(session, road.scope, road.id)[road.robot.id or 0]
    page = advisor.get(road.url(f"support?need={road.robot.id}")).text
    shown = [group(page, kind).count("<article") for kind in ("yes", "unknown")]
    assert [counts.fits, counts.may_fit] == shown
    assert f"{counts.fits} passar, {counts.may_fit} om…" in page


def test_the_page_asks_the_database_as_often_for_many_needs_as_for_one(
    advisor: FlaskClient, session: Session, road: Road
) -> None:
    asked: list[str] = []
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", lambda _c, _cu, text, *_more: asked.append(text))
    advisor.get(road.url(f"support?need={road.robot.id}"))
    for_one, asked[:] = len(asked), []
    assert advisor.get(road.url("support?need=all")).text.count('<h2 id="behov-') == 2
    assert 5 < len(asked) <= for_one
