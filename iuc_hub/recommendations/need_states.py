"""Where a need stands, derived from the support that was found, chosen and sent for it."""

from collections.abc import Iterable
from enum import StrEnum

from iuc_hub.recommendations.lifecycle import AT_COMPANY
from iuc_hub.recommendations.models import RecommendationState as State
from iuc_hub.recommendations.queries import FitCount


class NeedState(StrEnum):
    """The steps of an active need, as far as this system follows it."""

    OPEN = "open"
    MATCHED = "matched"
    IN_PROGRESS = "in_progress"
    UNMET = "unmet"


def need_state(states: Iterable[State], fitting: FitCount | None) -> NeedState:
    """From the states of the need's recommendations, and how many supports fit it (None before any matching)."""
    found = set(states)
    if found & set(AT_COMPANY):
        return NeedState.IN_PROGRESS
    if State.ACCEPTED in found:
        return NeedState.MATCHED
    return NeedState.UNMET if fitting == FitCount() else NeedState.OPEN
