"""Answers "why is X not here?": a support looked up by its title and judged for one need, or for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.records import known_support
from iuc_hub.ordering import swedish_key
from iuc_hub.recommendations import inputs, matching, queries
from iuc_hub.recommendations.cards import Card, card, chance_of
from iuc_hub.recommendations.models import MatchRun, NeedResult
from matching.model import Model
from matching.types import Match, Verdict

MOST = 3
CLOSE = 70.0
LONGEST = 100


@dataclass(frozen=True)
class Found:
    """A support of that name for one need, and the match it stands as on the page, if it does."""

    card: Card
    need_id: int
    listed: int | None


def search(
    session: Session, scope: Scope, run: MatchRun, need_ids: Sequence[int], words: str, *, language: str
) -> list[list[Found]]:
    """The published supports whose titles are nearest to the words, each judged for these needs as of the run.

    A support's needs stand with what it can be had for first, then by score.
    """
    ids = _by_title(queries.list_titles(session, scope), words[:LONGEST])
    rows = queries.list_supports_by_id(session, scope, ids)
    results = [one for one in queries.list_results(session, scope, run.id or 0) if one.need_id in need_ids]
    if not results or not rows:
        return []
    stored = queries.list_matches(session, scope, run.id or 0, need_ids=need_ids)
    unmet = {one.id for one in results if one.unmet}
    listed = {
        (one.result_id, one.support_id): one.id
        for one in stored
        if not one.weak and one.result_id not in unmet
    }
    model = matching.model_of(session, run)
    judged = matching.judge_needs(
        model, run, results, [known_support(row.record, row.id) for row in rows.values()], run.holds_on
    )
    found: dict[str, list[Found]] = {support_id: [] for support_id in ids if support_id in rows}
    for result, matches in zip(results, judged, strict=True):
        for each in matches:
            at = listed.get((result.id or 0, each.support_id))
            found[each.support_id].append(
                _found(model, run, result, each, rows[each.support_id], listed=at, language=language)
            )
    return [sorted(each, key=_order) for each in found.values() if each]


def _found(
    model: Model,
    run: MatchRun,
    result: NeedResult,
    each: Match,
    row: Support,
    *,
    listed: int | None,
    language: str,
) -> Found:
    need = inputs.unpinned_need(result.need, run.company)
    weak = each.score < model.weights_.relevant_from
    chance = chance_of(each, model, language)
    shown = card(each, row, need, language, run.holds_on, weak=weak, chance=chance)
    return Found(shown, result.need_id, listed)


def _order(one: Found) -> tuple[bool, float]:
    return one.card.verdict is Verdict.BLOCKED, -one.card.score


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
