"""Random histories of companies, interviews, needs and proposals over some quarters, without a database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from iuc_hub.recommendations.models import RecommendationState
from iuc_hub.reports.figures import SIZES, Figures, History, Profile, Rejected, Sent, figures_of
from iuc_hub.reports.period import Period, published_periods

THEMES = ("energy", "skills_workforce")
QUARTER_ENDS = (date(2025, 9, 30), date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30))
STATES = tuple(RecommendationState(each) for each in ("sent", "interested", "granted", "declined"))


@dataclass(frozen=True)
class Visit:
    """An interview finished on a day, with the (theme, horizon) of what it found; it asks about everything."""

    company: int
    on: date
    needs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Invented:
    """Plain rows with their days."""

    register: dict[int, Profile]
    visits: Sequence[Visit]
    sent: Sequence[tuple[date, Sent]]
    rejected: Sequence[tuple[date, Rejected]]

    @property
    def company_of(self) -> dict[int, int]:
        return {each.id: each.company for _on, each in (*self.sent, *self.rejected)}

    def history(self, period: Period) -> History:
        """The rows of a period as the database's questions give them."""
        held = [each for each in self.visits if _within(each.on, period)]
        newest = {
            each.company: each.on
            for each in sorted(self.visits, key=lambda one: one.on)
            if each.on <= period.last
        }
        needs = {
            (each.company, theme, when)
            for each in held
            if newest[each.company] == each.on
            for theme, when in each.needs
        }
        return History(
            self.register,
            [each.company for on, each in self.sent if _within(on, period)],
            sorted({each.company for each in held}),
            sorted(needs),
            [each for on, each in self.sent if _within(on, period)],
            [each for on, each in self.rejected if _within(on, period)],
        )

    def figures(self, period: Period) -> Figures:
        return figures_of(self.history(period))


def _within(on: date, period: Period) -> bool:
    return (period.first is None or period.first <= on) and on <= period.last


def rounds_until(last: date) -> list[tuple[Period, ...]]:
    """What is published at the end of each quarter."""
    return [published_periods(each) for each in QUARTER_ENDS if each <= last]


def invented(seed: int, companies: int) -> Invented:
    """Companies of every size met now and then, some again; the same for the same seed."""
    chance = Random(seed)  # noqa: S311 - a repeatable history, not a secret
    register = {
        one: Profile(
            chance.choice(["1880", "1863"]),
            chance.choice(["metal", "wood"]),
            chance.choices(SIZES, [4, 4, 2, 0, 1])[0],
        )
        for one in range(companies)
    }
    likely = {theme: chance.random() for theme in THEMES}
    again = chance.choice([0, 0.2, 0.6])
    visits = []
    for one in register:
        for on in QUARTER_ENDS:
            if chance.random() < (again if any(each.company == one for each in visits) else 0.5):
                found = [
                    (theme, chance.choice(["now", "later"]))
                    for theme in THEMES
                    if chance.random() < likely[theme]
                ]
                visits.append(Visit(one, on, tuple(found)))
    sent = [
        (chance.choice(QUARTER_ENDS), Sent(number, chance.randrange(companies), chance.choice(STATES)))
        for number in range(companies)
    ]
    rejected = [
        (chance.choice(QUARTER_ENDS), Rejected(10_000 + number, chance.randrange(companies), "too_late"))
        for number in range(companies // 3)
    ]
    return Invented(register, visits, sent, rejected)
