"""Computes a stored match again from the inputs it was made from, and tells what differs."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import SupportRevision
from iuc_hub.catalogue.records import known_support
from iuc_hub.recommendations import matching, queries
from iuc_hub.recommendations.models import MatchRun, NeedResult, StoredMatch
from matching.model import default_model
from matching.records import match_from_record
from matching.types import Match
from matching.types import Support as KnownSupport


class Difference(StrEnum):
    """What a replay can find to be other than it was."""

    MODEL = "model"
    SUPPORT_LOST = "support_lost"
    NOT_FOUND = "not_found"
    SCORE = "score"
    VERDICT = "verdict"
    CONTRIBUTIONS = "contributions"
    CRITERIA = "criteria"
    DEADLINE = "deadline"
    INDEX = "index"


@dataclass(frozen=True)
class Replay:
    """A stored match beside the same figures computed now."""

    stored: Match
    again: Match | None
    support: KnownSupport | None
    differences: tuple[Difference, ...]

    @property
    def identical(self) -> bool:
        return not self.differences


def replay(session: Session, scope: Scope, company_id: int, match_id: int) -> Replay:
    """Compute the match again from its pinned facts, need, day and support revision.

    Raises:
        NotFound: no such match at the company.
    """
    row, result, run = queries.get_match(session, scope, company_id, match_id)
    revision = queries.find_support_revision(session, scope, row.support_id, row.support_revision)
    return replayed(row, result, run, revision)


def replayed(row: StoredMatch, result: NeedResult, run: MatchRun, revision: SupportRevision | None) -> Replay:
    """The same for rows already read."""
    stored = match_from_record(row.match)
    if revision is None:
        return Replay(stored, None, None, (Difference.SUPPORT_LOST,))
    support = known_support(revision.record, row.support_id)
    again = next(iter(matching.judge(run, result, [support])), None)
    found = list(_differences(row, stored, again))
    if run.model_version != default_model().version:
        found.insert(0, Difference.MODEL)
    return Replay(stored, again, support, tuple(found))


def _differences(row: StoredMatch, stored: Match, again: Match | None) -> Iterator[Difference]:
    if (row.score_tenths, row.verdict) != (round(stored.score * 10), stored.verdict.value):
        yield Difference.INDEX
    if again is None:
        yield Difference.NOT_FOUND
        return
    pairs = (
        (Difference.SCORE, stored.score, again.score),
        (Difference.VERDICT, stored.verdict, again.verdict),
        (Difference.CONTRIBUTIONS, stored.contributions, again.contributions),
        (Difference.CRITERIA, stored.criteria, again.criteria),
        (Difference.DEADLINE, stored.deadline, again.deadline),
    )
    for kind, before, after in pairs:
        if before != after:
            yield kind
