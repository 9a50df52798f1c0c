"""What a step pays of its cost, and what of it counts against the ceiling for small aid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from matching.plans.sequences import Book, StepKind
from matching.plans.values import AidRoom, PlanStep
from matching.types import Reason, Support

INVESTMENT = "investment"


@dataclass(frozen=True, slots=True)
class Sum:
    """The most a step pays, its share of the cost, and the euros that count; None where that is not known."""

    pays_sek: int | None
    share: float | None
    counted_eur: int | None


@dataclass(frozen=True, slots=True)
class Ground:
    """What a sum is worked out from: the planned investment, the steps placed before, the rules and the room."""

    planned: float | None
    placed: Sequence[PlanStep]
    book: Book
    room: AidRoom | None


def sum_of(support: Support, kind: StepKind, ground: Ground) -> Sum | Reason:
    """What a support pays when these are placed before it, or why it has nothing to pay.

    The most it pays is not counted as aid to an investment whose cost nobody has told.
    """
    found = _rest(support, kind, ground) if kind.rest else _part(support, kind, ground)
    if isinstance(found, Reason):
        return found
    pays, share = found
    least = support.funding.min_sek
    if pays is not None and pays <= 0:
        return Reason("nothing_left")
    if pays is not None and least is not None and pays < least:
        return Reason("below_least", {"sum": round(pays), "least": least})
    whole = None if pays is None else round(pays)
    sure = None if kind.cost == INVESTMENT and ground.planned is None else whole
    return Sum(whole, share, counted_eur(support, sure, ground.book, ground.room))


def _part(support: Support, kind: StepKind, ground: Ground) -> tuple[float | None, float | None] | Reason:
    """The sum and share of a grant: its share of the cost, and at most what it pays at most."""
    share = _share(support)
    if not _shares_fit(support, share, _same_cost(kind, ground), ground.book):
        return Reason("same_cost")
    cost = _cost(kind, ground)
    pays = _least_of(cost * share if cost and share else None, support.funding.max_sek)
    return (None if pays is None else _least_of(pays, cost)), share


def _rest(support: Support, kind: StepKind, ground: Ground) -> tuple[float | None, float | None] | Reason:
    """The sum and share of a loan: at most what the others of the same cost leave."""
    same, cost = _same_cost(kind, ground), _cost(kind, ground)
    left = 1.0 - sum(each.share or 0.0 for each in same)
    if left <= 0:
        return Reason("nothing_left")
    share = _share(support)
    own = None if share is None or cost is None else share * cost
    most = None if cost is None else cost - sum(each.pays_sek or 0 for each in same)
    return _least_of(own, most, support.funding.max_sek), min(1.0 if share is None else share, left)


def _same_cost(kind: StepKind, ground: Ground) -> list[PlanStep]:
    return [each for each in ground.placed if ground.book.kinds[each.kind].cost == kind.cost]


def _cost(kind: StepKind, ground: Ground) -> float | None:
    return ground.planned if kind.cost == INVESTMENT else None


def _share(support: Support) -> float | None:
    percent = support.funding.share_percent
    return None if percent is None else percent / 100


def counted_eur(support: Support, pays: int | None, book: Book, room: AidRoom | None) -> int | None:
    """Whole euros of small aid, rounded up; 0 where it is none, None where the kind, sum or rate is not known."""
    rule = book.rules["small_aid"]
    if support.funding.state_aid == "unknown":
        return None
    if not is_small_aid(support, book):
        return 0
    if support.funding.type not in rule.counts and pays is None:
        return 0  # advice and courses that name no sum
    if pays is None or room is None:
        return None
    return ceil(pays * rule.counts.get(support.funding.type, 1.0) / room.sek_per_euro)


def is_small_aid(support: Support, book: Book) -> bool:
    return support.funding.state_aid in book.rules["small_aid"].state_aid


def room_for(
    counted: int | None, decided: date, placed: Iterable[PlanStep], room: AidRoom | None
) -> Reason | None:
    """Why small aid has no place under the ceiling on its day; None where it has, or nobody knows.

    All that the plan counts before it is taken to be awarded: a plan is shorter than the years that are counted.
    Aid of a sum that is not known needs some room at least.
    """
    left = room.left_on(decided) if room is not None else None
    if room is None or left is None:
        return None
    before = sum(each.counted_eur or 0 for each in placed)
    wanted = before + (1 if counted is None else counted)
    if wanted <= left:
        return None
    later = room.first_day_with(wanted, decided) if room.known else None
    if counted is None:
        return Reason("full", {"day": later})
    return Reason("no_room", {"counted": counted, "left": max(left - before, 0), "day": later})


def _shares_fit(support: Support, share: float | None, same: Sequence[PlanStep], book: Book) -> bool:
    """Whether it may pay of the same cost as others that are no loans: together at most the highest share allowed."""
    if not same:
        return True
    shares = [each.share for each in same if not book.kinds[each.kind].rest] + [share]
    known = [each for each in shares if each is not None]
    if len(known) < len(shares):
        return False
    is_aid = support.funding.state_aid in book.rules["same_cost"].state_aid
    return sum(known) <= (max(known) if is_aid else 1.0)


def _least_of(*values: float | None) -> float | None:
    return min((each for each in values if each is not None), default=None)
