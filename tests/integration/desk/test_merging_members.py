"""Two members that are merged: one membership, one fee a year, and no payment lost."""

from datetime import date

from sqlmodel import Session, col, select

from iuc_hub.clock import FixedClock
from iuc_hub.companies.models import CompanyChange
from iuc_hub.desk.merging import services
from iuc_hub.members import classes
from iuc_hub.members.models import Member, MemberFee
from iuc_hub.members.services import change
from tests import factories
from tests.factories import Office

PAID = date(2026, 3, 5)


def a_member(
    session: Session, office: Office, clock: FixedClock, start: str, end: str | None, **fees: date | None
) -> int:
    """A company with a membership and its fees, given as ``y2026=the day it was paid``; returns its id."""
    company = factories.a_company(session, office.scope, now=clock.now())
    row = {"hub_id": office.hub.id, "recorded_at": clock.now()}
    member = Member.model_validate(
        {**row, "company_id": company.id, "fee_class": "Alla", "joined_on": start, "left_on": end}
    )
    session.add(member)
    session.flush()
    for year, paid_on in fees.items():
        fee = {**row, "member_id": member.id, "year": int(year[1:]), "amount_sek": 1000}
        session.add(MemberFee.model_validate({**fee, "paid_on": paid_on}))
    session.commit()
    return company.id or 0


def merge(session: Session, office: Office, clock: FixedClock, survivor: int, loser: int) -> str:
    """Merge the two; returns what the receipt says of memberships."""
    before = services.preview(session, office.scope, survivor=survivor, loser=loser)
    wish = services.Merge(survivor, loser, frozenset(), before.fingerprint())
    services.merge(session, office.scope, wish, clock.now())
    session.commit()
    session.expire_all()
    told = session.exec(select(CompanyChange).where(CompanyChange.company_id == survivor)).one()
    return str(told.detail["joined_memberships"])


def stored(session: Session) -> list[tuple[int, date | None]]:
    return list(session.exec(select(MemberFee.year, MemberFee.paid_on).order_by(col(MemberFee.year))))


def test_a_paid_fee_stays_before_one_that_is_not_paid(
    session: Session, clock: FixedClock, office: Office
) -> None:
    one = a_member(session, office, clock, "2024-01-01", None, y2025=PAID, y2026=None)
    other = a_member(session, office, clock, "2024-01-01", None, y2025=None, y2026=PAID)
    receipt = merge(session, office, clock, one, other)
    assert stored(session) == [(2025, PAID), (2026, PAID)]
    assert receipt.count("amount_sek") == 2


def test_memberships_that_run_at_once_become_one_that_can_be_changed(
    session: Session, clock: FixedClock, office: Office
) -> None:
    classes.add_class(session, office.scope, name="Alla", from_year=2020, amount=1000, now=clock.now())
    one = a_member(session, office, clock, "2024-05-01", None, y2025=None, y2026=None)
    other = a_member(session, office, clock, "2023-02-01", "2026-12-01", y2023=PAID, y2026=PAID)
    receipt = merge(session, office, clock, one, other)
    member = session.exec(select(Member)).one()
    assert (member.company_id, member.joined_on, member.left_on) == (one, date(2023, 2, 1), None)
    assert stored(session) == [(2023, PAID), (2025, None), (2026, PAID)]
    assert "2024-05-01" in receipt
    day = date(2023, 3, 1)
    change(session, office.scope, member.id or 0, fee_class="Alla", joined_on=day, now=clock.now())
    assert member.joined_on == day


def test_memberships_after_each_other_stay_two_with_one_fee_a_year(
    session: Session, clock: FixedClock, office: Office
) -> None:
    one = a_member(session, office, clock, "2024-01-01", "2026-02-01", y2026=None)
    other = a_member(session, office, clock, "2026-06-01", None, y2026=PAID)
    merge(session, office, clock, one, other)
    assert len(session.exec(select(Member).where(Member.company_id == one)).all()) == 2
    assert stored(session) == [(2026, PAID)]
