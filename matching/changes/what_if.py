"""How many companies may have a support, and how that would change with another rule or other facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from matching.eligibility import VERDICT_OF_CODE, Answers, EligibilityTable, rules_of
from matching.types import Company, FactValue, Hierarchies, Rule, Support, Verdict


@dataclass(frozen=True, slots=True)
class Counts:
    """How many companies may have it, may not, and how many it is unknown for."""

    yes: int
    no: int
    unknown: int

    @property
    def companies(self) -> int:
        return self.yes + self.no + self.unknown


@dataclass(frozen=True, slots=True)
class Change:
    """What is imagined to be otherwise: a rule away, others in its place, facts of every company set.

    `rule` None takes nothing away, so that `instead` is added; a fact set to None is unknown.
    """

    rule: Rule | None = None
    instead: tuple[Rule, ...] = ()
    facts: Mapping[str, FactValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effect:
    """The counts as things are, and as they would be."""

    before: Counts
    after: Counts


@dataclass(frozen=True, slots=True)
class RuleCounts:
    """What one rule by itself answers, and what the support's other rules answer without it."""

    rule: Rule
    alone: Counts
    without: Counts


def counts(support: Support, companies: Sequence[Company], today: date, hierarchies: Hierarchies) -> Counts:
    """The support's verdicts over these companies on a day."""
    return _counted(_table([rules_of(support)], hierarchies).answers(companies, [today] * len(companies)))[0]


def what_if(
    support: Support, companies: Sequence[Company], today: date, hierarchies: Hierarchies, change: Change
) -> Effect:
    """The support's verdicts as they are and as they would be.

    Raises:
        ValueError: the support has no such rule.
    """
    rules = rules_of(support)
    if change.rule is not None and change.rule not in rules:
        raise ValueError(f"{support.id} has no rule {change.rule}.")
    kept = tuple(rule for rule in rules if rule != change.rule)
    changed = [replace(each, facts={**each.facts, **change.facts}) for each in companies]
    days = [today] * len(companies)
    before = _table([rules], hierarchies).answers(companies, days)
    after = _table([(*kept, *change.instead)], hierarchies).answers(changed, days)
    return Effect(_counted(before)[0], _counted(after)[0])


def count_by_rule(
    rules: Sequence[Rule], companies: Sequence[Company], today: date, hierarchies: Hierarchies
) -> tuple[Counts, tuple[RuleCounts, ...]]:
    """What all rules say together, and each of them with what its absence would change, in their order."""
    others = [tuple(rule for at, rule in enumerate(rules) if at != away) for away in range(len(rules))]
    table = _table([tuple(rules), *((rule,) for rule in rules), *others], hierarchies)
    whole, *rest = _counted(table.answers(companies, [today] * len(companies)))
    alone, without = rest[: len(rules)], rest[len(rules) :]
    return whole, tuple(RuleCounts(*each) for each in zip(rules, alone, without, strict=True))


def shifts(
    before: Sequence[Rule],
    after: Sequence[Rule],
    companies: Sequence[Company],
    today: date,
    hierarchies: Hierarchies,
) -> dict[tuple[Verdict, Verdict], int]:
    """How many companies go from one verdict to another when these rules are changed for those; the others stay."""
    table = _table([tuple(before), tuple(after)], hierarchies)
    answers = table.answers(companies, [today] * len(companies))
    pairs = Counter((VERDICT_OF_CODE[int(old)], VERDICT_OF_CODE[int(new)]) for old, new in answers)
    return {pair: count for pair, count in pairs.items() if pair[0] is not pair[1]}


def _table(lists: Sequence[tuple[Rule, ...]], hierarchies: Hierarchies) -> EligibilityTable:
    """A table with a column for each list of rules."""
    return EligibilityTable([Support("", "", "", criteria=rules) for rules in lists], hierarchies)


def _counted(answers: Answers) -> list[Counts]:
    """The counts of each column."""
    found = [np.count_nonzero(answers == code, axis=0) for code in (1, -1, 0)]
    return [Counts(int(yes), int(no), int(unknown)) for yes, no, unknown in zip(*found, strict=True)]
