"""One transition table per lifecycle, and the error for a step it does not hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from iuc_hub.errors import N_, IllegalTransition

State = TypeVar("State", bound=StrEnum)


@dataclass(frozen=True)
class Lifecycle(Generic[State]):
    """What may follow each state; a state without followers is an end."""

    steps: Mapping[State, frozenset[State]]
    words: Mapping[State, str]

    def allows(self, before: State, after: State) -> bool:
        return after in self.steps.get(before, frozenset())

    def check(self, before: State, after: State) -> None:
        """Raise IllegalTransition unless ``after`` may follow ``before``."""
        if not self.allows(before, after):
            raise IllegalTransition(
                N_(
                    "Steget från ”%(before)s” till ”%(after)s” finns inte. Ladda om sidan för att se läget nu."
                ),
                before=self.words[before],
                after=self.words[after],
            )
