"""Publishes a round: decided once, stored, and shown as it was stored from then on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from iuc_hub import jobs
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.clock import day_in_sweden
from iuc_hub.jobs import Job
from iuc_hub.reports import services
from iuc_hub.reports.figures import Figures, figures_of
from iuc_hub.reports.models import Publication
from iuc_hub.reports.overview import Overview, Population, published_overview
from iuc_hub.reports.period import Period, published_periods, round_named
from iuc_hub.reports.publications import queries
from iuc_hub.reports.publications.records import (
    Decided,
    PeriodRecord,
    overview_from,
    record_of,
    round_from,
)
from iuc_hub.reports.publishing import Round, published, round_of
from iuc_hub.reports.queries import count_hubs
from iuc_hub.reports.suppression import SMALLEST

Tell = Callable[[int, int], None]
"""Hears how many steps of how many are done."""
GRACE = timedelta(days=14)
"""So long after a quarter's end its last visits may be written up before the network's figures are published."""
NETWORK = Scope(role=Role.ANALYST, actor="system")


def find_overview(session: Session, scope: Scope, period: Period) -> Overview | None:
    """What was published of a period; None while its round is not published."""
    stored = queries.find_publication(session, scope, period.last)
    records = [] if stored is None else _records(stored)
    return next((overview_from(each) for each in records if each.first == period.first), None)


@dataclass(frozen=True)
class Gathered:
    """All that a round is decided from, read once: deciding takes long, and no transaction waits for it."""

    hub_id: int | None
    last: date
    stored: Publication | None = None
    earlier: Sequence[PeriodRecord] = ()
    counted: Sequence[tuple[Figures, Round, Population]] = ()
    hubs: int = 0


def gather(session: Session, scope: Scope, last: date) -> Gathered:
    """Read what the round that ended on this day is decided from; the stored publication where there is one."""
    if (stored := queries.find_publication(session, scope, last)) is not None:
        return Gathered(scope.hub_id, last, stored)
    rows = queries.list_publications_before(session, scope, last)
    return Gathered(
        scope.hub_id,
        last,
        earlier=[each for row in rows for each in _records(row)],
        counted=[_counted(session, scope, period) for period in published_periods(last)],
        hubs=count_hubs(session),
    )


def decide(gathered: Gathered, *, now: datetime, tell: Tell = lambda _done, _of: None) -> Publication:
    """What may be published of a round; the stored publication where there is one."""
    if gathered.stored is not None:
        return gathered.stored
    tell(0, 1)
    shown = published(
        [one for _figures, one, _population in gathered.counted],
        [round_from(each) for each in gathered.earlier],
        tell=tell,
    )
    records: list[PeriodRecord] = []
    for (found, one, population), counts in zip(gathered.counted, shown, strict=True):
        overview = published_overview(found, one.period, population, counts, gathered.hubs)
        decided = Decided(overview, one, counts, found.granted)
        records.append(record_of(decided, [*gathered.earlier, *records]))
    return Publication(
        hub_id=gathered.hub_id,
        last=gathered.last,
        made_at=now,
        figures=[each.model_dump(mode="json") for each in records],
    )


def _counted(session: Session, scope: Scope, period: Period) -> tuple[Figures, Round, Population]:
    rows = services.history(session, scope, period)
    found = figures_of(rows)
    company_of = {each.id: each.company for each in rows.sent}
    company_of |= {each.id: each.company for each in rows.rejected}
    one = round_of(found, company_of, period, places=scope.hub_id is not None)
    return found, one, services.population(session, scope, found)


def _records(stored: Publication) -> Sequence[PeriodRecord]:
    return [PeriodRecord.model_validate(each) for each in stored.figures]


def overview_of_publication(publication: Publication, period: Period) -> Overview:
    """A period of a publication, stored or about to be."""
    return next(overview_from(each) for each in _records(publication) if each.first == period.first)


def keep(session: Session, scope: Scope, publication: Publication) -> Publication:
    """Store what was decided, unless somebody else has published the round meanwhile; returns what counts.

    A round that shows nothing is not stored, so that it can be published once there is more.
    """
    stored = queries.find_publication(session, scope, publication.last)
    if stored is None and any(each.counts.get("met", 0) >= SMALLEST for each in _records(publication)):
        session.add(publication)
        session.flush()
    return stored or publication


def want_network_round(session: Session, today: date, *, now: datetime, user_id: int | None = None) -> Job:
    """Want the network's figures of the newest quarter that has ended published by a job."""
    last = round_named(None, today).last
    return jobs.enqueue(
        session, queries.PUBLISH_NETWORK, {"last": last.isoformat()}, now=now, requested_by=user_id,
        unique_key=f"{queries.PUBLISH_NETWORK}:{last.isoformat()}",
    )  # fmt: skip


def want_network_round_when_due(session: Session, today: date, *, now: datetime) -> bool:
    """Want the newest round published once its last visits have had time to be written up; says whether.

    Where the first company came in today, the past is still being entered.
    """
    last, began = round_named(None, today).last, queries.find_first_company_day(session)
    if today < last + GRACE or began is None or day_in_sweden(began) >= today:
        return False
    if queries.find_publication(session, NETWORK, last) is not None:
        return False
    want_network_round(session, today, now=now)
    return True
