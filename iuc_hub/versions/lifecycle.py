"""Which step may follow which in a model version's life, and how each state is called."""

from iuc_hub.errors import N_
from iuc_hub.lifecycle import Lifecycle
from iuc_hub.versions.models import VersionState as State

LIFE = Lifecycle(
    steps={
        State.CANDIDATE: frozenset({State.ACTIVE, State.RETIRED}),
        State.ACTIVE: frozenset({State.RETIRED}),
        State.RETIRED: frozenset({State.ACTIVE}),
    },
    words={
        State.SHIPPED: N_("följer med"),
        State.CANDIDATE: N_("förslag"),
        State.ACTIVE: N_("används"),
        State.RETIRED: N_("tidigare"),
    },
)
"""An earlier version can be taken into use again: going back is the same step."""
