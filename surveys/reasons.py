"""What a finding and its reasons are: which rule, which answers, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.conditions import Value
from surveys.parts import Text


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule met by one answer; ``kind`` is gap, trigger, named or rating; ``brief`` fits after "F1:"."""

    rule: str
    kind: str
    question: str
    values: Mapping[str, Value]
    text: Text
    brief: Text

    def as_dict(self) -> dict[str, object]:
        """For storing: the sentence in every language beside rule, question and values."""
        place = {"rule": self.rule, "kind": self.kind, "question": self.question}
        brief = {f"brief_{language}": words for language, words in self.brief.words.items()}
        return {**place, "values": dict(self.values), **self.text.words, **brief}


@dataclass(frozen=True, slots=True)
class Finding:
    """A question whose answer shows a need; ``gap`` is what it counts as in the score."""

    question: str
    area: str
    theme: str
    gap: int
    reasons: tuple[Reason, ...]
    helps: tuple[str, ...]
