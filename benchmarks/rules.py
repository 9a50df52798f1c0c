"""Measure the evaluator that answers many supports' rules for many companies at once, and check it by the pair.

python -m benchmarks.rules --supports 10000 --companies 5120
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Sequence
from datetime import date
from random import Random

import click

from benchmarks.catalogue import catalogue
from iuc_hub import clock, taxonomy
from matching.eligibility import VERDICT_OF_CODE, EligibilityTable, check
from matching.types import Company, FactValue, Support

CHUNK = 256
KNOWN = 0.85
"""How often a fact is known."""
CHECKED = 2_000


@click.command()
@click.option("--supports", default=10_000, show_default=True)
@click.option("--companies", default=5_120, show_default=True)
@click.option("--seed", default=1, show_default=True)
def measure(supports: int, companies: int, seed: int) -> None:
    """Print milliseconds a company, by chunks of 256, after pairs drawn at random were judged alike one by one."""
    random, today = Random(seed), clock.today()  # noqa: S311 - invented rows, the same for the same seed
    offered = catalogue(supports, random, today)
    started = time.perf_counter()
    table = EligibilityTable(offered, taxonomy.hierarchies())
    built = time.perf_counter() - started
    asked = _companies(companies, random)
    _check(table, (offered, asked), random, today)
    spent = []
    for first in range(0, companies, CHUNK):
        chunk = asked[first : first + CHUNK]
        started = time.perf_counter()
        table.answers(chunk, [today] * len(chunk))
        spent.append((time.perf_counter() - started) * 1000 / len(chunk))
    figures = {"prepared_ms": round(built * 1000, 1), "ms_a_company": round(statistics.median(spent), 4)}
    click.echo(json.dumps(figures | {"slowest_chunk": round(max(spent), 4)}))


def _companies(count: int, random: Random) -> list[Company]:
    places = list(taxonomy.municipalities())
    codes = [code for code in taxonomy.industries() if len(code) == 5]  # noqa: PLR2004 - the finest
    return [Company(str(number), facts=_facts(random, places, codes)) for number in range(count)]


def _facts(random: Random, places: Sequence[str], codes: Sequence[str]) -> dict[str, FactValue]:
    facts: dict[str, FactValue] = {
        "employees": random.randint(1, 400),
        "turnover_sek": random.randint(1, 900) * 1_000_000,
        "sni": (random.choice(codes),),
        "municipality_code": random.choice(places),
        "legal_form": "AB",
        "founded_year": random.randint(1950, 2026),
        "member": random.random() < KNOWN,
        "work_started": False,
    }
    return {name: value for name, value in facts.items() if random.random() < KNOWN}


def _check(
    table: EligibilityTable, pairs: tuple[Sequence[Support], Sequence[Company]], random: Random, today: date
) -> None:
    """Judge some pairs both ways; raises AssertionError where they differ."""
    offered, asked = pairs
    some = [random.choice(asked) for _ in range(CHUNK)]
    answers = table.answers(some, [today] * len(some))
    for _ in range(CHECKED):
        row, column = random.randrange(len(some)), random.randrange(len(offered))
        alone = check(offered[column], some[row], today, taxonomy.hierarchies())[0]
        if alone is not VERDICT_OF_CODE[int(answers[row, column])]:
            raise AssertionError(
                f"{some[row].id} × {offered[column].id}: one pair and many at once disagree."
            )


if __name__ == "__main__":
    measure()
