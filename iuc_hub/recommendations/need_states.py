"""Where a need stands, derived from the support found, chosen and sent for it, and from what became of that."""

from collections.abc import Iterable
from enum import StrEnum

from iuc_hub.recommendations.models import RecommendationState as State
from iuc_hub.recommendations.queries import FitCount


class NeedState(StrEnum):
    """The steps of a need, as far as this system follows it."""

    OPEN = "open"
    MATCHED = "matched"
    IN_PROGRESS = "in_progress"
    MET = "met"
    UNMET = "unmet"
    WITHDRAWN = "withdrawn"


MET = frozenset({State.GRANTED, State.DELIVERED})
ALIVE = frozenset({State.SENT, State.INTERESTED, State.LATER, State.IN_PROGRESS})
"""Sent to the company and not yet ended."""
ENDED_BADLY = frozenset({State.DECLINED, State.REFUSED, State.ABANDONED, State.WITHDRAWN})


def need_state(states: Iterable[State], fitting: FitCount | None, *, withdrawn: bool = False) -> NeedState:
    """From the states of the need's recommendations, and how many supports fit it (None before any matching).

    A need is met by one that was granted or delivered, whatever came of the others; unmet when all that was sent
    ended otherwise, or when nothing fits.
    """
    found = set(states)
    if withdrawn:
        return NeedState.WITHDRAWN
    if found & MET:
        return NeedState.MET
    if found & ALIVE:
        return NeedState.IN_PROGRESS
    if State.ACCEPTED in found:
        return NeedState.MATCHED
    return NeedState.UNMET if found & ENDED_BADLY or fitting == FitCount() else NeedState.OPEN
