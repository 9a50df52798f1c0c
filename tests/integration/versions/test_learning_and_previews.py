"""What decisions teach a hub's version, and previews that name exactly the stored matches that then change."""

import json
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from iuc_hub.catalogue.records import known_support
from iuc_hub.clock import FixedClock
from iuc_hub.recommendations import matching
from iuc_hub.recommendations.learning import fitting
from iuc_hub.recommendations.learning.queries import list_decided
from iuc_hub.recommendations.models import MatchRun, Recommendation, StoredMatch
from iuc_hub.recommendations.previews import supports, words
from iuc_hub.recommendations.replay import Difference, replay
from iuc_hub.versions import queries, services
from iuc_hub.versions.models import ModelVersion, VersionState
from iuc_hub.versions.services import Why
from iuc_hub.versions.serving import active_model, shipped_model
from matching.learned.chance import FOLDS, Chance, Reliability, fold_of
from matching.learning import Learned
from matching.words.concepts import Addition
from tests import factories
from tests.integration.recommendations import road as made
from tests.integration.recommendations.road import Road
from tests.integration.versions import taught as hubs
from tests.integration.versions.taught import Taught
from workers.tasks.versions import fit_version, preview_support, preview_words


@pytest.fixture
def road(session: Session, clock: FixedClock) -> Road:
    return made.a_road(session, factories.an_office(session, now=clock.now()), clock.now())


@pytest.fixture
def taught(session: Session, road: Road, clock: FixedClock) -> Taught:
    return hubs.a_taught_hub(session, road, clock)


def fitted(session: Session, taught: Taught, clock: FixedClock) -> ModelVersion:
    job = fitting.want(session, taught.scope, now=clock.now())
    done = hubs.run(session, job.id or 0, fit_version, clock.now())
    return queries.get_version(session, taught.scope, int(str(done.result["version_id"])))


def test_a_fit_makes_a_candidate_that_is_compared_and_not_yet_used(
    session: Session, taught: Taught, clock: FixedClock
) -> None:
    version = fitted(session, taught, clock)
    assert version.state is VersionState.CANDIDATE
    assert active_model(session, taught.scope.hub) is shipped_model()
    comparison = version.comparison or {}
    assert comparison["decided"]["decisions"] == 6  # type: ignore[index] # JSON
    assert comparison["moved"]["needs"] == 6  # type: ignore[index] # JSON
    names = {row.advisor for row in hubs_rows(session, taught)}
    assert len(names) == 2
    assert all(name.startswith("user-") for name in names), "no name of a person is learned"


def hubs_rows(session: Session, taught: Taught) -> tuple[fitting.LearnedFrom, ...]:
    return fitting.gather(session, taught.scope.hub).rows


def test_a_version_taken_into_use_raises_what_was_taken_and_going_back_gives_exactly_the_old_matches(
    session: Session, taught: Taught, clock: FixedClock
) -> None:
    before = hubs.stored(session, taught)
    version = fitted(session, taught, clock)
    why = Why(clock.now())
    services.use(session, taught.scope, version.id or 0, seen=shipped_model().version, why=why)
    hubs.match_again(session, taught, clock.now())
    during = hubs.stored(session, taught)
    raised = [during[key][1] > row[1] for key, row in before.items() if key[1] == "robot-ja"]  # type: ignore[operator] # tenths
    assert all(raised)
    services.forget(session, taught.scope, seen=version.name, why=why)
    hubs.match_again(session, taught, clock.now())
    assert hubs.stored(session, taught) == before


def test_a_second_fit_learns_nothing_from_what_the_first_gave(
    session: Session, taught: Taught, clock: FixedClock
) -> None:
    before = hubs_rows(session, taught)
    assert all(row.score is not None and row.score > 0 for row in before)
    version = fitted(session, taught, clock)
    services.use(session, taught.scope, version.id or 0, seen=shipped_model().version, why=Why(clock.now()))
    session.commit()
    for company_id in taught.companies:
        matching.match_company(session, taught.scope, company_id, now=clock.now(), today=clock.now().date())
    for one in session.exec(select(Recommendation)):
        newest = newest_match(session, taught, one)
        assert newest.score_tenths > session.get_one(StoredMatch, one.match_id).score_tenths
        one.match_id = newest.id
        session.add(one)
    session.flush()
    assert hubs_rows(session, taught) == before


def newest_match(session: Session, taught: Taught, one: Recommendation) -> StoredMatch:
    run = hubs.queries.find_newest_run(session, taught.scope, one.company_id)
    rows = hubs.queries.list_matches(session, taught.scope, run.id if run else 0, need_ids=[one.need_id])
    return next(row for row in rows if row.support_id == one.support_id)


def test_the_version_in_use_is_compared_without_what_it_learned_of_the_same_decisions(
    session: Session, taught: Taught, clock: FixedClock
) -> None:
    version = fitted(session, taught, clock)
    services.use(session, taught.scope, version.id or 0, seen=shipped_model().version, why=Why(clock.now()))
    gathered = fitting.gather(session, taught.scope.hub)
    assert len(gathered.index.model.learned_.needs) == 6
    for fold in range(FOLDS):
        known = fitting.in_use_without(gathered, fold).model.learned_
        assert not [need for need in known.needs if fold_of(need) == fold]
        assert known.decisions == sum(fold_of(row.need) != fold for row in gathered.rows)


def test_matches_replay_with_the_version_that_their_run_names(
    session: Session, taught: Taught, clock: FixedClock
) -> None:
    old = list(session.exec(select(StoredMatch.id).order_by(col(StoredMatch.id))))
    version = fitted(session, taught, clock)
    services.use(session, taught.scope, version.id or 0, seen=shipped_model().version, why=Why(clock.now()))
    hubs.match_again(session, taught, clock.now())
    rows = list(session.exec(select(StoredMatch).order_by(col(StoredMatch.id))))
    runs = {run.id: run for run in session.exec(select(MatchRun))}
    assert {run.model_version for run in runs.values()} == {shipped_model().version, version.name}
    assert len(rows) > len(old)
    for company_id in taught.companies:
        for row in rows:
            _match, _result, run = made_of(session, row)
            if run.company_id == company_id:
                assert replay(session, taught.scope, company_id, row.id or 0).identical
    version = session.get_one(ModelVersion, version.id)
    version.record = version.record | {"relevant_from": 99.0}
    session.add(version)
    session.commit()
    last = rows[-1]
    found = replay(session, taught.scope, made_of(session, last)[2].company_id, last.id or 0)
    assert Difference.MODEL_TAMPERED in found.differences


def made_of(session: Session, row: StoredMatch) -> tuple[StoredMatch, hubs.NeedResult, MatchRun]:
    result = session.get_one(hubs.NeedResult, row.result_id)
    return row, result, session.get_one(MatchRun, result.run_id)


def test_too_few_decisions_make_no_candidate(session: Session, road: Road, clock: FixedClock) -> None:
    job = fitting.want(session, road.scope, now=clock.now())
    done = hubs.run(session, job.id or 0, fit_version, clock.now())
    assert done.result == {"decisions": 0, "voters": 0}
    assert queries.list_rows(session, road.scope, limit=30) == []


def test_another_hubs_decisions_are_learned_from_only_where_both_agree(
    session: Session, taught: Taught, clock: FixedClock
) -> None:
    other = factories.an_office(session, now=clock.now())
    assert fitting.gather(session, other.hub.id or 0).rows == ()
    services.agree(session, other.scope, agreed=True, now=clock.now())
    session.commit()
    assert fitting.gather(session, other.hub.id or 0).rows == ()
    services.agree(session, taught.scope, agreed=True, now=clock.now())
    session.commit()
    gathered = fitting.gather(session, other.hub.id or 0)
    assert len(gathered.rows) == 6
    assert gathered.learn(clock.now().date()).hubs == (str(taught.scope.hub),)


def test_a_decision_that_was_undone_teaches_nothing(session: Session, taught: Taught) -> None:
    assert len(list_decided(session, [taught.scope.hub])) == 6
    one = session.exec(select(hubs.queries.Recommendation)).first()
    assert one is not None
    one.state = hubs.queries.RecommendationState.PROPOSED
    session.add(one)
    session.flush()
    assert len(list_decided(session, [taught.scope.hub])) == 5


def test_the_preview_of_a_rule_names_exactly_the_stored_matches_that_change(
    session: Session, taught: Taught, clock: FixedClock
) -> None:
    before = hubs.stored(session, taught)
    line = next(each for each in made.CATALOGUE if each["id"] == "robot-ja")
    changed = line | {"eligibility": {"employees_max": 60, "applicant": "company"}}
    job = supports.want(session, taught.scope, known_support(changed, "robot-ja"), now=clock.now())
    done = hubs.run(session, job.id or 0, preview_support, clock.now())
    made.fill_catalogue(session, clock.now(), (changed,))
    hubs.match_again(session, taught, clock.now())
    after = hubs.stored(session, taught)
    told_apart = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    rows = json.loads(json.dumps(done.result))["rows"]
    assert {(row["need"], row["support"]) for row in rows} == told_apart
    assert done.result["moved"] == len(told_apart)
    out = [row for row in rows if row["support"] == "robot-ja" and row["before"]["rank"] and row["gain"] < 0]
    assert len(out) == 3, "80, 100 and 120 employees are too many"


def test_words_are_previewed_saved_as_a_candidate_and_then_used(
    session: Session, taught: Taught, clock: FixedClock
) -> None:
    before = hubs.stored(session, taught)
    added = [Addition("export_words", "fräsen montering", "internationalisation", up=("automation",))]
    job = words.want(session, taught.scope, added, seen=shipped_model().version, why="Prov", now=clock.now())
    done = hubs.run(session, job.id or 0, preview_words, clock.now())
    assert len(done.result["read_needs"]) == 2  # type: ignore[arg-type] # JSON
    assert done.result["read_supports"] == []
    version = words.save(session, taught.scope, done.id or 0, use=False, now=clock.now())
    again = words.save(session, taught.scope, done.id or 0, use=True, now=clock.now())
    assert again.id == version.id
    assert again.state is VersionState.ACTIVE
    hubs.match_again(session, taught, clock.now())
    after = hubs.stored(session, taught)
    told_apart = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    assert done.result["moved"] == len(told_apart)
    assert told_apart


def test_the_chance_stands_beside_the_points_only_when_the_version_in_use_has_one(
    session: Session, taught: Taught, clock: FixedClock, login: Callable[..., FlaskClient]
) -> None:
    browser = login(taught.road.advisor)
    path = f"/companies/{taught.companies[0]}/support"
    assert "sådana träffar" not in browser.get(path).text
    chance = Chance((0.0, 100.0), (0.2, 0.8), 230, 130, Reliability((), 0.0, 0.2))
    model = shipped_model().with_learned("chans", Learned(decisions=230, voters=4, chance=chance))
    version = services.propose(session, taught.scope, model, Why(clock.now()))
    services.use(session, taught.scope, version.id or 0, seen=shipped_model().version, why=Why(clock.now()))
    session.commit()
    page = browser.get(path).text
    assert "sådana träffar" in page
    assert "230 beslut" in page
    match_id = re.findall(r"/matches/(\d+)", page)[0]
    page = browser.get(f"/companies/{taught.companies[0]}/matches/{match_id}").text
    assert "230 beslut" in page
    assert "Samma resultat." in page
