"""When an advisor is asked what became of something."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

import yaml

from iuc_hub.recommendations.models import RecommendationState as State


@dataclass(frozen=True)
class Rhythm:
    """The days of reference/follow_up.yaml."""

    days: dict[str, int]
    decision_days: int
    later: int
    remind_after: int


@cache
def rhythm() -> Rhythm:
    text = (resources.files("iuc_hub") / "reference" / "follow_up.yaml").read_text(encoding="utf-8")
    record = yaml.safe_load(text)
    return Rhythm(record["days"], record["decision_days"], record["later"], record["remind_after"])


def asked_on(state: State, since: date, deadline: date | None) -> date | None:
    """The day to ask what became of what came to a state on a day; None when nothing is asked.

    What is in progress towards a last day ahead is asked about when its decision can be known.
    """
    if state.value not in rhythm().days:
        return None
    if state is State.IN_PROGRESS and deadline is not None and deadline >= since:
        return deadline + timedelta(days=rhythm().decision_days)
    return since + timedelta(days=rhythm().days[state.value])
