"""Computes a stored match again from the inputs it was made from, and tells what differs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import SupportRevision
from iuc_hub.catalogue.records import known_support
from iuc_hub.recommendations import inputs, queries, sealing
from iuc_hub.recommendations.models import MatchRun, NeedResult, StoredMatch
from iuc_hub.versions.serving import Stored, shipped_model, stored_model
from matching.engine import judged
from matching.index import Index
from matching.model import Model
from matching.records import match_from_record
from matching.types import Match, Need
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
    RUN = "run"
    NEED = "need"
    RESULT = "result"
    SUPPORT = "support"
    FOUND = "found"


@dataclass(frozen=True)
class Replay:
    """A stored match beside the same figures computed now."""

    stored: Match
    again: Match | None
    support: KnownSupport | None
    differences: tuple[Difference, ...]
    model: Model | None = None
    """What it was computed with again."""
    changed: tuple[str, ...] = ()
    """What was written over since it was stored.

    fact:…, day, model, catalogue, company, holds; need:…, unmet, why; support; found.
    """

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
    pinned = Pinned(row, result, run, revision, stored_model(session, run.model_version))
    again = None
    if pinned.support is not None:
        index = Index(pinned.model, [pinned.support])
        [[again]] = judged(index, [pinned.need], [[row.support_id]], taxonomy.hierarchies())
    return told(pinned, again)


@dataclass(frozen=True)
class Pinned:
    """A stored match with the rows that hold what it was made from, as they are now."""

    row: StoredMatch
    result: NeedResult
    run: MatchRun
    revision: SupportRevision | None
    version: Stored | None

    @property
    def model(self) -> Model:
        """The version that the run names; the shipped one where that is lost."""
        return self.version.model if self.version is not None else shipped_model()

    @cached_property
    def support(self) -> KnownSupport | None:
        return known_support(self.revision.record, self.row.support_id) if self.revision else None

    @property
    def need(self) -> Need:
        """The need as the engine read it, on the run's day."""
        return replace(inputs.unpinned_need(self.result.need, self.run.company), as_of=self.run.day)


def told(pinned: Pinned, again: Match | None) -> Replay:
    """What the figures computed now say of the stored ones, and which of the inputs are not what they were."""
    row, stored = pinned.row, match_from_record(pinned.row.match)
    if pinned.support is None:
        return Replay(stored, None, None, (Difference.SUPPORT_LOST,))
    broken = list(_broken(pinned))
    found = (*_of_version(pinned.version), *_differences(row, stored, again))
    kinds = dict.fromkeys(kind for kind, _name in broken)
    names = tuple(name for _kind, name in broken)
    return Replay(stored, again, pinned.support, (*kinds, *found), pinned.model, names)


def _broken(pinned: Pinned) -> Iterator[tuple[Difference, str]]:
    """What the seals tell to have been written over."""
    for name in sealing.broken_of_run(pinned.run):
        yield Difference.RUN, name
    for name in sealing.broken_of_result(pinned.result):
        yield Difference.NEED if name.startswith("need:") else Difference.RESULT, name
    if pinned.revision is not None and sealing.is_rewritten(pinned.revision):
        yield Difference.SUPPORT, "support"
    if sealing.is_broken(pinned.row):
        yield Difference.FOUND, "found"


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
