"""What is measured of a need and a support: columns between 0 and 1, each with one meaning, more is better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from matching.criteria import clean_code
from matching.eligibility import deadline_of, last_day_of
from matching.kept import Kept
from matching.text import Text, lexicon
from matching.types import FactValue, Need, Support
from matching.words.amounts import largest_amount
from matching.words.cues import CueFinder

Column = NDArray[np.float64]
Rows = NDArray[np.intp]
Place = tuple[str, str]

# Every column and the feature that its points are shown under.
COLUMNS: Mapping[str, str] = {
    "concepts": "words",
    "title": "words",
    "terms": "words",
    "theme": "theme",
    "themes": "theme",
    "served": "theme",
    "help": "help",
    "given": "help",
    "place": "place",
    "time": "time",
    "amount": "amount",
    "size": "size",
    "reach": "reach",
    "decisions": "decisions",
}
FEATURES = tuple(dict.fromkeys(COLUMNS.values()))
MONEY_TYPES = frozenset({"grant", "loan", "guarantee", "equity", "voucher"})

WIDE_REGION = 3  # counties; a support for more of them is hardly local
ROOM = ((7, 0.2), (14, 0.5), (30, 0.8))  # days left, and how realistic an application is then
SMALL, MEDIUM = 50, 250  # employees (2003/361/EC)
SALES_OF_ONE = 5e6  # kronor a year; few industrial firms sell more for each employee
WORTH_WHILE = 0.3  # a support that can pay this share of the plan fits it fully


@cache
def help_ids() -> tuple[str, ...]:
    return tuple(lexicon("helps")["cues"])


@cache
def _help_finder() -> CueFinder:
    return CueFinder(lexicon("helps")["cues"])


def help_words(text: Text) -> dict[str, tuple[str, ...]]:
    """The kinds of help a text speaks of, with its words for them."""
    found: dict[str, list[str]] = {}
    for word in text.words:
        for kind in _help_finder().of_word(word):
            found.setdefault(kind, []).append(word)
    for kind, phrase in _help_finder().of_phrases(text.words):
        found.setdefault(kind, []).append(phrase)
    return {kind: tuple(dict.fromkeys(words)) for kind, words in found.items()}


def helps_asked(needs: Sequence[Need], texts: Sequence[Text]) -> Column:
    """What kinds of help each need asks for: as the interview says, else as the words say and as is usual."""
    said = np.zeros((len(needs), len(help_ids())))
    for at, (need, text) in enumerate(zip(needs, texts, strict=True)):
        if need.helps:
            said[at] = _weights(dict.fromkeys(need.helps, 1.0))
        else:
            for number, weight in _heard(text):
                said[at, number] = weight
    usual = np.array([_usual()[need.theme] for need in needs]).reshape(said.shape)
    asked = said + np.where(said.any(axis=1, keepdims=True), 0.5, 1.0) * usual
    total = asked.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(asked, total, out=np.zeros_like(asked), where=total > 0))


def support_helps(support: Support, text: Text) -> Column:
    """What kinds of help are given: by the kind of funding and support, and in the words."""
    tables = lexicon("helps")
    formal = _weights(tables["funding"].get(support.funding.type, {}))
    formal = np.maximum(formal, _weights(tables["kinds"].get(support.kind, {})))
    words = np.zeros(len(help_ids()))
    for number, weight in _heard(text):
        words[number] = weight
    return np.asarray(np.minimum(formal + 0.5 * words, 1.0))


@cache
def meets() -> NDArray[np.float64]:
    """Kind asked for by kind given: how well the second answers the first."""
    ids = help_ids()
    table = lexicon("helps")["meets"]
    return np.array([[float(table[row].get(column, 0.0)) for column in ids] for row in ids])


class Figures:
    """What is measured of supports without their words, as arrays in the supports' order.

    Where a method takes rows of the supports, it gives a value for each; figures of needs are broadcast against them.
    """

    def __init__(self, supports: Sequence[Support]) -> None:
        funding = [each.funding for each in supports]
        self._supports = supports
        self._local = np.array([_local(each) for each in supports], dtype=float)
        self._places: dict[str, list[int]] = {}
        for row, each in enumerate(supports):
            for code in each.municipalities or each.eligibility.counties:
                self._places.setdefault(code, []).append(row)
        self._last = np.array([_ordinal(last_day_of(each)) for each in supports], dtype=float)
        self._cutoffs = [(row, each) for row, each in enumerate(supports) if each.cutoffs]
        self.joint = np.array([each.eligibility.consortium_required for each in supports], dtype=bool)
        self.pays = np.array([each.type in MONEY_TYPES for each in funding], dtype=bool)
        self._least = np.array([_or(each.min_sek, 0.0) for each in funding], dtype=float)
        self._most = np.array([_or(each.max_sek, np.inf) for each in funding], dtype=float)
        self._share = np.array([_or(each.share_percent, 100.0) for each in funding], dtype=float) / 100
        self._place = lru_cache(maxsize=512)(self._make_place)
        self._time = lru_cache(maxsize=64)(self._make_time)

    def place(self, place: Place) -> Column:
        """How local each support is to a company there: 1 when made for its part of the country, 0 elsewhere."""
        return self._place(place)

    def time(self, today: date) -> Column:
        """How realistic each deadline is: 1 without one or with a month left, 0 when it has passed."""
        return self._time(today)

    def amount(self, planned: Column, turnover: Column, rows: Rows) -> Column:
        """How a support's sums suit the planned investment; a half where it pays nothing or either is unknown (NaN).

        Where no plan is known, a least sum above the company's turnover does not suit it.
        """
        pays, least, most = self.pays[rows], self._least[rows], self._most[rows]
        with np.errstate(invalid="ignore"):
            suits = np.where(np.isfinite(most), np.minimum(1.0, most / (WORTH_WHILE * planned)), 0.5)
            suits = np.where(planned * self._share[rows] < least, 0.0, suits)
            unplanned = np.where(least > turnover, 0.0, 0.5)
        return np.asarray(np.where(pays, np.where(np.isnan(planned), unplanned, suits), 0.5))

    def size(self, bears: Column, rows: Rows) -> Column:
        """How bearable the application is: joint projects with several parties weigh on small firms."""
        return np.asarray(np.where(self.joint[rows], bears, 1.0))

    def _make_place(self, place: Place) -> Column:
        inside = np.zeros(len(self._local))
        for code in set(place):
            inside[self._places.get(code, [])] = 1.0
        return self._local * inside

    def _make_time(self, today: date) -> Column:
        last = self._last.copy()
        for row, support in self._cutoffs:
            last[row] = _ordinal(deadline_of(support, today))
        left = last - today.toordinal()
        share = np.ones(len(left))
        for days, value in reversed(ROOM):
            share = np.where(left < days, value, share)
        return np.where(left < 0, 0.0, share)


def place_of(facts: Mapping[str, FactValue]) -> Place:
    """A company's municipality and county, as codes."""
    municipality = clean_code(facts.get("municipality_code"))
    return municipality, clean_code(facts.get("county")) or municipality[:2]


def bears_joint(employees: object) -> float:
    """How well a firm of this size bears a joint application, 0-1; a half where its size is unknown."""
    if isinstance(employees, int | float) and not isinstance(employees, bool):
        return 0.0 if employees < SMALL else 0.5 if employees < MEDIUM else 1.0
    return 0.5


def _local(support: Support) -> float:
    """How local a support is to those it is for: 1 in a few counties, 0 in the whole country."""
    counties = len(support.eligibility.counties)
    if support.municipalities:
        return 1.0
    return 0.0 if not counties else 1.0 if counties <= WIDE_REGION else 0.5


def _ordinal(day: date | None) -> float:
    return float(day.toordinal()) if day else float("inf")


def _or(value: float | None, default: float) -> float:
    return default if value is None else float(value)


def planned_sum(need: Need) -> float:
    """The investment planned: as recorded, else the largest sum the need's words plan; NaN where there is none."""
    planned = need.planned_sek if need.planned_sek is not None else largest_amount(need.text)
    return float(planned) if planned else np.nan


def turnover_of(need: Need) -> float:
    """The company's turnover in kronor, else the most that its employees make likely; NaN where neither is known."""
    facts = need.company.facts
    for fact, each in (("turnover_sek", 1.0), ("employees", SALES_OF_ONE)):
        figure = facts.get(fact)
        if isinstance(figure, int | float) and not isinstance(figure, bool) and figure > 0:
            return figure * each
    return np.nan


def _weights(table: Mapping[str, float]) -> Column:
    return np.array([float(table.get(kind, 0.0)) for kind in help_ids()])


def _heard(text: Text) -> list[tuple[int, float]]:
    """The kinds of help that a text speaks of by number, each with how plainly."""
    finder, counts = _help_finder(), dict[str, set[str]]()
    for word in text.words:
        for kind in finder.of_word(word):
            counts.setdefault(kind, set()).add(word)
    for kind, phrase in finder.of_phrases(text.words):
        counts.setdefault(kind, set()).add(phrase)
    return [(help_ids().index(kind), min(1.0, 0.5 + 0.25 * len(words))) for kind, words in counts.items()]


@cache
def _usual() -> Mapping[str, Column]:
    """Theme -> the kinds of help that its needs usually ask for."""
    return Kept(lambda theme: _weights(lexicon("helps")["usual"].get(theme, {})))
