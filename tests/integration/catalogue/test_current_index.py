"""The index is built once for each state of the catalogue, and holds what the hub may see."""

import threading

import pytest
from sqlmodel import Session

from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import services, shelf
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.shelf import Shelf
from iuc_hub.clock import FixedClock
from iuc_hub.versions import services as versions
from iuc_hub.versions.serving import shipped_model
from matching.index import Index
from matching.model import default_model
from matching.words.concepts import Addition
from tests import factories
from tests.databases import OneConnection
from tests.factories import Office
from tests.integration.catalogue.supports import a_file, a_line


def ids(index: Index) -> list[str]:
    return sorted(support.id for support in index.supports)


def test_a_hub_sees_the_shared_and_its_own_and_nobody_elses(
    session: Session, office: Office, clock: FixedClock
) -> None:
    other = factories.an_office(session, now=clock.now())
    services.import_supports(session, a_file(a_line("delat")), clock.now())
    services.import_supports(session, a_file(a_line("vart")), clock.now(), hub_id=office.hub.id)
    services.import_supports(session, a_file(a_line("deras")), clock.now(), hub_id=other.hub.id)
    analyst = Scope(role=Role.ANALYST, actor="Anna Nätverksson")
    assert ids(services.current_index(session, office.scope)) == ["delat", "vart"]
    assert ids(services.current_index(session, other.scope)) == ["delat", "deras"]
    assert ids(services.current_index(session, analyst)) == ["delat"]


def test_the_same_index_is_handed_out_until_something_changes(
    session: Session, office: Office, clock: FixedClock
) -> None:
    services.import_supports(session, a_file(a_line("a"), a_line("b")), clock.now())
    first = services.current_index(session, office.scope)
    assert services.current_index(session, office.scope) is first
    services.import_supports(session, a_file(a_line("a")), clock.now())
    assert services.current_index(session, office.scope) is first
    services.import_supports(session, a_file(a_line("a", title="Ny titel")), clock.now())
    second = services.current_index(session, office.scope)
    assert second is not first
    assert {each.id: each.title for each in second.supports} == {"a": "Ny titel", "b": "Robotcheck"}


def test_a_rolled_back_import_leaves_no_trace_in_the_index(
    database: OneConnection, office: Office, clock: FixedClock
) -> None:
    with database.session(write=True) as session:
        services.import_supports(session, a_file(a_line("a")), clock.now())
        assert ids(services.current_index(session, office.scope)) == ["a"]
        session.rollback()
    with database.session(write=True) as session:
        services.import_supports(session, a_file(a_line("b")), clock.now())
        assert ids(services.current_index(session, office.scope)) == ["b"]


def test_threads_that_ask_at_once_share_one_building(
    session: Session, office: Office, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.import_supports(session, a_file(a_line("a")), clock.now())
    built: list[int] = []
    supports = shelf.queries.list_shared(session)
    monkeypatch.setattr(shelf.queries, "version_token", lambda _session: "en")
    monkeypatch.setattr(shelf.queries, "list_local", lambda _session, _hub: [])
    monkeypatch.setattr(shelf.queries, "list_shared", lambda _session: built.append(1) or supports)
    fresh, found = Shelf(), []
    threads = [threading.Thread(target=lambda: found.append(fresh.index(session, 1))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(built) == 1
    assert len({id(index) for index in found}) == 1


def test_a_hub_whose_index_is_there_does_not_wait_while_anothers_is_built(
    session: Session, office: Office, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.import_supports(session, a_file(a_line("a")), clock.now())
    services.import_supports(session, a_file(a_line("vart")), clock.now(), hub_id=office.hub.id)
    local = shelf.queries.list_local(session, office.hub.id or 0)
    monkeypatch.setattr(shelf, "active_model", lambda _session, _hub: default_model())
    monkeypatch.setattr(shelf.queries, "version_token", lambda _session: "en")
    monkeypatch.setattr(shelf.queries, "list_local", lambda _session, _hub: local)
    fresh = Shelf()
    ready = fresh.index(session, 1)
    begun, go_on = threading.Event(), threading.Event()

    def slow(_session: Session, _hub: int) -> list[Support]:
        begun.set()
        assert go_on.wait(20)
        return local

    monkeypatch.setattr(shelf.queries, "list_local", slow)
    building = threading.Thread(target=lambda: fresh.index(session, 2))
    building.start()
    assert begun.wait(20)
    found: list[Index] = []
    asking = threading.Thread(target=lambda: found.append(fresh.index(session, 1)), daemon=True)
    asking.start()
    asking.join(20)
    go_on.set()
    building.join(20)
    assert found == [ready]


def test_hubs_without_own_supports_share_an_index_that_stays_as_long_as_one_asks(
    session: Session, office: Office, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.import_supports(session, a_file(a_line("a")), clock.now())
    owners = [factories.an_office(session, now=clock.now()) for _number in range(4)]
    for number, owner in enumerate(owners):
        services.import_supports(session, a_file(a_line(f"egen{number}")), clock.now(), hub_id=owner.hub.id)
    monkeypatch.setattr(shelf, "MOST", 5)
    fresh = Shelf()
    first = fresh.index(session, office.hub.id)
    for owner in owners:
        assert len(fresh.index(session, owner.hub.id).supports) == 2
        assert fresh.index(session, office.hub.id) is first
    newcomer = factories.an_office(session, now=clock.now())
    assert fresh.index(session, newcomer.hub.id) is first
    assert fresh.index(session, None) is first


def test_a_hub_that_switches_its_model_gets_the_same_supports_under_the_new_one(
    session: Session, office: Office, clock: FixedClock
) -> None:
    services.import_supports(session, a_file(a_line("a"), a_line("b")), clock.now())
    services.import_supports(session, a_file(a_line("vart")), clock.now(), hub_id=office.hub.id)
    before = services.current_stock(session, office.scope)
    words = shipped_model().with_additions("ord", [Addition("robot", "robotcheck")])
    version = versions.propose(session, office.scope, words, versions.Why(clock.now()))
    versions.use(
        session, office.scope, version.id or 0, seen=shipped_model().version, why=versions.Why(clock.now())
    )
    after = services.current_stock(session, office.scope)
    assert after.index.model.additions == words.additions
    assert after.index.supports == before.index.supports
    assert after.revisions == before.revisions == {"a": 1, "b": 1, "vart": 1}


def test_warming_up_leaves_a_database_that_is_not_ready_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise RuntimeError("no database")

    monkeypatch.setattr(shelf, "reading", refuse)
    shelf.warm_up()
