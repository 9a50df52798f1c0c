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
from iuc_hub.versions.serving import Stored, shipped_model, stored_model
from matching.model import Model
from matching.records import match_from_record
from matching.types import Match
from matching.types import Support as KnownSupport


class Difference(StrEnum):
    """What a replay can find to be other than it was."""

    MODEL = "model"
    MODEL_TAMPERED = "model_tampered"
    LEXICON = "lexicon"
    SUPPORT_LOST = "support_lost"
    NOT_FOUND = "not_found"
    SCORE = "score"
    VERDICT = "verdict"
    CONTRIBUTIONS = "contributions"
    CRITERIA = "criteria"
    DEADLINE = "deadline"
    CHANCE = "chance"
    INDEX = "index"


@dataclass(frozen=True)
class Replay:
    """A stored match beside the same figures computed now."""

    stored: Match
    again: Match | None
    support: KnownSupport | None
    differences: tuple[Difference, ...]
    model: Model | None = None
    """What it was computed with again."""

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
    return replayed(stored_model(session, run.model_version), row, result, run, revision)


def replayed(
    version: Stored | None,
    row: StoredMatch,
    result: NeedResult,
    run: MatchRun,
    revision: SupportRevision | None,
) -> Replay:
    """The same for rows already read, under the version that the run names; the shipped one where that is lost."""
    stored = match_from_record(row.match)
    if revision is None:
        return Replay(stored, None, None, (Difference.SUPPORT_LOST,))
    support = known_support(revision.record, row.support_id)
    model = version.model if version is not None else shipped_model()
    again = next(iter(matching.judge(model, run, result, [support])), None)
    return Replay(stored, again, support, (*_of_version(version), *_differences(row, stored, again)), model)


def _of_version(version: Stored | None) -> Iterator[Difference]:
    if version is None:
        yield Difference.MODEL
    elif version.tampered:
        yield Difference.MODEL_TAMPERED
    elif version.other_lexicon:
        yield Difference.LEXICON


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
        (Difference.CHANCE, stored.chance, again.chance),
    )
    for kind, before, after in pairs:
        if before != after:
            yield kind
