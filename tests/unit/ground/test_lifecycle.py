"""A lifecycle allows its steps and names both ends of a step it refuses."""

from enum import StrEnum

import pytest

from iuc_hub.errors import IllegalTransition
from iuc_hub.lifecycle import Lifecycle


class Light(StrEnum):
    RED = "red"
    GREEN = "green"
    BROKEN = "broken"


LIGHT = Lifecycle(
    {Light.RED: frozenset({Light.GREEN, Light.BROKEN}), Light.GREEN: frozenset({Light.RED})},
    {Light.RED: "Rött", Light.GREEN: "Grönt", Light.BROKEN: "Trasigt"},
)


def test_a_step_in_the_table_is_allowed() -> None:
    LIGHT.check(Light.RED, Light.GREEN)


def test_a_step_outside_the_table_is_an_error_that_names_both_states() -> None:
    with pytest.raises(IllegalTransition, match="”Trasigt” till ”Rött”"):
        LIGHT.check(Light.BROKEN, Light.RED)
