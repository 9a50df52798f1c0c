"""A seeded file of companies with planted errors, each known by its row and column."""

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.factories import luhn_completed

HEADINGS = (
    "Organisationsnummer", "Företag", "Företagsform", "Kommun", "Besöksadress", "Anställda", "Omsättning",
    "SNI-kod", "Startår", "Kontaktperson", "E-post", "Uppgifterna gäller",
)  # fmt: skip
NUMBER, NAME, FORM, PLACE, ADDRESS, STAFF, TURNOVER, SNI, YEAR, PERSON, MAIL, DAY = HEADINGS
PLACES = ("Hällefors", "Ludvika", "Smedjebacken", "Örebro", "Karlskoga", "Åre", "Älvkarleby", "1863")
CODES = ("25620", "25110", "28220", "16233", "22290", "24510", "29320")
FIRST = ("Exempel", "Påhittade", "Fiktiva", "Övnings", "Låtsas", "Prov")
LAST = ("verkstaden", "plåten", "gjuteriet", "sågen", "mekaniken", "plasten")

Cells = dict[str, str]
Mistake = tuple[str, Callable[[Cells, Cells], str]]
"""The column it stands in, and what to write there, given the row and the one before."""


def _wrong_digit(row: Cells, _before: Cells) -> str:
    number = row[NUMBER]
    return number[:-1] + str((int(number[-1]) + 1) % 10)


MISTAKES: tuple[Mistake, ...] = (
    (NUMBER, _wrong_digit),
    (NUMBER, lambda _row, _before: luhn_completed("811218987")),
    (NUMBER, lambda _row, before: before[NUMBER]),
    (NAME, lambda _row, _before: "  "),
    (PLACE, lambda _row, _before: "Ankeborg"),
    (SNI, lambda _row, _before: "99999"),
    (FORM, lambda _row, _before: "GmbH"),
    (STAFF, lambda _row, _before: "ungefär tjugo"),
    (TURNOVER, lambda _row, _before: "-52000000"),
    (YEAR, lambda _row, _before: "2031"),
    (MAIL, lambda _row, _before: "vd hos exempel"),
    (ADDRESS, lambda _row, _before: "Långa gatan " * 20),
    (DAY, lambda _row, _before: "i somras"),
)


@dataclass(frozen=True)
class Planted:
    """The rows, and where the errors are: (number of the row in the file, heading)."""

    rows: list[Cells]
    places: frozenset[tuple[int, str]]

    def csv(self, *, encoding: str = "utf-8", delimiter: str = ";") -> bytes:
        text = io.StringIO()
        writer = csv.DictWriter(text, HEADINGS, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(self.rows)
        return text.getvalue().encode(encoding)


def a_company_row(chance: random.Random, place: int) -> Cells:
    name = f"{chance.choice(FIRST)}{chance.choice(LAST)} {place} AB"
    return {
        NUMBER: luhn_completed(f"5598{place:05d}"),
        NAME: name,
        FORM: chance.choice(("AB", "Aktiebolag")),
        PLACE: chance.choice(PLACES),
        ADDRESS: f"Industrigatan {chance.randint(1, 90)}",
        STAFF: str(chance.randint(0, 240)),
        TURNOVER: f"{chance.randint(1, 300)} 000 000",
        SNI: chance.choice(CODES),
        YEAR: str(chance.randint(1950, 2024)),
        PERSON: f"Kim Exempelman {place}",
        MAIL: f"kim{place}@exempel.example",
        DAY: "2025-12-31",
    }


def planted(count: int = 5000, mistakes: int = 37, *, seed: int = 20261124) -> Planted:
    """A file of ``count`` rows, ``mistakes`` of them with one error each, of every kind in turn."""
    chance = random.Random(seed)  # noqa: S311 - made-up rows, the same each time
    rows = [a_company_row(chance, place) for place in range(count)]
    spoiled = sorted(chance.sample(range(1, count // 2), mistakes))
    places = set()
    for turn, place in enumerate(spoiled):
        column, mistake = MISTAKES[turn % len(MISTAKES)]
        rows[place][column] = mistake(rows[place], rows[place - 1])
        places.add((place + 2, column))
    return Planted(rows, frozenset(places))
