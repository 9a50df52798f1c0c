"""A year's fees are made once for all, paid or not, and the sums of every year reconcile."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from iuc_hub.clock import FixedClock
from iuc_hub.errors import Conflict, InputError, NotFound
from iuc_hub.members import classes, fees, queries, services, years
from iuc_hub.members.filters import Filters
from tests import factories
from tests.integration.members.association import LARGE, SMALL, Association

TODAY = date(2026, 11, 24)


def owed(session: Session, association: Association, year: int) -> dict[str, int]:
    lines = queries.list_lines(session, association.scope, Filters(year, who="all", fee=""), TODAY)
    return {company.name: fee.amount_sek for _member, company, fee in lines if fee}


def test_each_member_owes_by_its_class_once_a_year(
    session: Session, association: Association, clock: FixedClock
) -> None:
    scope, now = association.scope, clock.now()
    association.join(session, now, on=date(2025, 5, 1), name="Alfa AB")
    association.join(session, now, on=date(2025, 5, 1), name="Beta AB", fee_class=LARGE)
    back, company = association.join(session, now, on=date(2024, 1, 1), name="Gamma AB")
    services.leave(session, scope, back.id or 0, left_on=date(2026, 2, 1), why="", now=now)
    services.join(session, scope, company.id or 0, fee_class=LARGE, joined_on=date(2026, 9, 1), now=now)
    gone, _company = association.join(session, now, on=date(2023, 1, 1), name="Delta AB")
    services.leave(session, scope, gone.id or 0, left_on=date(2026, 1, 1), why="", now=now)
    plan = fees.plan_year(session, scope, 2026, now)
    assert (len(plan.wanted), plan.total) == (3, 30_000)
    assert fees.make_year(session, scope, 2026, now).total == 30_000
    assert owed(session, association, 2026) == {"Alfa AB": 6000, "Beta AB": 12000, "Gamma AB": 12000}
    again = fees.make_year(session, scope, 2026, now)
    assert (len(again.wanted), again.there) == (0, 3)
    earlier = fees.make_year(session, scope, 2025, now)
    assert [company.name for _member, company in earlier.lacking] == ["Beta AB"]
    assert owed(session, association, 2025) == {"Alfa AB": 5000, "Gamma AB": 5000, "Delta AB": 5000}


def test_a_changed_class_or_fee_leaves_what_was_made(
    session: Session, association: Association, clock: FixedClock
) -> None:
    member, _company = association.join(session, clock.now(), on=date(2025, 5, 1), name="Alfa AB")
    fees.make_year(session, association.scope, 2026, clock.now())
    services.change(
        session,
        association.scope,
        member.id or 0,
        fee_class=LARGE,
        joined_on=member.joined_on,
        now=clock.now(),
    )
    row = next(row for row in queries.list_classes(session, association.scope) if row.yearly_sek == 6000)
    classes.change_class(session, association.scope, row.id or 0, amount=6500, seen=6000, now=clock.now())
    assert owed(session, association, 2026) == {"Alfa AB": 6000}


def test_the_sums_of_every_year_reconcile(
    session: Session, association: Association, clock: FixedClock
) -> None:
    scope, now = association.scope, clock.now()
    joined = [association.join(session, now, on=date(2024 + number % 3, 2, 1)) for number in range(7)]
    services.leave(session, scope, joined[0][0].id or 0, left_on=date(2025, 7, 1), why="", now=now)
    for year in (2024, 2025, 2026):
        fees.make_year(session, scope, year, now)
    lines = queries.list_lines(session, scope, Filters(2026, who="all"), TODAY)
    ids = [fee.id or 0 for _member, _company, fee in lines if fee][:4]
    assert fees.mark_paid(session, scope, ids, date(2026, 3, 1), now=now) == 4
    known = years.register(session, scope, TODAY)
    assert [each.year for each in known.years] == [2026, 2025, 2024]
    for later, earlier in zip(known.years, known.years[1:], strict=False):
        assert later.start == earlier.end
    assert (known.years[0].end, known.members) == (6, 6)
    for one in known.years:
        rows = queries.sum_lines(session, scope, Filters(one.year, who="all"), TODAY)
        unpaid = queries.sum_lines(session, scope, Filters(one.year, who="all", fee="unpaid"), TODAY)
        assert (rows.owed, rows.paid) == (one.fees.owed, one.fees.paid)
        assert unpaid.owed == one.fees.left == one.fees.owed - one.fees.paid
    assert known.years[0].fees.paid == 24_000


def test_a_fee_is_marked_paid_once_and_unpaid_again(
    session: Session, association: Association, clock: FixedClock
) -> None:
    scope, now = association.scope, clock.now()
    member, _company = association.join(session, now, on=date(2025, 5, 1))
    fees.make_year(session, scope, 2026, now)
    fee = queries.list_fees(session, scope, member.id or 0)[0]
    intruder = factories.an_office(session, now=now).scope
    assert fees.mark_paid(session, intruder, [fee.id or 0], TODAY, now=now) == 0
    assert fees.mark_paid(session, scope, [fee.id or 0], date(2026, 3, 1), now=now) == 1
    assert fees.mark_paid(session, scope, [fee.id or 0], TODAY, now=now) == 0
    assert fee.paid_on == date(2026, 3, 1)
    assert fees.mark_paid(session, scope, [fee.id or 0], None, now=now) == 1
    assert fee.paid_on is None
    with pytest.raises(InputError, match="senast idag"):
        fees.mark_paid(session, scope, [fee.id or 0], date(2026, 11, 25), now=now)


@pytest.mark.parametrize("amount", [None, -1, 0.5, 10_000_001])
def test_an_amount_that_can_not_be_right_is_refused(
    session: Session, association: Association, clock: FixedClock, amount: float | None
) -> None:
    member, _company = association.join(session, clock.now(), on=date(2025, 5, 1))
    fees.make_year(session, association.scope, 2026, clock.now())
    fee = queries.list_fees(session, association.scope, member.id or 0)[0]
    wish = fees.Correction(amount, None, (6000, None))
    with pytest.raises(InputError, match="hela kronor"):
        fees.correct_fee(session, association.scope, fee.id or 0, wish, now=clock.now())
    with pytest.raises(InputError):
        classes.add_class(
            session, association.scope, name="Ny", from_year=2026, amount=amount, now=clock.now()
        )


@pytest.mark.parametrize("year", [2019, 2028])
def test_a_year_without_members_or_too_far_ahead_has_no_fees(
    session: Session, association: Association, clock: FixedClock, year: int
) -> None:
    association.join(session, clock.now(), on=date(2025, 5, 1))
    with pytest.raises(NotFound):
        fees.make_year(session, association.scope, year, clock.now())


def test_a_class_that_members_have_is_not_removed(
    session: Session, association: Association, clock: FixedClock
) -> None:
    association.join(session, clock.now(), on=date(2025, 5, 1), fee_class=LARGE)
    rows = {
        (row.name, row.from_year): row.id or 0 for row in queries.list_classes(session, association.scope)
    }
    with pytest.raises(Conflict, match="används"):
        classes.remove_class(session, association.scope, rows[LARGE, 2026], now=clock.now())
    classes.remove_class(session, association.scope, rows[SMALL, 2020], now=clock.now())
    classes.add_class(
        session, association.scope, name=LARGE.upper(), from_year=2027, amount=13_000, now=clock.now()
    )
    assert classes.list_names(session, association.scope) == [LARGE, SMALL]


def test_the_year_is_swedens_when_it_is_new_year_here_already(
    session: Session, association: Association
) -> None:
    midnight = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    scope = association.scope
    row = classes.add_class(session, scope, name="Ny", from_year=2032, amount=1, now=midnight)
    assert row.from_year == 2032
    with pytest.raises(InputError, match="från och med i år"):
        years.set_goal(session, scope, members=5, by_year=2026, now=midnight)
    assert years.set_goal(session, scope, members=5, by_year=2057, now=midnight).by_year == 2057


@pytest.mark.parametrize("by_year", [2026.5, None])
def test_a_goal_is_for_a_whole_year(
    session: Session, association: Association, clock: FixedClock, by_year: float | None
) -> None:
    with pytest.raises(InputError, match="fyra siffror"):
        years.set_goal(session, association.scope, members=5, by_year=by_year, now=clock.now())
