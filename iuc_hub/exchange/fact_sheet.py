"""fact-sheet: a page that presents one financed project with its aims, to a support of the kind project."""

from __future__ import annotations

from collections.abc import Sequence

from iuc_hub.errors import N_, FileError
from iuc_hub.exchange.page_text import (
    LONGEST_TITLE,
    Label,
    Line,
    is_change_line,
    page_lines,
    page_words,
    paragraphs,
    source_of,
)
from iuc_hub.exchange.page_values import kronor, numeric_aim, period, project_support
from iuc_hub.exchange.personal import QUOTE, without_people
from matching.types import Project, Support

Sections = dict[str, list[Line]]


def parse_fact_sheet(text: str, where: str, name: str) -> tuple[int, Support]:
    """The sheet's project with the row of its title.

    Raises:
        FileError: where the title, the purpose, the owner, the sum or the period is missing or can't be read.
    """
    lines = page_lines(text)
    owner, grant, time = (_label(lines, key, where) for key in ("owner", "grant", "period"))
    title = _title(lines, where)
    starts, ends = period(time, where)
    sections = _sections(lines)
    aims = tuple(filter(None, (numeric_aim(each) for each in _listed(sections))))
    project = Project(owner.value, kronor(grant, where), starts, ends, aims)
    description = _description(sections)
    if not description:
        message = N_("Syftet saknas. Lägg till rubriken ”Syfte” med texten under.")
        raise FileError(message, where=where, row=title.row)
    source, url = source_of(name, lines), _home(lines)
    return title.row, project_support(
        project, title=title.text, description=description, source=source, url=url
    )


def _label(lines: Sequence[Line], key: str, where: str) -> Label:
    found = [label for line in lines for label in line.labels if label.key == key]
    name = page_words()["labels"][key][0]
    if len(found) > 1:
        message = N_("”%(name)s:” står också på rad %(first)s. Ett faktablad har ett projekt: dela filen.")
        raise FileError(message, where=where, row=found[1].row, name=name, first=found[0].row)
    if not found or not found[0].value:
        row = found[0].row if found else max((line.row for line in lines), default=1)
        message = N_("”%(name)s: …” saknas. Lägg till raden bland projektets fakta.")
        raise FileError(message, where=where, row=row, name=name)
    return found[0]


def _section_of(line: Line) -> str | None:
    word = line.text.rstrip(":").casefold()
    for key, names in page_words()["sections"].items():
        if word in [each.casefold() for each in names]:
            return str(key)
    return None


def _title(lines: Sequence[Line], where: str) -> Line:
    """The line above the first section; only a quote in between is passed over, never other text."""
    first = next((at for at, line in enumerate(lines) if _section_of(line)), None)
    if first is None:
        message = N_("Rubrikerna ”Bakgrund”, ”Syfte” och ”Mål” saknas. Lägg till dem på egna rader.")
        raise FileError(message, where=where, row=1)
    above = [line for line in lines[:first] if not line.text.startswith(tuple(QUOTE))]
    if not above or above[-1].is_sentence or above[-1].labels or len(above[-1].text) > LONGEST_TITLE:
        message = N_("Projektets namn saknas. Skriv det på en egen rad ovanför rubriken ”%(heading)s”.")
        raise FileError(message, where=where, row=lines[first].row, heading=lines[first].text)
    return above[-1]


def _sections(lines: Sequence[Line]) -> Sections:
    """The lines under each heading; labels, and what follows the day of the last change, belong to none."""
    found: Sections = {}
    current: str | None = None
    for line in lines:
        key = _section_of(line)
        if key or line.labels or is_change_line(line):
            current = key
        elif current:
            found.setdefault(current, []).append(line)
    return found


def _listed(sections: Sections) -> list[str]:
    """The aims that are told one by one."""
    return [each for each in paragraphs(sections.get("aims", ())) if _is_listed(each)]


def _is_listed(text: str) -> bool:
    return Line(0, text).is_bullet or text.startswith("Att ")


def _description(sections: Sections) -> str:
    """The purpose first, for that is what is shown in short; then the background and the aims in words."""
    purpose = without_people(paragraphs(sections.get("purpose", ())))
    background = without_people(paragraphs(sections.get("background", ())))
    aims = without_people(
        [
            each
            for each in paragraphs(sections.get("aims", ()))
            if not (_is_listed(each) and numeric_aim(each))
        ]
    )
    told = aims[:-1] if aims and aims[-1].endswith(":") else aims
    return "\n\n".join((*purpose, *background, *told)) if purpose else ""


def _home(lines: Sequence[Line]) -> str:
    """The project's own page, where its address is written out."""
    found = next((label.value for line in lines for label in line.labels if label.key == "home"), "")
    return found if found.startswith(("http://", "https://")) and " " not in found else ""
