"""What to ask a company next: the missing fact that settles most of the support that may fit it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.services import current_index
from iuc_hub.companies.queries import get_company
from iuc_hub.recommendations import inputs, matching, queries
from iuc_hub.recommendations.models import MatchRun
from iuc_hub.recommendations.offers import Question, questions_of
from iuc_hub.recommendations.questions import RECORDED_AS
from iuc_hub.recommendations.rematching.storing import BEST
from matching.engine import match
from matching.facts import needed_facts
from matching.questions import next_questions
from matching.records import company_from_record, match_from_record
from matching.types import Answer, Match, Verdict


@dataclass(frozen=True)
class NextQuestion:
    """One question with what its answer decides, of ``waiting`` supports that may fit.

    ``match_id`` is a stored match that asks it, by which it can be answered.
    """

    question: Question
    settles: int
    touches: int
    waiting: int
    relevance: float
    match_id: int | None


def next_question(
    session: Session, scope: Scope, company_id: int, *, language: str, today: date, at_once: bool = False
) -> NextQuestion | None:
    """The most valuable question by the newest matching, less what has been answered or closed since.

    A company that was never matched is matched for it ``at_once``, without anything being stored; else nothing is
    asked.

    Raises:
        NotFound: for another hub's company.
    """
    run = queries.find_newest_run(session, scope, company_id)
    if run is None:
        found = _matched_now(session, scope, company_id, today) if at_once else []
        return _told([(None, each) for each in found], language)
    rows = queries.list_waiting(session, scope, run.id or 0)
    changed = _changed_since(session, scope, company_id, run, today) if rows else frozenset()
    matches = [(row.id, match_from_record(row.match)) for row in rows]
    return _told([each for each in matches if _still_waits(each[1], changed, today)], language)


def _matched_now(session: Session, scope: Scope, company_id: int, today: date) -> list[Match]:
    """What a matching would put before the advisor as fitting if a question is answered."""
    wanted = matching.current_inputs(session, scope, company_id, today)
    if not wanted.needs:
        return []
    index = current_index(session, scope)
    found = match(
        index, [known for _need, known in wanted.needs], today,
        taxonomy.hierarchies(), top=BEST, near=0,
    )  # fmt: skip
    line = index.model.weights_.relevant_from
    return [each for one in found if not one.unmet for each in one.matches if each.score >= line]


def _changed_since(
    session: Session, scope: Scope, company_id: int, run: MatchRun, today: date
) -> frozenset[str]:
    """The facts that say something else now than when the run was made."""
    company = inputs.known_company(session, scope, get_company(session, scope, company_id), today)
    now, then = company.facts, company_from_record(run.company).facts
    return frozenset(fact for fact in (*now, *then) if now.get(fact) != then.get(fact))


def _still_waits(match: Match, changed: frozenset[str], today: date) -> bool:
    """Whether it can still be applied for, and nothing that it waited for has been told since."""
    if match.deadline is not None and match.deadline < today:
        return False
    unknown = (each.fact for each in match.criteria if each.result is Answer.UNKNOWN)
    return not any(changed & set(needed_facts(fact)) for fact in unknown)


def _told(waiting: Sequence[tuple[int | None, Match]], language: str) -> NextQuestion | None:
    """The best question of these matches, each with its stored row where it has one."""
    found = next_questions([each for _row, each in waiting], RECORDED_AS)
    if not found:
        return None
    best = found[0]
    return NextQuestion(
        question=next(each for each in questions_of(best.best, language) if each.fact == best.fact),
        settles=len(best.settles),
        touches=len(best.touches),
        waiting=len({each.support_id for _row, each in waiting if each.verdict is Verdict.UNKNOWN}),
        relevance=best.relevance,
        match_id=next(row for row, each in waiting if each is best.best),
    )
