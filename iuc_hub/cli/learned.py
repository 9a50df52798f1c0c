"""What the decisions of a file teach the commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import click

from iuc_hub import taxonomy
from matching.changes.scored import Scores, scores_of
from matching.engine import judged
from matching.index import Index
from matching.learned.chance import FOLDS, fold_of
from matching.learned.comparing import Comparison, compare
from matching.learned.decided import LearnedFrom, rows_of, standing
from matching.learned.policy import default_policy
from matching.learning import EMPTY, Learned, learn
from matching.profiles import profiles
from matching.types import Decision, Match, Need

Command = TypeVar("Command", bound=Callable[..., object])
UNNAMED = ("together", "apart")


def unnamed_option(command: Command) -> Command:
    """Adds who is taken to have made the decisions that name no advisor."""
    return click.option(
        "--unnamed",
        type=click.Choice(UNNAMED),
        help="Take decisions without an advisor for one advisor's, or each need's for another's. "
        "Default: apart where the file names no advisor at all, else together.",
    )(command)


def told_apart(decisions: Sequence[Decision], unnamed: str | None) -> list[Decision]:
    """The decisions with an advisor of each need's own where none is named, if they are to be told apart."""
    if unnamed is None:
        unnamed = "together" if any(each.advisor for each in decisions) else "apart"
    if unnamed == "together":
        return list(decisions)
    return [replace(each, advisor=each.advisor or f"need {each.need_id}") for each in decisions]


@dataclass(frozen=True)
class Lessons:
    """Decisions with what is known of their needs and matches under an index that nothing has taught."""

    rows: Sequence[LearnedFrom]
    today: date
    index: Index

    def learned(self, *, hub: str | None = None, without: int | None = None) -> Learned:
        """What they teach, of one hub or all, of all needs or of those outside a fold."""
        rows = [row for row in self.rows if without is None or fold_of(row.need) != without]
        worth = self.index.model.points_["decisions"]
        return learn(rows, default_policy(), self.today, worth=worth, for_hub=hub) if rows else EMPTY

    def taught(self, learned: Learned) -> Index:
        """The index under what was learned."""
        return self.index.under(self.index.model.with_learned(f"{self.index.model.version}+", learned))


def lessons(
    decisions: Sequence[Decision], needs: Sequence[Need], index: Index, *, as_of: date | None = None
) -> Lessons:
    """What stands on the day given, else on the last day that a need or a decision has.

    Args:
        decisions: of any needs; those about the needs given are learned from with what the needs are about.
        needs: each with its day.
        index: scores the matches that were decided on.
        as_of: later decisions are left out.
    """
    policy, decided = default_policy(), {each.need_id for each in decisions}
    asked = [need for need in needs if need.id in decided]
    known = profiles(index, asked, [need.as_of or date.min for need in asked])
    described = {need.id: known.profile(at) for at, need in enumerate(asked)}
    days = [each.at for each in decisions if each.at] + [need.as_of for need in needs if need.as_of]
    today = as_of or max(days, default=date.min)
    return Lessons(rows_of(decisions, described, _matches(decisions, asked, index), policy), today, index)


def compared(given: Lessons, needs: Sequence[Need]) -> Comparison:
    """The index and a taught one on these decisions, each need's scores by one that its fold did not teach."""
    policy, lists = default_policy(), taxonomy.hierarchies()
    decided = {row.need for row in given.rows}
    asked = [need for need in needs if need.id in decided]
    new: Scores = {}
    for fold in range(FOLDS):
        held = [need for need in asked if fold_of(need.id) == fold]
        if held:
            new |= scores_of(given.taught(given.learned(without=fold)), held, None, lists)
    return compare(
        scores_of(given.index, asked, None, lists), new, standing(given.rows, policy, date.max), policy
    )


def _matches(
    decisions: Sequence[Decision], needs: Sequence[Need], index: Index
) -> Mapping[tuple[str, str], Match]:
    """The match of each need and support that was decided on and that the files still have."""
    wanted: dict[str, dict[str, None]] = {need.id: {} for need in needs}
    for each in decisions:
        if each.need_id in wanted and each.support_id in index.row:
            wanted[each.need_id][each.support_id] = None
    found = judged(index, needs, [list(wanted[need.id]) for need in needs], taxonomy.hierarchies())
    return {
        (need.id, match.support_id): match
        for need, matches in zip(needs, found, strict=True)
        for match in matches
    }
