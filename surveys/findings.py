"""Answers -> findings, each citing its rule and answers, joined into needs in order of priority."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.answers import Answers, gap_of, state_of
from surveys.conditions import Value, find, holds, rows_of
from surveys.needs import Need, needs_of
from surveys.parts import Area, Field, NamedRule, Question, Text, Trigger
from surveys.reasons import Finding, Reason
from surveys.wording import fill, phrase, values_at

__all__ = ["Finding", "FollowUp", "Need", "Reason", "Result", "derive"]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question nobody at the table could answer, to be asked again."""

    question: str
    area: str
    title: Text


@dataclass(frozen=True, slots=True)
class Result:
    """What an interview shows: needs in order of priority, their findings, and what to ask again."""

    needs: tuple[Need, ...]
    findings: tuple[Finding, ...]
    follow_ups: tuple[FollowUp, ...]

    @property
    def by_question(self) -> Mapping[str, Finding]:
        """Each question's finding, its reasons those of every rule that found it."""
        return {each.question: each for each in self.findings}


def derive(answers: Answers) -> Result:
    """Everything these answers show by the guide's rules; the same answers always show the same."""
    findings = tuple(_findings(answers))
    return Result(needs_of(answers, findings), findings, tuple(_follow_ups(answers)))


def _findings(answers: Answers) -> Iterator[Finding]:
    named = _named_areas(answers)
    for area in answers.guide.areas:
        found = [
            finding
            for question in area.questions
            if answers.is_relevant(question.code)
            and (finding := _of_question(answers, area, question, named.get(area.code)))
        ]
        yield from found
        rule = answers.guide.rules.named
        if not found and rule is not None and (reason := named.get(area.code)):
            helps = answers.guide.item(rule.question).helps
            yield Finding(rule.question, area.code, area.theme, 0, (reason,), helps)


def _of_question(answers: Answers, area: Area, question: Question, named: Reason | None) -> Finding | None:
    """The question's finding with a reason for every rule that found it, or None."""
    value = answers.active.get(question.code)
    if value is None or state_of(value):
        return None
    gap = gap_of(value)
    reasons = list(_triggered(answers, question))
    counted = max(gap or 0, answers.guide.rules.triggered_gap if reasons else 0)
    if gap is not None:
        rule = _gap_rule(answers, area, gap)
        is_named = named is not None and gap >= _least_named(answers.guide.rules.named)
        if rule or is_named:
            reasons.insert(0, _gap_reason(answers, question, value, gap, rule or "gap_named"))
    if not reasons:
        return None
    if named is not None:
        reasons.append(named)
    return Finding(question.code, area.code, question.theme, counted, tuple(reasons), question.helps)


def _least_named(rule: NamedRule | None) -> int:
    return rule.min_gap if rule else 0


def _gap_rule(answers: Answers, area: Area, gap: int) -> str:
    """The first gap rule that holds, or nothing."""
    own: dict[str, Value] = {
        "this.gap": gap,
        "this.urgency": answers.rating(area.code, "urgency") or 0,
        "this.impact": answers.rating(area.code, "impact") or 0,
    }
    every = {**answers.active, **own}
    return next((rule.id for rule in answers.guide.rules.gaps if holds(rule.when, every)), "")


def _gap_reason(answers: Answers, question: Question, value: Value, gap: int, rule: str) -> Reason:
    rules = answers.guide.rules
    steps = {"now": find({"x": value}, "x.now"), "wanted": find({"x": value}, "x.wanted")}

    def lookup(place: str, language: str) -> str:
        return question.short.say(language) if place == "short" else str(steps.get(place, ""))

    brief = rules.gap_briefs[min(gap, len(rules.gap_briefs) - 1)] if rules.gap_briefs else question.short
    return Reason(rule, "gap", question.code, steps, fill(rules.gap_reason, lookup), brief)


def _triggered(answers: Answers, question: Question) -> Iterator[Reason]:
    for trigger in answers.guide.rules.triggers:
        if trigger.question != question.code:
            continue
        if trigger.when is not None and not holds(trigger.when, answers.active):
            continue
        if trigger.row is None:
            yield _trigger_reason(answers, question, trigger, {})
            continue
        for row in rows_of(answers.active.get(question.code)):
            if holds(trigger.row, row):
                yield _trigger_reason(answers, question, trigger, row)


def _trigger_reason(
    answers: Answers, question: Question, trigger: Trigger, row: Mapping[str, Value]
) -> Reason:
    codes = [question.code, *(each.code for each in answers.guide.questions if each.code in answers.active)]
    items: dict[str, Question | Field] = {code: answers.guide.item(code) for code in codes}
    items |= {each.code: each for each in question.fields}
    places = {code: value for code, value in answers.active.items() if not state_of(value)} | dict(row)
    lookup = values_at(places, items)
    values: dict[str, Value] = dict(row) or {question.code: answers.active.get(question.code)}
    return Reason(
        trigger.id,
        "trigger",
        question.code,
        values,
        fill(trigger.reason, lookup),
        phrase(trigger.brief, lookup),
    )


def _named_areas(answers: Answers) -> dict[str, Reason]:
    """The areas the company named, each with its words; the first words where one is named twice."""
    rule = answers.guide.rules.named
    if rule is None:
        return {}
    question = answers.guide.item(rule.question)
    named: dict[str, Reason] = {}
    for row in rows_of(answers.active.get(rule.question)):
        code = row.get(rule.area)
        if not isinstance(code, str) or code in named:
            continue
        lookup = values_at(row, {each.code: each for each in question.fields})
        text, brief = fill(rule.reason, lookup), phrase(rule.brief, lookup)
        named[code] = Reason(rule.id, "named", rule.question, dict(row), text, brief)
    return named


def _follow_ups(answers: Answers) -> Iterator[FollowUp]:
    for question in answers.relevant():
        if state_of(answers.active.get(question.code)) == "dont_know":
            area = answers.guide.area_of(question.code)
            yield FollowUp(question.code, area.code, question.short)
