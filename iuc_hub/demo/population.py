"""The invented number of companies there are to meet, handed in as a hub's administrator would hand it in."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.demo import pools
from iuc_hub.demo.data import HubTold
from iuc_hub.reports import populations
from iuc_hub.uploads.plans import NEW, Handed
from iuc_hub.uploads.tables import Row, Table

HEADERS = ("Kommun", "SNI-kod", "Antal företag")


def counted(hub: HubTold) -> Iterator[tuple[str, str, int]]:
    """Municipality, division, companies: the whole shared out by the weights of places and divisions."""
    pool = pools.population()
    places = pools.branches().places[hub.county]
    shares = sum(place.weight for place in places) * sum(pool.divisions.values())
    for place in places:
        for division, weight in pool.divisions.items():
            yield place.code, division, round(pool.wholes[hub.slug] * place.weight * weight / shares)


def hand_in(session: Session, scope: Scope, hub: HubTold, *, now: datetime, today: date) -> bool:
    """Take in last year's numbers unless some of them are there; returns whether they were taken in.

    Raises:
        HubError: when a row is refused, which is a mistake in the files.
    """
    rows = [
        Row(number, (code, division, str(companies)))
        for number, (code, division, companies) in enumerate(counted(hub), start=2)
    ]
    settings: dict[str, object] = {"year": str(today.year - 1), "source": pools.population().source}
    table = Table(HEADERS, rows)
    plan = populations.plan(session, scope, Handed(0, table, settings, today, lambda _done, _total: None))
    if plan.counts[NEW] != len(rows):
        return False
    plan.take_in(session, now)
    return True
