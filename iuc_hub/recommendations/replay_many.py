"""Computes many stored matches of a hub again at once, and tells which differ and in what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import SupportRevision
from iuc_hub.recommendations import queries
from iuc_hub.recommendations.replay import Difference, Pinned, Replay, told
from iuc_hub.versions.serving import Stored, stored_model
from matching.engine import judged
from matching.index import Index
from matching.types import Match
from matching.types import Support as KnownSupport

AT_ONCE = 500
"""Matches held in memory together."""


@dataclass(frozen=True)
class Replayed:
    """A stored match with what its replay told."""

    match_id: int
    company_id: int
    need_id: int
    support_id: str
    replay: Replay

    @property
    def differences(self) -> Sequence[Difference]:
        return self.replay.differences


def replays(session: Session, hub_id: int, *, limit: int) -> Iterator[Replayed]:
    """The hub's newest stored matches, so many at most, each computed again from what it was made from."""
    scope = Scope(role=Role.HUB_ADMIN, actor="replay", hub_id=hub_id)
    models: dict[str, Stored | None] = {}
    before: int | None = None
    while limit > 0:
        rows = queries.list_matches_before(session, scope, before, limit=min(limit, AT_ONCE))
        if not rows:
            return
        wanted = {(row.support_id, row.support_revision) for row, _result, _run in rows}
        revisions = _by_revision(
            queries.list_support_revisions(session, scope, sorted({i for i, _ in wanted}))
        )
        for _row, _result, run in rows:
            if run.model_version not in models:
                models[run.model_version] = stored_model(session, run.model_version)
        yield from _replayed(
            [
                Pinned(
                    row, result, run, revisions.get((row.support_id, row.support_revision)),
                    models[run.model_version],
                )
                for row, result, run in rows
            ]
        )  # fmt: skip
        before, limit = rows[-1][0].id, limit - len(rows)
        session.expunge_all()


def _by_revision(rows: Sequence[SupportRevision]) -> dict[tuple[str, int], SupportRevision]:
    return {(each.support_id, each.revision): each for each in rows}


def _replayed(pinned: Sequence[Pinned]) -> Iterator[Replayed]:
    again: dict[int, Match] = {}
    for layer in _layers(pinned):
        again |= _judged(layer)
    for each in pinned:
        row = each.row
        yield Replayed(
            row.id or 0,
            each.run.company_id,
            each.result.need_id,
            row.support_id,
            told(each, again.get(row.id or 0)),
        )


def _layers(pinned: Sequence[Pinned]) -> Iterator[Sequence[Pinned]]:
    """The matches that can be computed under one index: one model, and of each support one revision."""
    layers: dict[tuple[int, int], list[Pinned]] = {}
    numbers: dict[tuple[int, str], dict[int, int]] = {}
    for each in pinned:
        if each.support is None:
            continue
        known = numbers.setdefault((id(each.model), each.row.support_id), {})
        number = known.setdefault(each.row.support_revision, len(known))
        layers.setdefault((id(each.model), number), []).append(each)
    yield from layers.values()


def _judged(layer: Sequence[Pinned]) -> dict[int, Match]:
    """Match id -> the match as it is computed now."""
    supports: dict[str, KnownSupport] = {
        each.row.support_id: each.support for each in layer if each.support is not None
    }
    by_result: dict[int, list[Pinned]] = {}
    for each in layer:
        by_result.setdefault(each.row.result_id, []).append(each)
    found = judged(
        Index(layer[0].model, supports.values()),
        [some[0].need for some in by_result.values()],
        [[each.row.support_id for each in some] for some in by_result.values()],
        taxonomy.hierarchies(),
    )
    pairs = zip(by_result.values(), found, strict=True)
    return {
        each.row.id or 0: match for some, matches in pairs for each, match in zip(some, matches, strict=True)
    }
