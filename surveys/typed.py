"""One value as typed or sent -> the same value checked and in its right form, or an AnswerError."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date

from surveys.answer_errors import AnswerError
from surveys.conditions import ISO_DATE, Value
from surveys.parts import Choice, Field, Kind, Question

LONGEST_TEXT = 10_000
LONGEST_LINE = 2_000
LONGEST_QUOTE = 60
LARGEST = 10**15  # beyond it a browser no longer holds every whole number
SPACES = re.compile(r"[\s\u00a0\u2009\u202f']+")
UNIT = re.compile(r"(?:kr|sek|%|st)$", re.IGNORECASE)
NUMBER = re.compile(r"[-−]?[0-9]{1,15}(?:[.,][0-9]{1,6})?", re.ASCII)
POINTED_THOUSANDS = re.compile(r"[-−]?[0-9]{1,3}(?:[.,][0-9]{3})+", re.ASCII)
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def number(place: Place, raw: object, low: float | None, high: float | None) -> int | float | None:
    """A whole number where it is whole; "40 000", "12,5" and "46 %" are read as typed."""
    if isinstance(raw, str):
        raw = _typed_number(place, raw)
        if raw is None:
            return None
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise place.error("wrong_shape")
    if isinstance(raw, float) and not math.isfinite(raw):
        raise place.error("not_a_number", value=str(raw))
    least, most = -LARGEST if low is None else low, LARGEST if high is None else high
    if raw < least:
        raise place.error("too_small", value=shown(raw), low=least)
    if raw > most:
        raise place.error("too_large", value=shown(raw), high=most)
    return int(raw) if int(raw) == raw else raw


def _typed_number(place: Place, raw: str) -> int | float | None:
    typed = UNIT.sub("", SPACES.sub("", raw))
    if not typed:
        if raw.strip():
            raise place.error("not_a_number", value=raw[:LONGEST_QUOTE])
        return None
    if POINTED_THOUSANDS.fullmatch(typed) and not typed.lstrip("-−").startswith("0"):
        raise place.error("ambiguous_number", value=raw.strip()[:LONGEST_QUOTE])
    if not NUMBER.fullmatch(typed):
        raise place.error("not_a_number", value=raw.strip()[:LONGEST_QUOTE])
    value = float(typed.replace("−", "-").replace(",", "."))
    return int(value) if value.is_integer() else value


def text(place: Place, raw: object, longest: int = LONGEST_TEXT) -> str | None:
    """The text without spaces around it, with line ends as newlines; None when nothing is left."""
    if not isinstance(raw, str):
        raise place.error("wrong_shape")
    words = raw.replace("\r\n", "\n").replace("\r", "\n").strip()
    if UNWRITABLE.search(words):
        raise place.error("bad_characters")
    if len(words) > longest:
        raise place.error("too_long", high=longest)
    return words or None


def day(place: Place, raw: object) -> str | None:
    """The date as YYYY-MM-DD."""
    if not isinstance(raw, str):
        raise place.error("wrong_shape")
    typed = raw.strip()
    if not typed:
        return None
    try:
        return date.fromisoformat(typed).isoformat() if ISO_DATE.fullmatch(typed) else place.no_date(typed)
    except ValueError:
        return place.no_date(typed)


def one(place: Place, raw: object, choices: Sequence[Choice]) -> str | None:
    """The code of one of the choices."""
    if not isinstance(raw, str):
        raise place.error("wrong_shape")
    code = raw.strip()
    if code and code not in {each.code for each in choices}:
        raise place.error("unknown_choice", value=code[:LONGEST_QUOTE])
    return code or None


def several(place: Place, raw: object, choices: Sequence[Choice]) -> list[Value] | None:
    """The codes in the guide's order, each once."""
    given = [raw] if isinstance(raw, str) else raw
    if not isinstance(given, list):
        raise place.error("wrong_shape")
    codes = {one(place, each, choices) for each in given} - {None}
    chosen = [each for each in choices if each.code in codes]
    alone = next((each for each in chosen if each.alone), None)
    if alone is not None and len(chosen) > 1:
        raise place.error("alone", value=alone.title.say("sv"))
    return [each.code for each in chosen] or None


def level(place: Place, raw: object, low: int, high: int) -> int | None:
    """A step of a scale, from ``low`` to ``high``; "3" is read as 3."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    value = raw
    if isinstance(raw, str):
        typed = raw.strip()
        value = int(typed) if typed in [str(step) for step in range(low, high + 1)] else raw
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise place.error("wrong_shape")
    if not isinstance(value, int) or not low <= value <= high:
        raise place.error("outside_scale", value=shown(value), low=low, high=high)
    return value


def shown(value: object) -> str | float:
    """A sent value short enough to stand in a message; a number small enough stays one."""
    if isinstance(value, int | float):
        return value if -LARGEST <= value <= LARGEST else "…"
    return str(value)[:LONGEST_QUOTE]


class Place:
    """Where a value belongs, for the errors about it."""

    def __init__(self, item: Question, field: str = "", row: int | None = None) -> None:
        self.question = item.code
        self.field = field if row is None else f"{row}-{field}"

    def error(self, code: str, **values: Value) -> AnswerError:
        return AnswerError(self.question, code, self.field, **values)

    def no_date(self, typed: str) -> str:
        raise self.error("not_a_date", value=typed[:LONGEST_QUOTE])


def field_value(item: Question, field: Field, raw: object, row: int) -> Value:
    """The value of one field of a repeated group's row."""
    place = Place(item, field.code, row)
    if raw is None:
        return None
    if field.kind is Kind.NUMBER:
        return number(place, raw, field.low, field.high)
    if field.kind is Kind.DATE:
        return day(place, raw)
    if field.kind is Kind.ONE:
        return one(place, raw, field.choices)
    return text(place, raw, LONGEST_LINE)
