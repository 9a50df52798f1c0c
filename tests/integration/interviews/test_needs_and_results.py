"""From answers to needs: completing, overriding, reopening, own words, approving."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from iuc_hub.accounts.models import Role
from iuc_hub.clock import FixedClock, day_in_sweden
from iuc_hub.companies.queries import list_facts
from iuc_hub.interviews import queries
from iuc_hub.interviews.models import Interview, InterviewState, Need
from tests import factories
from tests.integration.interviews.visits import AUTOMATION, Visit

IDENTITY = "F:production_automation"


def complete(visit: Visit, session: Session, given: dict[str, object] | None = None) -> None:
    visit.fill(session, AUTOMATION if given is None else given)
    reply = visit.browser.post(f"{visit.url}/completion", data={"confirmed": "y"})
    assert reply.status_code == 302, reply.text


def needs_of(visit: Visit, session: Session) -> list[Need]:
    session.expire_all()
    return queries.list_needs(session, visit.office.scope, visit.interview.id or 0)


def the_interview(visit: Visit, session: Session) -> Interview:
    session.expire_all()
    return queries.get_interview(session, visit.office.scope, visit.interview.id or 0)


def change(visit: Visit, need: Need, **form: str) -> int:
    return visit.browser.post(f"{visit.url}/needs/{need.id}/override", data=form).status_code


def test_completing_stores_needs_with_the_answers_that_show_them(visit: Visit, session: Session) -> None:
    complete(visit, session)
    [need] = needs_of(visit, session)
    assert (need.identity, need.score, sum(need.contributions.values())) == (IDENTITY, need.score, need.score)
    assert {"F1", "F2"} <= {str(reason["question"]) for reason in need.reasons}
    assert need.words == "Kantpressen är det värsta."
    assert need.rule_version == "tbn-1"
    assert need.helps
    assert the_interview(visit, session).state is InterviewState.COMPLETED


def test_missing_urgency_is_asked_for_before_completing(visit: Visit, session: Session) -> None:
    visit.fill(session, {"F1": {"now": 1, "wanted": 4}})
    reply = visit.browser.post(f"{visit.url}/completion")
    assert reply.status_code == 422
    assert "Brådska eller påverkan saknas" in reply.text
    assert "Hur bråttom är det?" in reply.text
    assert the_interview(visit, session).state is InterviewState.IN_PROGRESS
    assert visit.browser.post(f"{visit.url}/completion", data={"confirmed": "y"}).status_code == 302


def test_what_the_company_said_of_itself_becomes_dated_facts(
    visit: Visit, session: Session, clock: FixedClock
) -> None:
    told = {"A2": [{"turnover": 61_000_000, "employees": 41, "export_share": 30}], "C1": 46}
    visit.fill(session, told)
    held_on = day_in_sweden(clock.now())
    clock.move(days=2)
    visit.browser.post(f"{visit.url}/completion", data={"confirmed": "y"})
    rows = list_facts(session, visit.office.scope, [visit.company.id or 0])
    said = {row.fact: (row.value, row.as_of) for row in rows if row.as_of == held_on}
    assert said["employees"] == (41, held_on)
    assert said["turnover_sek"] == (61_000_000, held_on)
    assert said["export_share_percent"] == (30, held_on)
    assert said["largest_customer_percent"] == (46, held_on)


def test_the_result_shows_needs_with_reasons_that_lead_to_their_answers(
    visit: Visit, session: Session
) -> None:
    complete(visit, session, AUTOMATION | {"D2": {"state": "dont_know"}})
    page = visit.browser.get(f"{visit.url}/result").text
    assert "Ett behov." in page
    assert "Svar F1" in page
    assert f'href="{visit.url}/areas/F#q-F1"' in page
    assert "Svar F, brådska" in page
    assert "”Kantpressen är det värsta.”" in page
    assert "Fråga igen" in page
    assert f"/companies/{visit.company.id}/support" in page


def test_an_override_needs_a_reason_and_another_priority(visit: Visit, session: Session) -> None:
    complete(visit, session)
    [need] = needs_of(visit, session)
    assert change(visit, need, priority="low", reason="") == 422
    assert change(visit, need, priority=need.priority.value, reason="Samma") == 422
    assert change(visit, need, priority="urgent", reason="Finns inte") == 422
    assert change(visit, need, priority="acute", reason="Axlarna håller\x00 inte till våren") == 400
    assert change(visit, need, priority="acute", reason="Axlarna håller inte till våren") == 302
    page = visit.browser.get(f"{visit.url}/result").text
    assert "Höjt från Hög till Akut av Åsa Mallberg." in page
    assert "Axlarna håller inte till våren" in page
    visit.browser.post(f"{visit.url}/needs/{need.id}/override/reset")
    [back] = needs_of(visit, session)
    assert (back.override_priority, back.override_reason, back.overridden_by, back.overridden_at) == (
        None,
    ) * 4


def test_reopening_and_completing_again_updates_needs_and_keeps_overrides(
    visit: Visit, session: Session
) -> None:
    complete(visit, session)
    [before] = needs_of(visit, session)
    row_id, score = before.id, before.score
    change(visit, before, priority="low", reason="De väntar till nästa år")
    visit.browser.post(f"{visit.url}/reopen", data={"why": "Fel siffra"})
    visit.put("F.impact", 1, base=1)
    visit.browser.post(f"{visit.url}/completion")
    [after] = needs_of(visit, session)
    assert (after.id, after.override_reason) == (row_id, "De väntar till nästa år")
    assert after.score < score
    changes = visit.steps(session)
    assert [each.after.value for each in changes] == ["in_progress", "completed", "in_progress", "completed"]
    assert changes[2].why == "Fel siffra"


def test_a_need_no_answer_shows_is_withdrawn_and_comes_back_as_the_same_row(
    visit: Visit, session: Session
) -> None:
    complete(visit, session)
    [need] = needs_of(visit, session)
    row_id = need.id
    change(visit, need, priority="acute", reason="Brådskar")
    company_id = visit.company.id or 0
    for value, base, active in (({"now": 4, "wanted": 4}, 1, 0), ({"now": 1, "wanted": 4}, 2, 1)):
        visit.browser.post(f"{visit.url}/reopen")
        visit.put("F1", value, base=base)
        visit.browser.post(f"{visit.url}/completion")
        assert len(needs_of(visit, session)) == 1
        assert len(queries.list_active_needs(session, visit.office.scope, company_id)) == active
    [back] = needs_of(visit, session)
    assert (back.id, back.override_reason, back.withdrawn_at) == (row_id, "Brådskar", None)


def test_a_need_in_the_advisors_own_words_is_ranked_among_the_others(visit: Visit, session: Session) -> None:
    complete(visit, session)
    form = {"theme": "energy", "title": "Ny ventilation", "text": "Hallen är för varm.", "priority": "acute"}
    assert visit.browser.post(f"{visit.url}/needs/new", data=form).status_code == 302
    first, second = queries.list_active_needs(session, visit.office.scope, visit.company.id or 0)
    assert (first.identity, second.identity) == ("own:1", IDENTITY)
    page = visit.browser.get(f"{visit.url}/result").text
    assert "Ny ventilation" in page
    assert "Tillagt av rådgivaren" in page
    visit.browser.post(f"{visit.url}/needs/{first.id}/withdraw")
    assert len(queries.list_active_needs(session, visit.office.scope, visit.company.id or 0)) == 1
    visit.browser.post(f"{visit.url}/needs/new", data=form)
    visit.browser.post(f"{visit.url}/needs/{first.id}/restore")
    active = queries.list_active_needs(session, visit.office.scope, visit.company.id or 0)
    assert {each.identity for each in active} == {"own:1", "own:2", IDENTITY}


@pytest.mark.parametrize("wrong", [{"theme": "magic"}, {"title": " "}, {"text": ""}, {"priority": "soon"}])
def test_a_need_in_own_words_that_is_not_whole_is_refused_by_its_field(
    visit: Visit, session: Session, wrong: dict[str, str]
) -> None:
    complete(visit, session)
    form = {"theme": "energy", "title": "Ny ventilation", "text": "För varmt.", "priority": "low"} | wrong
    assert visit.browser.post(f"{visit.url}/needs/new", data=form).status_code == 422
    assert len(needs_of(visit, session)) == 1


def test_a_derived_need_can_only_be_withdrawn_by_its_answers(visit: Visit, session: Session) -> None:
    complete(visit, session)
    [need] = needs_of(visit, session)
    assert visit.browser.post(f"{visit.url}/needs/{need.id}/withdraw").status_code == 409
    assert needs_of(visit, session)[0].withdrawn_at is None


def test_an_approved_result_lies_fast(visit: Visit, session: Session) -> None:
    complete(visit, session)
    [need] = needs_of(visit, session)
    assert visit.browser.post(f"{visit.url}/approve").status_code == 302
    assert change(visit, need, priority="low", reason="Ändrat mig") == 422
    assert visit.browser.post(f"{visit.url}/reopen").status_code == 409
    assert visit.put("F1", {"now": 1, "wanted": 2}, base=1).status_code == 409
    assert the_interview(visit, session).approved_at is not None


def test_a_cancelled_interview_is_neither_answered_nor_completed(visit: Visit, session: Session) -> None:
    assert visit.browser.post(f"{visit.url}/cancel").status_code == 302
    assert visit.put("C1", 46).status_code == 409
    told = visit.browser.post(f"{visit.url}/completion", follow_redirects=True)
    assert "Steget från ”inställd” till ”avslutad” finns inte." in told.text
    assert the_interview(visit, session).state is InterviewState.CANCELLED


def test_planning_takes_a_contact_of_the_company_and_swedish_time(visit: Visit, session: Session) -> None:
    url = f"/companies/{visit.company.id}/interviews/new"
    assert "Kjell Exempelström" in visit.browser.get(url).text
    reply = visit.browser.post(url, data={"contact_id": "0", "day": "2026-12-01", "time": "10:00"})
    assert reply.status_code == 302
    query = select(Interview.planned_at).where(Interview.company_id == visit.company.id)
    assert datetime(2026, 12, 1, 9, tzinfo=UTC) in session.exec(query).all()
    wrong = visit.browser.post(url, data={"contact_id": "0", "day": "", "time": "10:00"})
    assert wrong.status_code == 422
    assert "Välj dag för besöket." in wrong.text


def test_beginning_at_once_leads_to_the_first_question(visit: Visit) -> None:
    url = f"/companies/{visit.company.id}/interviews/new"
    form = {"contact_id": "0", "day": "2026-11-24", "time": "13:00", "begin": "1"}
    page = visit.browser.post(url, data=form, follow_redirects=True)
    assert page.status_code == 200
    assert "/areas/A" in page.request.path


def test_an_interview_leads_to_where_it_goes_on(visit: Visit, session: Session) -> None:
    assert visit.browser.get(visit.url).location == f"{visit.url}/areas/A"
    visit.fill(session, {"A3": "hub"})
    assert visit.browser.get(visit.url).location == f"{visit.url}/areas/A#q-A1"
    assert visit.browser.get(f"{visit.url}/next?after=A2").location == f"{visit.url}/areas/A#q-A4"
    complete(visit, session, {})
    assert visit.browser.get(visit.url).location == f"{visit.url}/result"


def test_a_hub_admin_reads_but_changes_nothing(
    visit: Visit, session: Session, login: Callable[..., FlaskClient], clock: FixedClock
) -> None:
    complete(visit, session)
    admin = factories.a_user(session, visit.office.hub, role=Role.HUB_ADMIN, now=clock.now())
    session.commit()
    browser = login(admin)
    assert browser.get(f"{visit.url}/result").status_code == 200
    page = browser.get(f"{visit.url}/areas/F")
    assert "<fieldset disabled>" in page.text
    assert browser.post(f"{visit.url}/reopen").status_code == 404
    assert Visit(visit.office, visit.company, visit.interview, browser).put("C1", 4).status_code == 404


def test_an_old_interview_keeps_the_guide_it_was_held_by(visit: Visit, session: Session) -> None:
    guide = queries.get_guide(session, the_interview(visit, session).guide_id)
    assert (guide.name, guide.version) == ("tbn", "1")
    assert "guide: tbn" in guide.text
