"""A page saved as text: its lines, the labels they begin with, and the day it was last changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import yaml

from iuc_hub.taxonomy import REFERENCE

BREAK = re.compile(r"\r\n|\n|\r")
UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")  # soft hyphens, and blanks without width
BULLET = re.compile(r"(?:[-–—•*·]|\d+[.)])\s+")
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Label:
    """A label as the page writes it with what stands after it; ``key`` is what page_labels.yaml calls it."""

    key: str
    name: str
    value: str
    row: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its blanks made single: running text, or the labels it consists of.

    ``apart`` says that a blank line stands before it.
    """

    row: int
    text: str
    labels: tuple[Label, ...] = ()
    apart: bool = False

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as running text does, which a title or a name does not."""
        return self.text.endswith((".", ":", ";", ","))

    @property
    def is_bullet(self) -> bool:
        return bool(BULLET.match(self.text))


@cache
def page_words() -> dict[str, Any]:
    """The file reference/page_labels.yaml."""
    with (REFERENCE / "page_labels.yaml").open(encoding="utf-8") as file:
        loaded: dict[str, Any] = yaml.safe_load(file)
    return loaded


@cache
def _keys() -> dict[str, str]:
    return {name.casefold(): key for key, names in page_words()["labels"].items() for name in names}


@cache
def _label() -> re.Pattern[str]:
    names = sorted(_keys(), key=len, reverse=True)
    return re.compile(rf"(?<!\S)({'|'.join(map(re.escape, names))})\s*:\s*", re.IGNORECASE)


@cache
def _changed() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, page_words()['changed']))})\b:?\s*(.*)", re.IGNORECASE)


def page_lines(text: str) -> tuple[Line, ...]:
    """The lines that say something, with their row numbers; a label alone takes the line below as its value."""
    cleaned = [" ".join(UNSEEN.sub("", each).split()) for each in BREAK.split(text)]
    found: list[Line] = []
    at = 0
    while at < len(cleaned):
        apart = at > 0 and not cleaned[at - 1]
        row, line = at + 1, cleaned[at]
        labels = _labels(line, row)
        if labels and not labels[-1].value and at + 1 < len(cleaned) and _is_value(cleaned[at + 1]):
            at += 1
            labels = (*labels[:-1], replace(labels[-1], value=cleaned[at]))
        if line:
            found.append(Line(row, line, labels, apart))
        at += 1
    return tuple(found)


def _labels(line: str, row: int) -> tuple[Label, ...]:
    """The labels a line consists of; none where it begins with something else."""
    if line.casefold() in _keys():
        return (Label(_keys()[line.casefold()], line, "", row),)
    hits = list(_label().finditer(line))
    if not hits or hits[0].start():
        return ()
    ends = [*(hit.start() for hit in hits[1:]), len(line)]
    return tuple(
        Label(_keys()[hit[1].casefold()], hit[1], line[hit.end() : end].strip(), row)
        for hit, end in zip(hits, ends, strict=True)
    )


def _is_value(line: str) -> bool:
    return bool(line) and not line.endswith(".") and not _labels(line, 0)


def is_change_line(line: Line) -> bool:
    """Whether the line says when the page was changed, which is where its own text ends."""
    return bool(_changed().match(line.text))


def changed_on(lines: Sequence[Line]) -> date | None:
    """The day that the page itself says it was last changed; None where it says none that can be read."""
    for at, line in enumerate(lines):
        hit = _changed().match(line.text)
        if hit:
            below = lines[at + 1].text if at + 1 < len(lines) else ""
            return _day(hit[1] or below)
    return None


def _day(text: str) -> date | None:
    iso = re.match(r"(\d{4})-(\d{2})-(\d{2})\b", text)
    said = re.match(r"(\d{1,2}) ([a-zåäö]+) (\d{4})\b", text.casefold())
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if said and said[2] in page_words()["months"]:
            return date(int(said[3]), page_words()["months"].index(said[2]) + 1, int(said[1]))
    except ValueError:
        return None
    return None


def source_of(name: str, lines: Sequence[Line]) -> str:
    """The file's name with the day that the page says it was last changed."""
    day = changed_on(lines)
    if day is None:
        return name
    return f"{name}, senast ändrad {day.day} {page_words()['months'][day.month - 1]} {day.year}"


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """The lines as paragraphs; a bullet is one of its own."""
    found: list[str] = []
    for number, line in enumerate(lines):
        if number and not line.apart and not line.is_bullet and not lines[number - 1].is_bullet:
            found[-1] += f" {line.text}"
        else:
            found.append(line.text)
    return found
