"""When an advisor is asked what became of something."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

import yaml

from iuc_hub.clock import day_in_sweden
from iuc_hub.recommendations.models import Recommendation
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


def ask_on(one: Recommendation, deadline: date | None) -> date | None:
    """The day to ask what became of it: the one set, else what the state's rhythm says; None when nothing is asked.

    What is in progress towards a last day ahead is asked about when its decision can be known.
    """
    if one.state.value not in rhythm().days:
        return None
    if one.ask_again_on is not None:
        return one.ask_again_on
    since = day_in_sweden(one.changed_at)
    usual = since + timedelta(days=rhythm().days[one.state.value])
    if one.state is State.IN_PROGRESS and deadline is not None and deadline >= since:
        return deadline + timedelta(days=rhythm().decision_days)
    return usual
