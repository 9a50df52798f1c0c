"""A support's rules about companies, without its days, and the facts that they ask for."""

from collections.abc import Iterable, Iterator

from matching.eligibility import rules_of
from matching.types import AnyOf, Rule, Support


def company_rules(support: Support) -> list[Rule]:
    """Every rule but the days, so that a company is judged whether the support is open today or not."""
    return [rule for rule in rules_of(support) if not _is_day(rule)]


def facts_asked(rules: Iterable[Rule]) -> frozenset[str]:
    return frozenset(fact for rule in rules for fact in _facts_of(rule))


def _is_day(rule: Rule) -> bool:
    return not isinstance(rule, AnyOf) and rule.fact == "today"


def _facts_of(rule: Rule) -> Iterator[str]:
    if isinstance(rule, AnyOf):
        for each in rule.rules:
            yield from _facts_of(each)
    else:
        yield rule.fact
