"""Which supports one day treats otherwise than another: deadlines come closer, windows open and close."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from matching.criteria import answer_of
from matching.eligibility import deadline_of, rules_of
from matching.facts import facts_on
from matching.index import Index
from matching.types import AnyOf, Company, Criterion, Hierarchies, Rule, Support

DAY = "today"


def turned_between(index: Index, first: date, last: date, hierarchies: Hierarchies) -> frozenset[str]:
    """Ids of the supports whose points, answers or next deadline differ between the days, whoever asks.

    What a company's own facts make of the day is for `facts_on` to tell.
    """
    if first == last:
        return frozenset()
    closer = index.figures.time(first) != index.figures.time(last)
    return frozenset(
        support.id
        for row, support in enumerate(index.supports)
        if closer[row] or (_is_dated(support) and _turns(support, first, last, hierarchies))
    )


def _is_dated(support: Support) -> bool:
    return bool(support.opens or support.closes or support.cutoffs or support.criteria)


def _turns(support: Support, first: date, last: date, hierarchies: Hierarchies) -> bool:
    if deadline_of(support, first) != deadline_of(support, last):
        return True
    return any(
        answer_of(rule, first, hierarchies) is not answer_of(rule, last, hierarchies)
        for rule in _about_the_day(rules_of(support))
    )


def _about_the_day(rules: Sequence[Rule]) -> Iterator[Criterion]:
    for rule in rules:
        if isinstance(rule, AnyOf):
            yield from _about_the_day(rule.rules)
        elif rule.fact == DAY:
            yield rule


def ages_alike(company: Company, first: date, last: date) -> bool:
    """Whether both days know the same of a company: no birthday, no accounts closed, no year since a support."""
    before, after = facts_on(company, first), facts_on(company, last)
    return before | {DAY: None} == after | {DAY: None}
