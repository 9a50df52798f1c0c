"""The steps an interview may take; each is checked and logged here, whoever takes it."""

from datetime import datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.errors import N_
from iuc_hub.interviews.models import Interview, InterviewChange, InterviewState
from iuc_hub.lifecycle import Lifecycle
from surveys.typed import UNWRITABLE

LONGEST_WHY = 2_000

STATE_WORDS = {
    InterviewState.PLANNED: N_("planerad"),
    InterviewState.IN_PROGRESS: N_("pågår"),
    InterviewState.COMPLETED: N_("avslutad"),
    InterviewState.APPROVED: N_("godkänd"),
    InterviewState.CANCELLED: N_("inställd"),
}

INTERVIEW = Lifecycle(
    steps={
        InterviewState.PLANNED: frozenset({InterviewState.IN_PROGRESS, InterviewState.CANCELLED}),
        InterviewState.IN_PROGRESS: frozenset({InterviewState.COMPLETED, InterviewState.CANCELLED}),
        InterviewState.COMPLETED: frozenset({InterviewState.APPROVED, InterviewState.IN_PROGRESS}),
    },
    words=STATE_WORDS,
)


def move(
    session: Session,
    scope: Scope,
    interview: Interview,
    after: InterviewState,
    *,
    now: datetime,
    why: str = "",
) -> None:
    """Take one step and log who took it, when and why.

    Raises:
        IllegalTransition: when the interview's state does not allow the step.
    """
    before = interview.state
    INTERVIEW.check(before, after)
    interview.state = after
    session.add(interview)
    change = InterviewChange.model_validate(
        {
            "hub_id": interview.hub_id, "interview_id": interview.id, "at": now, "user_id": scope.user,
            "before": before, "after": after, "why": UNWRITABLE.sub("", why).strip()[:LONGEST_WHY],
        }
    )  # fmt: skip
    session.add(change)
    session.flush()
