"""The slow path: one need with one support at a time, in plain Python, by the definitions of the columns."""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from matching import features
from matching.eligibility import check, deadline_of, last_day_of
from matching.features import COLUMNS, FEATURES, MONEY_TYPES, WORTH_WHILE
from matching.index import Index, Matrix
from matching.model import THEMES
from matching.pressing import FREE, ROOM
from matching.profiles import Profiles, profiles
from matching.types import Hierarchies, Need, Support, Verdict
from matching.words.amounts import largest_amount

Sparse = dict[int, float]


class Pairwise:
    """Scores pair after pair in plain Python, from the vectors that an index and a need's profile hold.

    It shares the reading of texts with the engine, and nothing of what joins, adds up, rounds, filters and ranks.
    """

    def __init__(self, index: Index, hierarchies: Hierarchies) -> None:
        self._index, self._hierarchies = index, hierarchies
        self._concepts, self._titles, self._terms = (
            [_row(matrix, row) for row in range(len(index.supports))]
            for matrix in (index.concepts, index.titles, index.terms)
        )
        self._dense = [
            (
                index.themes[row].tolist(),
                index.declared[row].tolist(),
                index.helps[row].tolist(),
                index.answers[row].tolist(),
            )
            for row in range(len(index.supports))
        ]

    def best(self, need: Need, today: date, top: int) -> list[tuple[str, list[int]]]:
        """The best supports that the company may have, each with its points in tenths, best first."""
        asked = _Asked(profiles(self._index, [need], [today]))
        scored = []
        for row, support in enumerate(self._index.supports):
            verdict, _ = check(support, need.company, today, self._hierarchies)
            if verdict is Verdict.BLOCKED:
                continue
            points = self._points(asked, row, support, today)
            total = round(sum(points), 9)
            scored.append((-_half_even(total * 10), -total, support.id, points))
        scored.sort(key=lambda each: each[:3])
        return [(each[2], _tenths(each[3], -each[0])) for each in scored[:top]]

    def _points(self, asked: _Asked, row: int, support: Support, today: date) -> list[float]:
        model, (themes, declared, helps, answers) = self._index.model, self._dense[row]
        theme, weights = asked.theme, self._index.model.weights_
        served = _dot(weights.served[theme].tolist(), declared) if theme < len(THEMES) else 0.0
        given = _dot(weights.given[theme].tolist(), helps) if theme < len(THEMES) else 0.0
        values = {
            "concepts": _sparse_dot(self._concepts[row], asked.concepts),
            "title": _sparse_dot(self._titles[row], asked.concepts),
            "terms": _sparse_dot(self._terms[row], asked.terms),
            "theme": declared[theme] if theme < len(THEMES) else 0.0,
            "themes": _dot(asked.themes, themes),
            "served": served,
            "help": _dot(asked.helps, answers),
            "given": given,
            "place": _place(support, asked.need),
            "time": _time(support, today),
            "amount": _amount(support, asked.need),
            "size": _size(support, asked.need),
            "reach": asked.reach,
            "decisions": 0.0,
        }
        points = dict.fromkeys(FEATURES, 0.0)
        for name, feature in COLUMNS.items():
            points[feature] += model.points_[name] * values[name]
        total = sum(points.values())
        press = (100 - ROOM * math.exp((FREE - total) / ROOM)) / total if total > FREE else 1.0
        return [each * press for each in points.values()]


class _Asked:
    """One need's own figures as plain lists."""

    def __init__(self, alone: Profiles) -> None:
        self.need = alone.needs[0]
        self.theme = int(alone.theme[0])
        self.concepts, self.terms = alone.concepts[0].tolist(), alone.terms[0].tolist()
        self.themes, self.helps = alone.themes[0].tolist(), alone.helps[0].tolist()
        self.reach = float(alone.reach[0])


def _row(matrix: Matrix, row: int) -> Sparse:
    start, end = matrix.indptr[row : row + 2]
    return dict(zip(matrix.indices[start:end].tolist(), matrix.data[start:end].tolist(), strict=True))


def _sparse_dot(one: Sparse, other: list[float]) -> float:
    return sum(weight * other[number] for number, weight in one.items() if other[number])


def _dot(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _place(support: Support, need: Need) -> float:
    facts = need.company.facts
    municipality = str(facts.get("municipality_code") or "")
    county = str(facts.get("county") or municipality[:2])
    counties = support.eligibility.counties
    if support.municipalities:
        return float(municipality in support.municipalities or county in support.municipalities)
    local = 0.0 if not counties else 1.0 if len(counties) <= features.WIDE_REGION else 0.5
    return local * float(county in counties or municipality in counties)


def _time(support: Support, today: date) -> float:
    last = deadline_of(support, today) if support.cutoffs else last_day_of(support)
    if last is None:
        return 1.0
    left = (last - today).days
    if left < 0:
        return 0.0
    return next((value for days, value in features.ROOM if left < days), 1.0)


def _amount(support: Support, need: Need) -> float:
    funding = support.funding
    if funding.type not in MONEY_TYPES:
        return 0.5
    planned = need.planned_sek if need.planned_sek is not None else largest_amount(need.text)
    least = funding.min_sek or 0.0
    if not planned:
        return 0.0 if least > features.turnover_of(need) else 0.5
    share = 100.0 if funding.share_percent is None else funding.share_percent
    if planned * share / 100 < least:
        return 0.0
    return 0.5 if funding.max_sek is None else min(1.0, funding.max_sek / (WORTH_WHILE * planned))


def _size(support: Support, need: Need) -> float:
    if not support.eligibility.consortium_required:
        return 1.0
    employees = need.company.facts.get("employees")
    if not isinstance(employees, int | float):
        return 0.5
    return 0.0 if employees < features.SMALL else 0.5 if employees < features.MEDIUM else 1.0


def _half_even(value: float) -> int:
    return int(np.round(np.round(value, 8)))


def _tenths(points: list[float], whole: int) -> list[int]:
    exact = [each * 10 for each in points]
    floors = [math.floor(round(each, 9)) for each in exact]
    order = sorted(range(len(exact)), key=lambda at: (round(floors[at] - exact[at], 9), at))
    for at in order[: whole - sum(floors)]:
        floors[at] += 1
    return floors
