"""What a guide is made of: texts, scales, choices, fields, questions, areas and its rules, all frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from surveys.conditions import Condition


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in each of the guide's languages."""

    words: Mapping[str, str]

    def say(self, language: str) -> str:
        """The words in that language, else in the guide's first."""
        return self.words.get(language) or next(iter(self.words.values()), "")

    def as_dict(self) -> dict[str, str]:
        return dict(self.words)


class Kind(StrEnum):
    """How a question is answered."""

    MATURITY = "M"
    ONE = "E"
    SEVERAL = "F"
    TEXT = "T"
    NUMBER = "N"
    DATE = "D"
    GROUP = "U"
    RATING = "R"  # urgency and impact, asked once per area


@dataclass(frozen=True, slots=True)
class Scale:
    """A maturity scale: the words of level 1 and up, and which of *now* and *wanted* it asks."""

    code: str
    levels: tuple[Text, ...]
    labels: Mapping[str, Text]

    @property
    def asks(self) -> tuple[str, ...]:
        return tuple(self.labels)


@dataclass(frozen=True, slots=True)
class Choice:
    """One alternative; ``said`` is how it is told inside a sentence, ``alone`` that nothing goes with it."""

    code: str
    title: Text
    help: Text | None = None
    said: Text | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a repeated group's rows; ``fact`` names what it tells about the company."""

    code: str
    kind: Kind
    title: Text
    choices: tuple[Choice, ...] = ()
    of_areas: bool = False
    unit: Text | None = None
    low: float | None = None
    high: float | None = None
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``short`` names it in lists and reasons, ``need`` is the title when it stands alone."""

    code: str
    kind: Kind
    title: Text
    short: Text
    help: Text | None = None
    theme: str = ""
    helps: tuple[str, ...] = ()
    need: Text | None = None
    scale: Scale | None = None
    choices: tuple[Choice, ...] = ()
    fields: tuple[Field, ...] = ()
    max_rows: int = 0
    unit: Text | None = None
    low: float | None = None
    high: float | None = None
    fact: str = ""
    states: Mapping[str, Text] = field(default_factory=dict)
    when: Condition | None = None

    def choice(self, code: str) -> Choice | None:
        return next((each for each in self.choices if each.code == code), None)

    def field(self, code: str) -> Field | None:
        return next((each for each in self.fields if each.code == code), None)


@dataclass(frozen=True, slots=True)
class Area:
    """One area: its questions, what is asked once for all of it, and its needs' titles by theme."""

    code: str
    title: Text
    theme: str
    questions: tuple[Question, ...]
    asked_once: tuple[Question, ...] = ()
    needs: Mapping[str, Text] = field(default_factory=dict)

    @property
    def items(self) -> tuple[Question, ...]:
        """The questions, then urgency, impact, own words and observation as far as the area asks them."""
        return self.questions + self.asked_once

    @property
    def asks(self) -> tuple[str, ...]:
        return tuple(each.code.partition(".")[2] for each in self.asked_once)


@dataclass(frozen=True, slots=True)
class GapRule:
    """A finding for every maturity answer where ``when`` holds of this.gap, this.urgency, this.impact."""

    id: str
    when: Condition


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A finding for the areas that the company itself named, with its words."""

    id: str
    question: str
    area: str
    words: str
    min_gap: int
    reason: Text
    brief: Text


@dataclass(frozen=True, slots=True)
class Trigger:
    """A finding on ``question`` when the answers meet ``when``, for each row that meets ``row`` if there is one."""

    id: str
    question: str
    reason: Text
    brief: Text
    when: Condition | None = None
    row: Condition | None = None


@dataclass(frozen=True, slots=True)
class AcuteRule:
    """A need that cites ``question`` is acute, whatever its score, when ``when`` holds."""

    id: str
    question: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Points:
    """The most points that gap, urgency and impact can give, and the values that give them."""

    gap: int
    urgency: int
    impact: int
    gap_most: int
    urgency_most: int
    impact_most: int


@dataclass(frozen=True, slots=True)
class Rules:
    """How answers become findings, and findings ranked needs."""

    points: Points
    triggered_gap: int
    high_from: int
    medium_from: int
    scale_from: tuple[int, ...]
    horizons: Mapping[str, Text]
    horizon_of: tuple[str, ...]
    gap_reason: Text
    gap_briefs: tuple[Text, ...]
    rating_reason: Text
    gaps: tuple[GapRule, ...]
    named: NamedRule | None
    triggers: tuple[Trigger, ...]
    acute: tuple[AcuteRule, ...]
