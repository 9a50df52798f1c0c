"""What was counted is remembered only while nothing that it is counted from has changed, however that was written."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from iuc_hub.clock import FixedClock, day_in_sweden
from iuc_hub.companies.dealings import CompanyNote, NoteKind
from iuc_hub.companies.models import CompanyFact, FactSource
from iuc_hub.interviews.models import InterviewState
from iuc_hub.reports import services
from iuc_hub.reports.figures import Figures
from iuc_hub.reports.memory import remembering
from iuc_hub.reports.memory.queries import list_counted_states, prune_counted_changes
from iuc_hub.reports.memory.triggers import COUNTED
from iuc_hub.reports.models import CountedChange
from iuc_hub.reports.period import period_named
from tests.factories import Office
from tests.integration.reports.test_reports import guide, interviewed

BY_HAND = (
    "UPDATE company SET municipality_code = '1880'",
    "UPDATE company_fact SET value = '4' WHERE fact = 'employees'",
    "DELETE FROM company_fact WHERE fact = 'employees'",
    "UPDATE need SET theme = 'digitalisation'",
    "UPDATE need SET horizon = 'later'",
    "DELETE FROM need",
    "UPDATE interview SET completed_at = '2020-01-01 10:00:00+00:00', state = 'approved'",
    "UPDATE company_note SET kind = 'unanswered_call'",
    "UPDATE company_note SET kind = 'call'",
    "DELETE FROM company_note",
    "DELETE FROM interview",
)
"""Changes past all of the application's own verbs, each of which changes some figure of the year."""


def counted(session: Session, office: Office, clock: FixedClock) -> Figures:
    return services.figures(session, office.scope, period_named("year", day_in_sweden(clock.now())))


def counted_anew(session: Session, office: Office, clock: FixedClock) -> Figures:
    remembering.forget()
    return counted(session, office, clock)


@pytest.fixture(autouse=True)
def _history(session: Session, office: Office, clock: FixedClock) -> None:
    text_of_guide = guide(session, clock)
    held = interviewed(session, office, clock, text_of_guide.id or 0, themes=("energy",))
    company = interviewed(session, office, clock, text_of_guide.id or 0, themes=(), days_ago=500).company_id
    session.add(
        CompanyNote(
            hub_id=office.scope.hub, company_id=company, kind=NoteKind.CALL, text="Hej", at=clock.now(),
            written_at=clock.now(), written_by=office.scope.user,
        )
    )  # fmt: skip
    assert held.id
    session.flush()


def test_figures_follow_every_change_also_one_made_by_hand(
    session: Session, office: Office, clock: FixedClock
) -> None:
    for statement in BY_HAND:
        before = counted(session, office, clock)
        session.connection().execute(text(statement))
        after = counted(session, office, clock)
        assert after.companies != before.companies, statement
        assert after.companies == counted_anew(session, office, clock).companies, statement


def test_what_is_rolled_back_is_not_remembered(session: Session, office: Office, clock: FixedClock) -> None:
    assert counted(session, office, clock).count("theme:energy") == 1
    for theme in ("digitalisation", "skills_workforce"):
        tried = session.begin_nested()
        session.connection().execute(text(f"UPDATE need SET theme = '{theme}'"))  # noqa: S608 - two words above
        assert counted(session, office, clock).count(f"theme:{theme}") == 1
        tried.rollback()
        assert counted(session, office, clock).count("theme:energy") == 1


def test_every_counted_table_tells_of_what_is_added_changed_and_deleted(session: Session) -> None:
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[session.connection().dialect.name]
    found = set(session.connection().execute(text(catalogue)).scalars())
    assert found == {
        f"counted_{table}_{change}" for table in COUNTED for change in ("insert", "update", "delete")
    }


def test_what_is_said_in_an_interview_under_way_keeps_the_figures_remembered(
    session: Session, office: Office, clock: FixedClock
) -> None:
    held = interviewed(session, office, clock, guide_of(session), themes=("energy",))
    held.state, held.completed_at = InterviewState.IN_PROGRESS, None
    session.add(held)
    session.flush()
    before = list_counted_states(session, office.scope)
    session.connection().execute(text(f"DELETE FROM need WHERE interview_id = {held.id}"))  # noqa: S608 - a number
    assert list_counted_states(session, office.scope) == before


def guide_of(session: Session) -> int:
    return session.connection().execute(text("SELECT min(id) FROM guide_text")).scalar_one()


def test_tidying_leaves_one_note_a_part_and_no_state_comes_again(
    session: Session, office: Office, clock: FixedClock
) -> None:
    seen = [list_counted_states(session, office.scope)]
    company = services.company_ids(
        session, office.scope, period_named("all", day_in_sweden(clock.now())), "met"
    )[0]
    for employees in (4, 40):
        session.add(
            CompanyFact(
                hub_id=office.scope.hub, company_id=company, fact="employees", value=employees,
                source=FactSource.SAID, as_of=day_in_sweden(clock.now()) + timedelta(days=1),
                recorded_at=clock.now(),
            )
        )  # fmt: skip
        session.flush()
        seen.append(list_counted_states(session, office.scope))
        prune_counted_changes(session)
        seen.append(list_counted_states(session, office.scope))
    rows = session.exec(select(CountedChange.hub_id, CountedChange.part)).all()
    assert len(rows) == len(set(rows))
    of_companies = [each["companies"] for each in seen]
    assert of_companies[0] != of_companies[1] != of_companies[3]
    assert of_companies[3] not in of_companies[:3]
