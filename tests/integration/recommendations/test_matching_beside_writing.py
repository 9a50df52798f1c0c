"""The index is built where nobody waits for it: outside every writing transaction, and when a runner starts."""

import threading

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from iuc_hub import db
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import shelf
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.shelf import Shelf
from iuc_hub.clock import FixedClock
from iuc_hub.interviews.models import Interview
from iuc_hub.recommendations import views
from iuc_hub.recommendations.models import MatchRun
from iuc_hub.recommendations.rematching import services as rematching
from tests.databases import OneConnection
from tests.integration.recommendations import road as made
from tests.integration.recommendations.road import Road, matches_of
from tests.integration.recommendations.test_rematching_job import run_once
from workers import runner


@pytest.fixture
def writing(road: Road, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each building of the index from an empty shelf: whether it was in a writing session."""
    seen: list[bool] = []
    read = shelf.queries.list_shared

    def noted(session: Session) -> list[Support]:
        seen.append(bool(session.info["write"]))
        return read(session)

    monkeypatch.setattr(shelf.queries, "list_shared", noted)
    empty(monkeypatch)
    return seen


def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_shelf", Shelf())


def test_no_page_builds_the_index_while_it_writes(
    writing: list[bool], advisor: FlaskClient, session: Session, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    match = matches_of(session, road, road.robot)["robot-om"]
    empty(monkeypatch)
    told = {"fact": "work_started", "svar": "yes", "need": road.robot.id}
    assert advisor.post(road.url(f"matches/{match.id}/answer"), data=told).status_code == 302
    empty(monkeypatch)
    unlisted = {"need": road.robot.id, "support": "kurs", "why": "De frågade"}
    assert advisor.post(road.url("matches/accept"), data=unlisted).status_code == 302
    assert writing
    assert not any(writing)


def test_the_job_builds_the_index_before_its_first_transaction(
    writing: list[bool], session: Session, road: Road, clock: FixedClock
) -> None:
    assert run_once(session, road, clock).result == {"companies": 1, "touched": 1, "changed": 1}
    assert writing == [False]


def test_a_runner_warms_up_when_it_starts(monkeypatch: pytest.MonkeyPatch, database: OneConnection) -> None:
    started: list[str] = []

    def note_work(_stopped: threading.Event, _settings: object) -> None:
        started.append("work")

    monkeypatch.setattr(runner, "start_warming", lambda: started.append("warm"))
    monkeypatch.setattr(runner, "work_until", note_work)
    monkeypatch.setattr(runner, "set_up_logs", lambda _settings: None)
    monkeypatch.setattr(runner.signal, "signal", lambda *_ignored: None)
    monkeypatch.setattr(db, "use", lambda _database: None)
    runner.main()
    assert started == ["warm", "work"]


def test_a_need_found_between_the_matching_and_the_page_waits_for_the_next(
    advisor: FlaskClient, session: Session, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview = session.get_one(Interview, road.robot.interview_id)
    before = views._current_run

    def overtaken(scope: Scope, company_id: int) -> MatchRun:
        run = before(scope, company_id)
        made.a_need(session, interview, "energy", "Elräkningen har fördubblats.")
        session.commit()
        return run

    monkeypatch.setattr(views, "_current_run", overtaken)
    page = advisor.get(road.url("support?need=all"))
    assert page.status_code == 200
    assert page.text.count('<h2 id="behov-') == 2


def test_matching_again_tells_whether_anything_was_stored(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    def again() -> rematching.Kept:
        looked = rematching.look(session, road.scope.hub, [road.id], today=clock.now().date())
        return rematching.keep(session, road.scope.hub, looked, now=clock.now(), today=clock.now().date())

    assert (again().touched, again().changed) == (0, 0)
    clock.move(days=1)
    assert again() == rematching.Kept(companies=1, touched=0, changed=0)
    made.fill_catalogue(session, clock.now(), (made.a_support("ny", "Ny robotexpert", made.AUTOMATION),))
    assert again() == rematching.Kept(companies=1, touched=1, changed=1)
