"""The verbs on a membership: a company joins, changes, leaves, stays after all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.clock import day_in_sweden
from iuc_hub.companies.models import Company
from iuc_hub.companies.queries import get_company
from iuc_hub.errors import N_, Conflict, InputError, gathered
from iuc_hub.members import queries
from iuc_hub.members.classes import checked_class
from iuc_hub.members.log import record_about
from iuc_hub.members.models import Member, MemberFee
from iuc_hub.members.standing import tell_matching

EARLIEST = date(1900, 1, 1)
AHEAD = timedelta(days=366)
"""How far in advance a day can be written: the turn of the next year always fits."""
LONGEST_REASON = 500


@dataclass(frozen=True)
class MemberPage:
    """One membership with its years, and the company's other memberships."""

    member: Member
    company: Company
    fees: Sequence[MemberFee]
    others: Sequence[Member]

    @property
    def owed(self) -> int:
        return sum(fee.amount_sek for fee in self.fees)

    @property
    def paid(self) -> int:
        return sum(fee.amount_sek for fee in self.fees if fee.paid_on)


def member_page(session: Session, scope: Scope, member_id: int) -> MemberPage:
    """
    Raises:
        NotFound: for another hub's membership.
    """  # noqa: D205, D212 - the name says it
    member = queries.get_member(session, scope, member_id)
    return MemberPage(
        member,
        get_company(session, scope, member.company_id),
        queries.list_fees(session, scope, member_id),
        [
            each
            for each in queries.list_memberships(session, scope, member.company_id)
            if each.id != member_id
        ],
    )


def join(
    session: Session, scope: Scope, company_id: int, *, fee_class: str, joined_on: date, now: datetime
) -> Member:
    """A company becomes a member, for the first time or again; a cancelled membership of that day is taken up.

    Raises:
        NotFound: for another hub's company.
        Conflict: it is a member already.
        InputErrors: a class there is not, a day that can't be right or at which it was a member.
    """
    queries.lock_register(session, scope)
    company = get_company(session, scope, company_id)
    earlier = queries.list_memberships(session, scope, company_id)
    running = [each for each in earlier if each.left_on is None]
    if running:
        raise Conflict(N_("%(name)s är redan medlem. Öppna medlemskapet i listan."), name=company.name)
    with gathered() as problems:
        with problems.noted():
            fee_class = checked_class(session, scope, fee_class)
        with problems.noted():
            _check_day(joined_on, now, field="joined_on")
            _check_alone(earlier, joined_on)
    member = _cancelled_on(earlier, joined_on) or Member.model_validate(
        {
            "hub_id": scope.hub, "company_id": company_id, "fee_class": fee_class, "joined_on": joined_on,
            "recorded_at": now, "recorded_by": scope.user_id,
        }
    )  # fmt: skip
    member.fee_class, member.left_on, member.why_left = fee_class, None, ""
    session.add(member)
    session.flush()
    detail = {"joined_on": joined_on.isoformat(), "fee_class": fee_class}
    record_about(session, scope, member, action="member_joined", detail=detail, now=now)
    tell_matching(session, scope.hub, now=now, today=day_in_sweden(now), only=[company_id])
    return member


def change(
    session: Session, scope: Scope, member_id: int, *, fee_class: str, joined_on: date, now: datetime
) -> Member:
    """Give a membership another class, or correct the day it began; fees that are made already stay.

    Raises:
        NotFound: for another hub's membership.
        InputErrors: as `join`.
    """
    queries.lock_register(session, scope)
    member = queries.get_member(session, scope, member_id)
    others = _others(session, scope, member)
    with gathered() as problems:
        with problems.noted():
            fee_class = checked_class(session, scope, fee_class)
        with problems.noted():
            _check_day(joined_on, now, field="joined_on")
            _check_alone([each for each in others if each.joined_on <= member.joined_on], joined_on)
            if _cancelled_on(others, joined_on):
                message = N_("Ett ångrat medlemskap börjar den dagen. Skriv en annan dag.")
                raise InputError(message, field="joined_on")
            if member.left_on is not None and joined_on > member.left_on:
                raise InputError(N_("Dagen är efter utträdet. Skriv en tidigare dag."), field="joined_on")
    detail: dict[str, object] = {
        "before": {"fee_class": member.fee_class, "joined_on": member.joined_on.isoformat()},
        "after": {"fee_class": fee_class, "joined_on": joined_on.isoformat()},
    }
    member.fee_class, member.joined_on = fee_class, joined_on
    session.add(member)
    session.flush()
    record_about(session, scope, member, action="member_changed", detail=detail, now=now)
    tell_matching(session, scope.hub, now=now, today=day_in_sweden(now), only=[member.company_id])
    return member


def leave(
    session: Session, scope: Scope, member_id: int, *, left_on: date, why: str, now: datetime
) -> Member:
    """End a membership; from ``left_on`` the company is no member. Said again it corrects the day and the reason.

    Raises:
        NotFound: for another hub's membership.
        InputErrors: a day before the company joined, too far ahead, or after it had joined again.
    """
    queries.lock_register(session, scope)
    member = queries.get_member(session, scope, member_id)
    others = _running_after(_others(session, scope, member), member.joined_on)
    with gathered() as problems, problems.noted():
        _check_day(left_on, now, field="left_on")
        if left_on < member.joined_on:
            raise InputError(N_("Dagen är före inträdet. Skriv en senare dag."), field="left_on")
        if any(each.joined_on < left_on for each in others):
            raise InputError(N_("Företaget hade kommit tillbaka då. Skriv en tidigare dag."), field="left_on")
    member.left_on, member.why_left = left_on, why.strip()[:LONGEST_REASON]
    session.add(member)
    session.flush()
    detail = {"left_on": left_on.isoformat(), "why": member.why_left}
    record_about(session, scope, member, action="member_left", detail=detail, now=now)
    tell_matching(session, scope.hub, now=now, today=day_in_sweden(now), only=[member.company_id])
    return member


def stay(session: Session, scope: Scope, member_id: int, *, now: datetime) -> Member:
    """Take the leaving back, as if it had never been said.

    Raises:
        NotFound: for another hub's membership.
        Conflict: the company has joined again since.
    """
    queries.lock_register(session, scope)
    member = queries.get_member(session, scope, member_id)
    if member.left_on is None:
        return member
    if _running_after(_others(session, scope, member), member.joined_on):
        raise Conflict(N_("Företaget har gått med igen. Ändra i det nya medlemskapet i stället."))
    detail = {"left_on": member.left_on.isoformat()}
    member.left_on, member.why_left = None, ""
    session.add(member)
    session.flush()
    record_about(session, scope, member, action="member_stayed", detail=detail, now=now)
    tell_matching(session, scope.hub, now=now, today=day_in_sweden(now), only=[member.company_id])
    return member


def _others(session: Session, scope: Scope, member: Member) -> list[Member]:
    rows = queries.list_memberships(session, scope, member.company_id)
    return [each for each in rows if each.id != member.id]


def _check_day(day: date, now: datetime, *, field: str) -> None:
    if not EARLIEST <= day <= day_in_sweden(now) + AHEAD:
        raise InputError(N_("Skriv en dag från 1900 till högst ett år framåt."), field=field)


def _check_alone(earlier: Sequence[Member], joined_on: date) -> None:
    """A company is one member at a time."""
    if _running_after(earlier, joined_on):
        raise InputError(
            N_("Företaget var medlem då, i ett tidigare medlemskap. Skriv en senare dag."), field="joined_on"
        )


def _running_after(members: Sequence[Member], day: date) -> list[Member]:
    """Those that run on the day or begin later; a cancelled one never does."""
    return [each for each in members if not each.never_ran and (each.left_on is None or each.left_on > day)]


def _cancelled_on(members: Sequence[Member], day: date) -> Member | None:
    return next((each for each in members if each.never_ran and each.joined_on == day), None)
