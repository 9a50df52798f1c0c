"""project-list: a programme's page that lists the projects it pays for, to supports of the kind project."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from iuc_hub.errors import N_, FileError
from iuc_hub.exchange.page_text import (
    LONGEST_TITLE,
    Label,
    Line,
    is_change_line,
    page_lines,
    paragraphs,
    source_of,
)
from iuc_hub.exchange.page_values import different, kronor, period, project_support
from iuc_hub.exchange.personal import without_people
from matching.types import Project, Support

OTHER_LABEL = re.compile(r"[A-ZÅÄÖ][\w åäöÅÄÖ/-]{1,40}:\s*\S")
TELLING = {"owner", "period"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """One project as it stands on the page, before its values are read."""

    row: int
    title: str
    labels: dict[str, Label]
    body: tuple[Line, ...]


def parse_project_list(text: str, where: str, name: str) -> tuple[list[tuple[int, Support]], list[FileError]]:
    """Each project with its row, and a refusal for each that can't be read without guessing.

    A project is a title on a line of its own, its labels below (``Projektägare:`` and ``Projekttid:``, in any
    order), and its purpose until the next title or the line that says when the page was changed.
    """
    lines = page_lines(text)
    source = source_of(name, lines)
    found: list[tuple[int, Support]] = []
    errors: list[FileError] = []
    entries = _entries(lines)
    if not entries:
        message = N_(
            "Inga projekt hittades. Spara sidan som text, med ”Projektägare:” och ”Projekttid:” under varje rubrik."
        )
        raise FileError(message, where=where)
    for entry in entries:
        try:
            found.append((entry.row, _support(entry, where, source)))
        except FileError as error:
            errors.append(error)
    kept, same = different(found, where)
    return kept, [*errors, *same]


def _entries(lines: Sequence[Line]) -> list[_Entry]:
    heads = _heads(lines)
    titles = [
        _title_at(lines, start, after)
        for (start, _), (_, after) in zip(heads, [(0, 0), *heads], strict=False)
    ]
    entries = []
    for number, (start, end) in enumerate(heads):
        last = number + 1 == len(heads)
        stop = (
            len(lines)
            if last
            else (heads[number + 1][0] if titles[number + 1] is None else titles[number + 1])
        )
        labels = {label.key: label for line in lines[start:end] for label in line.labels}
        at = titles[number]
        title = "" if at is None else lines[at].text
        entries.append(_Entry(lines[start].row, title, labels, _body(lines[end:stop], last=last)))
    return entries


def _heads(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Where each project's labels begin and end; other labels between them are passed over."""
    heads: list[tuple[int, int]] = []
    keys: set[str] = set()
    for at, line in enumerate(lines):
        here = {label.key for label in line.labels}
        goes_on = heads and here and not here & keys and _only_labels(lines[heads[-1][1] : at])
        if goes_on:
            heads[-1] = (heads[-1][0], at + 1)
            keys |= here
        elif here & TELLING:
            heads.append((at, at + 1))
            keys = here
    return heads


def _only_labels(between: Sequence[Line]) -> bool:
    return all(line.labels or (OTHER_LABEL.match(line.text) and not line.is_sentence) for line in between)


def _title_at(lines: Sequence[Line], start: int, after: int) -> int | None:
    """The line above a project's labels, where it has the form of a title."""
    at = start - 1
    if at < after or lines[at].labels or lines[at].is_sentence or lines[at].is_bullet:
        return None
    return at if len(lines[at].text) <= LONGEST_TITLE else None


def _body(lines: Sequence[Line], *, last: bool) -> tuple[Line, ...]:
    """The purpose: until the page's own last line, else (for the last project) to the end of its first paragraph."""
    end = next((at for at, line in enumerate(lines) if is_change_line(line)), None)
    if end is None and last:
        end = next((at for at, line in enumerate(lines) if at and line.apart), None)
    body = [line for line in lines[:end] if not line.labels]
    while len(body) > 1 and body[-1].apart and not body[-1].is_bullet and _is_heading(body[-1].text):
        body.pop()
    return tuple(body)


def _is_heading(text: str) -> bool:
    """Whether a last line is a heading of what comes after it."""
    return text[-1].isalnum()


def _support(entry: _Entry, where: str, source: str) -> Support:
    if not entry.title:
        message = N_("Projektets namn saknas. Skriv det på en egen rad ovanför ”Projektägare:”.")
        raise FileError(message, where=where, row=entry.row)
    owner, time = _needed(entry, "owner", where), _needed(entry, "period", where)
    starts, ends = period(time, where)
    description = "\n\n".join(without_people(paragraphs(entry.body)))
    if not description:
        message = N_("Syftet för projektet ”%(title)s” saknas. Skriv det under projektets uppgifter.")
        raise FileError(message, where=where, row=entry.row, title=entry.title)
    grant = entry.labels.get("grant")
    project = Project(owner.value, kronor(grant, where) if grant else None, starts, ends)
    return project_support(project, title=entry.title, description=description, source=source)


def _needed(entry: _Entry, key: str, where: str) -> Label:
    label = entry.labels.get(key)
    if label is not None and label.value:
        return label
    row = label.row if label else entry.row
    message = {
        "owner": N_("Ägaren till projektet ”%(title)s” saknas. Lägg till ”Projektägare: …”."),
        "period": N_("Tiden för projektet ”%(title)s” saknas. Lägg till ”Projekttid: 2012-03 — 2014-10”."),
    }[key]
    raise FileError(message, where=where, row=row, title=entry.title)
