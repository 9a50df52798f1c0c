"""The room for small aid on every day ahead, as plans count with it."""

from collections.abc import Sequence
from datetime import date

from iuc_hub.companies.aid.headroom import Award, headroom, stops_counting
from iuc_hub.companies.dealings import AidKind
from iuc_hub.companies.thresholds import Ceiling, ceilings_of, euro_rate_on
from matching.plans.values import AidRoom


def room_ahead(awards: Sequence[Award], today: date, *, known: bool) -> AidRoom | None:
    """The room from today on and from each day that an award stops counting; None when no ceiling or rate is known.

    `known` says whether the ledger is to be trusted: without any entry, nobody may have asked.
    """
    ceilings = ceilings_of(AidKind.DE_MINIMIS)
    holding = next((each for each in ceilings if each.period.holds(today)), None)
    rate = euro_rate_on(today)
    if holding is None or rate is None:
        return None
    until = holding.period.last or date.max
    days = sorted({today, *(_freed(awards, holding, today, until))})
    left = tuple((day, _left(awards, ceilings, day)) for day in days)
    return AidRoom(left, float(rate.sek), until, known)


def _freed(awards: Sequence[Award], ceiling: Ceiling, today: date, until: date) -> list[date]:
    ends = [stops_counting(each.day, ceiling.years) for each in awards]
    return [day for day in ends if today < day <= until]


def _left(awards: Sequence[Award], ceilings: Sequence[Ceiling], day: date) -> int:
    room = headroom(awards, ceilings, day)
    return room.left_eur if room is not None else 0
