"""Decides which amounts granted may be shown, so that no sum or difference of them is what a few companies got."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from iuc_hub.reports.period import ONE_DAY, Period
from iuc_hub.reports.suppression import is_small

LONGEST = 5
"""A year and its four quarters: a reader adds and subtracts so many amounts at most."""


@dataclass(frozen=True)
class Amount:
    """What was granted in a period, by company, as it stood when it was counted."""

    period: Period
    by_company: Mapping[int, int]

    @property
    def ends(self) -> tuple[date, date]:
        """The first day, and the first day after the last."""
        return self.period.first or date.min, self.period.last + ONE_DAY


@dataclass(frozen=True)
class _Chain:
    """Amounts added and subtracted end to end: the amount of the days between the two ``ends``.

    Where the ends meet, it is what has been granted or corrected since the first of them was counted.
    """

    ends: tuple[date, date]
    used: frozenset[int]
    by_company: Mapping[int, int]

    @property
    def tells_of_few(self) -> bool:
        return is_small(len(self.by_company)) and sum(self.by_company.values()) != 0

    def longer(self, place: int, other: Amount) -> Iterator["_Chain"]:
        """The chain with another amount at either end, where that begins or ends there."""
        (start, end), (first, last) = self.ends, other.ends
        joined = (
            ((start, last), 1, first == end),
            ((start, first), -1, last == end),
            ((first, end), 1, last == start),
            ((last, end), -1, first == start),
        )
        for ends, sign, fits in joined:
            if fits:
                yield _Chain(ends, self.used | {place}, _together(self.by_company, other.by_company, sign))


def _together(one: Mapping[int, int], other: Mapping[int, int], sign: int) -> dict[int, int]:
    sums = {company: one.get(company, 0) + sign * other.get(company, 0) for company in {*one, *other}}
    return {company: amount for company, amount in sums.items() if amount}


def may_be_shown(new: Amount, shown: Sequence[Amount]) -> bool:
    """Whether neither the amount nor what it makes of those ``shown`` is that of fewer than five companies."""
    got = {company: amount for company, amount in new.by_company.items() if amount}
    chains, seen = [_Chain(new.ends, frozenset(), got)], {frozenset[int]()}
    for chain in chains:
        if chain.tells_of_few:
            return False
        if len(chain.used) + 1 == LONGEST or chain.ends[0] == chain.ends[1]:
            continue
        for place, other in enumerate(shown):
            longer = () if place in chain.used else chain.longer(place, other)
            fresh = [each for each in longer if each.used not in seen]
            seen.update(each.used for each in fresh)
            chains += fresh
    return True
