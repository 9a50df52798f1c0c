"""What the company's paper says, ready to be set: every text in its language, nothing left to decide."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class CoverFact:
    label: str
    value: str


@dataclass(frozen=True)
class PaperNeed:
    """A need in the company's own words."""

    title: str
    priority: str
    said: str


@dataclass(frozen=True)
class PaperArea:
    """Now and wanted on the guide's scale from 1 to 5, None where it was not asked or not answered."""

    name: str
    now: float | None
    wanted: float | None
    step: str
    is_large: bool


@dataclass(frozen=True)
class PaperProfile:
    """The picture of now against wanted; ``spoken`` tells all of it to those who listen."""

    heading: str
    now_word: str
    wanted_word: str
    step_word: str
    levels: Sequence[str]
    areas: Sequence[PaperArea]
    spoken: str


@dataclass(frozen=True)
class PaperOffer:
    """One thing the company can get; ``answer`` is empty while there are boxes to tick."""

    need: str
    title: str
    runs: str
    what: str
    facts: Sequence[CoverFact]
    why_label: str
    why: str
    answer: str
    boxes: Sequence[str]


@dataclass(frozen=True)
class PaperText:
    """A heading with its lines."""

    heading: str
    lines: Sequence[str]


@dataclass(frozen=True)
class CompanyPaper:
    cover: Sequence[CoverFact]
    title: str
    lead: str
    needs_heading: str
    needs: Sequence[PaperNeed]
    needs_note: str
    profile: PaperProfile | None
    offers_heading: str
    offers: Sequence[PaperOffer]
    offers_note: str
    ends: Sequence[PaperText]
