"""Which step may follow which in a recommendation's life, and how each state is called."""

from iuc_hub.errors import N_
from iuc_hub.lifecycle import Lifecycle
from iuc_hub.recommendations.models import RecommendationState as State

REPLIES = (State.INTERESTED, State.LATER, State.DECLINED)
"""What a company can answer; it may change its mind between them."""

OUTCOMES = (State.GRANTED, State.REFUSED, State.DELIVERED, State.ABANDONED)
"""What became of it in the end."""

UNDER_WAY = (State.IN_PROGRESS, *OUTCOMES)
"""Past the company's answer: worked on, or ended; the company no longer changes its answer."""

AT_COMPANY = (State.SENT, *REPLIES, *UNDER_WAY)
"""What the company has been given and can still count on."""

SETTLED = (State.REJECTED, State.DECLINED, State.WITHDRAWN, *UNDER_WAY)
"""Turned down, taken back or past asking whether the company may have it."""

SHOWN_TO_COMPANY = (*AT_COMPANY, State.WITHDRAWN)
"""What the company's page tells of: also what was taken back, with the reason."""

LIFE = Lifecycle(
    steps={
        State.PROPOSED: frozenset({State.ACCEPTED, State.REJECTED}),
        State.ACCEPTED: frozenset({State.PROPOSED, State.SENT}),
        State.REJECTED: frozenset({State.PROPOSED}),
        State.SENT: frozenset({*REPLIES, State.WITHDRAWN}),
        State.INTERESTED: frozenset(
            {State.LATER, State.DECLINED, State.IN_PROGRESS, *OUTCOMES, State.WITHDRAWN}
        ),
        State.LATER: frozenset({State.INTERESTED, State.DECLINED, State.WITHDRAWN}),
        State.DECLINED: frozenset({State.INTERESTED, State.LATER, State.WITHDRAWN}),
        State.IN_PROGRESS: frozenset({State.INTERESTED, *OUTCOMES, State.WITHDRAWN}),
        State.GRANTED: frozenset({State.IN_PROGRESS, State.DELIVERED, State.ABANDONED}),
        State.REFUSED: frozenset({State.IN_PROGRESS}),
        State.DELIVERED: frozenset({State.IN_PROGRESS}),
        State.ABANDONED: frozenset({State.IN_PROGRESS}),
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
        State.IN_PROGRESS: N_("pågår"),
        State.GRANTED: N_("beviljat"),
        State.REFUSED: N_("avslag"),
        State.DELIVERED: N_("genomfört"),
        State.ABANDONED: N_("avbrutet"),
        State.WITHDRAWN: N_("återtaget"),
    },
)
