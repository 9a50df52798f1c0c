"""All of a support's rules against companies: one pair with reasons, or many by many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.criteria import (
    CODE_OPS,
    LIST_OPS,
    TRUTH_OPS,
    Facts,
    answer_of,
    as_tuple,
    bounds,
    evaluate,
    is_dated,
    limits_nothing,
    ordinal,
)
from matching.facts import facts_on
from matching.types import (
    Answer,
    AnyOf,
    Applicant,
    Company,
    Criterion,
    CriterionResult,
    FactValue,
    Hierarchies,
    Op,
    Reason,
    Rule,
    Support,
    Verdict,
)

CODE_OF_ANSWER = {Answer.YES: 1, Answer.UNKNOWN: 0, Answer.NO: -1}
VERDICT_OF_CODE = {1: Verdict.ELIGIBLE, 0: Verdict.UNKNOWN, -1: Verdict.BLOCKED}
Answers = NDArray[np.int8]
SINGLE_OPS = (*TRUTH_OPS, *CODE_OPS, *LIST_OPS)
MOST_VALUES = 20_000  # values remembered for a fact before they are forgotten: more than a country's codes


def rules_of(support: Support) -> tuple[Rule, ...]:
    """Every rule of a support: the fixed fields read as criteria, then its own; empty limits left out."""
    limits, applicant = support.eligibility, support.eligibility.applicant
    last_day = last_day_of(support)
    fixed = (
        Criterion("applicant", Op.ONE_OF, () if applicant is Applicant.ANY else (applicant.value,)),
        Criterion("today", Op.AT_LEAST, support.opens),
        Criterion("today", Op.AT_MOST, last_day),
        Criterion("county", Op.UNDER, limits.counties),
        Criterion("municipality_code", Op.UNDER, support.municipalities),
        Criterion("sni", Op.UNDER, limits.sni),
        *_span("employees", limits.employees_min, limits.employees_max),
        *_span("turnover_sek", limits.turnover_min_sek, limits.turnover_max_sek),
        Criterion("legal_form", Op.ONE_OF, limits.legal_forms),
    )
    member = (Criterion("member", Op.TRUE),) if support.members_only else ()
    return tuple(rule for rule in (*fixed, *member, *support.criteria) if not limits_nothing(rule))


def last_day_of(support: Support) -> date | None:
    """The last day to apply at all: the closing day, else the last cut-off; None without dates."""
    return support.closes or max(support.cutoffs, default=None)


def deadline_of(support: Support, today: date) -> date | None:
    """The next day something must be in: the next cut-off, else the last day; the day itself still counts."""
    last = last_day_of(support)
    coming = [each for each in support.cutoffs if each >= today and (last is None or each <= last)]
    return min(coming, default=last)


def check(
    support: Support, company: Company, today: date, hierarchies: Hierarchies
) -> tuple[Verdict, tuple[CriterionResult, ...]]:
    """The verdict for one pair with every rule's result; a required consortium is shown and blocks nobody."""
    facts = facts_on(company, today)
    results = tuple(evaluate(rule, facts, hierarchies) for rule in rules_of(support))
    verdict = verdict_of(each.result for each in results)
    if support.eligibility.consortium_required:
        results = (*results, CriterionResult("consortium", Answer.YES, Reason("consortium")))
    return verdict, results


def verdict_of(answers: Iterable[Answer]) -> Verdict:
    """One *no* blocks whatever is unknown; else one *unknown* leaves it unknown; else eligible."""
    lowest = min((CODE_OF_ANSWER[each] for each in answers), default=1)
    return VERDICT_OF_CODE[lowest]


def _span(fact: str, low: float | None, high: float | None) -> tuple[Criterion, ...]:
    return Criterion(fact, Op.AT_LEAST, low), Criterion(fact, Op.AT_MOST, high)


def _key(rule: Criterion) -> tuple[Criterion, object]:
    """A rule told apart from one that only looks the same: to Python, 1 and True are equal."""
    return rule, tuple(type(each) for each in as_tuple(rule.value))


@dataclass(frozen=True, slots=True)
class _Ordering:
    """All distinct ordering rules about one fact as arrays, so that they are compared in one go."""

    fact: str
    dated: bool
    rows: NDArray[np.intp]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def answers(self, values: Sequence[FactValue]) -> Answers:
        """A row a rule, a column a value."""
        given = np.array([ordinal(each) if is_dated(each) == self.dated else np.nan for each in values])
        within = (given >= self.low[:, None]) & (given <= self.high[:, None])
        found = within.view(np.int8) * np.int8(2) - np.int8(1)
        found[:, np.isnan(given)] = 0
        found[np.isnan(self.low)] = 0
        return found


class _Listing:
    """All distinct rules about codes, words and truths of one fact; what a value answers them is remembered."""

    def __init__(self, fact: str, rules: Sequence[Criterion], rows: Sequence[int]) -> None:
        self.fact = fact
        self.rows = np.array(rows, dtype=np.intp)
        self._rules = tuple(rules)
        self._known: dict[tuple[type, FactValue], Answers] = {}

    def answers(self, values: Sequence[FactValue], hierarchies: Hierarchies) -> Answers:
        """A row a rule, a column a value."""
        return np.stack([self._of(each, hierarchies) for each in values], axis=1)

    def _of(self, have: FactValue, hierarchies: Hierarchies) -> Answers:
        key = (type(have), have)
        found = self._known.get(key)
        if found is None:
            answers = [CODE_OF_ANSWER[answer_of(rule, have, hierarchies)] for rule in self._rules]
            found = np.array(answers, dtype=np.int8)
            if len(self._known) >= MOST_VALUES:
                self._known.clear()
            self._known[key] = found
        return found


class EligibilityTable:
    """The distinct rules of many supports, answered for many companies at once.

    Answers are 1 (yes), 0 (unknown) and -1 (no), so that "all" is the least and "any" the greatest. Supports that
    ask for the same are answered together.
    """

    def __init__(self, supports: Sequence[Support], hierarchies: Hierarchies) -> None:
        self.hierarchies = hierarchies
        self._atoms: dict[tuple[Criterion, object], int] = {}
        self._groups: dict[str, tuple[AnyOf, int]] = {}
        per_support = [rules_of(support) for support in supports]
        for rules in per_support:
            self._register(rules)
        self._ever_yes = len(self._atoms) + len(self._groups)
        wanted = [tuple(sorted({self._row(rule) for rule in rules})) for rules in per_support]
        sets = {rows: at for at, rows in enumerate(sorted(set(wanted), key=len, reverse=True))}
        self._set_of = np.array([sets[rows] for rows in wanted], dtype=np.intp)
        self._nth = [_nth_rows(sets, nth) for nth in range(len(next(iter(sets), ())))]
        self._sets = len(sets)
        self._orderings = self._ordering_groups()
        self._listings = self._listing_groups()
        self._any_of = [
            (len(self._atoms) + at, np.array([self._row(each) for each in rule.rules], dtype=np.intp))
            for rule, at in self._groups.values()
        ]

    def answers(self, companies: Sequence[Company], today: Sequence[date]) -> Answers:
        """One row a company, one column a support; `today[i]` is the day that company i is judged on."""
        facts = [facts_on(company, day) for company, day in zip(companies, today, strict=True)]
        if not (facts and len(self._set_of)):
            return np.ones((len(facts), len(self._set_of)), dtype=np.int8)
        table = self._rule_answers(facts)
        lowest = np.ones((self._sets, len(facts)), dtype=np.int8)
        for rows in self._nth:
            np.minimum(lowest[: len(rows)], table[rows], out=lowest[: len(rows)])
        return np.take(np.ascontiguousarray(lowest.T), self._set_of, axis=1)

    def _rule_answers(self, facts: Sequence[Facts]) -> Answers:
        """A row a distinct rule, the last one always yes; a column a company."""
        table = np.ones((self._ever_yes + 1, len(facts)), dtype=np.int8)
        for group in self._orderings:
            values, at = _distinct(facts, group.fact)
            table[group.rows] = group.answers(values)[:, at]
        for listing in self._listings:
            values, at = _distinct(facts, listing.fact)
            table[listing.rows] = listing.answers(values, self.hierarchies)[:, at]
        for row, rows in self._any_of:
            table[row] = table[rows].max(axis=0)
        return table

    def _register(self, rules: Iterable[Rule]) -> None:
        for rule in rules:
            if isinstance(rule, Criterion):
                self._atoms.setdefault(_key(rule), len(self._atoms))
            elif not limits_nothing(rule):
                self._register(rule.rules)
                self._groups.setdefault(repr(rule), (rule, len(self._groups)))

    def _row(self, rule: Rule) -> int:
        if isinstance(rule, Criterion):
            return self._atoms[_key(rule)]
        return self._ever_yes if limits_nothing(rule) else len(self._atoms) + self._groups[repr(rule)][1]

    def _ordering_groups(self) -> list[_Ordering]:
        grouped: dict[tuple[str, bool], list[Criterion]] = {}
        for rule, _ in self._atoms:
            if rule.op not in SINGLE_OPS:
                grouped.setdefault((rule.fact, is_dated(as_tuple(rule.value)[0])), []).append(rule)
        return [
            _Ordering(
                fact,
                dated,
                np.array([self._row(rule) for rule in rules], dtype=np.intp),
                np.array([bounds(rule)[0] for rule in rules]),
                np.array([bounds(rule)[1] for rule in rules]),
            )
            for (fact, dated), rules in grouped.items()
        ]

    def _listing_groups(self) -> list[_Listing]:
        grouped: dict[str, list[Criterion]] = {}
        for rule, _ in self._atoms:
            if rule.op in SINGLE_OPS:
                grouped.setdefault(rule.fact, []).append(rule)
        return [_Listing(fact, rules, [self._row(rule) for rule in rules]) for fact, rules in grouped.items()]


def _nth_rows(sets: Iterable[tuple[int, ...]], nth: int) -> NDArray[np.intp]:
    """The nth rule of every set that has so many, where the longest sets come first."""
    return np.array([rows[nth] for rows in sets if len(rows) > nth], dtype=np.intp)


def _distinct(facts: Sequence[Facts], fact: str) -> tuple[list[FactValue], NDArray[np.intp]]:
    """The different values of a fact, and which of them each company has."""
    places: dict[tuple[type, FactValue], int] = {}
    at = []
    for each in facts:
        have = each.get(fact)
        at.append(places.setdefault((type(have), have), len(places)))
    return [have for _type, have in places], np.array(at, dtype=np.intp)
