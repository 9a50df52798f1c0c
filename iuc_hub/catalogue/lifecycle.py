"""Which step may follow which in a support's life, and how each state is called."""

from iuc_hub.catalogue.models import SupportState as State
from iuc_hub.errors import N_
from iuc_hub.lifecycle import Lifecycle

LIFE = Lifecycle(
    steps={
        State.DRAFT: frozenset({State.IN_REVIEW}),
        State.IN_REVIEW: frozenset({State.DRAFT, State.PUBLISHED}),
        State.PUBLISHED: frozenset({State.ARCHIVED}),
        State.ARCHIVED: frozenset({State.PUBLISHED}),
    },
    words={
        State.DRAFT: N_("utkast"),
        State.IN_REVIEW: N_("granskas"),
        State.PUBLISHED: N_("publicerat"),
        State.ARCHIVED: N_("arkiverat"),
    },
)
"""An archived support can be published again: archiving is undone by the same table."""
