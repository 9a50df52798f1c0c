"""What became of a recommendation: told, corrected, and counted once whatever needs it serves."""

from datetime import date, timedelta

from flask.testing import FlaskClient
from sqlmodel import Session

from iuc_hub.clock import FixedClock
from iuc_hub.recommendations.models import Recommendation
from iuc_hub.recommendations.models import RecommendationState as State
from iuc_hub.recommendations.outcomes.follow_up import asked_on
from tests.integration.recommendations.road import Road, changes_of, recommendation_of


def tell(browser: FlaskClient, one: Recommendation, after: str, **words: str) -> int:
    return browser.post(f"/recommendations/{one.id}/outcome", data={"after": after, **words}).status_code


def test_a_grant_is_told_with_its_amount_and_the_log_keeps_it(
    session: Session, sent: Road, advisor: FlaskClient
) -> None:
    one = recommendation_of(session, sent, "robot-ja")
    assert tell(advisor, one, "interested") == 302
    assert tell(advisor, one, "granted", granted_sek="250 000") == 302
    one = recommendation_of(session, sent, "robot-ja")
    assert (one.state, one.granted_sek) == (State.GRANTED, 250_000)
    assert changes_of(session, one)[-1].granted_sek == 250_000
    assert "250\u00a0000\u00a0kr" in advisor.get(f"/recommendations/{one.id}/outcome").text


def test_a_wrong_outcome_is_taken_a_step_back_and_its_amount_goes_with_it(
    session: Session, sent: Road, advisor: FlaskClient
) -> None:
    one = recommendation_of(session, sent, "robot-ja")
    for after in ("interested", "granted", "in_progress"):
        assert tell(advisor, one, after, granted_sek="1000") == 302
    one = recommendation_of(session, sent, "robot-ja")
    assert (one.state, one.granted_sek) == (State.IN_PROGRESS, None)
    assert [change.after for change in changes_of(session, one)][-3:] == [
        State.INTERESTED, State.GRANTED, State.IN_PROGRESS,
    ]  # fmt: skip


def test_a_refusal_without_its_reason_or_an_unreadable_amount_is_not_stored(
    session: Session, sent: Road, advisor: FlaskClient
) -> None:
    one = recommendation_of(session, sent, "robot-ja")
    tell(advisor, one, "interested")
    assert tell(advisor, one, "refused") == 400
    assert tell(advisor, one, "granted", granted_sek="en kvarts miljon") == 400
    assert tell(advisor, one, "sideways") == 400
    assert recommendation_of(session, sent, "robot-ja").state is State.INTERESTED
    assert tell(advisor, one, "refused", **{"reason-refused": "competition"}) == 302


def test_the_company_follows_what_became_of_it_and_no_longer_changes_its_answer(
    session: Session, sent: Road, advisor: FlaskClient, company: FlaskClient
) -> None:
    one = recommendation_of(session, sent, "robot-ja")
    tell(advisor, one, "interested")
    tell(advisor, one, "in_progress")
    page = company.get("/our-support").text
    assert "Arbete pågår" in page
    assert f'action="/our-support/{one.id}"' not in page
    late = company.post(f"/our-support/{one.id}", data={"svar": "no", "revision": 9})
    assert (late.status_code, "Arbetet har redan börjat" in late.text) == (409, True)


def test_a_yes_is_asked_about_after_two_weeks_and_what_is_in_progress_after_its_decision(
    session: Session, sent: Road, advisor: FlaskClient, clock: FixedClock
) -> None:
    one = recommendation_of(session, sent, "robot-ja")
    assert one.ask_on is None
    tell(advisor, one, "interested")
    one = recommendation_of(session, sent, "robot-ja")
    assert (one.ask_on or date.min) - one.changed_at.date() == timedelta(days=14)
    today = clock.now().date()
    assert asked_on(State.IN_PROGRESS, today, date(2027, 1, 31)) == date(2027, 4, 1)
    tell(advisor, one, "in_progress")
    assert recommendation_of(session, sent, "robot-ja").ask_on == today + timedelta(days=60)
    advisor.post(f"/recommendations/{one.id}/ask-later")
    later = recommendation_of(session, sent, "robot-ja").ask_on
    assert later is not None
    assert (later - clock.now().date()).days == 30
