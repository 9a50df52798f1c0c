"""Typesets a template with a value into an accessible PDF; no text of the value is ever read as markup."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol

from iuc_hub import web
from iuc_hub.documents.alphabet import printable
from iuc_hub.documents.tokens import colours
from iuc_hub.errors import N_
from iuc_hub.web.assets import PAPER_FONTS
from iuc_hub.web.format import Reader

if TYPE_CHECKING:
    import typst

PACKAGE = Path(web.__path__[0]).parent
"""Templates lie below it and may read only what lies below it."""
STANDARD: Literal["ua-1"] = "ua-1"
PAGE = N_("Sida %(page)s av %(pages)s")


class FontsMissingError(Exception):
    """The fonts for paper were not copied when the application was set up."""


class Paper(Protocol):
    """A frozen dataclass of texts and numbers, as its template knows it."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


@dataclass(frozen=True)
class Imprint:
    """What every paper carries: its title, who stands behind it, and what every page's foot says."""

    title: str
    author: str
    foot: str
    made_at: datetime


def typeset(template: str, paper: Paper, imprint: Imprint, reader: Reader) -> bytes:
    """The PDF/UA-1 of ``template``, a path below the package as "recommendations/papers/company.typ".

    The value travels as JSON, so that a text is only ever text.

    Raises:
        FontsMissingError: when the fonts for paper are not installed.
    """
    import typst  # noqa: PLC0415 - heavy: loaded when the first paper is made

    inputs = {
        "paper": _as_json(asdict(paper)),
        "imprint": _as_json(
            {
                "title": imprint.title,
                "author": imprint.author,
                "foot": imprint.foot,
                "page": reader.say(PAGE),
                "language": reader.locale.language,
            }
        ),
        "colours": json.dumps(colours()),
    }
    compiler = typst.Compiler(
        PACKAGE / template, root=PACKAGE, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs
    )
    moment = int(imprint.made_at.timestamp())
    made = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=moment)
    if not isinstance(made, bytes):
        raise TypeError(f"typst made {type(made).__name__} of {template}, not one PDF")
    return made


def _as_json(value: Mapping[str, object]) -> str:
    return json.dumps(_clean(value), ensure_ascii=False)


def _clean(value: object) -> object:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {str(key): _clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return value


@cache
def _fonts() -> "typst.Fonts":
    import typst  # noqa: PLC0415 - heavy: loaded when the first paper is made

    if not any(PAPER_FONTS.glob("*.ttf")):
        raise FontsMissingError(f"{PAPER_FONTS} holds no fonts. Run `make setup` to install them.")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[PAPER_FONTS])
