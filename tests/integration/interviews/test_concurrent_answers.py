"""Several advisors and retries at the same moment, on real connections of their own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlmodel import select

from iuc_hub import clock as clock_module
from iuc_hub import db
from iuc_hub.accounts.scope import Scope
from iuc_hub.clock import FixedClock
from iuc_hub.db import Database
from iuc_hub.errors import Stale
from iuc_hub.interviews import answers, queries, services
from iuc_hub.interviews.answers import AnswerDraft
from iuc_hub.interviews.models import InterviewChange
from tests import factories
from tests.databases import postgres_database, sqlite_database

AT_ONCE = 6


@pytest.fixture(params=["sqlite", "postgresql"])
def shared_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of its own, where every session is its own connection."""
    opened = sqlite_database(tmp_path) if request.param == "sqlite" else postgres_database()
    with opened as database:
        before = db.use(database)
        yield database
        if before is not None:
            db.use(before)


@pytest.fixture
def planned(shared_database: Database, clock: FixedClock) -> tuple[Scope, int]:
    """An advisor's scope and a planned interview's id."""
    assert shared_database is db.current()
    with db.transaction() as session:
        office = factories.an_office(session, now=clock.now())
        company = factories.a_company(session, office.scope, now=clock.now())
        interview = services.plan_interview(
            session, office.scope, company.id or 0, None, planned_at=clock.now(), now=clock.now()
        )
    return office.scope, interview.id or 0


def save(scope: Scope, interview_id: int, draft: AnswerDraft, key: str) -> dict[str, object]:
    with db.transaction() as session:
        return answers.save_answer(session, scope, interview_id, draft, key=key, now=clock_module.now())


def together(act: Callable[[int], object]) -> list[object]:
    """What ``act`` of 0, 1, … gives when all start at the same moment; a Stale is given, not raised."""
    start = Barrier(AT_ONCE)

    def run(number: int) -> object:
        start.wait()
        try:
            return act(number)
        except Stale as error:
            return error

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def test_a_retry_racing_itself_is_one_write_with_one_reply(planned: tuple[Scope, int]) -> None:
    scope, interview_id = planned
    draft = AnswerDraft("C1", 46, 0)
    replies = together(lambda _number: save(scope, interview_id, draft, "same-key"))
    assert all(reply == replies[0] for reply in replies)
    with db.reading() as session:
        assert len(queries.list_revisions(session, scope, interview_id)) == 1
        assert len(session.exec(select(InterviewChange)).all()) == 1


def test_of_two_answers_to_the_same_question_one_is_stored_and_the_others_see_it(
    planned: tuple[Scope, int],
) -> None:
    scope, interview_id = planned
    replies = together(
        lambda number: save(scope, interview_id, AnswerDraft("C1", 10 + number, 0), f"key-{number}")
    )
    stored = [reply for reply in replies if isinstance(reply, dict)]
    refused = [reply for reply in replies if isinstance(reply, Stale)]
    assert (len(stored), len(refused)) == (1, AT_ONCE - 1)
    for error in refused:
        assert isinstance(error.current, dict)
        assert error.current["value"] == stored[0]["value"]


def test_answers_to_different_questions_at_once_are_all_stored(planned: tuple[Scope, int]) -> None:
    scope, interview_id = planned
    codes = ["B1", "B3", "C2", "C3", "D1", "D2"]
    step = {"now": 2, "wanted": 4}
    replies = together(
        lambda number: save(scope, interview_id, AnswerDraft(codes[number], step, 0), f"key-{number}")
    )
    assert all(isinstance(reply, dict) for reply in replies)
    with db.reading() as session:
        assert sorted(queries.list_answers(session, scope, interview_id)) == codes


def test_planning_at_once_stores_the_guide_a_single_time(planned: tuple[Scope, int]) -> None:
    scope, interview_id = planned
    with db.reading() as session:
        company_id = queries.get_interview(session, scope, interview_id).company_id

    def plan(_number: int) -> int:
        with db.transaction() as session:
            now = clock_module.now()
            made = services.plan_interview(session, scope, company_id, None, planned_at=now, now=now)
            return made.guide_id

    assert len(set(together(plan))) == 1
