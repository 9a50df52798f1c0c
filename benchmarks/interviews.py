"""Five years of interviews at a hub's companies, each with its answers and the needs that follow from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.bulk import Making
from benchmarks.companies import HubRows
from benchmarks.visits import Variant
from iuc_hub.audit import AuditEntry
from iuc_hub.interviews.models import (
    Answer,
    AnswerRevision,
    GuideText,
    Interview,
    InterviewChange,
    InterviewState,
    Need,
    Priority,
)
from iuc_hub.interviews.reading_log import READ
from surveys.guide_file import packaged, packaged_text
from surveys.needs import Need as FoundNeed

DAYS = 5 * 365
MOST_AT_ONE = 30
"""The company that was visited most, for the pages that show all of one company."""
NEVER = 0.15
"""The share of companies that nobody has interviewed yet."""
REVISED_DAYS = 365
"""Answers younger than this keep their first value as a revision too; older ones would only fill the disk."""
BEFORE = {
    InterviewState.IN_PROGRESS: InterviewState.PLANNED,
    InterviewState.COMPLETED: InterviewState.IN_PROGRESS,
    InterviewState.APPROVED: InterviewState.COMPLETED,
    InterviewState.CANCELLED: InterviewState.PLANNED,
}


@dataclass(frozen=True)
class Held:
    """A finished interview, and its needs in the order of its variant's."""

    id: int
    company: int
    at: datetime
    variant: int
    needs: tuple[int, ...]
    active: tuple[bool, ...]


def store_guide(making: Making) -> int:
    guide = packaged()
    return making.bulk.add(
        GuideText, name=guide.name, version=guide.version, digest=guide.digest, text=packaged_text(),
        stored_at=making.now,
    )  # fmt: skip


def add_interviews(
    making: Making, hub: HubRows, count: int, variants: Sequence[Variant], guide_id: int
) -> list[Held]:
    """Finished interviews, and beside them a planned one at every tenth company and some under way."""
    made: list[Held] = []
    for company, visits in _visits(making, hub, count).items():
        days = sorted(making.random.randint(1, DAYS) for _each in range(visits))
        held = [_drawn(making, company, ago, variants) for ago in reversed(days)]
        for number, one in enumerate(held):
            later = held[number + 1 :]
            made.append(_add_held(making, hub, one, later, (variants, guide_id)))
        if making.sometimes(0.1):
            _add_coming(making, hub, company, variants[making.random.randrange(len(variants))], guide_id)
    return made


def _visits(making: Making, hub: HubRows, count: int) -> dict[int, int]:
    """Company -> how many interviews; some many, some none."""
    random = making.random
    visited = [each for each in hub.companies if random.random() >= NEVER] or hub.companies
    weights = [random.choice((1, 2, 3, 5)) for _each in visited]
    visits = {visited[0]: min(MOST_AT_ONE, count)}
    for company in random.choices(visited, weights, k=count - visits[visited[0]]):
        visits[company] = visits.get(company, 0) + 1
    return visits


def _drawn(making: Making, company: int, ago: int, variants: Sequence[Variant]) -> Held:
    at = making.now - timedelta(days=ago, hours=making.random.randint(0, 8))
    return Held(0, company, at, making.random.randrange(len(variants)), (), ())


def _add_held(
    making: Making, hub: HubRows, one: Held, later: Sequence[Held], method: tuple[Sequence[Variant], int]
) -> Held:
    variants, guide_id = method
    variant, ended = variants[one.variant], one.at + timedelta(hours=2)
    state = InterviewState.APPROVED if making.sometimes(0.8) else InterviewState.COMPLETED
    interview = _interview(
        making, hub, one.company, guide_id, state=state, planned_at=one.at, started_at=one.at, completed_at=ended,
        approved_at=ended if state is InterviewState.APPROVED else None, created_at=one.at - timedelta(days=14),
    )  # fmt: skip
    _answers(making, hub, interview, one, variant)
    needs, active = [], []
    for need in variant.needs:
        asked = [
            place for place, each in enumerate(later, start=1) if need.area in variants[each.variant].areas
        ]
        # the later interviews have no rows yet: their numbers follow on this one's
        newest = interview + asked[-1] if asked else None
        needs.append(_add_need(making, hub, (one.company, interview), need, superseded_by=newest))
        active.append(newest is None)
    return Held(interview, one.company, one.at, one.variant, tuple(needs), tuple(active))


def _add_need(
    making: Making, hub: HubRows, place: tuple[int, int], need: FoundNeed, *, superseded_by: int | None
) -> int:
    company, interview = place
    return making.bulk.add(
        Need, hub_id=hub.id, company_id=company, interview_id=interview, identity=need.identity, area=need.area,
        theme=need.theme, title=need.title.as_dict(), text=need.text, words=need.words, score=need.score,
        scale=need.scale, priority=Priority(need.priority), horizon=need.horizon, helps=list(need.helps),
        contributions=dict(need.contributions), reasons=[each.as_dict() for each in need.reasons],
        rule_version=need.rule_version, derived_at=making.now, superseded_by=superseded_by,
    )  # fmt: skip


def _interview(making: Making, hub: HubRows, company: int, guide_id: int, **when: object) -> int:
    """The interview with its steps and two readings in the log."""
    advisor = hub.advisor_of[company]
    interview = making.bulk.add(
        Interview, hub_id=hub.id, company_id=company, guide_id=guide_id, advisor_id=advisor,
        contact_id=hub.contact_of[company], **when,
    )  # fmt: skip
    state = when["state"]
    while state in BEFORE:
        making.bulk.add(
            InterviewChange, hub_id=hub.id, interview_id=interview, at=when["planned_at"], user_id=advisor,
            before=BEFORE[state], after=state,
        )  # fmt: skip
        state = BEFORE[state]
    for reader in (advisor, making.random.choice(hub.advisors)):
        making.bulk.add(
            AuditEntry, at=when["planned_at"], hub_id=hub.id, user_id=reader, actor="Person Advisor", action=READ,
            subject_kind="interview", subject_id=str(interview),
        )  # fmt: skip
    return interview


def _answers(making: Making, hub: HubRows, interview: int, one: Held, variant: Variant) -> None:
    advisor, recent = hub.advisor_of[one.company], making.now - one.at < timedelta(days=REVISED_DAYS)
    for question, value in variant.answers.items():
        said = {"hub_id": hub.id, "interview_id": interview, "question": question, "value": value}
        making.bulk.add(Answer, **said, changed_at=one.at, changed_by=advisor)
        if recent:
            making.bulk.add(AnswerRevision, **said, revision=1, source="said", at=one.at, user_id=advisor)


def _add_coming(making: Making, hub: HubRows, company: int, variant: Variant, guide_id: int) -> None:
    """A visit of the coming weeks; one in ten is under way, with half of its answers."""
    at = making.now + timedelta(days=making.random.randint(0, 60))
    under_way = making.sometimes(0.1)
    state = InterviewState.IN_PROGRESS if under_way else InterviewState.PLANNED
    interview = _interview(
        making, hub, company, guide_id, state=state, planned_at=at, created_at=making.now,
        started_at=making.now if under_way else None,
    )  # fmt: skip
    if under_way:
        half = dict(list(variant.answers.items())[: len(variant.answers) // 2])
        one = Held(interview, company, making.now, 0, (), ())
        _answers(making, hub, interview, one, Variant(half, ()))
