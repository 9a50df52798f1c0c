"""A company joins once at a time, leaves, comes back, and every step stands in the log."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session, col, select

from iuc_hub.audit import AuditEntry
from iuc_hub.clock import FixedClock, day_in_sweden
from iuc_hub.errors import Conflict, HubError, InputError
from iuc_hub.members import fees, queries, services
from iuc_hub.members.filters import Filters
from tests import factories
from tests.integration.members.association import LARGE, SMALL, Association


def test_a_member_can_not_join_again_until_it_has_left(
    session: Session, association: Association, clock: FixedClock
) -> None:
    scope, now = association.scope, clock.now()
    member, company = association.join(session, now, on=date(2024, 3, 1))
    with pytest.raises(Conflict, match="redan medlem"):
        services.join(session, scope, company.id or 0, fee_class=SMALL, joined_on=date(2025, 1, 1), now=now)
    services.leave(session, scope, member.id or 0, left_on=date(2025, 1, 1), why="Flyttade", now=now)
    with pytest.raises(InputError, match="medlem då"):
        services.join(session, scope, company.id or 0, fee_class=SMALL, joined_on=date(2024, 12, 31), now=now)
    again = services.join(
        session, scope, company.id or 0, fee_class=LARGE, joined_on=date(2025, 1, 1), now=now
    )
    assert again.id != member.id
    assert [each.runs_on(date(2025, 1, 1)) for each in (member, again)] == [False, True]
    with pytest.raises(Conflict, match="gått med igen"):
        services.stay(session, scope, member.id or 0, now=now)
    with pytest.raises(InputError, match="kommit tillbaka"):
        services.leave(session, scope, member.id or 0, left_on=date(2025, 6, 1), why="", now=now)


def test_a_leaving_can_be_taken_back(session: Session, association: Association, clock: FixedClock) -> None:
    member, _company = association.join(session, clock.now(), on=date(2024, 3, 1))
    services.leave(
        session, association.scope, member.id or 0, left_on=date(2026, 1, 1), why="x", now=clock.now()
    )
    services.stay(session, association.scope, member.id or 0, now=clock.now())
    assert (member.left_on, member.why_left) == (None, "")
    acts = session.exec(select(AuditEntry.action).where(col(AuditEntry.action).startswith("member_"))).all()
    assert sorted(acts) == ["member_joined", "member_left", "member_stayed"]


@pytest.mark.parametrize(
    ("fee_class", "on"),
    [("Guldklass", date(2025, 1, 1)), (SMALL, date(1899, 12, 31)), (SMALL, date(2028, 1, 1))],
)
def test_a_class_there_is_not_or_a_day_out_of_reason_is_refused(
    session: Session, association: Association, clock: FixedClock, fee_class: str, on: date
) -> None:
    with pytest.raises(InputError):
        association.join(session, clock.now(), on=on, fee_class=fee_class)
    assert queries.list_all(session, association.scope) == []


def test_leaving_before_joining_is_refused(
    session: Session, association: Association, clock: FixedClock
) -> None:
    member, _company = association.join(session, clock.now(), on=date(2024, 3, 1))
    with pytest.raises(InputError, match="före inträdet"):
        services.leave(
            session, association.scope, member.id or 0, left_on=date(2024, 2, 28), why="", now=clock.now()
        )


def test_nothing_is_reached_by_another_hubs_ids(
    session: Session, association: Association, clock: FixedClock
) -> None:
    member, company = association.join(session, clock.now(), on=date(2024, 3, 1))
    intruder = factories.an_office(session, now=clock.now()).scope
    session.commit()
    with pytest.raises(HubError, match="finns inte"):
        services.leave(session, intruder, member.id or 0, left_on=date(2026, 1, 1), why="", now=clock.now())
    with pytest.raises(HubError, match="finns inte"):
        services.join(
            session, intruder, company.id or 0, fee_class=SMALL, joined_on=date(2026, 1, 1), now=clock.now()
        )
    assert member.left_on is None


def test_a_membership_that_was_cancelled_owes_nothing_and_can_be_entered_again(
    session: Session, association: Association, clock: FixedClock
) -> None:
    scope, now, today = association.scope, clock.now(), day_in_sweden(clock.now())
    first_day = date(2027, 1, 1)
    member, company = association.join(session, now, on=first_day, name="Alfa AB")
    coming = Filters(2027, who="coming")
    assert len(queries.list_lines(session, scope, coming, today)) == 1
    services.leave(session, scope, member.id or 0, left_on=first_day, why="Fel företag", now=now)
    assert queries.list_lines(session, scope, coming, today) == []
    assert len(queries.list_lines(session, scope, replace(coming, who="former"), today)) == 1
    assert queries.count_companies_without_fee(session, scope, 2027) == 0
    assert fees.plan_year(session, scope, 2027, now).wanted == []
    assert [each.name for each in queries.find_companies_outside(session, scope, "alfa", today)] == [
        "Alfa AB"
    ]
    services.join(session, scope, company.id or 0, fee_class=LARGE, joined_on=first_day, now=now)
    assert [each.runs_on(first_day) for each in queries.list_all(session, scope)] == [True]
    assert [amount for _m, _c, amount in fees.plan_year(session, scope, 2027, now).wanted] == [12_000]


def test_a_cancelled_membership_hinders_no_other_and_comes_back_only_beside_none(
    session: Session, association: Association, clock: FixedClock
) -> None:
    scope, now = association.scope, clock.now()
    wrong, company = association.join(session, now, on=date(2026, 6, 1))
    services.leave(session, scope, wrong.id or 0, left_on=date(2026, 6, 1), why="", now=now)
    right = services.join(
        session, scope, company.id or 0, fee_class=SMALL, joined_on=date(2026, 1, 1), now=now
    )
    with pytest.raises(Conflict, match="gått med igen"):
        services.stay(session, scope, wrong.id or 0, now=now)
    with pytest.raises(InputError, match="kommit tillbaka"):
        services.leave(session, scope, wrong.id or 0, left_on=date(2026, 7, 1), why="", now=now)
    with pytest.raises(InputError, match="ångrat medlemskap"):
        services.change(session, scope, right.id or 0, fee_class=SMALL, joined_on=date(2026, 6, 1), now=now)
    services.leave(session, scope, right.id or 0, left_on=date(2026, 9, 1), why="", now=now)
    assert right.runs_on(date(2026, 8, 31))
