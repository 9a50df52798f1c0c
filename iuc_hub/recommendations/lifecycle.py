"""Which step may follow which in a recommendation's life, and how each state is called."""

from iuc_hub.errors import N_
from iuc_hub.lifecycle import Lifecycle
from iuc_hub.recommendations.models import RecommendationState as State

REPLIES = (State.INTERESTED, State.LATER, State.DECLINED)
"""What a company can answer; it may change its mind between them."""

AT_COMPANY = (State.SENT, *REPLIES)
"""What the company sees on its page."""

LIFE = Lifecycle(
    steps={
        State.PROPOSED: frozenset({State.ACCEPTED, State.REJECTED}),
        State.ACCEPTED: frozenset({State.PROPOSED, State.SENT}),
        State.REJECTED: frozenset({State.PROPOSED}),
        State.SENT: frozenset({*REPLIES, State.WITHDRAWN}),
        State.INTERESTED: frozenset({State.LATER, State.DECLINED, State.WITHDRAWN}),
        State.LATER: frozenset({State.INTERESTED, State.DECLINED, State.WITHDRAWN}),
        State.DECLINED: frozenset({State.INTERESTED, State.LATER, State.WITHDRAWN}),
        State.WITHDRAWN: frozenset(),
    },
    words={
        State.PROPOSED: N_("föreslaget"),
        State.ACCEPTED: N_("tas med"),
        State.REJECTED: N_("avstått"),
        State.SENT: N_("skickat"),
        State.INTERESTED: N_("ja, gärna"),
        State.LATER: N_("senare"),
        State.DECLINED: N_("nej tack"),
        State.WITHDRAWN: N_("återtaget"),
    },
)
