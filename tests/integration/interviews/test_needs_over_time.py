"""A need after its interview: superseded by a later visit, taken back with a cancelled one, traced throughout."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from iuc_hub.clock import FixedClock
from iuc_hub.desk.company_list import queries as company_list
from iuc_hub.interviews import queries
from iuc_hub.interviews.models import Need, NeedChange
from iuc_hub.recommendations.queries import list_companies_with_needs
from tests import factories
from tests.integration.interviews.visits import AUTOMATION, Visit

IDENTITY = "F:production_automation"
NO_GAP: dict[str, object] = {"F1": {"now": 4, "wanted": 4}}
OWN_NEED = {"theme": "energy", "title": "Ny ventilation", "text": "Hallen är för varm.", "priority": "acute"}


def active(visit: Visit, session: Session) -> list[Need]:
    session.expire_all()
    return queries.list_active_needs(session, visit.office.scope, visit.company.id or 0)


def the_need(visit: Visit, session: Session) -> Need:
    session.expire_all()
    return queries.list_needs(session, visit.office.scope, visit.interview.id or 0)[0]


def trace(session: Session, need: Need) -> list[tuple[str, str, str, str]]:
    """What was done, the priority before and after, and why."""
    session.expire_all()
    rows = session.exec(select(NeedChange).where(NeedChange.need_id == need.id).order_by(col(NeedChange.id)))
    return [(row.what.value, row.before.value, row.after.value, row.why) for row in rows]


def press(visit: Visit, action: str, **form: str) -> None:
    reply = visit.browser.post(f"{visit.url}/{action}", data=form)
    assert reply.status_code == 302, reply.text


def test_the_need_of_a_later_interview_counts_instead_of_the_same_need_of_an_earlier(
    visit: Visit, session: Session, clock: FixedClock
) -> None:
    visit.complete(session, AUTOMATION)
    first = the_need(visit, session)
    press(visit, f"needs/{first.id}/override", priority="low", reason="De väntar")
    clock.move(days=200)
    later = visit.again(session)
    assert [each.id for each in active(visit, session)] == [first.id]
    later.complete(session, AUTOMATION)
    [counts] = active(visit, session)
    assert counts.interview_id == later.interview.id
    scope, company_id = visit.office.scope, visit.company.id or 0
    assert company_list.count_needs(session, scope, [company_id]) == {company_id: 1}
    assert list_companies_with_needs(session, scope) == [company_id]
    assert (the_need(visit, session).override_reason, the_need(visit, session).superseded_by) == (
        "De väntar", later.interview.id,
    )  # fmt: skip
    page = visit.browser.get(f"{visit.url}/result").text
    assert "De väntar" in page
    assert f'<a href="{later.url}/result">En senare intervju' in page
    assert "En senare intervju" not in visit.browser.get(f"{later.url}/result").text


def test_a_need_that_a_later_interview_no_longer_shows_is_history(
    visit: Visit, session: Session, clock: FixedClock
) -> None:
    visit.complete(session, AUTOMATION)
    clock.move(days=200)
    visit.again(session).complete(session, NO_GAP)
    assert active(visit, session) == []
    scope, company_id = visit.office.scope, visit.company.id or 0
    assert company_list.count_needs(session, scope, [company_id]) == {}
    assert list_companies_with_needs(session, scope) == []
    assert the_need(visit, session).withdrawn_at is None
    assert [what for what, *_rest in trace(session, the_need(visit, session))] == ["superseded"]


def test_a_later_interview_that_never_asked_about_the_area_takes_no_need_away(
    visit: Visit, session: Session, clock: FixedClock
) -> None:
    visit.complete(session, AUTOMATION)
    clock.move(days=200)
    visit.again(session).complete(session, {"C1": 46})
    assert IDENTITY in [each.identity for each in active(visit, session)]


def test_a_need_in_own_words_stays_until_it_is_withdrawn(
    visit: Visit, session: Session, clock: FixedClock
) -> None:
    visit.complete(session, AUTOMATION)
    press(visit, "needs/new", **OWN_NEED)
    clock.move(days=200)
    visit.again(session).complete(session, NO_GAP)
    assert [each.identity for each in active(visit, session)] == ["own:1"]


def test_completing_the_earlier_interview_anew_does_not_bring_its_needs_back(
    visit: Visit, session: Session, clock: FixedClock
) -> None:
    visit.complete(session, AUTOMATION)
    clock.move(days=200)
    later = visit.again(session)
    later.complete(session, AUTOMATION)
    clock.move(days=1)
    press(visit, "reopen")
    press(visit, "completion", confirmed="y")
    assert [each.interview_id for each in active(visit, session)] == [later.interview.id]


def test_cancelling_a_reopened_interview_takes_its_needs_back(visit: Visit, session: Session) -> None:
    visit.complete(session, AUTOMATION)
    press(visit, "needs/new", **OWN_NEED)
    press(visit, "reopen")
    assert len(active(visit, session)) == 2
    press(visit, "cancel")
    assert active(visit, session) == []
    assert trace(session, the_need(visit, session))[-1][0] == "withdrawn"


def test_cancelling_a_later_interview_lets_the_earlier_count_again(
    visit: Visit, session: Session, clock: FixedClock
) -> None:
    visit.complete(session, AUTOMATION)
    clock.move(days=200)
    later = visit.again(session)
    later.complete(session, NO_GAP)
    press(later, "reopen")
    assert active(visit, session) == []
    press(later, "cancel")
    [back] = active(visit, session)
    assert back.interview_id == visit.interview.id
    assert [what for what, *_rest in trace(session, back)] == ["superseded", "current_again"]


def test_every_change_of_a_need_leaves_who_when_and_the_priority_before_and_after(
    visit: Visit, session: Session, clock: FixedClock
) -> None:
    visit.complete(session, AUTOMATION)
    need = the_need(visit, session)
    press(visit, f"needs/{need.id}/override", priority="acute", reason="Brådskar")
    assert "Prioriteten ändrades" in visit.browser.get(f"{visit.url}/result").text
    clock.move(minutes=5)
    press(visit, f"needs/{need.id}/override/reset")
    press(visit, f"needs/{need.id}/override/reset")
    assert "Prioriteten återställdes" in visit.browser.get(f"{visit.url}/result").text
    assert trace(session, need) == [
        ("overridden", "high", "acute", "Brådskar"),
        ("reset", "acute", "high", ""),
    ]
    rows = session.exec(select(NeedChange).order_by(col(NeedChange.id))).all()
    assert {row.user_id for row in rows} == {visit.office.advisor.id}
    assert rows[0].at < rows[1].at


def test_what_the_answers_withdraw_and_bring_back_is_traced(visit: Visit, session: Session) -> None:
    visit.complete(session, AUTOMATION)
    for value, base in (({"now": 4, "wanted": 4}, 1), ({"now": 2, "wanted": 4}, 2)):
        press(visit, "reopen")
        visit.put("F1", value, base=base)
        press(visit, "completion", confirmed="y")
    steps = [what for what, *_rest in trace(session, the_need(visit, session))]
    assert steps == ["no_longer_shown", "shown_again"]


@pytest.mark.parametrize("times", [1, 2])
def test_withdrawing_and_restoring_an_own_need_is_traced_once_however_often_it_is_pressed(
    visit: Visit, session: Session, times: int
) -> None:
    visit.complete(session, {"C1": 46})
    press(visit, "needs/new", **OWN_NEED)
    own = the_need(visit, session)
    for action in ("withdraw", "restore"):
        for _ in range(times):
            press(visit, f"needs/{own.id}/{action}")
    assert [what for what, *_rest in trace(session, own)] == ["added", "withdrawn", "restored"]


def test_a_need_belongs_to_the_company_of_its_interview(
    visit: Visit, session: Session, clock: FixedClock
) -> None:
    visit.complete(session, AUTOMATION)
    other = factories.a_company(session, visit.office.scope, now=clock.now())
    need = the_need(visit, session)
    need.company_id = other.id or 0
    session.add(need)
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_the_contact_of_an_interview_belongs_to_its_company(
    visit: Visit, session: Session, clock: FixedClock
) -> None:
    other = factories.a_company(session, visit.office.scope, now=clock.now())
    interview = queries.get_interview(session, visit.office.scope, visit.interview.id or 0)
    interview.contact_id = factories.a_contact(session, visit.office.scope, other).id
    session.add(interview)
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_the_address_of_a_superseded_needs_support_shows_the_needs_that_count(
    visit: Visit, session: Session, clock: FixedClock
) -> None:
    visit.complete(session, AUTOMATION)
    older = the_need(visit, session)
    clock.move(days=200)
    visit.again(session).complete(session, AUTOMATION)
    [counts] = active(visit, session)
    url = f"/companies/{visit.company.id}/support?need="
    page = visit.browser.get(f"{url}{older.id}")
    assert page.status_code == 200
    assert f'id="behov-{counts.id}"' in page.text
    assert f'id="behov-{older.id}"' not in page.text
    assert visit.browser.get(f"{url}999999").status_code == 404
