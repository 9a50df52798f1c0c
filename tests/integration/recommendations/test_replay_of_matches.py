"""A stored match is computed again from what it was made of; whatever was tampered with is found."""

import json
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from iuc_hub.catalogue import services as catalogue
from iuc_hub.catalogue.models import SupportRevision
from iuc_hub.clock import FixedClock
from iuc_hub.companies import services as companies
from iuc_hub.recommendations import queries, trace
from iuc_hub.recommendations.models import MatchRun, NeedResult, StoredMatch
from iuc_hub.recommendations.rematching import services as rematching
from iuc_hub.recommendations.replay import Difference, replay
from tests import factories
from tests.integration.recommendations import road as made
from tests.integration.recommendations.road import Road, matches_of


def test_every_match_replays_to_the_same_figures(advisor: FlaskClient, session: Session, road: Road) -> None:
    run = queries.find_newest_run(session, road.scope, road.id)
    assert run is not None
    rows = queries.list_matches(session, road.scope, run.id or 0)
    assert len(rows) > 6
    assert advisor.get(road.url(f"matches/{rows[0].id}")).status_code == 200
    for row in rows:
        assert replay(session, road.scope, road.id, row.id or 0).identical, row.support_id


def test_it_still_replays_after_facts_and_supports_have_changed(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    before = matches_of(session, road, road.robot)["robot-ja"]
    companies.record_fact(
        session, road.scope, road.id, "employees", 900, source=companies.FactSource.SAID,
        as_of=clock.now().date(), now=clock.now(),
    )  # fmt: skip
    changed = made.a_support("robot-ja", "Något helt annat", "Om blommor.")
    made.fill_catalogue(session, clock.now(), (changed,))
    session.commit()
    advisor.get(road.url())
    after = matches_of(session, road, road.robot).get("robot-ja")
    assert after is None or after.match != before.match
    assert replay(session, road.scope, road.id, before.id or 0).identical
    assert "Samma resultat." in advisor.get(road.url(f"matches/{before.id}")).text


@pytest.fixture
def stored(advisor: FlaskClient, session: Session, road: Road) -> StoredMatch:
    assert advisor.get(road.url()).status_code == 200
    return matches_of(session, road, road.robot)["robot-ja"]


def found(session: Session, road: Road, stored: StoredMatch) -> tuple[Difference, ...]:
    session.commit()
    session.expire_all()
    return replay(session, road.scope, road.id, stored.id or 0).differences


@pytest.mark.usefixtures("stored")
def test_a_tampered_fact_is_found(session: Session, road: Road) -> None:
    small = matches_of(session, road, road.robot)["robot-nej"]
    run = session.exec(select(MatchRun)).one()
    facts = dict(run.company["facts"]) | {"employees": 8}  # type: ignore[call-overload] # JSON
    run.company = run.company | {"facts": facts}
    session.add(run)
    assert {Difference.RUN, Difference.VERDICT, Difference.CRITERIA} <= set(found(session, road, small))
    assert replay(session, road.scope, road.id, small.id or 0).changed == ("fact:employees",)


def test_a_tampered_need_is_found_and_named(
    session: Session, road: Road, stored: StoredMatch, advisor: FlaskClient
) -> None:
    result = session.get_one(NeedResult, stored.result_id)
    result.need = result.need | {"text": "Vi vill odla rosor."}
    session.add(result)
    assert {Difference.NEED, Difference.SCORE} <= set(found(session, road, stored))
    page = advisor.get(road.url(f"matches/{stored.id}")).text
    assert "Ändrat sedan dess: behovets text." in page


def test_what_was_said_of_the_need_as_a_whole_is_sealed_too(
    session: Session, road: Road, stored: StoredMatch, advisor: FlaskClient
) -> None:
    result = session.get_one(NeedResult, stored.result_id)
    result.unmet, result.why = True, [{"code": "none"}]
    session.add(result)
    assert found(session, road, stored) == (Difference.RESULT,)
    assert replay(session, road.scope, road.id, stored.id or 0).changed == ("unmet", "why")
    page = advisor.get(road.url(f"matches/{stored.id}")).text
    assert "Ändrat sedan dess: om något passar behovet, varför inget passar behovet." in page


def test_the_state_of_the_catalogue_and_the_day_a_run_holds_are_sealed_too(
    session: Session, road: Road, stored: StoredMatch, clock: FixedClock
) -> None:
    run = session.exec(select(MatchRun)).one()
    clock.move(days=1)
    looked = rematching.look(session, road.scope.hub, [road.id], today=clock.now().date())
    rematching.keep(session, road.scope.hub, looked, now=clock.now(), today=clock.now().date())
    assert found(session, road, stored) == ()
    run.catalogue_version, run.holds_on = "annat", clock.now().date() + timedelta(days=9)
    session.add(run)
    assert found(session, road, stored) == (Difference.RUN,)
    assert replay(session, road.scope, road.id, stored.id or 0).changed == ("catalogue", "holds")


def test_every_part_that_can_be_written_over_has_words(session: Session, stored: StoredMatch) -> None:
    result = session.get_one(NeedResult, stored.result_id)
    run = session.get_one(MatchRun, result.run_id)
    names = [name for name in (*run.seals, *result.seals) if not name.startswith("fact:")]
    assert len(names) > 12
    assert not [name for name in names if name not in trace.PARTS]


def test_a_tampered_revision_of_a_support_is_found_though_no_figure_follows_from_it(
    session: Session, road: Road, stored: StoredMatch
) -> None:
    query = select(SupportRevision).where(SupportRevision.support_id == "robot-ja")
    revision = session.exec(query).one()
    revision.record = revision.record | {"url": "https://annat.example"}
    session.add(revision)
    assert found(session, road, stored) == (Difference.SUPPORT,)


def test_tampered_points_are_told_from_tampered_inputs(
    session: Session, road: Road, stored: StoredMatch
) -> None:
    said: Any = json.loads(json.dumps(stored.match))
    said["contributions"][0]["points"] += 1
    said["contributions"][1]["points"] -= 1
    stored.match = said
    session.add(stored)
    assert found(session, road, stored) == (Difference.FOUND, Difference.CONTRIBUTIONS)


def test_a_tampered_score_is_found(
    session: Session, road: Road, stored: StoredMatch, advisor: FlaskClient
) -> None:
    stored.score_tenths = 999
    session.add(stored)
    assert found(session, road, stored) == (Difference.FOUND, Difference.INDEX)
    assert "Resultatet skiljer sig." in advisor.get(road.url(f"matches/{stored.id}")).text


def test_a_lost_revision_is_told(session: Session, road: Road, stored: StoredMatch) -> None:
    for revision in session.exec(select(SupportRevision).where(SupportRevision.support_id == "robot-ja")):
        session.delete(revision)
    assert found(session, road, stored) == (Difference.SUPPORT_LOST,)


def test_another_model_is_told(session: Session, road: Road, stored: StoredMatch) -> None:
    run = session.exec(select(MatchRun)).one()
    run.model_version = "1999-1"
    session.add(run)
    assert found(session, road, stored) == (Difference.RUN, Difference.MODEL)


def test_another_hubs_own_support_has_no_revisions_here(
    session: Session, road: Road, clock: FixedClock
) -> None:
    other = factories.an_office(session, now=clock.now())
    text = json.dumps(made.a_support("deras", "Deras eget stöd", made.AUTOMATION)) + "\n"
    catalogue.import_supports(session, text, clock.now(), hub_id=other.hub.id)
    assert queries.find_support_revision(session, other.scope, "deras", 1) is not None
    assert queries.find_support_revision(session, road.scope, "deras", 1) is None
    assert queries.find_support_revision(session, road.scope, "robot-ja", 1) is not None
