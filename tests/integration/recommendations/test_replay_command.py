"""`iuc-hub replay`: many stored matches computed again at once, and every one that differs named with what differs."""

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from sqlmodel import Session, func, select

from iuc_hub.cli import replay as command
from iuc_hub.clock import FixedClock
from iuc_hub.companies import services as companies
from iuc_hub.recommendations import replay_many
from iuc_hub.recommendations.models import MatchRun, NeedResult, StoredMatch
from iuc_hub.recommendations.questions import fact_name
from iuc_hub.recommendations.replay_many import replays
from tests.integration.recommendations import road as made
from tests.integration.recommendations.road import Road, matches_of


def run(road: Road, monkeypatch: pytest.MonkeyPatch, *more: str) -> Result:
    """The command on the test's own database."""
    monkeypatch.setattr(command, "open_database", lambda: None)
    return CliRunner().invoke(command.replay, ["--hub", road.office.hub.slug, *more])


@pytest.fixture
def often(advisor: FlaskClient, session: Session, road: Road, clock: FixedClock) -> int:
    """Runs on several days, with changed supports and facts between; how many matches they hold."""
    for staff in (8, 34, 60):
        clock.move(days=1)
        companies.record_fact(
            session, road.scope, road.id, "employees", staff, source=companies.FactSource.SAID,
            as_of=clock.now().date(), now=clock.now(),
        )  # fmt: skip
        other = made.a_support("robot-ja", f"Automationsgenomgång för {staff}", made.AUTOMATION)
        made.fill_catalogue(session, clock.now(), (other,))
        session.commit()
        assert advisor.get(road.url()).status_code == 200
    return session.exec(select(func.count()).select_from(StoredMatch)).one()


def test_every_stored_match_is_the_same_again(
    often: int, session: Session, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay_many, "AT_ONCE", 7)
    found = list(replays(session, road.scope.hub, limit=10_000))
    assert len(found) == often
    assert len({one.match_id for one in found}) == often
    assert all(one.replay.identical for one in found)
    result = run(road, monkeypatch)
    assert (result.exit_code, result.output) == (0, f"Same: {often}. Different: 0.\n")
    assert run(road, monkeypatch, "--limit", "5").output == "Same: 5. Different: 0.\n"


def test_what_was_written_over_is_named(
    often: int, session: Session, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = session.exec(select(func.max(MatchRun.id))).one()
    changed = session.get_one(MatchRun, newest)
    facts = dict(changed.company["facts"]) | {"turnover_sek": 1.0}  # type: ignore[call-overload] # JSON
    changed.company = changed.company | {"facts": facts}
    matched = len(
        session.exec(
            select(StoredMatch.id).join(NeedResult, NeedResult.id == StoredMatch.result_id)  # type: ignore[arg-type] # columns
            .where(NeedResult.run_id == newest)
        ).all()
    )  # fmt: skip
    session.add(changed)
    session.commit()
    result = run(road, monkeypatch)
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[-1] == f"Same: {often - matched}. Different: {matched}."
    assert all(f"Changed since then: {fact_name('turnover_sek', 'en')}." in line for line in lines[:-1])
    assert any("\trobot-ja\t" in line for line in lines[:-1])


def test_a_hub_that_there_is_not_is_refused(road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "open_database", lambda: None)
    assert CliRunner().invoke(command.replay, ["--hub", "ingen"]).exception is not None


def test_a_fresh_match_names_its_revision(often: int, session: Session, road: Road) -> None:
    row = matches_of(session, road, road.robot)["robot-ja"]
    assert row.support_revision == 4
    assert often > row.rank
