"""Memberships of two companies that become one: both are kept; two from the same day become one."""

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.desk.merging import queries
from iuc_hub.members.models import Member


def _overlap(one: Member, other: Member) -> bool:
    starts_in_time = other.left_on is None or one.joined_on < other.left_on
    return starts_in_time and (one.left_on is None or other.joined_on < one.left_on)


def count_overlapping(session: Session, scope: Scope, survivor: int, loser: int) -> int:
    """How many pairs of memberships run at the same time."""
    theirs = queries.list_members(session, scope, loser)
    return sum(
        _overlap(one, other) for one in queries.list_members(session, scope, survivor) for other in theirs
    )


def join(session: Session, scope: Scope, *, survivor: int, loser: int) -> list[dict[str, object]]:
    """Join memberships from the same day, since a company has one; returns what each was, word for word.

    The joined one lasts as long as either, and gets the other's fees for the years it has none.
    """
    mine = {each.joined_on: each for each in queries.list_members(session, scope, survivor)}
    told: list[dict[str, object]] = []
    for theirs in queries.list_members(session, scope, loser):
        ours = mine.get(theirs.joined_on)
        if ours is None:
            continue
        told.append(_joined(session, scope, ours, theirs))
    session.flush()
    return told


def _joined(session: Session, scope: Scope, ours: Member, theirs: Member) -> dict[str, object]:
    row: dict[str, object] = theirs.model_dump(mode="json")
    years = {fee.year for fee in queries.list_fees(session, scope, ours.id or 0)}
    kept = []
    for fee in queries.list_fees(session, scope, theirs.id or 0):
        if fee.year in years:
            kept.append(fee.model_dump(mode="json"))
            session.delete(fee)
        else:
            fee.member_id = ours.id or 0
            session.add(fee)
    session.flush()
    if ours.left_on is not None:
        ours.left_on = None if theirs.left_on is None else max(ours.left_on, theirs.left_on)
    session.add(ours)
    session.delete(theirs)
    session.flush()
    return row | {"fees_of_same_years": kept}
