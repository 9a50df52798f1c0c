"""One criterion against one company's facts: yes, no or unknown, why, and the change that would flip it."""

from __future__ import annotations

import math
from calendar import isleap
from collections.abc import Iterable, Mapping
from datetime import date

from matching.types import (
    Answer,
    AnyOf,
    Criterion,
    CriterionResult,
    FactValue,
    Hierarchies,
    Hierarchy,
    LimitValue,
    Op,
    Reason,
    ReasonValue,
    Rule,
)

Facts = Mapping[str, FactValue]

# Facts that share a code list: a county covers its municipalities.
LIST_OF_FACT = {"county": "place", "municipality_code": "place"}
YEARS_SINCE = ("years_since", "calendar_years_since")
NO_HIERARCHY = Hierarchy({})
LARGEST = 1e15  # no company figure is larger; beyond it a float no longer holds every whole number
UNREAD = "?"  # stands among several values for one that can't be read
TRUTH_OPS = (Op.TRUE, Op.FALSE)
CODE_OPS = (Op.UNDER, Op.NOT_UNDER)
LIST_OPS = (Op.ONE_OF, Op.NONE_OF)


def evaluate(rule: Rule, facts: Facts, hierarchies: Hierarchies) -> CriterionResult:
    """The rule's answer for these facts; never raises, whatever the facts hold."""
    if isinstance(rule, AnyOf):
        return _any_of(rule, facts, hierarchies)
    have = facts.get(rule.fact)
    answer = answer_of(rule, have, hierarchies)
    change = _with_day(_change(rule, have), rule, facts) if answer is Answer.NO else None
    reason = Reason(rule.op.value, _values(rule, have, answer, limits_nothing(rule)))
    return CriterionResult(rule.fact, answer, reason, change, rule.clause)


def answer_of(rule: Criterion, have: FactValue, hierarchies: Hierarchies) -> Answer:
    """Yes, no or unknown for one fact's value."""
    if limits_nothing(rule):
        return Answer.YES
    if have in (None, (), ""):
        return Answer.UNKNOWN
    if rule.op in TRUTH_OPS:
        return _truth(rule.op, have)
    hierarchy = hierarchies.get(LIST_OF_FACT.get(rule.fact, rule.fact), NO_HIERARCHY)
    if rule.op in CODE_OPS:
        return _under(rule, have, hierarchy)
    if rule.op in LIST_OPS:
        return _listed(rule, have, hierarchy)
    return _ordered(rule, have)


def limits_nothing(rule: Rule) -> bool:
    """Whether the rule is empty: no value or list, no alternatives, or an alternative that is empty."""
    if isinstance(rule, AnyOf):
        return not rule.rules or any(limits_nothing(each) for each in rule.rules)
    return rule.op not in TRUTH_OPS and rule.value in (None, (), "")


def as_tuple(value: LimitValue | FactValue) -> tuple[str | int | float | bool | date, ...]:
    """A limit or a fact as several values, whether it was given as one or many."""
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def clean_code(value: object) -> str:
    """A code without the dots and blanks people write in it: "25.620 " is "25620"."""
    return str(value).replace(".", "").strip().upper() if isinstance(value, str) else ""


def token(value: object) -> str:
    """A value in the form in which two values are compared for sameness."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return f"{float(value) + 0.0:.12g}" if abs(value) < LARGEST else str(value)
    return value.isoformat() if isinstance(value, date) else str(value).strip().casefold()


def ordinal(value: object) -> float:
    """A number, or a date (also as ISO text) as its day number; NaN for what can't be ordered."""
    if isinstance(value, bool):
        return math.nan
    if isinstance(value, int | float):
        return float(value) if abs(value) < LARGEST else math.nan
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value.strip())
        except ValueError:
            return math.nan
    return float(value.toordinal()) if isinstance(value, date) else math.nan


def is_dated(value: object) -> bool:
    """Whether a value stands for a day, so that it is never compared with a plain number."""
    return isinstance(value, str | date)


def bounds(rule: Criterion) -> tuple[float, float]:
    """The lowest and highest value an ordering rule lets through; NaN where the rule can't be read."""
    given = tuple(ordinal(each) for each in as_tuple(rule.value))
    if not given or any(math.isnan(each) for each in given):
        return math.nan, math.nan
    match rule.op:
        case Op.AT_LEAST:
            return given[0], math.inf
        case Op.AT_MOST:
            return -math.inf, given[0]
        case Op.BEFORE:
            return -math.inf, math.nextafter(given[0], -math.inf)
        case Op.AFTER:
            return math.nextafter(given[0], math.inf), math.inf
        case _:
            return (given[0], given[1]) if len(given) > 1 else (math.nan, math.nan)


def _truth(op: Op, have: FactValue) -> Answer:
    if not isinstance(have, bool):
        return Answer.UNKNOWN
    return Answer.YES if have is (op is Op.TRUE) else Answer.NO


def _ordered(rule: Criterion, have: FactValue) -> Answer:
    value, (low, high) = ordinal(have), bounds(rule)
    if math.isnan(value) or math.isnan(low) or is_dated(have) != is_dated(as_tuple(rule.value)[0]):
        return Answer.UNKNOWN
    return Answer.YES if low <= value <= high else Answer.NO


def _listed(rule: Criterion, have: FactValue, hierarchy: Hierarchy) -> Answer:
    wanted = {token(each) for each in as_tuple(rule.value)}
    found = any(token(each) in wanted for each in as_tuple(have))
    if not found and UNREAD in as_tuple(have):
        return Answer.UNKNOWN
    if not found and hierarchy.parents and not all(hierarchy.placed(str(each)) for each in as_tuple(have)):
        return Answer.UNKNOWN
    return Answer.YES if found is (rule.op is Op.ONE_OF) else Answer.NO


def _under(rule: Criterion, have: FactValue, hierarchy: Hierarchy) -> Answer:
    given = [clean_code(each) for each in as_tuple(rule.value)]
    limits = [hierarchy.placed(each) or each for each in given]
    placed = _most_certain(_placed(clean_code(each), limits, hierarchy) for each in as_tuple(have))
    if rule.op is Op.UNDER or placed is Answer.UNKNOWN:
        return placed
    return Answer.NO if placed is Answer.YES else Answer.YES


def _placed(code: str, limits: list[str], hierarchy: Hierarchy) -> Answer:
    """Where one code stands: a code too coarse to tell, or not in the list, is unknown."""
    if hierarchy.parents:
        code = hierarchy.placed(code)
    if code in ("", UNREAD):
        return Answer.UNKNOWN
    if any(hierarchy.covers(limit, code) for limit in limits):
        return Answer.YES
    return Answer.UNKNOWN if any(hierarchy.covers(code, limit) for limit in limits) else Answer.NO


def _most_certain(answers: Iterable[Answer]) -> Answer:
    """Yes if any is yes, else unknown if any is unknown, else no."""
    seen = set(answers)
    if Answer.YES in seen:
        return Answer.YES
    return Answer.UNKNOWN if Answer.UNKNOWN in seen or not seen else Answer.NO


def _any_of(rule: AnyOf, facts: Facts, hierarchies: Hierarchies) -> CriterionResult:
    if limits_nothing(rule):
        return CriterionResult("any_of", Answer.YES, Reason("any_of"), None, rule.clause)
    results = [evaluate(each, facts, hierarchies) for each in rule.rules]
    answer = _most_certain(each.result for each in results)
    decisive = min((each for each in results if each.result is answer), key=_effort)
    return CriterionResult(
        decisive.fact, answer, decisive.reason, decisive.change, rule.clause or decisive.clause
    )


def _effort(result: CriterionResult) -> float:
    """How far off an alternative is, as a share of its limit; what no amount can mend comes last."""
    if result.change is None:
        return 0.0
    amount, limit = result.change.values.get("amount"), result.change.values.get("limit")
    if not isinstance(amount, int | float):
        return 1e6
    return (
        float(amount) / max(abs(ordinal(limit)), 1.0)
        if isinstance(limit, int | float)
        else float(amount) / 365
    )


def _values(rule: Criterion, have: FactValue, answer: Answer, unlimited: bool) -> dict[str, ReasonValue]:  # noqa: FBT001 - private
    values: dict[str, ReasonValue] = {"fact": rule.fact, "answer": answer.value, "have": have}
    if unlimited:
        values["answer"] = "unlimited"
    elif rule.op is Op.BETWEEN:
        values["low"], values["high"] = as_tuple(rule.value)[0], as_tuple(rule.value)[-1]
    elif rule.op in (*LIST_OPS, *CODE_OPS):
        values["limit"] = tuple(str(each) for each in as_tuple(rule.value))
    elif rule.op not in TRUTH_OPS:
        values["limit"] = as_tuple(rule.value)[0]
    return values


def _change(rule: Criterion, have: FactValue) -> Reason:
    """The smallest change that would turn this *no* into a *yes*."""
    if rule.op in TRUTH_OPS:
        return Reason("become", {"fact": rule.fact, "limit": rule.op is Op.TRUE})
    if rule.op in (*CODE_OPS, *LIST_OPS):
        limit = tuple(str(each) for each in as_tuple(rule.value))
        if rule.fact == "applicant":
            return Reason("applicant", {"fact": rule.fact, "limit": limit})
        outside = rule.op in (Op.NOT_UNDER, Op.NONE_OF)
        return Reason("leave" if outside else "enter", {"fact": rule.fact, "limit": limit})
    below = ordinal(have) < bounds(rule)[0]
    limit_value = as_tuple(rule.value)[-1 if rule.op is Op.BETWEEN and not below else 0]
    amount = abs(ordinal(have) - ordinal(limit_value)) + (1 if rule.op in (Op.BEFORE, Op.AFTER) else 0)
    code = "later" if below else "earlier"
    if not is_dated(limit_value):
        code = "more" if below else "fewer"
    plain: ReasonValue = int(amount) if float(amount).is_integer() else round(amount, 2)
    change: dict[str, ReasonValue] = {"fact": rule.fact, "amount": plain, "limit": limit_value}
    return Reason(code, change)


def _with_day(change: Reason, rule: Criterion, facts: Facts) -> Reason:
    """The change with the day from which enough years have passed, where it is known since when they count."""
    kind, _colon, name = rule.fact.partition(":")
    since = facts.get(f"received_on:{name}")
    if kind not in YEARS_SINCE or change.code != "more" or not isinstance(since, date):
        return change
    year = since.year + math.ceil(bounds(rule)[0])
    if year > date.max.year:
        return change
    day = date(year, 1, 1) if kind == YEARS_SINCE[1] else _birthday(since, year)
    return Reason(change.code, {**change.values, "day": day})


def _birthday(day: date, year: int) -> date:
    """The day's return in a year; that of 29 February is 1 March where there is none."""
    leap = (day.month, day.day) == (2, 29) and not isleap(year)
    return date(year, 3, 1) if leap else day.replace(year=year)
