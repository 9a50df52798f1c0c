"""One place in a guide's plain data, which reads itself as text, number or list and reports what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from surveys.conditions import Condition, read
from surveys.parts import Text
from surveys.problems import Problems

CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}", re.ASCII)
Scalar = str | int | float | bool


class Node:
    """A value with its path; a wrong one is reported once and read as something harmless."""

    def __init__(self, value: object, path: str, problems: Problems, languages: tuple[str, ...] = ()) -> None:
        self.value = value
        self.path = path
        self.problems = problems
        self.languages = languages

    def at(self, key: str) -> Node:
        """The place below; its value is None where there is nothing."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        path = f"{self.path}.{key}" if self.path else key
        return Node(value, path, self.problems, self.languages)

    def has(self, key: str) -> bool:
        return isinstance(self.value, dict) and self.value.get(key) is not None

    def expect(self, needed: str, allowed: str = "") -> Node:
        """Report keys that are missing or not known; both are lists of names parted by spaces."""
        if not isinstance(self.value, dict):
            self._wrong("name: value")
            return self
        every = needed.split() + allowed.split()
        for key in needed.split():
            if self.value.get(key) is None:
                self.problems.add(self.path, "missing", key=key)
        for key in self.value:
            if key not in every:
                self.problems.add(self.path, "unexpected", key=str(key), allowed=", ".join(every))
        return self

    def entries(self) -> Iterator[tuple[str, Node]]:
        """Names and places of a mapping; nothing where there is none."""
        if self.value is None:
            return
        if not isinstance(self.value, dict):
            self._wrong("name: value")
            return
        for key, each in self.value.items():
            if each is None or not isinstance(key, str):
                self.problems.add(self.path, "missing", key=str(key))
            else:
                yield key, self.at(key)

    def items(self) -> Iterator[Node]:
        """The places in a list; nothing where there is none."""
        if self.value is None:
            return
        if not isinstance(self.value, list):
            self._wrong("- …")
            return
        for number, each in enumerate(self.value):
            name = each.get("code") or each.get("id") if isinstance(each, dict) else None
            path = f"{self.path}.{name}" if isinstance(name, str) else f"{self.path}[{number}]"
            if each is None:
                self.problems.add(path, "empty")
                continue
            yield Node(each, path, self.problems, self.languages)

    def string(self) -> str:
        if isinstance(self.value, str) and self.value.strip():
            return self.value
        if self.value is not None:
            self._wrong("text")
        return ""

    def strings(self) -> tuple[str, ...]:
        return tuple(each.string() for each in self.items())

    def code(self) -> str:
        """A text that can stand in conditions and form fields."""
        if isinstance(self.value, str) and not CODE.fullmatch(self.value):
            self.problems.add(self.path, "code_shape", value=self.value)
        return self.string()

    def one_of(self, allowed: Iterable[str]) -> str:
        """One of the allowed words; the first of them where it is wrong."""
        words = tuple(allowed)
        if self.value in words:
            return self.value
        if self.value is not None:
            self.problems.add(self.path, "not_one_of", value=str(self.value), allowed=", ".join(words))
        return words[0]

    def whole(self, *, missing: int = 0) -> int:
        if isinstance(self.value, int) and not isinstance(self.value, bool) and self.value >= 0:
            return self.value
        if self.value is not None:
            self._wrong("0, 1, 2 …")
        return missing

    def number(self) -> float | None:
        if isinstance(self.value, int | float) and not isinstance(self.value, bool):
            return self.value
        if self.value is not None:
            self._wrong("12, 12.5 …")
        return None

    def flag(self) -> bool:
        if not isinstance(self.value, bool | None):
            self._wrong("true, false")
        return self.value is True

    def text(self) -> Text:
        """Words in every language of the guide."""
        if not isinstance(self.value, dict):
            if self.value is not None:
                self._wrong("sv: …, en: …")
            return Text({})
        self.expect("", " ".join(self.languages))
        words = {language: self.at(language).string() for language in self.languages}
        for language, said in words.items():
            if not said:
                self.problems.add(self.path, "text_language", language=language)
        return Text(words)

    def text_or_none(self) -> Text | None:
        return None if self.value is None else self.text()

    def texts(self) -> dict[str, Text]:
        return {key: each.text() for key, each in self.entries()}

    def condition(self) -> Condition:
        return read(self.value, self.path, self.problems)

    def condition_or_none(self) -> Condition | None:
        return None if self.value is None else self.condition()

    def _wrong(self, wanted: str) -> None:
        self.problems.add(self.path, "wrong_type", wanted=wanted, value=repr(self.value)[:60])
