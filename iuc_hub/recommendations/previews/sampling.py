"""The needs that a preview is counted on: those of the newest runs, as they were matched."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.recommendations import inputs
from iuc_hub.recommendations.models import MatchRun, NeedResult
from iuc_hub.recommendations.previews import queries
from iuc_hub.recommendations.rematching.looking import KEPT, NEAR
from matching.changes.previews import Listed
from matching.types import Need as KnownNeed

MOST = 1000
"""Needs that a preview of words is counted on; a larger hub's last matched ones, which is said."""
AT_ONCE = 50
LISTED = Listed(top=KEPT, near=NEAR)
"""How many matches of a need are stored, so that a preview tells of those and no others."""


@dataclass(frozen=True)
class Sample:
    """Needs with the day that each was matched on, whose they are, and how many the hub has in all."""

    needs: Sequence[KnownNeed]
    companies: Mapping[str, int]
    of: int


def sample(session: Session, scope: Scope, *, most: int = MOST) -> Sample:
    """The hub's needs as their newest runs had them, at most so many."""
    pairs = queries.list_current(session, scope, limit=most)
    of = len(pairs) if len(pairs) < most else queries.count_current(session, scope)
    return _of(pairs, of)


def sample_of(session: Session, scope: Scope, result_ids: Sequence[int]) -> Sample:
    """The needs of these results, as they were matched."""
    pairs = queries.list_results(session, scope, result_ids)
    return _of(pairs, len(pairs))


def _of(pairs: Sequence[tuple[NeedResult, MatchRun]], of: int) -> Sample:
    return Sample(
        [pinned(result, run) for result, run in pairs],
        {str(result.need_id): run.company_id for result, run in pairs},
        of,
    )


def pinned(result: NeedResult, run: MatchRun) -> KnownNeed:
    """A stored need on its run's day."""
    return replace(inputs.unpinned_need(result.need, run.company), as_of=run.holds_on)


def some_at_a_time(needs: Sequence[KnownNeed]) -> Iterator[Sequence[KnownNeed]]:
    """Few enough to tell of the progress in between."""
    for start in range(0, len(needs), AT_ONCE):
        yield needs[start : start + AT_ONCE]
