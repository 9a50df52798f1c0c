"""Memberships of two companies that become one: those that run at the same time are joined, one fee a year stays."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.desk.merging import queries
from iuc_hub.members.models import Member, MemberFee


def _end(member: Member) -> date:
    return member.left_on or date.max


def _overlap(one: Member, other: Member) -> bool:
    """Two from the same day do too, also when one was cancelled: a company has one membership from a day."""
    at_once = one.joined_on < _end(other) and other.joined_on < _end(one)
    return at_once or one.joined_on == other.joined_on


def count_overlapping(session: Session, scope: Scope, survivor: int, loser: int) -> int:
    """How many pairs of memberships run at the same time."""
    theirs = queries.list_members(session, scope, loser)
    return sum(
        _overlap(one, other) for one in queries.list_members(session, scope, survivor) for other in theirs
    )


def join(session: Session, scope: Scope, *, survivor: int, loser: int) -> list[dict[str, object]]:
    """Keep one fee a year, then join memberships that run at the same time; returns what was, word for word."""
    ours = queries.list_members(session, scope, survivor)
    theirs = queries.list_members(session, scope, loser)
    told: list[dict[str, object]] = []
    gone = _keep_one_fee_a_year(session, scope, [*ours, *theirs])
    if gone:
        told.append({"fees_of_same_years": gone})
    for group in _groups([*ours, *theirs]):
        mine = [each for each in group if each.company_id == survivor]
        if mine and len(mine) < len(group):
            told.append({"joined": [each.model_dump(mode="json") for each in group]})
            _join(session, scope, mine[0], group)
    return told


def _keep_one_fee_a_year(
    session: Session, scope: Scope, members: Sequence[Member]
) -> list[dict[str, object]]:
    """A fee that is paid stays before one that is not, else the survivor's, who comes first; returns the others."""
    kept: dict[int, MemberFee] = {}
    gone: list[dict[str, object]] = []
    fees = [fee for each in members for fee in queries.list_fees(session, scope, each.id or 0)]
    for fee in sorted(fees, key=lambda one: one.paid_on is None):
        if kept.setdefault(fee.year, fee) is not fee:
            gone.append(fee.model_dump(mode="json"))
            session.delete(fee)
    session.flush()
    return gone


def _groups(members: Sequence[Member]) -> Iterator[list[Member]]:
    """Memberships of which each overlaps another of its group."""
    group: list[Member] = []
    for each in sorted(members, key=lambda one: (one.joined_on, _end(one))):
        if group and not any(_overlap(one, each) for one in group):
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _join(session: Session, scope: Scope, kept: Member, group: Sequence[Member]) -> None:
    """Let one membership last from the first day of the group to its last, with all its fees."""
    first, last = group[0].joined_on, max(group, key=_end)
    left_on, why_left = last.left_on, last.why_left
    fee_class = last.fee_class if kept.never_ran else kept.fee_class
    others = [each for each in group if each is not kept]
    for fee in [fee for each in others for fee in queries.list_fees(session, scope, each.id or 0)]:
        fee.member_id = kept.id or 0
        session.add(fee)
    session.flush()
    for each in others:
        session.delete(each)
    session.flush()
    kept.joined_on, kept.left_on, kept.why_left, kept.fee_class = first, left_on, why_left, fee_class
    session.add(kept)
    session.flush()
