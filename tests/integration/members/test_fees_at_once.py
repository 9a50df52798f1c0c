"""Two administrators make the same year's fees, or take in the same company, at the same moment."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest

from iuc_hub import db
from iuc_hub.clock import FixedClock
from iuc_hub.db import Database
from iuc_hub.errors import Conflict, HubError, Stale
from iuc_hub.members import classes, fees, queries, services
from iuc_hub.members.filters import Filters
from tests import factories
from tests.databases import postgres_database, sqlite_database
from tests.integration.members.association import SMALL, Association, an_association

AT_ONCE = 4


@pytest.fixture(params=["sqlite", "postgresql"])
def shared_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of its own, where every session is its own connection."""
    opened = sqlite_database(tmp_path) if request.param == "sqlite" else postgres_database()
    with opened as database:
        before = db.use(database)
        yield database
        if before is not None:
            db.use(before)


def together(act: Callable[[], object]) -> list[object]:
    """What ``act`` gives when all start at the same moment; an error of ours is given, not raised."""
    start = Barrier(AT_ONCE)

    def run(_number: int) -> object:
        start.wait()
        try:
            return act()
        except HubError as error:
            return error

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def test_fees_and_members_made_at_the_same_moment_are_made_once(
    shared_database: Database, clock: FixedClock
) -> None:
    assert shared_database is db.current()
    with db.transaction() as session:
        office = factories.an_office(session, now=clock.now())
        association: Association = an_association(session, office, clock.now())
        for _ in range(5):
            association.join(session, clock.now(), on=date(2026, 1, 1))
        company = factories.a_company(session, office.scope, now=clock.now()).id or 0
    scope = association.scope

    def make() -> int:
        with db.transaction() as session:
            return len(fees.make_year(session, scope, 2026, clock.now()).wanted)

    def join() -> int:
        with db.transaction() as session:
            member = services.join(
                session, scope, company, fee_class=SMALL, joined_on=date(2026, 2, 1), now=clock.now()
            )
            return member.id or 0

    assert sorted(map(int, map(str, together(make)))) == [0, 0, 0, 5]
    assert sum(isinstance(each, Conflict) for each in together(join)) == AT_ONCE - 1
    with db.reading() as session:
        sums = queries.sum_lines(session, scope, Filters(2026, who="all"), date(2026, 11, 24))
        assert (sums.members, sums.owed) == (6, 30_000)


def test_a_class_corrected_at_the_same_moment_by_several_is_corrected_once(
    shared_database: Database, clock: FixedClock
) -> None:
    assert shared_database is db.current()
    with db.transaction() as session:
        association = an_association(session, factories.an_office(session, now=clock.now()), clock.now())
        rows = queries.list_classes(session, association.scope)
    class_id = next(row.id for row in rows if row.yearly_sek == 6000) or 0

    def correct() -> int:
        with db.transaction() as session:
            return classes.change_class(
                session, association.scope, class_id, amount=6500, seen=6000, now=clock.now()
            ).yearly_sek

    given = together(correct)
    assert given.count(6500) == 1
    assert sum(isinstance(each, Stale) for each in given) == AT_ONCE - 1
