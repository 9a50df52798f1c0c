"""How far an interview has come, area by area, and what remains before it can be completed."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.answers import Answers, is_answered
from surveys.findings import derive

RATINGS = ("urgency", "impact")


@dataclass(frozen=True, slots=True)
class AreaProgress:
    """Answered of the questions that are relevant now in one area."""

    area: str
    answered: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.answered

    @property
    def is_done(self) -> bool:
        return self.left == 0


@dataclass(frozen=True, slots=True)
class Progress:
    areas: tuple[AreaProgress, ...]

    @property
    def answered(self) -> int:
        return sum(each.answered for each in self.areas)

    @property
    def total(self) -> int:
        return sum(each.total for each in self.areas)

    def area(self, code: str) -> AreaProgress:
        """Raises KeyError if there is no such area."""
        for each in self.areas:
            if each.area == code:
                return each
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Remaining:
    """Codes not answered: questions, and ratings that a finding waits for; ``order`` has both as asked."""

    questions: tuple[str, ...]
    ratings: tuple[str, ...]
    order: tuple[str, ...]
    every: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        return not self.order

    def next(self, after: str = "") -> str | None:
        """The next to ask after a code, from the start again when nothing follows."""
        here = self.every.index(after) if after in self.every else -1
        follows = (code for code in self.order if self.every.index(code) > here)
        return next(follows, self.order[0] if self.order else None)


def progress(answers: Answers) -> Progress:
    """Only relevant questions count; urgency, impact and notes do not."""
    areas = []
    for area in answers.guide.areas:
        asked = [each for each in area.questions if answers.is_relevant(each.code)]
        done = sum(is_answered(each, answers.active.get(each.code)) for each in asked)
        areas.append(AreaProgress(area.code, done, len(asked)))
    return Progress(tuple(areas))


def remaining(answers: Answers) -> Remaining:
    """What is asked before completing: open questions, and urgency and impact where a finding needs them."""
    found = {each.area for each in derive(answers).findings}
    questions, ratings, order, every = [], [], [], []
    for area in answers.guide.areas:
        for item in area.items:
            every.append(item.code)
            name = item.code.partition(".")[2]
            is_open = answers.is_relevant(item.code) and not is_answered(item, answers.active.get(item.code))
            if name in RATINGS and area.code in found and is_open:
                ratings.append(item.code)
                order.append(item.code)
            elif not name and is_open:
                questions.append(item.code)
                order.append(item.code)
    return Remaining(tuple(questions), tuple(ratings), tuple(order), tuple(every))
