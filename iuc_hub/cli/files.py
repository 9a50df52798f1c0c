"""What the commands on files share: reading a whole file, the day asked for, needs with a day each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click

from iuc_hub.companies.size_facts import sized
from iuc_hub.errors import N_, InputError
from iuc_hub.exchange.rows import decoded
from matching.types import Need

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])

language_option = click.option(
    "--language",
    type=click.Choice(["sv", "en"]),
    default="sv",
    show_default=True,
    help="Language of reasons and explanations.",
)


def text_of(path: Path) -> str:
    """The file's text; raises FileError where it is not UTF-8."""
    return decoded(path.read_bytes(), str(path))


def as_day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def dated(needs: Sequence[Need], as_of: date | None) -> tuple[Need, ...]:
    """The needs on the day asked for, else each on its own, each company with its class of size that day.

    Refuses a need that has no day.
    """
    found = []
    for need in needs:
        day = as_of or need.as_of
        if day is None:
            message = N_("Behovet %(need)s saknar as_of. Lägg till dagen i filen, eller ange --as-of.")
            raise InputError(message, field="as_of", need=need.id)
        found.append(replace(need, as_of=day, company=sized(need.company, day)))
    return tuple(found)
