"""What a test does when something it needs is not on the machine."""

import os
from typing import NoReturn

import pytest


def missing(what: str, why: str) -> NoReturn:
    """Skip with the reason on a person's machine; fail where everything is promised to be there."""
    text = f"{what} is not reachable ({why.strip()}); start or install it to run these tests"
    if os.environ.get("CI"):
        pytest.fail(text)
    pytest.skip(text)
