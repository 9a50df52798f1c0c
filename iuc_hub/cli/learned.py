"""What the decisions of a file teach the commands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from iuc_hub import taxonomy
from matching.engine import match
from matching.index import Index
from matching.learned.comparing import Comparison, compare
from matching.learned.decided import rows_of, standing
from matching.learned.policy import default_policy
from matching.learning import EMPTY, Learned, learn
from matching.profiles import profiles
from matching.types import Decision, Match, Need


def learned_from(
    decisions: Sequence[Decision],
    needs: Sequence[Need],
    index: Index,
    *,
    as_of: date | None = None,
    hub: str | None = None,
) -> Learned:
    """What stands on the day given, else on the last day that a need or a decision has.

    Args:
        decisions: of any needs; those about the needs given are learned from with what the needs are about.
        needs: each with its day.
        index: scores the matches that were decided on, where they are enough to learn weights and chances from.
        as_of: later decisions are left out.
        hub: only this hub's decisions count; None takes all.
    """
    if not decisions:
        return EMPTY
    policy, decided = default_policy(), {each.need_id for each in decisions}
    asked = [need for need in needs if need.id in decided]
    known = profiles(index, asked, [need.as_of or date.min for need in asked])
    described = {need.id: known.profile(at) for at, need in enumerate(asked)}
    least = min(policy.multipliers.least_decisions, policy.chance.least_decisions)
    matches = _matches(index, asked) if len(decisions) >= least else {}
    days = [each.at for each in decisions if each.at] + [need.as_of for need in needs if need.as_of]
    today = as_of or max(days, default=date.min)
    rows, worth = rows_of(decisions, described, matches, policy), index.model.points_["decisions"]
    return learn(rows, policy, today, worth=worth, for_hub=hub)


def compared(decisions: Sequence[Decision], needs: Sequence[Need], index: Index, taught: Index) -> Comparison:
    """An index and one that was taught by the decisions, on these decisions; no need's own are in its scores."""
    policy = default_policy()
    stands = standing(rows_of(decisions, {}, {}, policy), policy, date.max)
    old, new = (_scores(each, needs) for each in (index, taught))
    return compare(old, new, stands, policy)


def _scores(index: Index, needs: Sequence[Need]) -> dict[str, dict[str, float]]:
    found = match(index, needs, None, taxonomy.hierarchies(), top=0, near=0)
    return {each.need_id: {one.support_id: one.score for one in each.matches} for each in found}


def _matches(index: Index, needs: Sequence[Need]) -> dict[tuple[str, str], Match]:
    found = match(index, needs, None, taxonomy.hierarchies(), top=0, near=None)
    return {(each.need_id, one.support_id): one for each in found for one in (*each.matches, *each.near)}
