"""Raw answers -> typed answers, all checked; which of them are active and which questions are relevant now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from surveys import typed
from surveys.answer_errors import AnswerError
from surveys.conditions import Value, holds
from surveys.guide import Guide
from surveys.parts import Kind, Question
from surveys.typed import Place

__all__ = ["AnswerError", "Answers", "gap_of", "is_answered", "read_answer", "state_of"]

MOST_ROWS_SENT = 200


def read_answer(guide: Guide, code: str, raw: object) -> Value:
    """The value to store for a question, or None when the answer is empty.

    Raises:
        AnswerError: when the value is outside what the question allows; nothing of it is taken.
    """
    if code not in guide:
        raise AnswerError(str(code), "unknown_question", value=typed.shown(code))
    return typed_value(guide.item(code), raw)


def typed_value(item: Question, raw: object) -> Value:
    """As read_answer, for a question at hand."""
    if raw is None:
        return None
    if isinstance(raw, dict) and "state" in raw:
        return _state(item, raw)
    return READERS[item.kind](item, raw)


def _state(item: Question, raw: dict[str, object]) -> Value:
    state = raw["state"]
    others = {key: value for key, value in raw.items() if key != "state"}
    if state in (None, ""):
        return typed_value(item, others or None)
    if not isinstance(state, str) or state not in item.states:
        raise Place(item, "state").error("unknown_state", value=typed.shown(state))
    if any(value not in (None, "") for value in others.values()):
        raise Place(item, "state").error("state_and_answer", value=item.states[state].say("sv"))
    return {"state": state}


def _maturity(item: Question, raw: object) -> Value:
    if not isinstance(raw, dict) or item.scale is None:
        raise Place(item).error("wrong_shape")
    for key in raw:
        if key not in ("now", "wanted"):
            raise Place(item).error("unknown_field", value=typed.shown(key))
    steps: dict[str, Value] = {}
    for key in ("now", "wanted"):
        step = typed.level(Place(item, key), raw.get(key), 1, len(item.scale.levels))
        if step is not None and key not in item.scale.asks:
            raise Place(item, key).error("unknown_field", value=key)
        steps[key] = step
    return steps if any(each is not None for each in steps.values()) else None


def _rating(item: Question, raw: object) -> Value:
    steps = [int(choice.code) for choice in item.choices]
    step = typed.level(Place(item), raw, min(steps), max(steps))
    if step is not None and step not in steps:
        raise Place(item).error("outside_scale", value=step, low=min(steps), high=max(steps))
    return step


def _rows(item: Question, raw: object) -> Value:
    if not isinstance(raw, list):
        raise Place(item).error("wrong_shape")
    if len(raw) > MOST_ROWS_SENT:
        raise Place(item).error("too_many_rows", high=item.max_rows)
    rows = [row for number, each in enumerate(raw) if (row := _row(item, each, number))]
    if len(rows) > item.max_rows:
        raise Place(item).error("too_many_rows", high=item.max_rows)
    return list(rows) or None


def _row(item: Question, raw: object, number: int) -> dict[str, Value]:
    if not isinstance(raw, dict):
        raise Place(item).error("wrong_shape")
    fields = {each.code: each for each in item.fields}
    for key in raw:
        if key not in fields:
            raise Place(item).error("unknown_field", value=typed.shown(key))
    values = {code: typed.field_value(item, each, raw.get(code), number) for code, each in fields.items()}
    return {code: value for code, value in values.items() if value is not None}


READERS: Mapping[Kind, Callable[[Question, object], Value]] = {
    Kind.MATURITY: _maturity,
    Kind.ONE: lambda item, raw: typed.one(Place(item), raw, item.choices),
    Kind.SEVERAL: lambda item, raw: typed.several(Place(item), raw, item.choices),
    Kind.TEXT: lambda item, raw: typed.text(Place(item), raw),
    Kind.NUMBER: lambda item, raw: typed.number(Place(item), raw, item.low, item.high),
    Kind.DATE: lambda item, raw: typed.day(Place(item), raw),
    Kind.GROUP: _rows,
    Kind.RATING: _rating,
}


@dataclass(frozen=True)
class Answers:
    """Checked answers under one guide: ``values`` are all of them, ``active`` those of relevant questions."""

    guide: Guide
    values: Mapping[str, Value]
    active: Mapping[str, Value] = field(init=False, compare=False)
    _relevant: frozenset[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        active: dict[str, Value] = {}
        relevant: set[str] = set()
        for area in self.guide.areas:
            for item in area.items:
                if item.when is None or holds(item.when, active):
                    relevant.add(item.code)
                    if item.code in self.values:
                        active[item.code] = self.values[item.code]
        object.__setattr__(self, "active", active)
        object.__setattr__(self, "_relevant", frozenset(relevant))

    @classmethod
    def read(cls, guide: Guide, raw: Mapping[str, object]) -> Answers:
        """All these answers checked; empty ones are left out.

        Raises:
            AnswerError: for the first that is outside what its question allows.
        """
        values = {code: read_answer(guide, code, each) for code, each in raw.items()}
        return cls(guide, {code: value for code, value in values.items() if value is not None})

    def relevant(self) -> tuple[Question, ...]:
        """The questions to ask now, in order; without what is asked once per area."""
        return tuple(each for each in self.guide.questions if each.code in self._relevant)

    def is_relevant(self, code: str) -> bool:
        return code in self._relevant

    def rating(self, area: str, name: str) -> int | None:
        """The area's ``urgency`` or ``impact``, or None while it is not given."""
        value = self.active.get(f"{area}.{name}")
        return value if isinstance(value, int) else None

    def note(self, area: str, name: str) -> str:
        """The area's ``words`` or ``observation``, empty while there are none."""
        value = self.active.get(f"{area}.{name}")
        return value if isinstance(value, str) else ""


def state_of(value: Value) -> str:
    """``not_relevant`` or ``dont_know`` where the answer is that, else empty."""
    state = value.get("state") if isinstance(value, dict) else None
    return state if isinstance(state, str) else ""


def is_answered(item: Question, value: Value) -> bool:
    """Whether the question needs no more: a maturity answer has every step its scale asks for, or a state."""
    if item.scale is None or state_of(value):
        return value is not None
    return isinstance(value, dict) and all(isinstance(value.get(each), int) for each in item.scale.asks)


def gap_of(value: Value) -> int | None:
    """Steps from now to wanted, a negative gap as 0; None while either is missing or not asked."""
    if not isinstance(value, dict):
        return None
    now, wanted = value.get("now"), value.get("wanted")
    return max(0, wanted - now) if isinstance(now, int) and isinstance(wanted, int) else None
