"""Interviews to fill a database with: variants of the example interview with what the method derives from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

from surveys import findings
from surveys.answers import Answers, read_answer
from surveys.guide import Guide
from surveys.guide_file import packaged, plain_data
from surveys.needs import Need

EXAMPLE = Path(__file__).parent.parent / "examples" / "interview-exempelverkstaden.yaml"
VARIANTS = 24
ENDED_AFTER = (4, 7, 11)
"""After how many areas a visit ended: a short one, one of average length, a whole one."""


@dataclass(frozen=True)
class Variant:
    """What was answered in a visit, and the needs that follow from just these answers."""

    answers: dict[str, Any]
    needs: tuple[Need, ...]

    @cached_property
    def areas(self) -> frozenset[str]:
        """The areas that the visit asked about."""
        return frozenset(code[0] for code in self.answers)


def variants(random: Random) -> list[Variant]:
    """Answers as people might give them, each with the method's own needs."""
    guide = packaged()
    told = plain_data(EXAMPLE.read_text(encoding="utf-8"))["answers"]
    made = []
    for number in range(VARIANTS):
        areas = [area.code for area in guide.areas][: ENDED_AFTER[number % len(ENDED_AFTER)]]
        raw = {code: _varied(guide, code, value, random) for code, value in told.items() if code[0] in areas}
        answers = {code: value for code, each in raw.items() if (value := read_answer(guide, code, each))}
        made.append(Variant(answers, findings.derive(Answers(guide, answers)).needs))
    return made


def _varied(guide: Guide, code: str, value: Any, random: Random) -> Any:  # noqa: ANN401 - answers as read
    """Another step of the same scale; everything else is answered as in the example."""
    if isinstance(value, dict) and "now" in value:
        now = random.randint(1, 4)
        item = guide.item(code)
        wanted = {"wanted": random.randint(now, 5)} if "wanted" in value and item.scale is not None else {}
        return {"now": now, **wanted}
    if code.endswith((".urgency", ".impact")):
        return random.randint(0, 3)
    return value
