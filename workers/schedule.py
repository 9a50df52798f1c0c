"""What happens by itself: which jobs are wanted every day, and how often lost ones are looked for."""

import math
import time
from datetime import datetime
from datetime import time as time_of_day

from iuc_hub import clock, jobs
from iuc_hub.clock import STOCKHOLM
from iuc_hub.config import Settings
from iuc_hub.db import transaction
from workers.running import sweep

DAILY = ("prune", "prune_matches", "rematch_due", "tell_members", "wipe_notes")
SWEEP_SECONDS = 5.0


def want_daily_jobs() -> None:
    """Enqueue today's jobs once, however often this is called."""
    now = clock.now()
    midnight = datetime.combine(clock.day_in_sweden(now), time_of_day.min, STOCKHOLM)
    with transaction() as session:
        for kind in DAILY:
            jobs.enqueue_daily(session, kind, now=now, midnight=midnight)


class Upkeep:
    """Replays what dead runners left and wants the day's jobs, every few seconds however often it is asked."""

    def __init__(self, settings: Settings) -> None:
        self._pause = min(SWEEP_SECONDS, settings.lease_seconds)
        self._last = -math.inf

    def when_due(self) -> None:
        if time.monotonic() - self._last < self._pause:
            return
        sweep()
        want_daily_jobs()
        self._last = time.monotonic()
