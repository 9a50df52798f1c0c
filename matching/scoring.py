"""The exact score of chosen pairs of needs and supports: columns, points, and contributions in tenths."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from matching.features import COLUMNS, FEATURES, Column
from matching.index import Matrix
from matching.pressing import FREE, pressed
from matching.profiles import Profiles

Rows = NDArray[np.intp]
EXACT = 9  # decimals that a score is rounded to first, so that the order of adding never shows


def values_of(profiles: Profiles, which: Rows, rows: Rows) -> dict[str, Column]:
    """Every column's value for pair after pair: need `which[i]` with support `rows[i]`."""
    index = profiles.index
    theme, helps = profiles.of_theme[which], index.helps[rows]
    weights = index.model.weights_
    return {
        "concepts": _dots(index.concepts, rows, profiles.concepts, which),
        "title": _dots(index.titles, rows, profiles.concepts, which),
        "terms": _dots(index.terms, rows, profiles.terms, which),
        "theme": (theme * index.declared[rows]).sum(axis=1),
        "themes": (profiles.themes[which] * index.themes[rows]).sum(axis=1),
        "served": ((theme @ weights.served) * index.declared[rows]).sum(axis=1),
        "help": (profiles.helps[which] * index.answers[rows]).sum(axis=1),
        "given": ((theme @ weights.given) * helps).sum(axis=1),
        **_of_places_and_days(profiles, which, rows),
        "amount": index.figures.amount(profiles.planned[which], profiles.turnover[which], rows),
        "size": index.figures.size(profiles.bears[which], rows),
        "reach": profiles.reach[which],
        "decisions": _decided(profiles, which, rows),
    }


def points_of(profiles: Profiles, values: Mapping[str, Column]) -> Column:
    """Points of each feature (pairs × FEATURES), whose sums are the scores."""
    given = profiles.index.model.points_
    points = np.zeros((len(values["concepts"]), len(FEATURES)))
    for name, feature in COLUMNS.items():
        if given[name]:
            points[:, FEATURES.index(feature)] += given[name] * values[name]
    return bounded(points)


def bounded(points: Column) -> Column:
    """Points of features (pairs × FEATURES) whose sums are scores: none below 0, those above 90 pressed under 100."""
    last = FEATURES.index("decisions")
    points[:, last] = np.maximum(points[:, last], -points[:, :last].sum(axis=1))
    total = points.sum(axis=1)
    return np.asarray(points * np.where(total > FREE, pressed(total) / np.maximum(total, 1.0), 1.0)[:, None])


def totals_of(points: Column) -> Column:
    """The scores before they are shown in tenths."""
    return np.asarray(np.round(points.sum(axis=1), EXACT))


def tenths_of(points: Column, totals: Column) -> NDArray[np.int64]:
    """The points in whole tenths, which sum to each score in tenths: what is left goes to the largest remainders."""
    exact = points * 10
    floors = np.floor(np.round(exact, EXACT))
    left = shown_tenths(totals) - floors.sum(axis=1).astype(np.int64)
    by_remainder = np.argsort(np.round(floors - exact, EXACT), axis=1, kind="stable")
    places = np.argsort(by_remainder, axis=1, kind="stable")
    return np.asarray(floors.astype(np.int64) + (places < left[:, None]))


def shown_tenths(totals: Column) -> NDArray[np.int64]:
    """Scores in whole tenths, as they are shown."""
    return np.asarray(np.round(np.round(totals * 10, EXACT - 1)).astype(np.int64))


def _dots(matrix: Matrix, rows: Rows, dense: Column, which: Rows) -> Column:
    """The product of a support's sparse row and a need's dense one, pair after pair."""
    starts = matrix.indptr[rows]
    lengths = matrix.indptr[rows + 1] - starts
    ends = np.cumsum(lengths)
    pair = np.repeat(np.arange(len(rows)), lengths)
    at = np.arange(len(pair)) + np.repeat(starts - ends + lengths, lengths)
    products = matrix.data[at] * dense[which[pair], matrix.indices[at]]
    return np.asarray(np.bincount(pair, weights=products, minlength=len(rows)), dtype=np.float64)


def _decided(profiles: Profiles, which: Rows, rows: Rows) -> Column:
    """What earlier decisions say, -1 to 1; a need's own decision never speaks for itself."""
    if not profiles.index.neighbours.rows.nnz:
        return np.zeros(len(rows))
    values = np.clip(_dots(profiles.index.neighbours.rows, rows, profiles.decisions, which), -1.0, 1.0)
    for need in np.unique(which):
        for row, value in profiles.own(int(need)).items():
            values[(which == need) & (rows == row)] = value
    return values


def _of_places_and_days(profiles: Profiles, which: Rows, rows: Rows) -> dict[str, Column]:
    """How local each support is and how realistic its deadline, by what needs of a place and day have in common."""
    figures, group = profiles.index.figures, profiles.group[which]
    place, time = np.zeros(len(rows)), np.zeros(len(rows))
    for number, (where, day) in enumerate(profiles.by_place_and_day):
        mine = np.flatnonzero(group == number)
        place[mine] = figures.place(where)[rows[mine]]
        time[mine] = figures.time(day)[rows[mine]]
    return {"place": place, "time": time}
