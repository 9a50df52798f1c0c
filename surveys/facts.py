"""What the answers tell about the company itself, by the names that the guide gives its facts."""

from __future__ import annotations

from collections.abc import Iterator

from surveys.answers import Answers, state_of
from surveys.conditions import Value, rows_of
from surveys.parts import Kind


def company_facts(answers: Answers) -> dict[str, Value]:
    """Facts such as employees and turnover_sek; of several numbers for the same fact the largest."""
    facts: dict[str, Value] = {}
    for name, value in _told(answers):
        before = facts.get(name)
        larger = isinstance(before, int | float) and isinstance(value, int | float) and before > value
        if not larger:
            facts[name] = value
    return facts


def _told(answers: Answers) -> Iterator[tuple[str, Value]]:
    for question in answers.relevant():
        value = answers.active.get(question.code)
        if question.fact and value is not None and not state_of(value):
            yield question.fact, value
        if question.kind is Kind.GROUP:
            for row in rows_of(value):
                yield from (
                    (field.fact, row[field.code])
                    for field in question.fields
                    if field.fact and field.code in row
                )
