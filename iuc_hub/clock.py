"""What time it is: one clock per process, replaced by tests, read only at the doors."""

from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


class Clock(Protocol):
    """Anything that tells the time as an aware UTC datetime."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """A time that stands still until it is moved; for tests and for replaying a day."""

    def __init__(self, at: datetime) -> None:
        self.at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        """Move forward by ``timedelta(**by)``."""
        self.at += timedelta(**by)


_current: list[Clock] = [SystemClock()]


def use(clock: Clock) -> Clock:
    """Make ``clock`` this process's clock and return the one before, so that it can be put back."""
    before, _current[0] = _current[0], clock
    return before


def now() -> datetime:
    """Aware UTC."""
    return _current[0].now()


def today() -> date:
    """The calendar day in Sweden, which decides whether a deadline has passed."""
    return day_in_sweden(now())


def day_in_sweden(at: datetime) -> date:
    """The Swedish calendar day of an aware instant."""
    return at.astimezone(STOCKHOLM).date()
