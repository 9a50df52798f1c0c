"""Versions of the model: kept for ever, one in use at each hub, switched on purpose and back again."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.audit import AuditEntry
from iuc_hub.clock import FixedClock
from iuc_hub.errors import IllegalTransition, InputError, NotFound, Stale
from iuc_hub.jobs import Job
from iuc_hub.versions import queries, services
from iuc_hub.versions.models import ModelVersion, VersionState
from iuc_hub.versions.services import Why
from iuc_hub.versions.serving import (
    active_model,
    active_name,
    is_unreadable,
    named_model,
    shipped_model,
    stored_model,
    whole_of,
)
from matching.learning import Learned, learn
from matching.model import Model
from matching.words.concepts import Addition
from tests import factories
from tests.factories import Office
from tests.unit.matching import history

WORDS = shipped_model().with_additions("ord", [Addition("robot", "cobotcell", "production_automation")])
TAUGHT = shipped_model().with_learned("lärt", Learned(decisions=7, voters=3, multipliers={"words": 1.1}))


@pytest.fixture
def admin(session: Session, office: Office, clock: FixedClock) -> Scope:
    user = factories.a_user(session, office.hub, role=Role.HUB_ADMIN, now=clock.now())
    return factories.scope_of(user)


@pytest.fixture
def why(clock: FixedClock) -> Why:
    return Why(clock.now(), "Prov")


def shipped() -> str:
    return shipped_model().version


def test_a_hub_without_a_version_of_its_own_uses_the_shipped_one(session: Session, admin: Scope) -> None:
    assert active_model(session, admin.hub) is shipped_model()
    assert active_model(session, None) is shipped_model()


def test_a_version_comes_back_with_the_same_figures(session: Session, admin: Scope, why: Why) -> None:
    for model in (WORDS, TAUGHT):
        row = services.propose(session, admin, model, why)
        session.expire_all()
        found = stored_model(session, row.name)
        assert found is not None
        assert not found.tampered
        assert not found.other_lexicon
        assert found.model.record() == model.record() | {"version": row.name}
        assert "term_idf" not in row.record, "what the shipped model says is stored once"


def test_a_version_taught_by_a_no_of_two_advisors_is_not_called_changed_afterwards(
    session: Session, admin: Scope, why: Why
) -> None:
    rows = [history.decided(number, "rejected", advisor=f"a{number % 2}") for number in range(5)]
    learned = learn(rows, history.POLICY, history.TODAY, worth=history.WORTH)
    own = {"n": {"s": -0.0}, **learned.own}
    for taught in (learned, Learned(decisions=5, voters=2, own=own, multipliers={"words": 1e20})):
        row = services.propose(session, admin, shipped_model().with_learned("nej", taught), why)
        session.expire_all()
        found = stored_model(session, row.name)
        assert found is not None
        assert not found.tampered


def test_the_shipped_model_is_kept_whole_once(session: Session, admin: Scope, why: Why) -> None:
    services.keep(session, shipped_model(), now=why.now)
    services.keep(session, shipped_model(), now=why.now)
    row = session.exec(select(ModelVersion)).one()
    assert (row.name, row.hub_id, row.state) == (shipped(), None, VersionState.SHIPPED)
    assert Model.from_record(row.record).record() == shipped_model().record()


def test_switching_is_logged_and_has_the_hub_matched_again(session: Session, admin: Scope, why: Why) -> None:
    row = services.propose(session, admin, WORDS, why)
    assert active_model(session, admin.hub) is shipped_model()
    services.use(session, admin, row.id or 0, seen=shipped(), why=why)
    assert active_model(session, admin.hub).version == row.name
    log = session.exec(select(AuditEntry).where(AuditEntry.action == "model_version_used")).one()
    assert log.detail == {"name": row.name, "from": shipped(), "why": "Prov"}
    job = session.exec(select(Job)).one()
    assert (job.kind, job.arguments) == ("rematch_hub", {"hub_id": admin.hub})


def test_the_second_of_two_admins_who_switch_is_told_of_the_first(
    session: Session, admin: Scope, why: Why
) -> None:
    one, other = (services.propose(session, admin, model, why) for model in (WORDS, TAUGHT))
    services.use(session, admin, one.id or 0, seen=shipped(), why=why)
    with pytest.raises(Stale):
        services.use(session, admin, other.id or 0, seen=shipped(), why=why)
    with pytest.raises(IllegalTransition):
        services.use(session, admin, one.id or 0, seen=one.name, why=why)
    third = services.propose(session, admin, TAUGHT, why)
    services.use(session, admin, third.id or 0, seen=one.name, why=why)
    states = {row.name: row.state for row in queries.list_rows(session, admin, limit=30)}
    assert states == {
        one.name: VersionState.RETIRED,
        other.name: VersionState.CANDIDATE,
        third.name: VersionState.ACTIVE,
    }


def test_a_candidate_made_before_the_hub_got_words_does_not_take_them_away(
    session: Session, admin: Scope, why: Why
) -> None:
    taught = services.propose(session, admin, TAUGHT, why)
    words = services.propose(session, admin, WORDS, why)
    services.use(session, admin, words.id or 0, seen=shipped(), why=why)
    with pytest.raises(Stale, match="Gör om förslaget"):
        services.use(session, admin, taught.id or 0, seen=words.name, why=why)
    assert active_model(session, admin.hub).additions == WORDS.additions
    services.use_shipped(session, admin, seen=words.name, why=why)
    services.use(session, admin, words.id or 0, seen=shipped(), why=why)
    assert active_model(session, admin.hub).additions == WORDS.additions, "going back is meant"


@pytest.mark.parametrize(
    "unknown",
    [{"format": 99}, {"additions": [{"concept": "x", "cues": "xyz", "theme": "gone", "up": [], "near": []}]}],
)
def test_a_version_that_this_release_cannot_read_leaves_its_hub_with_the_shipped_one(
    session: Session, admin: Scope, why: Why, unknown: dict[str, object]
) -> None:
    row = services.propose(session, admin, WORDS, why)
    row.record = row.record | unknown
    row.checksum = services.checksum(whole_of(session, row), row.fingerprint)
    session.add(row)
    session.flush()
    services.use(session, admin, row.id or 0, seen=shipped(), why=why)
    assert active_model(session, admin.hub) is shipped_model()
    assert is_unreadable(session, admin.hub)
    assert stored_model(session, row.name) is None
    assert named_model(session, row.name) is None
    row.checksum = "0" * 64
    session.add(row)
    session.flush()
    found = stored_model(session, row.name)
    assert found is not None
    assert found.tampered


def test_the_database_refuses_a_second_version_in_use(session: Session, admin: Scope, why: Why) -> None:
    one, other = (services.propose(session, admin, model, why) for model in (WORDS, TAUGHT))
    one.state = other.state = VersionState.ACTIVE
    session.add_all([one, other])
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_going_back_and_forgetting_give_exactly_the_old_figures(
    session: Session, admin: Scope, why: Why
) -> None:
    both = WORDS.with_learned("båda", TAUGHT.learned_)
    row = services.propose(session, admin, both, why)
    services.use(session, admin, row.id or 0, seen=shipped(), why=why)
    kept = services.forget(session, admin, seen=row.name, why=why)
    assert kept is not None
    expected = WORDS.record() | {"version": kept.name}
    assert active_model(session, admin.hub).record() == expected
    with pytest.raises(InputError):
        services.forget(session, admin, seen=kept.name, why=why)
    services.use(session, admin, row.id or 0, seen=kept.name, why=why)
    assert active_model(session, admin.hub).learned_.decisions == 7
    services.use_shipped(session, admin, seen=row.name, why=why)
    assert active_model(session, admin.hub) is shipped_model()


def test_forgetting_without_own_words_is_the_shipped_model_again(
    session: Session, admin: Scope, why: Why
) -> None:
    row = services.propose(session, admin, TAUGHT, why)
    services.use(session, admin, row.id or 0, seen=shipped(), why=why)
    assert services.forget(session, admin, seen=row.name, why=why) is None
    assert active_model(session, admin.hub) is shipped_model()


def test_another_hubs_version_can_neither_be_seen_nor_used(
    session: Session, admin: Scope, why: Why, clock: FixedClock
) -> None:
    other = factories.an_office(session, now=clock.now())
    theirs = services.propose(session, other.scope, WORDS, why)
    with pytest.raises(NotFound):
        services.use(session, admin, theirs.id or 0, seen=shipped(), why=why)
    assert queries.list_rows(session, admin, limit=30) == []
    assert active_model(session, admin.hub) is shipped_model()


def test_a_version_of_an_earlier_release_is_still_the_model_it_was(
    session: Session, admin: Scope, why: Why
) -> None:
    row = services.propose(session, admin, WORDS, why)
    before = stored_model(session, row.name)
    base = queries.find_named(session, shipped())
    assert base is not None
    assert before is not None
    session.add(
        ModelVersion.model_validate(
            base.model_dump(exclude={"id"}) | {"name": "1999.1-abc", "made_at": why.now - timedelta(days=9)}
        )
    )
    session.flush()
    row.builds_on = "1999.1-abc"
    session.add(row)
    session.flush()
    again = stored_model(session, row.name)
    assert again is not None
    assert again.model.record() == before.model.record()


def test_a_record_that_was_changed_afterwards_is_found(session: Session, admin: Scope, why: Why) -> None:
    row = services.propose(session, admin, WORDS, why)
    row.record = row.record | {"relevant_from": 1.0}
    session.add(row)
    session.flush()
    found = stored_model(session, row.name)
    assert found is not None
    assert found.tampered


def test_another_lexicon_than_then_is_told(session: Session, admin: Scope, why: Why) -> None:
    services.keep(session, shipped_model(), now=why.now)
    row = queries.find_named(session, shipped())
    assert row is not None
    record, print_of_then = row.record, "0" * 16
    row.fingerprint, row.checksum = print_of_then, services.checksum(record, print_of_then)
    session.add(row)
    session.flush()
    found = stored_model(session, shipped())
    assert found is not None
    assert found.other_lexicon
    assert not found.tampered


def test_hubs_learn_together_only_after_both_have_said_so(session: Session, admin: Scope, why: Why) -> None:
    assert queries.list_agreed(session) == []
    services.agree(session, admin, agreed=True, now=why.now)
    services.agree(session, admin, agreed=True, now=why.now)
    assert queries.list_agreed(session) == [admin.hub]
    services.agree(session, admin, agreed=False, now=why.now)
    assert queries.list_agreed(session) == []


def test_a_version_served_with_another_lexicon_is_named_so_and_its_hub_is_matched_again(
    session: Session, admin: Scope, why: Why
) -> None:
    row = services.propose(session, admin, WORDS, why)
    services.use(session, admin, row.id or 0, seen=shipped(), why=why)
    assert active_model(session, admin.hub).version == row.name
    record, print_of_then = whole_of(session, row), "0" * 16
    row.fingerprint, row.checksum = print_of_then, services.checksum(record, print_of_then)
    session.add(row)
    session.flush()
    served = active_model(session, admin.hub)
    assert served.version.startswith(f"{row.name}+"), "no run made before is taken for one made with this"
    assert active_name(session, admin.hub) == row.name
    then, now = stored_model(session, row.name), stored_model(session, served.version)
    assert then is not None
    assert then.other_lexicon
    assert now is not None
    assert not now.other_lexicon
    assert named_model(session, served.version) is served
    services.use_shipped(session, admin, seen=row.name, why=why)
