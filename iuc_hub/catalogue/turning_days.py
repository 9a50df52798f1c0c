"""Has companies matched again on the days when supports open or have closed."""

from datetime import date, datetime

from sqlmodel import Session

from iuc_hub.accounts.queries import list_hubs
from iuc_hub.catalogue import queries
from iuc_hub.catalogue.services import want_rematching


def want_rematching_when_due(session: Session, *, today: date, now: datetime) -> int:
    """Want the hubs matched again where a published support opens today, or had a last day or cut-off yesterday.

    On other days no support comes or goes by the day alone. Tells how many hubs.
    """
    owners = queries.list_owners_of_turned(session, today)
    concerned = [hub.id for hub in list_hubs(session) if hub.id in owners or None in owners]
    want_rematching(session, concerned, now=now)
    return len(concerned)
