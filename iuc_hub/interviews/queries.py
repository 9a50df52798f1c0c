"""Every select on interviews, their answers and needs."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, col, or_, select

from iuc_hub.accounts.models import User
from iuc_hub.accounts.scope import Scope
from iuc_hub.audit import AuditEntry
from iuc_hub.companies.models import Company
from iuc_hub.errors import N_, NotFound
from iuc_hub.interviews.models import (
    OWN,
    Answer,
    AnswerRevision,
    GuideText,
    HubGuide,
    Interview,
    InterviewChange,
    InterviewState,
    Need,
    NeedChange,
    Priority,
    SavedReply,
)

FINISHED = (InterviewState.COMPLETED, InterviewState.APPROVED)


def find_guide(session: Session, digest: str) -> GuideText | None:
    return session.exec(select(GuideText).where(GuideText.digest == digest)).first()


def get_guide_by_digest(session: Session, digest: str) -> GuideText:
    return session.exec(select(GuideText).where(GuideText.digest == digest)).one()


def get_guide(session: Session, guide_id: int) -> GuideText:
    return session.exec(select(GuideText).where(GuideText.id == guide_id)).one()


def find_chosen_guide(session: Session, hub_id: int) -> GuideText | None:
    """What a hub chose last, if it ever did."""
    query = select(GuideText).join(HubGuide, col(HubGuide.guide_id) == GuideText.id)
    query = query.where(HubGuide.hub_id == hub_id)
    return session.exec(query.order_by(col(HubGuide.chosen_at).desc(), col(HubGuide.id).desc())).first()


def list_guides_of_hub(session: Session, scope: Scope) -> list[GuideText]:
    """Every guide the hub has published, chosen or held an interview by, the newest first."""
    chosen = select(HubGuide.guide_id).where(HubGuide.hub_id == scope.hub)
    used = select(Interview.guide_id).where(Interview.hub_id == scope.hub)
    query = select(GuideText).where(
        or_(col(GuideText.hub_id) == scope.hub, col(GuideText.id).in_(chosen), col(GuideText.id).in_(used))
    )
    return list(session.exec(query.order_by(col(GuideText.stored_at).desc(), col(GuideText.id).desc())))


def count_interviews_by_guide(session: Session, scope: Scope) -> dict[int, int]:
    query = select(Interview.guide_id, func.count()).where(Interview.hub_id == scope.hub)
    return dict(session.exec(query.group_by(col(Interview.guide_id))).all())


def get_interview(session: Session, scope: Scope, interview_id: int, *, lock: bool = False) -> Interview:
    """An interview of the caller's hub; with ``lock`` nobody else changes it until the transaction ends.

    Raises:
        NotFound: also for another hub's interview, which the caller may not know of.
    """
    query = select(Interview).where(Interview.hub_id == scope.hub, Interview.id == interview_id)
    if scope.company_id is not None:
        query = query.where(Interview.company_id == scope.company_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    interview = session.exec(query).first()
    if interview is None:
        raise NotFound(N_("Intervjun finns inte i er hubb. Öppna den från företagets sida."))
    return interview


def list_answers(session: Session, scope: Scope, interview_id: int) -> dict[str, Answer]:
    """Question -> its answer as it stands."""
    query = select(Answer).where(Answer.hub_id == scope.hub, Answer.interview_id == interview_id)
    return {answer.question: answer for answer in session.exec(query)}


def find_answer(session: Session, scope: Scope, interview_id: int, question: str) -> Answer | None:
    query = select(Answer).where(
        Answer.hub_id == scope.hub, Answer.interview_id == interview_id, Answer.question == question
    )
    return session.exec(query.execution_options(populate_existing=True)).first()


def list_revisions(session: Session, scope: Scope, interview_id: int) -> list[AnswerRevision]:
    """Every value every answer of the interview has had, oldest first within a question."""
    query = select(AnswerRevision).where(
        AnswerRevision.hub_id == scope.hub, AnswerRevision.interview_id == interview_id
    )
    return list(session.exec(query.order_by(col(AnswerRevision.question), col(AnswerRevision.revision))))


def find_reply(session: Session, scope: Scope, interview_id: int, key: str) -> SavedReply | None:
    query = select(SavedReply).where(
        SavedReply.hub_id == scope.hub, SavedReply.interview_id == interview_id, SavedReply.key == key
    )
    return session.exec(query).first()


def list_needs(session: Session, scope: Scope, interview_id: int) -> list[Need]:
    """All of the interview's needs, withdrawn ones too, in the order they are shown."""
    query = select(Need).where(Need.hub_id == scope.hub, Need.interview_id == interview_id)
    return list(session.exec(query.order_by(*_shown_order())))


def is_active() -> ColumnElement[bool]:
    """Whether a need counts: not withdrawn, and no later interview has asked about its area."""
    return col(Need.withdrawn_at).is_(None) & col(Need.superseded_by).is_(None)


def list_active_needs(session: Session, scope: Scope, company_id: int) -> list[Need]:
    """The company's needs that count, by shown priority, then score."""
    return list_active_needs_of_many(session, scope, [company_id])


def list_active_needs_of_many(session: Session, scope: Scope, company_ids: Sequence[int]) -> list[Need]:
    """The needs of these companies that count, by shown priority, then score."""
    query = select(Need).where(Need.hub_id == scope.hub, col(Need.company_id).in_(company_ids), is_active())
    return list(session.exec(query.order_by(*_shown_order())))


def list_needs_of_company(session: Session, scope: Scope, company_id: int) -> list[Need]:
    """Every need the company ever had, withdrawn and superseded ones too."""
    query = select(Need).where(Need.hub_id == scope.hub, Need.company_id == company_id)
    return list(session.exec(query.order_by(col(Need.id))))


def list_held(session: Session, scope: Scope, company_id: int) -> list[Interview]:
    """The company's interviews that have been completed, reopened ones too but no cancelled; oldest visit first."""
    completed = select(InterviewChange.interview_id).where(
        InterviewChange.hub_id == scope.hub, InterviewChange.after == InterviewState.COMPLETED
    )
    query = (
        select(Interview)
        .where(Interview.hub_id == scope.hub, Interview.company_id == company_id)
        .where(Interview.state != InterviewState.CANCELLED)
        .where(or_(col(Interview.state).in_(FINISHED), col(Interview.id).in_(completed)))
        .order_by(func.coalesce(Interview.started_at, Interview.planned_at), col(Interview.id))
    )
    return list(session.exec(query))


def list_answered(session: Session, scope: Scope, interview_ids: Sequence[int]) -> dict[int, set[str]]:
    """Interview id -> the questions that have an answer, for each of these interviews."""
    query = select(Answer).where(Answer.hub_id == scope.hub, col(Answer.interview_id).in_(interview_ids))
    answered: dict[int, set[str]] = {each: set() for each in interview_ids}
    for answer in session.exec(query):
        if answer.value is not None:
            answered[answer.interview_id].add(answer.question)
    return answered


def lock_company(session: Session, scope: Scope, company_id: int) -> None:
    """Let nobody else settle which of the company's needs count until the transaction ends."""
    query = select(Company.id).where(Company.hub_id == scope.hub, Company.id == company_id)
    session.exec(query.with_for_update(key_share=True)).first()


def list_last_changes(session: Session, scope: Scope, need_ids: Sequence[int]) -> dict[int, NeedChange]:
    """Need id -> the newest step anybody took with it."""
    query = select(NeedChange).where(NeedChange.hub_id == scope.hub, col(NeedChange.need_id).in_(need_ids))
    return {each.need_id: each for each in session.exec(query.order_by(col(NeedChange.id)))}


def get_need(session: Session, scope: Scope, interview_id: int, need_id: int) -> Need:
    """A need of this interview.

    Raises:
        NotFound: also for another interview's or hub's need.
    """
    query = select(Need).where(
        Need.hub_id == scope.hub, Need.interview_id == interview_id, Need.id == need_id
    )
    need = session.exec(query).first()
    if need is None:
        raise NotFound(N_("Behovet finns inte i den här intervjun. Öppna resultatet igen."))
    return need


def count_own_needs(session: Session, scope: Scope, interview_id: int) -> int:
    """How many needs the advisor ever wrote in the interview, withdrawn ones too."""
    query = (
        select(func.count())
        .select_from(Need)
        .where(
            Need.hub_id == scope.hub, Need.interview_id == interview_id, col(Need.identity).startswith(OWN)
        )
    )
    return session.exec(query).one()


def list_names(session: Session, user_ids: Sequence[int]) -> dict[int, str]:
    """User id -> name, for those who changed something."""
    rows = session.exec(select(User).where(col(User.id).in_(user_ids)))
    return {user.id: user.name for user in rows if user.id is not None}


def is_logged(session: Session, once: str) -> bool:
    """Whether the audit log already has this act of this session."""
    return session.exec(select(AuditEntry.id).where(AuditEntry.once == once)).first() is not None


def list_logged(session: Session, once: Sequence[str]) -> set[str]:
    """Which of these acts the audit log already has."""
    rows = session.exec(select(AuditEntry.once).where(col(AuditEntry.once).in_(once)))
    return {each for each in rows if each is not None}


def _shown_order() -> tuple[ColumnElement[Any], ...]:
    shown = func.coalesce(Need.override_priority, Need.priority)
    rank = case({each.value: each.rank for each in Priority}, value=shown)
    return rank, col(Need.score).desc(), col(Need.id).asc()
