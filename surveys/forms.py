"""Fields of an HTML form -> answers: ``F1-now``, ``F1-state``, ``C4``, ``F2-0-step``, ``F.urgency``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from surveys.answers import typed_value
from surveys.conditions import Value
from surveys.parts import Kind, Question
from surveys.typed import LONGEST_QUOTE, Place

Form = Mapping[str, str | Sequence[str]]
ROW = re.compile(r"([0-9]{1,4})-(.+)", re.ASCII)


def from_form(item: Question, form: Form) -> Value:
    """The question's answer in the form, or None when its fields are empty or not there.

    Raises:
        AnswerError: with the field it is about, such as ``now`` or ``0-step``.
    """
    states = [each for each in _all(form, f"{item.code}-state") if each]
    raw = _raw(item, form)
    if not states:
        return typed_value(item, raw)
    if len(set(states)) > 1:
        raise Place(item, "state").error("unknown_state", value=" + ".join(states)[:LONGEST_QUOTE])
    if states[0] in item.states and _says_something(raw):
        raise Place(item, "state").error("state_and_answer", value=item.states[states[0]].say("sv"))
    return typed_value(item, {"state": states[0]})


def _raw(item: Question, form: Form) -> object:
    if item.kind is Kind.MATURITY:
        return {key: _last(form, f"{item.code}-{key}") for key in ("now", "wanted")}
    if item.kind is Kind.SEVERAL:
        return _all(form, item.code)
    if item.kind is Kind.GROUP:
        return _rows(item, form)
    return _last(form, item.code)


def _rows(item: Question, form: Form) -> list[dict[str, str]]:
    rows: dict[int, dict[str, str]] = {}
    for name in form:
        prefix, _, rest = name.partition("-")
        found = ROW.fullmatch(rest)
        if prefix == item.code and found:
            rows.setdefault(int(found[1]), {})[found[2]] = _last(form, name)
    return [rows[number] for number in sorted(rows)]


def _says_something(raw: object) -> bool:
    if isinstance(raw, dict):
        return any(_says_something(each) for each in raw.values())
    if isinstance(raw, list):
        return any(_says_something(each) for each in raw)
    return isinstance(raw, str) and bool(raw.strip())


def _all(form: Form, name: str) -> list[str]:
    value = form.get(name, ())
    return [value] if isinstance(value, str) else list(value)


def _last(form: Form, name: str) -> str:
    values = _all(form, name)
    return values[-1] if values else ""
