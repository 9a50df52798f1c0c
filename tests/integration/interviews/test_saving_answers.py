"""The contract of saving one answer: retries, conflicts, refusals, history."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from iuc_hub.audit import AuditEntry
from iuc_hub.clock import FixedClock
from iuc_hub.interviews import queries
from iuc_hub.interviews.models import AnswerRevision, InterviewState
from tests import factories
from tests.integration.interviews.visits import AUTOMATION, Visit


def test_a_saved_answer_is_there_with_its_revision_source_and_note(visit: Visit, session: Session) -> None:
    reply = visit.put("F1", {"now": 2, "wanted": 4}, source="observed", note="Vid pressen")
    assert reply.status_code == 200
    assert reply.json == {
        "question": "F1", "value": {"now": 2, "wanted": 4}, "revision": 1,
        "source": "observed", "note": "Vid pressen",
    }  # fmt: skip
    stored = queries.list_answers(session, visit.office.scope, visit.interview.id or 0)["F1"]
    assert (stored.value, stored.note) == ({"now": 2, "wanted": 4}, "Vid pressen")


def test_a_source_or_note_that_is_not_sent_stays_as_it_was(visit: Visit) -> None:
    visit.put("F1", {"now": 2, "wanted": 4}, source="observed", note="Vid pressen")
    reply = visit.put("F1", {"now": 3, "wanted": 4}, base=1)
    assert reply.json is not None
    assert (reply.json["source"], reply.json["note"], reply.json["revision"]) == (
        "observed",
        "Vid pressen",
        2,
    )


def test_the_same_key_with_the_same_content_gets_the_stored_reply_and_writes_nothing(
    visit: Visit, session: Session
) -> None:
    first = visit.put("C1", 46, key="one")
    visit.put("C1", 50, base=1)
    again = visit.put("C1", 46, key="one")
    assert (again.status_code, again.json) == (200, first.json)
    revisions = queries.list_revisions(session, visit.office.scope, visit.interview.id or 0)
    assert [each.value for each in revisions] == [46, 50]


@pytest.mark.parametrize(
    "other", [{"value": 47}, {"value": 46, "note": "ungefär"}, {"value": 46, "base": 1}, {"question": "B2"}]
)
def test_the_same_key_with_other_content_is_a_conflict(visit: Visit, other: dict[str, object]) -> None:
    visit.put("C1", 46, key="one")
    sent = {"question": "C1", "value": 46} | other
    reply = visit.put(str(sent.pop("question")), sent.pop("value"), key="one", **sent)  # type: ignore[arg-type] # as parametrised
    assert reply.status_code == 409
    assert "ny nyckel" in reply.text


def test_an_answer_changed_meanwhile_is_refused_with_both_values_and_words(
    visit: Visit, session: Session
) -> None:
    visit.put("F1", {"now": 2, "wanted": 4})
    visit.put("F1", {"now": 3, "wanted": 4}, base=1)
    reply = visit.put("F1", {"now": 1, "wanted": 5}, base=1)
    assert reply.status_code == 412
    assert reply.json is not None
    assert reply.json["question"] == "F1"
    assert reply.json["current"] == {
        "value": {"now": 3, "wanted": 4}, "revision": 2, "source": "said", "note": "",
        "words": "Nu 3, Om två år 4",
    }  # fmt: skip
    assert reply.json["sent"]["value"] == {"now": 1, "wanted": 5}
    assert reply.json["sent"]["words"] == "Nu 1, Om två år 5"
    stored = queries.list_answers(session, visit.office.scope, visit.interview.id or 0)["F1"]
    assert (stored.value, stored.revision) == ({"now": 3, "wanted": 4}, 2)


def test_answers_to_other_questions_merge(visit: Visit) -> None:
    assert visit.put("F1", {"now": 2, "wanted": 4}).status_code == 200
    assert visit.put("F3", {"now": 1, "wanted": 4}).status_code == 200


def test_every_earlier_value_is_kept_with_who_and_when(
    visit: Visit, session: Session, clock: FixedClock
) -> None:
    visit.put("B2", "no")
    clock.move(minutes=5)
    visit.put("B2", "unsolved", base=1)
    visit.put("B2", None, base=2)
    rows = list(session.exec(select(AnswerRevision).order_by(AnswerRevision.revision)))  # type: ignore[arg-type] # a column
    assert [(row.revision, row.value, row.user_id) for row in rows] == [
        (1, "no", visit.office.advisor.id),
        (2, "unsolved", visit.office.advisor.id),
        (3, None, visit.office.advisor.id),
    ]
    assert rows[0].at < rows[1].at


@pytest.mark.parametrize(
    ("question", "value", "told"),
    [
        ("F1", {"now": 7, "wanted": 4}, "F1, Nu: 7 finns inte på skalan. Välj från 1 till 5."),
        ("F1", {"now": 1.5, "wanted": 4}, "F1, Nu"),
        ("F1", "DROP TABLE", "F1"),
        ("C1", 140, "C1: 140 är för stort. Högst 100 går att ange."),
        ("B2", "maybe", "B2: maybe är inte ett av alternativen. Välj ett i listan."),
        ("F.urgency", 4, "F.urgency: 4 finns inte på skalan. Välj från 0 till 3."),
        ("F2", [{"step": "Press", "per_year": "många"}], "F2, rad 1, Antal om året: ”många” är inget tal."),
        ("F1", {"state": "cancelled"}, "F1"),
        ("F.words", "\x00", "F.words"),
        ("F.words", "\ud800", "F.words"),
        ("C1", float("nan"), "C1"),
    ],
)
def test_an_answer_outside_its_scale_is_refused_by_question_field_and_remedy(
    visit: Visit, session: Session, question: str, value: object, told: str
) -> None:
    reply = visit.put(question, value)
    assert reply.status_code == 400
    assert reply.json is not None
    assert told in reply.json["error"]
    assert reply.json["question"] == question
    assert queries.list_answers(session, visit.office.scope, visit.interview.id or 0) == {}


def test_a_refusal_speaks_the_language_of_the_page(visit: Visit) -> None:
    visit.browser.post("/language", data={"language": "en"})
    reply = visit.put("F1", {"now": 7, "wanted": 4})
    assert reply.json is not None
    assert "7 is not on the scale. Choose from 1 to 5." in reply.json["error"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"value": 1}, "base_revision"),
        ({"base_revision": 0}, "value"),
        ({"value": 1, "base_revision": -1}, "base_revision"),
        ({"value": 1, "base_revision": True}, "base_revision"),
        ({"value": 1, "base_revision": 0, "source": "rumour"}, "source"),
        ({"value": 1, "base_revision": 0, "note": 7}, "note"),
        ({"value": 1, "base_revision": 0, "note": "\x00"}, "note"),
        ({"value": 1, "base_revision": 0, "note": "\ud800"}, "note"),
        ({"value": 1, "base_revision": 0, "note": "x" * 3_000}, "note"),
        ([1, 2], "value"),
    ],
)
def test_a_malformed_request_is_told_which_field_is_wrong(visit: Visit, body: object, field: str) -> None:
    reply = visit.browser.put(f"{visit.url}/answers/C1", json=body, headers={"Idempotency-Key": "k"})
    assert reply.status_code == 400
    assert reply.json is not None
    assert reply.json["field"] == field


def test_what_is_not_json_or_has_no_key_is_refused(visit: Visit) -> None:
    torn = visit.browser.put(
        f"{visit.url}/answers/C1", data="{", content_type="application/json", headers={"Idempotency-Key": "k"}
    )
    keyless = visit.browser.put(f"{visit.url}/answers/C1", json={"value": 46, "base_revision": 0})
    assert (torn.status_code, keyless.status_code) == (400, 400)


def test_an_unknown_question_is_not_found(visit: Visit) -> None:
    assert visit.put("Z9", 1).status_code == 404


def test_the_first_answer_starts_a_planned_interview_and_the_step_is_logged(
    visit: Visit, session: Session
) -> None:
    visit.put("C1", 46)
    interview = queries.get_interview(session, visit.office.scope, visit.interview.id or 0)
    session.refresh(interview)
    assert interview.state is InterviewState.IN_PROGRESS
    changes = visit.steps(session)
    assert [(each.before.value, each.after.value) for each in changes] == [("planned", "in_progress")]


def test_a_completed_interview_refuses_answers_and_says_to_reopen_it(visit: Visit, session: Session) -> None:
    visit.fill(session, AUTOMATION)
    visit.browser.post(f"{visit.url}/completion")
    reply = visit.put("C1", 46)
    assert reply.status_code == 409
    assert reply.json is not None
    assert "Öppna den igen" in reply.json["error"]
    visit.browser.post(f"{visit.url}/reopen")
    assert visit.put("C1", 46).status_code == 200


def test_another_hubs_interview_is_not_found_whatever_is_asked(
    visit: Visit, session: Session, login: Callable[..., FlaskClient], clock: FixedClock
) -> None:
    stranger = factories.an_office(session, now=clock.now())
    session.commit()
    browser = login(stranger.advisor)
    other = Visit(stranger, visit.company, visit.interview, browser)
    assert other.put("C1", 46).status_code == 404
    for path in ("", "/areas/F", "/areas/F/aside", "/completion", "/result", "/next"):
        assert browser.get(visit.url + path).status_code == 404, path
    for path in ("/areas/F", "/completion", "/reopen", "/approve", "/cancel", "/start"):
        assert browser.post(visit.url + path, data={"F1-base": "0"}).status_code == 404, path
    assert browser.get(f"/companies/{visit.company.id}/interviews/new").status_code == 404


def test_reading_and_changing_are_logged_once_a_session(visit: Visit, session: Session) -> None:
    for _ in range(2):
        visit.browser.get(f"{visit.url}/areas/F")
        visit.browser.get(f"{visit.url}/areas/F/aside")
    visit.put("C1", 46)
    visit.put("C1", 47, base=1)
    entries = session.exec(select(AuditEntry).where(AuditEntry.subject_kind == "interview")).all()
    assert sorted(each.action for each in entries) == ["interview.changed", "interview.read"]


def test_a_visitor_who_is_not_logged_in_is_told_so_without_losing_the_request(
    visit: Visit, client: FlaskClient
) -> None:
    reply = Visit(visit.office, visit.company, visit.interview, client).put("C1", 46)
    assert reply.status_code == 401
