"""The fees of a year: made for all members at once, marked paid or unpaid, corrected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.clock import day_in_sweden
from iuc_hub.companies.models import Company
from iuc_hub.errors import N_, InputError, NotFound, Stale, gathered
from iuc_hub.members import queries
from iuc_hub.members.classes import checked_amount, yearly_fees
from iuc_hub.members.log import record, record_about
from iuc_hub.members.models import Member, MemberFee

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class YearPlan:
    """What making a year's fees would do: those to make, how many there are, and whose class has no fee."""

    year: int
    wanted: Sequence[tuple[Member, Company, int]]
    there: int
    lacking: Sequence[tuple[Member, Company]]

    @property
    def total(self) -> int:
        return sum(amount for _member, _company, amount in self.wanted)


def plan_year(session: Session, scope: Scope, year: int, now: datetime) -> YearPlan:
    """Every company that is a member on any day of the year owes one fee, under its newest membership.

    Raises:
        NotFound: a year more than one ahead, or before anybody was a member.
    """
    members = queries.list_all(session, scope)
    this_year = day_in_sweden(now).year
    first = min([this_year, *(each.joined_on.year for each in members)])
    if not first <= year <= this_year + 1:
        raise NotFound(N_("Välj ett år från %(first)d till %(last)d."), first=first, last=this_year + 1)
    owing = queries.list_companies_owing(session, scope, year)
    newest = {each.company_id: each for each in members if each.runs_in(year)}
    companies = queries.list_companies(session, scope, [*newest])
    fees = yearly_fees(queries.list_classes(session, scope), year)
    todo = sorted(
        ((newest[key], company) for key, company in companies.items() if key not in owing),
        key=lambda pair: pair[1].name_key,
    )
    return YearPlan(
        year,
        [(member, company, fees[member.fee_class]) for member, company in todo if member.fee_class in fees],
        len(owing),
        [(member, company) for member, company in todo if member.fee_class not in fees],
    )


def make_year(session: Session, scope: Scope, year: int, now: datetime) -> YearPlan:
    """Make the fees that are missing; done again, or by two at a time, it makes none twice. Returns what it made.

    Raises:
        NotFound: as `plan_year`.
    """
    queries.lock_register(session, scope)
    plan = plan_year(session, scope, year, now)
    for member, _company, amount in plan.wanted:
        row = {"hub_id": scope.hub, "member_id": member.id, "year": year, "amount_sek": amount}
        session.add(MemberFee.model_validate({**row, "recorded_at": now, "recorded_by": scope.user_id}))
    session.flush()
    if plan.wanted:
        detail: dict[str, object] = {"year": year, "count": len(plan.wanted), "total": plan.total}
        record(session, scope, action="fee_year_made", detail=detail, now=now)
    return plan


def mark_paid(
    session: Session, scope: Scope, fee_ids: Sequence[int], paid_on: date | None, *, now: datetime
) -> int:
    """Mark fees as paid on a day, or with None as unpaid; returns how many that changed.

    A fee that is paid already keeps its day; another hub's are left.

    Raises:
        InputError: no fee, or a day that has not been.
    """
    if not fee_ids or len(fee_ids) > MOST_AT_ONCE:
        raise InputError(N_("Kryssa för minst en medlem i listan."))
    if paid_on is not None:
        _check_paid_on(paid_on, now)
    queries.lock_register(session, scope)
    changed = 0
    for fee, member in queries.list_fees_by_id(session, scope, fee_ids):
        if (fee.paid_on is None) == (paid_on is None):
            continue
        before, fee.paid_on = fee.paid_on, paid_on
        session.add(fee)
        detail: dict[str, object] = {"year": fee.year, "paid_on": _day(paid_on), "before": _day(before)}
        if paid_on:
            record_about(session, scope, member, action="fee_paid", detail=detail, now=now)
        else:
            record_about(session, scope, member, action="fee_unpaid", detail=detail, now=now)
        changed += 1
    session.flush()
    return changed


@dataclass(frozen=True)
class Correction:
    """What a fee is to be, and what it was when its form was opened."""

    amount: float | None
    paid_on: date | None
    seen: tuple[int, date | None]


def correct_fee(session: Session, scope: Scope, fee_id: int, wish: Correction, *, now: datetime) -> MemberFee:
    """Correct what a fee is and when it was paid.

    Raises:
        NotFound: for another hub's fee.
        InputErrors: an amount or a day that can't be right.
        Stale: it was paid or corrected since the form was opened.
    """
    queries.lock_register(session, scope)
    fee = queries.get_fee(session, scope, fee_id)
    whole, paid_on = 0, wish.paid_on
    with gathered() as problems:
        with problems.noted():
            whole = checked_amount(wish.amount, "amount")
        with problems.noted():
            if paid_on is not None:
                _check_paid_on(paid_on, now)
    if (fee.amount_sek, fee.paid_on) != wish.seen:
        raise Stale(
            N_("Avgiften har ändrats sedan sidan öppnades. Läs det som står nu och spara om det ska ändras.")
        )
    before: dict[str, object] = {"amount_sek": fee.amount_sek, "paid_on": _day(fee.paid_on)}
    fee.amount_sek, fee.paid_on = whole, paid_on
    session.add(fee)
    session.flush()
    after: dict[str, object] = {"amount_sek": whole, "paid_on": _day(paid_on)}
    if before != after:
        member = queries.get_member(session, scope, fee.member_id)
        detail: dict[str, object] = {"year": fee.year, "before": before, "after": after}
        record_about(session, scope, member, action="fee_corrected", detail=detail, now=now)
    return fee


def _check_paid_on(paid_on: date, now: datetime) -> None:
    if not date(1990, 1, 1) <= paid_on <= day_in_sweden(now):
        raise InputError(N_("Skriv dagen pengarna kom, senast idag."), field="paid_on")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
