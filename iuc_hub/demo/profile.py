"""Who an invented company is: its name, number, place, trade, size and how far it has come."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import TypeVar

from stdnum import luhn

from iuc_hub.demo.pools import Branch, Family, Names, Place, SizeRange

SERIES = "559990"
"""The organisation numbers of the demo, all in one invented series."""
PUNCTUAL = (("ä", "a"), ("å", "a"), ("ö", "o"), ("é", "e"), (" ", ""), ("-", ""))
EXPORTING = {"machine": 2.4, "electro": 2.0, "foundry": 1.6, "plastic": 1.4, "food": 0.3, "stone": 0.1}
AREA_LEVELS = {"B": 0.1, "C": 0.0, "D": 0.2, "E": 0.1, "F": -0.3, "G": -0.1, "H": 0.1, "I": -0.2, "J": -0.1}
One = TypeVar("One")


@dataclass(frozen=True)
class Profile:
    """``ambition`` weighs no step, one and two steps between now and in two years."""

    organisation_number: str
    name: str
    address: str
    place: Place
    branch: Branch
    trade: Family
    employees: int
    turnover: int
    export_share: int
    founded: int
    temper: float
    ambition: tuple[int, int, int]
    content: bool
    """Whether they have what they want, so that nothing they answer shows a need."""

    @property
    def family(self) -> str:
        return self.branch.family

    @property
    def industry(self) -> str:
        return self.branch.industry

    @property
    def town(self) -> str:
        return self.place.town

    @property
    def domain(self) -> str:
        """A host under .example, the ending kept for examples."""
        words = self.name.lower().removesuffix(" ab").split(" i ")[0]
        for letter, plain in PUNCTUAL:
            words = words.replace(letter, plain)
        return f"{words}.example"

    def level(self, area: str) -> float:
        """Where its answers about an area lie: larger companies, and some branches, have come further."""
        return 1.35 + 0.26 * log2(self.employees) + self.trade.level + self.temper + AREA_LEVELS[area]


def number_of(sequence: int) -> str:
    """The organisation number of the demo's so many-th company, with its check digit."""
    digits = f"{SERIES}{sequence:03d}"
    whole = digits + str(luhn.calc_check_digit(digits))
    return f"{whole[:6]}-{whole[6:]}"


def weighted(rng: random.Random, choices: Sequence[One], weights: Sequence[int]) -> One:
    return rng.choices(choices, weights=weights)[0]


def chance(rng: random.Random, share: float) -> bool:
    """True in this share of the cases."""
    return rng.random() < share


class Founder:
    """Founds companies whose names, numbers and places are told apart."""

    def __init__(
        self,
        rng: random.Random,
        names: Names,
        branches: Sequence[Branch],
        families: Mapping[str, Family],
        used: set[str],
    ) -> None:
        self._rng, self._names, self._branches, self._families = rng, names, branches, families
        self._used = used

    def found(self, sequence: int, year: int, places: Sequence[Place], sizes: Sequence[SizeRange]) -> Profile:
        """The so many-th company as it is in this year."""
        rng = self._rng
        branch = weighted(rng, self._branches, [one.weight for one in self._branches])
        place = weighted(rng, places, [one.weight for one in places])
        size = weighted(rng, sizes, [one.weight for one in sizes])
        trade = self._families[branch.family]
        employees = rng.randint(size.least, size.most)
        turnover = int(round(employees * rng.uniform(*trade.sek), -5))
        content = chance(rng, 0.12)
        ambition = weighted(rng, ((8, 2, 0), (5, 4, 1), (3, 5, 2), (2, 5, 3)), (2, 4, 5, 3))
        return Profile(
            organisation_number=number_of(sequence),
            name=self._name(branch, place),
            address=f"{rng.choice(self._names.streets)} {rng.randint(1, 48)}",
            place=place,
            branch=branch,
            trade=trade,
            employees=employees,
            turnover=turnover,
            export_share=self._export_share(branch, employees),
            founded=year - rng.randint(6, 70),
            temper=rng.gauss(0, 0.35),
            ambition=(1, 0, 0) if content else ambition,
            content=content,
        )

    def _export_share(self, branch: Branch, employees: int) -> int:
        most = 12 * EXPORTING.get(branch.family, 0.7) * log2(employees)
        return min(90, round(self._rng.uniform(0, most) / 5) * 5)

    def _name(self, branch: Branch, place: Place) -> str:
        while True:
            if chance(self._rng, 0.5):
                name = f"{self._rng.choice(self._names.adjectives)} {self._rng.choice(branch.alone)}"
            else:
                name = f"{self._rng.choice(self._names.compounds)}{self._rng.choice(branch.joined)}"
            if name not in self._used:
                self._used.add(name)
                where = f" i {place.town}" if chance(self._rng, 0.4) else ""
                return f"{name}{where} AB"
