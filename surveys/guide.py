"""A guide: the areas, questions, scales and rules of an interview, checked when it is built."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from hashlib import sha256

from surveys.guide_checks import problems_of
from surveys.parts import Area, Choice, Field, Kind, Question, Rules, Scale, Text
from surveys.problems import GuideError

__all__ = ["Area", "Choice", "Field", "Guide", "GuideError", "Kind", "Question", "Rules", "Scale", "Text"]


@dataclass(frozen=True)
class Guide:
    """A whole guide; building one that contradicts itself raises GuideError with every place and remedy."""

    name: str
    version: str
    languages: tuple[str, ...]
    title: Text
    scales: tuple[Scale, ...]
    states: Mapping[str, Text]
    areas: tuple[Area, ...]
    rules: Rules
    digest: str = field(init=False, compare=False)
    _items: dict[str, tuple[Area, Question]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if problems := problems_of(self.areas, self.rules):
            raise GuideError(problems)
        items = {each.code: (area, each) for area in self.areas for each in area.items}
        object.__setattr__(self, "_items", items)
        object.__setattr__(self, "digest", self._digest())

    @property
    def label(self) -> str:
        """Name and version in one word; stored with each need as the version of its rules."""
        return f"{self.name}-{self.version}"

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in the order asked, without what is asked once per area."""
        return tuple(question for area in self.areas for question in area.questions)

    def item(self, code: str) -> Question:
        """A question, or what is asked once per area (``F.urgency``). Raises KeyError if there is none."""
        return self._items[code][1]

    def area_of(self, code: str) -> Area:
        """The area that asks this question. Raises KeyError if there is none."""
        return self._items[code][0]

    def area(self, code: str) -> Area:
        """Raises KeyError if there is none."""
        for each in self.areas:
            if each.code == code:
                return each
        raise KeyError(code)

    def __contains__(self, code: object) -> bool:
        return code in self._items

    def _digest(self) -> str:
        names = ("name", "version", "languages", "title", "scales", "states", "areas", "rules")
        content = {name: _plain(getattr(self, name)) for name in names}
        return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return [[key, _plain(each)] for key, each in value.items()]
    if is_dataclass(value):
        own = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        return {"is": type(value).__name__} | own
    return value
