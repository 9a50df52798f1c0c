"""Weights, tables and limits of a model from judged needs, with figures on needs held out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from matching.engine import chunks
from matching.features import COLUMNS, FEATURES, Column, help_ids
from matching.index import Index
from matching.model import TABLES, THEMES, Weights
from matching.profiles import Profiles
from matching.scoring import Rows, bounded, values_of
from matching.types import Hierarchies, Need

RIDGE = 0.001
RIDGES = {"served": 4.0, "given": 10.0, "reach": 0.5}  # how much more strongly these are held small
USEFUL_SHARE = 3.0  # how much being useful at all counts beside being ranked first
USEFUL = 2
PLAIN = tuple(name for name in COLUMNS if name not in (*TABLES, "decisions"))
WIDTHS = {"served": len(THEMES), "given": len(help_ids())}
Fitted = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """One need's values against all supports it may have, with the grades people gave.

    `values` has a column for each of PLAIN, then one for each cell of the tables in the need's own row; `barred` the
    same for what the company may not have.
    """

    need_id: str
    supports: tuple[str, ...]
    theme: int
    values: Column
    barred: Column
    grades: Column
    unmet: bool

    @property
    def useful(self) -> Column:
        return (self.grades >= USEFUL).astype(float)


def judged_needs(
    index: Index,
    needs: Sequence[Need],
    qrels: Mapping[str, Mapping[str, int]],
    unmet: frozenset[str],
    hierarchies: Hierarchies,
) -> list[Judged]:
    """Every need with what it may have; blocked pairs are left out, as they are never recommended."""
    found = []
    for asked, answers in chunks(index, needs, None, hierarchies):
        for at, need in enumerate(asked.needs):
            rows, barred = np.flatnonzero(answers[at] >= 0), np.flatnonzero(answers[at] < 0)
            ids = tuple(index.supports[row].id for row in rows)
            grades = np.array([qrels.get(need.id, {}).get(each, 0) for each in ids], dtype=float)
            cells, others = _cells(asked, at, rows), _cells(asked, at, barred)
            found.append(Judged(need.id, ids, int(asked.theme[at]), cells, others, grades, need.id in unmet))
    return found


def _cells(asked: Profiles, at: int, rows: Rows) -> Column:
    values = values_of(asked, np.full(len(rows), at), rows)
    plain = np.stack([values[name] for name in PLAIN], axis=1)
    return np.concatenate([plain, asked.index.declared[rows], asked.index.helps[rows]], axis=1)


def fit(judged: Sequence[Judged], ridge: float = RIDGE, without: Sequence[str] = ()) -> Fitted:
    """Non-negative weights under two losses: useful supports are likely first picks, and told from useless ones.

    The first is listwise, over each need's supports; the second is logistic, over all pairs, so that scores of
    different needs can be compared, those with nothing good among them. `without` names columns held at 0.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 - only fitting needs it

    cases = [(*_expanded(each.values, each.theme), _target(each.grades), each.useful) for each in judged]
    held = _held(ridge)
    ranked, useful = (
        sum(bool(each.grades.any()) for each in judged),
        sum(each.useful.sum() for each in judged),
    )

    def loss(given: Fitted) -> tuple[float, Fitted]:
        weights, bias = given[:-1], given[-1]
        total, slope = float((held * weights) @ weights), np.append(2 * held * weights, 0.0)
        for values, cells, target, good in cases:
            sums = values @ weights[cells]
            chance, likely = _softmax(sums), 1 / (1 + np.exp(-np.clip(sums + bias, -30, 30)))
            error = (likely - good) * USEFUL_SHARE / useful
            total -= (
                float((good * np.log(likely) + (1 - good) * np.log(1 - likely)).sum()) * USEFUL_SHARE / useful
            )
            slope[-1] += error.sum()
            if target.any():
                total -= float((target * np.log(chance + 1e-12)).sum()) / ranked
                error = error - (target - chance) / ranked
            slope[cells] += values.T @ error
        return total, slope

    bounds = [(0.0, 0.0 if name in without else None) for name in _names()] + [(None, None)]
    start = np.append(np.where([b[1] == 0.0 for b in bounds[:-1]], 0.0, 0.3), -8.0)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 400})
    return np.asarray(found.x[:-1], dtype=np.float64)


def sums_of(each: Judged, weights: Fitted) -> Column:
    """A need's supports' sums of points, before pressing."""
    values, cells = _expanded(each.values, each.theme)
    return np.asarray(values @ weights[cells])


def points_by_feature(each: Judged, weights: Fitted) -> Column:
    """A need's supports' points (supports × FEATURES), whose sums are scores."""
    return _points(each.values, each.theme, weights)


def barred_sums(each: Judged, weights: Fitted) -> Column:
    """The scores of what the company may not have."""
    return np.asarray(_points(each.barred, each.theme, weights).sum(axis=1))


def _points(values: Column, theme: int, weights: Fitted) -> Column:
    values, cells = _expanded(values, theme)
    given, names = values * weights[cells], [_names()[cell] for cell in cells]
    points = np.zeros((len(values), len(FEATURES)))
    for at, name in enumerate(names):
        points[:, FEATURES.index(COLUMNS[name])] += given[:, at]
    return bounded(points)


def as_weights(fitted: Fitted) -> Weights:
    """The fitted values by name: points per column and the two tables."""
    plain = dict(zip(PLAIN, map(float, np.round(fitted[: len(PLAIN)], 3)), strict=True))
    tables, start = [], len(PLAIN)
    for name in TABLES:
        width = WIDTHS[name]
        cells = fitted[start : start + len(THEMES) * width]
        tables.append(np.round(cells, 3).reshape(len(THEMES), width))
        start += len(THEMES) * width
    return Weights(plain, served=tables[0], given=tables[1])


def raw_of(weights: Weights) -> Fitted:
    """The same weights in the order of a fit."""
    return np.concatenate(
        [[weights.columns.get(name, 0.0) for name in PLAIN], weights.served.ravel(), weights.given.ravel()]
    )


@cache
def _names() -> tuple[str, ...]:
    return (*PLAIN, *(name for name in TABLES for _ in range(len(THEMES) * WIDTHS[name])))


def _held(ridge: float) -> Column:
    return ridge * np.array([RIDGES.get(name, 1.0) for name in _names()])


def _expanded(values: Column, theme: int) -> tuple[Column, NDArray[np.intp]]:
    """The values that count for a need of the theme, and which of all weights they belong to."""
    cells, start = [np.arange(len(PLAIN))], len(PLAIN)
    known = theme < len(THEMES)
    for name in TABLES:
        width = WIDTHS[name]
        if known:
            cells.append(np.arange(start + theme * width, start + (theme + 1) * width))
        start += len(THEMES) * width
    return values if known else values[:, : len(PLAIN)], np.concatenate(cells)


def _target(grades: Column) -> Column:
    gains = 2.0**grades - 1
    return np.asarray(gains / max(1.0, gains.sum()))


def _softmax(values: Column) -> Column:
    if not len(values):
        return values
    powers = np.exp(values - values.max())
    return np.asarray(powers / powers.sum())
