"""What happens by itself: which jobs are wanted every day."""

from datetime import datetime, time

from iuc_hub import clock, jobs
from iuc_hub.clock import STOCKHOLM
from iuc_hub.db import transaction

DAILY = ("prune",)


def want_daily_jobs() -> None:
    """Enqueue today's jobs once, however often this is called."""
    now = clock.now()
    midnight = datetime.combine(clock.day_in_sweden(now), time.min, STOCKHOLM)
    with transaction() as session:
        for kind in DAILY:
            jobs.enqueue_daily(session, kind, now=now, midnight=midnight)
