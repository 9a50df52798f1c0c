"""A large catalogue out of the example one: the same kinds of support in other places, years and words."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from benchmarks.bulk import Making
from iuc_hub import taxonomy
from iuc_hub.catalogue.models import CatalogueVersion, Support, SupportRevision, SupportTheme
from iuc_hub.catalogue.records import record_of
from iuc_hub.demo.data import example_supports
from iuc_hub.exchange.supports import parse_supports
from iuc_hub.ordering import swedish_key
from matching.eligibility import last_day_of
from matching.types import Support as KnownSupport

OPENINGS = ("Utlysning", "Programmet", "Satsningen", "Erbjudandet", "Stödet", "Omgången")
HALF, CLOSED = 0.5, 0.6
"""Half have no last day; of the rest six in ten have closed already, as in a catalogue that is some years old."""


def catalogue(count: int, random: Random, today: date, opening: str = "matt") -> list[KnownSupport]:
    """This many invented supports; many of them have closed by ``today``."""
    models = [json.loads(line) for line in example_supports().split("\n") if line]
    records = (_variant(models, f"{opening}-{number:05d}", random, today) for number in range(count))
    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in records)
    return list(parse_supports(lines, "catalogue"))


def add_supports(
    making: Making, supports: Sequence[KnownSupport], *, own: Sequence[KnownSupport], hub_id: int
) -> None:
    """Store the shared supports, and ``own`` as this hub's, each with its revision and themes."""
    its_own = {support.id for support in own}
    for support in (*supports, *own):
        record = record_of(support)
        making.bulk.add(
            Support, id=support.id, hub_id=hub_id if support.id in its_own else None, kind=support.kind,
            title=support.title, title_key=swedish_key(support.title), provider=support.provider,
            search_key=swedish_key(f"{support.title} {support.provider}"), opens=support.opens,
            closes=last_day_of(support), verified_on=support.verified_on, is_example=True, record=record,
            updated_at=making.now, changed_in=1,
        )  # fmt: skip
        making.bulk.add(SupportRevision, support_id=support.id, revision=1, record=record, at=making.now)
        for theme in dict.fromkeys(support.themes):
            making.bulk.add(SupportTheme, support_id=support.id, theme=theme)
    token = uuid.uuid4().hex  # new each time, as the application makes it: built indexes are kept under it
    making.bulk.add(CatalogueVersion, id=1, number=1, token=token)
    making.bulk.write()


def _variant(models: list[dict[str, Any]], name: str, random: Random, today: date) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(random.choice(models)))
    other = random.choice(models)
    county = random.choice(list(taxonomy.counties()))
    place = taxonomy.name_of(taxonomy.counties(), county)
    year = today.year - random.randint(0, 4)
    made["id"] = name
    made["title"] = f"{random.choice(OPENINGS)} {name[-5:]}: {made['title']}, {place} {year}"[:200]
    sentences = made["description"].split(". ") + other["description"].split(". ")
    random.shuffle(sentences)
    made["description"] = ". ".join(sentences[: random.randint(4, 8)]).strip(".") + "."
    made["eligibility"]["counties"] = [county] if random.random() < HALF else []
    made["rolling"] = random.random() < HALF
    made["opens"] = made["closes"] = None
    made.pop("cutoffs", None)
    if not made["rolling"]:
        away = -random.randint(1, 1400) if random.random() < CLOSED else random.randint(0, 300)
        closes = today + timedelta(days=away)
        made["opens"] = (closes - timedelta(days=random.randint(30, 120))).isoformat()
        made["closes"] = closes.isoformat()
    return made
