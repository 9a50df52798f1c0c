"""Conditions of a guide: a small tree of all, any, not and comparisons, read from data and evaluated.

A comparison is ``{answer: F1.now, is: at_most, value: 2}``. An answer that is not there makes every comparison
false. ``{some: F2, where: <condition>}`` asks whether a row of a repeated group meets a condition whose
answers are that row's fields. static/js/conditions.js evaluates the same trees in the browser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from surveys.problems import Problems

Value = bool | int | float | str | None | list["Value"] | dict[str, "Value"]
Values = Mapping[str, Value]

ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
DEEPEST = 20
LIST_TESTS = ("one_of", "includes")
ORDER: Mapping[str, Callable[[float | str, float | str], bool]] = {
    "at_least": lambda have, want: have >= want,  # type: ignore[operator]
    "at_most": lambda have, want: have <= want,  # type: ignore[operator]
    "more_than": lambda have, want: have > want,  # type: ignore[operator]
    "less_than": lambda have, want: have < want,  # type: ignore[operator]
}
TESTS = ("equal", *LIST_TESTS, "answered", *ORDER)


@dataclass(frozen=True, slots=True)
class All:
    """True when every part is; an empty one is true."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when at least one part is; an empty one is false."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


@dataclass(frozen=True, slots=True)
class Compare:
    """One answer against one value; ``answer`` is a code, or code and part such as ``F1.now``."""

    answer: str
    test: str
    value: bool | float | str | tuple[bool | float | str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Some:
    """True when a row of the repeated group ``answer`` meets ``where``."""

    answer: str
    where: Condition


Condition = All | AnyOf | Not | Compare | Some


def holds(condition: Condition, values: Values) -> bool:
    """Whether the condition is true for these answers; never raises, whatever they hold."""
    match condition:
        case All(parts):
            return all(holds(part, values) for part in parts)
        case AnyOf(parts):
            return any(holds(part, values) for part in parts)
        case Not(part):
            return not holds(part, values)
        case Some(answer, where):
            return any(holds(where, row) for row in rows_of(find(values, answer)))
        case Compare():
            return _compare(condition, find(values, condition.answer))


def find(values: Values, answer: str) -> Value:
    """The answer with that code, or the part of it after the first full stop, or None."""
    if answer in values:
        return values[answer]
    code, _, part = answer.partition(".")
    whole = values.get(code)
    return whole.get(part) if isinstance(whole, dict) else None


def rows_of(value: Value) -> list[dict[str, Value]]:
    """The rows of a repeated group's answer; none for any other value."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def references(condition: Condition) -> Iterator[str]:
    """Every answer the condition looks at, in order; not the fields of a group's rows."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from references(part)
        case Not(part):
            yield from references(part)
        case Some(answer, _) | Compare(answer, _, _):
            yield answer


def comparisons(condition: Condition) -> Iterator[tuple[str, Compare]]:
    """Every comparison with the repeated group it is asked within ("" outside any)."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from comparisons(part)
        case Not(part):
            yield from comparisons(part)
        case Some(answer, where):
            yield from ((answer, compare) for _, compare in comparisons(where))
        case Compare():
            yield "", condition


def _compare(condition: Compare, have: Value) -> bool:
    test, want = condition.test, condition.value
    if test == "answered":
        return have not in (None, "", [], {})
    wanted = want if isinstance(want, tuple) else (want,)
    if test == "includes":
        return isinstance(have, list) and any(_same(each, one) for each in have for one in wanted)
    if test == "one_of":
        return any(_same(have, one) for one in wanted)
    if test == "equal":
        return not isinstance(want, tuple) and _same(have, want)
    pair = _comparable(have, want)
    return pair is not None and ORDER[test](*pair)


def _same(have: Value, want: object) -> bool:
    if isinstance(have, bool) or isinstance(want, bool):
        return have is want
    if isinstance(have, int | float) and isinstance(want, int | float):
        return have == want
    return isinstance(have, str) and have == want


def _comparable(have: Value, want: object) -> tuple[float | str, float | str] | None:
    """Two numbers or two dates; text has no order, so that browser and server never differ."""
    if isinstance(have, bool) or isinstance(want, bool):
        return None
    if isinstance(have, int | float) and isinstance(want, int | float):
        return have, want
    if isinstance(have, str) and isinstance(want, str):
        return (have, want) if ISO_DATE.fullmatch(have) and ISO_DATE.fullmatch(want) else None
    return None


def as_data(condition: Condition) -> dict[str, object]:
    """The condition as plain data, as it stands in a guide's file."""
    match condition:
        case All(parts):
            return {"all": [as_data(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [as_data(part) for part in parts]}
        case Not(part):
            return {"not": as_data(part)}
        case Some(answer, where):
            return {"some": answer, "where": as_data(where)}
        case Compare(answer, test, value):
            data: dict[str, object] = {"answer": answer, "is": test}
            return (
                data
                if test == "answered"
                else data | {"value": list(value) if isinstance(value, tuple) else value}
            )


def read(data: object, path: str, problems: Problems, depth: int = 0) -> Condition:
    """The condition in plain data; what is wrong is added to ``problems`` and read as an empty All."""
    if depth > DEEPEST or not isinstance(data, dict) or not data:
        problems.add(path, "condition_shape")
        return All(())
    keys = set(data)
    if keys in ({"all"}, {"any"}):
        (key, parts), *_ = data.items()
        return _group(key, parts, f"{path}.{key}", problems, depth)
    if keys == {"not"}:
        return Not(read(data["not"], f"{path}.not", problems, depth + 1))
    if keys == {"some", "where"} and isinstance(data["some"], str):
        return Some(data["some"], read(data["where"], f"{path}.where", problems, depth + 1))
    return _read_compare(data, path, problems)


def _group(key: str, parts: object, path: str, problems: Problems, depth: int) -> Condition:
    if not isinstance(parts, list) or not parts:
        problems.add(path, "condition_empty")
        return All(())
    read_parts = tuple(read(part, f"{path}[{n}]", problems, depth + 1) for n, part in enumerate(parts))
    return All(read_parts) if key == "all" else AnyOf(read_parts)


def _read_compare(data: Mapping[str, object], path: str, problems: Problems) -> Condition:
    answer, test, value = data.get("answer"), data.get("is"), data.get("value")
    wanted_keys = {"answer", "is"} if test == "answered" else {"answer", "is", "value"}
    if set(data) != wanted_keys or not isinstance(answer, str) or not isinstance(test, str):
        problems.add(path, "condition_shape")
        return All(())
    if test not in TESTS:
        problems.add(f"{path}.is", "condition_test", value=test, allowed=", ".join(TESTS))
        return All(())
    if test == "answered":
        return Compare(answer, test)
    if not _value_fits(test, value):
        problems.add(f"{path}.value", "condition_value", value=str(value), test=test)
        return All(())
    return Compare(answer, test, tuple(value) if isinstance(value, list) else value)  # type: ignore[arg-type]


def _value_fits(test: str, value: object) -> bool:
    if test in LIST_TESTS:
        return isinstance(value, list) and bool(value) and all(_is_scalar(each) for each in value)
    if test in ORDER:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number or (isinstance(value, str) and ISO_DATE.fullmatch(value) is not None)
    return _is_scalar(value)


def _is_scalar(value: object) -> bool:
    return isinstance(value, bool | int | float | str)
