"""Figures on needs that nothing was fitted on: five folds by need, each held out once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from matching.evaluation import GOOD, Ranking, figures, unmet_interval
from matching.features import COLUMNS, FEATURES
from matching.fitted.fitting import Judged, points_by_feature, raw_of
from matching.fitted.limits import fitted_weights, signs_of
from matching.model import Weights
from matching.scoring import shown_tenths
from matching.unmet import nothing_good

FOLDS = 5
Figures = dict[str, float | int | None]


def rankings_held_out(
    judged: Sequence[Judged],
    *,
    folds: int = FOLDS,
    seed: int = 1,
    without: Sequence[str] = (),
    also: Sequence[Judged] = (),
) -> dict[str, Ranking]:
    """Every need's ranking under weights, tables and limits fitted on the other folds, and on needs `also` given."""
    order = np.random.default_rng(seed).permutation(len(judged))
    found: dict[str, Ranking] = {}
    for fold in range(folds):
        rest = [judged[int(at)] for at in np.delete(order, np.s_[fold::folds])]
        weights = fitted_weights([*rest, *also], without=without)
        for at in order[fold::folds]:
            found[judged[int(at)].need_id] = ranking_under(judged[int(at)], weights)
    return found


def ranking_under(each: Judged, weights: Weights) -> Ranking:
    """One need's supports under these weights, as the engine would rank them."""
    raw = raw_of(weights)
    points = points_by_feature(each, raw)
    totals = points.sum(axis=1)
    order = np.lexsort((np.array(each.supports, dtype=object), -totals, -shown_tenths(totals)))
    best = float(shown_tenths(totals[order[:1]]).sum()) / 10
    scores = tuple(float(totals[at]) for at in order)
    unmet = nothing_good(signs_of(each, raw, weights), weights.unmet)
    return Ranking(tuple(each.supports[at] for at in order), best, unmet, scores)


def with_interval(judged: Sequence[Judged], rankings: Mapping[str, Ranking]) -> Figures:
    """The figures of rankings, with a bootstrap interval of how well unmet needs are told."""
    met, unmet = (_best(judged, rankings, met=each) for each in (True, False))
    return {**figures_of(judged, rankings), **unmet_interval(met, unmet)}


def ablation(judged: Sequence[Judged], *, seed: int = 1, also: Sequence[Judged] = ()) -> dict[str, Figures]:
    """The held-out figures with each feature off in turn."""
    table = {}
    for feature in FEATURES:
        off = [name for name, of in COLUMNS.items() if of == feature and name != "decisions"]
        if off:
            table[feature] = figures_of(judged, rankings_held_out(judged, seed=seed, without=off, also=also))
    return table


def mean_of(runs: Sequence[Mapping[str, float | int | None]]) -> dict[str, float]:
    """Each figure's mean over several splits."""
    names = [name for name, value in runs[0].items() if value is not None]
    return {name: round(float(np.mean([run[name] or 0.0 for run in runs])), 4) for name in names}


def figures_of(judged: Sequence[Judged], rankings: Mapping[str, Ranking]) -> Figures:
    """The ranking and unmet figures of rankings."""
    grades = {
        each.need_id: {s: int(g) for s, g in zip(each.supports, each.grades, strict=True) if g}
        for each in judged
    }
    unmet = {each.need_id for each in judged if each.unmet}
    graded = {need: given for need, given in grades.items() if given}
    return figures(rankings, graded, {}, unmet)


def _best(judged: Sequence[Judged], rankings: Mapping[str, Ranking], *, met: bool) -> list[float]:
    return [
        rankings[each.need_id].best
        for each in judged
        if (not each.unmet and (each.grades >= GOOD).any()) == met and (met or each.unmet)
    ]
