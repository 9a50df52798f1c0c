"""Where the company stands and wants to be, area by area, for the picture of now against wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.answers import Answers, is_answered
from surveys.conditions import find


@dataclass(frozen=True, slots=True)
class AreaProfile:
    """Means of the area's maturity answers, None where there are none; ``wanted`` also where it isn't asked."""

    area: str
    now: float | None
    wanted: float | None

    @property
    def gap(self) -> float | None:
        """Steps from now to wanted, never below 0."""
        if self.now is None or self.wanted is None:
            return None
        return max(0.0, self.wanted - self.now)


def profile(answers: Answers) -> tuple[AreaProfile, ...]:
    """The areas that ask for maturity, in order; only complete and relevant answers count."""
    rows = []
    for area in answers.guide.areas:
        asked = [each for each in area.questions if each.scale is not None]
        complete = [each for each in asked if is_answered(each, answers.active.get(each.code))]
        means = [
            _mean([find(answers.active, f"{each.code}.{step}") for each in complete])
            for step in ("now", "wanted")
        ]
        if asked:
            rows.append(AreaProfile(area.code, *means))
    return tuple(rows)


def _mean(values: Sequence[object]) -> float | None:
    levels = [each for each in values if isinstance(each, int)]
    return sum(levels) / len(levels) if levels else None
