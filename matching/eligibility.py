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
    clean_code,
    evaluate,
    is_dated,
    limits_nothing,
    ordinal,
)
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

SNI_VERSION = "2007"
CODE_OF_ANSWER = {Answer.YES: 1, Answer.UNKNOWN: 0, Answer.NO: -1}
VERDICT_OF_CODE = {1: Verdict.ELIGIBLE, 0: Verdict.UNKNOWN, -1: Verdict.BLOCKED}
Answers = NDArray[np.int8]


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


def facts_on(company: Company, today: date) -> dict[str, FactValue]:
    """The company's facts with what follows from them: its county, the day, that it is a company."""
    facts = {name: _plain(value) for name, value in company.facts.items()}
    facts.update(today=today, applicant=Applicant.COMPANY.value)
    municipality = clean_code(facts.get("municipality_code"))
    if facts.get("county") in (None, "") and len(municipality) > 2:  # noqa: PLR2004 - two digits are its county
        facts["county"] = municipality
    if facts.get("municipality_code") in (None, ""):
        facts["municipality_code"] = facts.get("county")
    if str(facts.get("sni_version") or SNI_VERSION).upper().replace("SNI", "").strip() != SNI_VERSION:
        facts["sni"] = None  # codes were renumbered: another version's codes say nothing here
    return facts


def _plain(value: object) -> FactValue:
    """A fact in a form that can be compared; what can't be is unknown."""
    if isinstance(value, list | tuple):
        return tuple(each for each in value if isinstance(each, str))
    return value if isinstance(value, bool | int | float | str | date) else None


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
    columns: NDArray[np.intp]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


class EligibilityTable:
    """The distinct rules of many supports, answered for many companies at once.

    Answers are 1 (yes), 0 (unknown) and -1 (no), so that "all" is the least and "any" the greatest.
    """

    def __init__(self, supports: Sequence[Support], hierarchies: Hierarchies) -> None:
        self.hierarchies = hierarchies
        self._atoms: dict[tuple[Criterion, object], int] = {}
        self._groups: dict[str, tuple[AnyOf, int]] = {}
        per_support = [rules_of(support) for support in supports]
        for rules in per_support:
            self._register(rules)
        self._ever_yes = len(self._atoms) + len(self._groups)
        columns = [[self._column(rule) for rule in rules] or [self._ever_yes] for rules in per_support]
        self._flat = np.array([each for row in columns for each in row], dtype=np.intp)
        self._starts = np.cumsum([0, *(len(row) for row in columns)])[:-1].astype(np.intp)
        self._orderings = self._ordering_groups()
        self._single = [
            (rule, at)
            for (rule, _), at in self._atoms.items()
            if rule.op in (*TRUTH_OPS, *CODE_OPS, *LIST_OPS)
        ]

    def answers(self, companies: Sequence[Company], today: Sequence[date]) -> Answers:
        """One row a company, one column a support; `today[i]` is the day that company i is judged on."""
        facts = [facts_on(company, day) for company, day in zip(companies, today, strict=True)]
        if not len(self._starts):
            return np.ones((len(facts), 0), dtype=np.int8)
        table = np.ones((len(facts), self._ever_yes + 1), dtype=np.int8)
        for group in self._orderings:
            self._fill_ordering(table, group, facts)
        for rule, at in self._single:
            self._fill_single(table[:, at], rule, facts)
        for any_of, at in self._groups.values():
            columns = [self._column(each) for each in any_of.rules]
            table[:, len(self._atoms) + at] = table[:, columns].max(axis=1)
        return np.asarray(np.minimum.reduceat(table[:, self._flat], self._starts, axis=1), dtype=np.int8)

    def _register(self, rules: Iterable[Rule]) -> None:
        for rule in rules:
            if isinstance(rule, Criterion):
                self._atoms.setdefault(_key(rule), len(self._atoms))
            elif not limits_nothing(rule):
                self._register(rule.rules)
                self._groups.setdefault(repr(rule), (rule, len(self._groups)))

    def _column(self, rule: Rule) -> int:
        if isinstance(rule, Criterion):
            return self._atoms[_key(rule)]
        return self._ever_yes if limits_nothing(rule) else len(self._atoms) + self._groups[repr(rule)][1]

    def _ordering_groups(self) -> list[_Ordering]:
        grouped: dict[tuple[str, bool], list[Criterion]] = {}
        for rule, _ in self._atoms:
            if rule.op not in (*TRUTH_OPS, *CODE_OPS, *LIST_OPS):
                grouped.setdefault((rule.fact, is_dated(as_tuple(rule.value)[0])), []).append(rule)
        return [
            _Ordering(
                fact,
                dated,
                np.array([self._column(rule) for rule in rules], dtype=np.intp),
                np.array([bounds(rule)[0] for rule in rules]),
                np.array([bounds(rule)[1] for rule in rules]),
            )
            for (fact, dated), rules in grouped.items()
        ]

    @staticmethod
    def _fill_ordering(table: Answers, group: _Ordering, facts: Sequence[Facts]) -> None:
        given = [row.get(group.fact) for row in facts]
        column = np.array([ordinal(x) if is_dated(x) == group.dated else np.nan for x in given])[:, None]
        within = (column >= group.low) & (column <= group.high)
        known = ~np.isnan(column) & ~np.isnan(group.low)
        table[:, group.columns] = np.where(known, np.where(within, 1, -1), 0)

    def _fill_single(self, column: Answers, rule: Criterion, facts: Sequence[Facts]) -> None:
        """Codes and words repeat, so each distinct value is answered once."""
        seen: dict[tuple[type, object], int] = {}
        for row, each in enumerate(facts):
            have = each.get(rule.fact)
            key = (type(have), have)
            if key not in seen:
                seen[key] = CODE_OF_ANSWER[answer_of(rule, have, self.hierarchies)]
            column[row] = seen[key]
