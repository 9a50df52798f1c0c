"""Answers "why is X not here?": a support looked up by its title and judged for one need."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.records import known_support
from iuc_hub.ordering import swedish_key
from iuc_hub.recommendations import inputs, matching, queries
from iuc_hub.recommendations.cards import Card, card
from iuc_hub.recommendations.models import MatchRun
from matching.model import default_model

MOST = 3
CLOSE = 70.0
LONGEST = 100


@dataclass(frozen=True)
class Found:
    """A support of that name, and the match it stands as on the page, if it does."""

    card: Card
    listed: int | None


def search(
    session: Session, scope: Scope, run: MatchRun, need_id: int, words: str, *, language: str
) -> list[Found]:
    """The published supports whose titles are nearest to the words, judged for the need as of the run."""
    ids = _by_title(queries.list_titles(session, scope), words[:LONGEST])
    rows = list(queries.list_supports_by_id(session, scope, ids).values())
    result = next(
        (one for one in queries.list_results(session, scope, run.id or 0) if one.need_id == need_id), None
    )
    if result is None or not rows:
        return []
    need = inputs.unpinned_need(result.need, run.company)
    judged = matching.judge(run, result, [known_support(row.record, row.id) for row in rows])
    stored = queries.list_matches(session, scope, run.id or 0, need_ids=[need_id])
    listed = {one.support_id: one.id for one in stored if not (one.weak or result.unmet)}
    by_id = {row.id: row for row in rows}
    line = default_model().relevant_from_
    return [
        Found(
            card(each, by_id[each.support_id], need, language, weak=each.score < line),
            listed=listed.get(each.support_id),
        )
        for each in judged
    ]


def _by_title(titles: Sequence[tuple[str, str]], words: str) -> list[str]:
    """Ids of the titles that hold every word; where none does, of those that look most alike."""
    wanted = swedish_key(words).split()
    if not wanted:
        return []
    holding = [
        (len(title), support_id) for support_id, title in titles if all(word in title for word in wanted)
    ]
    if holding:
        return [support_id for _length, support_id in sorted(holding)[:MOST]]
    alike = process.extract(
        swedish_key(words), dict(titles), scorer=fuzz.partial_ratio, limit=MOST, score_cutoff=CLOSE
    )
    return [support_id for _title, _score, support_id in alike]
