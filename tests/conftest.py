"""What every test shares: a clock that stands still, and how many examples a property is tried on."""

import os
from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import settings

from iuc_hub import clock as clock_module
from iuc_hub.clock import STOCKHOLM, FixedClock

settings.register_profile("house", deadline=None, max_examples=40, derandomize="CI" in os.environ)
settings.load_profile("house")
"""On a build server the same commit gets the same verdict; everywhere else new examples are tried each time."""

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=STOCKHOLM)


@pytest.fixture
def clock() -> Iterator[FixedClock]:
    """Tuesday 24 November 2026, noon in Stockholm; ``clock.move(days=1)`` moves it."""
    fixed = FixedClock(NOON)
    before = clock_module.use(fixed)
    yield fixed
    clock_module.use(before)
