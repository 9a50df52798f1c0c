"""Invented notes as advisors write them, and the companies they are about: each need has a company of its own."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import yaml

from iuc_hub import taxonomy
from matching.types import Company, FactValue, Need


@cache
def _words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = yaml.safe_load(
        Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    )
    return words


def notes(count: int, random: Random, today: date) -> list[Need]:
    """This many needs, each of a company of its own, judged on one day."""
    themes = list(taxonomy.themes())
    return [_need(number, random, today, themes) for number in range(count)]


def _need(number: int, random: Random, today: date, themes: list[str]) -> Need:
    words = _words()
    parts = [
        *random.sample(words["beginnings"], random.randint(2, 4)),
        *random.sample(words["ends"], random.randint(0, 2)),
    ]
    company = _company(number, random)
    places = list(taxonomy.municipalities().values())
    text = ". ".join(parts).format(
        trade=random.choice(words["trades"]), count=random.randint(2, 60), money=random.randint(50, 900),
        year=random.randint(1975, 2024), age=random.randint(45, 74), country=random.choice(words["countries"]),
        place=random.choice(places).sv,
    )  # fmt: skip
    return Need(f"n{number}", random.choice(themes), text, company, random.randint(1, 5), as_of=today)


def _company(number: int, random: Random) -> Company:
    municipality = random.choice(list(taxonomy.municipalities()))
    facts: dict[str, FactValue] = {
        "employees": random.choice((3, 8, 14, 27, 49, 50, 88, 140, 249, 260)),
        "turnover_sek": float(random.randint(2, 600)) * 1e6,
        "sni": (random.choice(_words()["sni"]),),
        "county": municipality[:2],
        "municipality_code": municipality,
        "legal_form": random.choice(_words()["legal_forms"]),
        "founded_year": random.randint(1950, 2025),
    }  # fmt: skip
    for name in random.sample(sorted(facts), random.randint(0, 2)):
        if name not in ("county", "municipality_code"):
            facts[name] = None
    return Company(f"c{number}", f"Exempelbolaget {number} AB", facts)
