"""What every test shares: a clock that stands still."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from iuc_hub import clock as clock_module
from iuc_hub.clock import STOCKHOLM, FixedClock

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=STOCKHOLM)


@pytest.fixture
def clock() -> Iterator[FixedClock]:
    """Tuesday 24 November 2026, noon in Stockholm; ``clock.move(days=1)`` moves it."""
    fixed = FixedClock(NOON)
    before = clock_module.use(fixed)
    yield fixed
    clock_module.use(before)
