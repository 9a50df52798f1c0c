"""What is measured of a need and a support: columns between 0 and 1, each with one meaning, more is better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from matching.amounts import largest_amount
from matching.criteria import clean_code
from matching.cues import CueFinder
from matching.eligibility import deadline_of, last_day_of
from matching.text import Text, lexicon
from matching.types import FactValue, Need, Support

Column = NDArray[np.float64]

# Every column and the feature that its points are shown under.
COLUMNS: Mapping[str, str] = {
    "concepts": "words",
    "covered": "words",
    "title": "words",
    "terms": "words",
    "grams": "words",
    "theme": "theme",
    "themes": "theme",
    "theme_and_concepts": "theme",
    "help": "help",
    "help_and_concepts": "help",
    "place": "place",
    "place_and_theme": "place",
    "time": "time",
    "amount": "amount",
    "size": "size",
    "decisions": "decisions",
}
FEATURES = ("words", "theme", "help", "place", "time", "amount", "size", "decisions")
MONEY_TYPES = frozenset({"grant", "loan", "guarantee", "equity", "voucher"})

WIDE_REGION = 3  # counties; a support for more of them is hardly local
ROOM = ((7, 0.2), (14, 0.5), (30, 0.8))  # days left, and how realistic an application is then
SMALL, MEDIUM = 50, 250  # employees (2003/361/EC)
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


def need_helps(need: Need, text: Text) -> Column:
    """What kinds of help are asked for: as the interview says, else as the words say and as is usual."""
    said = _weights(dict.fromkeys(need.helps, 1.0)) if need.helps else _from_words(text)
    usual = _weights(lexicon("helps")["usual"].get(need.theme, {}))
    return _shares(said + (0.5 if said.any() else 1.0) * usual)


def support_helps(support: Support, text: Text) -> Column:
    """What kinds of help are given: by the kind of funding and support, and in the words."""
    tables = lexicon("helps")
    formal = _weights(tables["funding"].get(support.funding.type, {}))
    formal = np.maximum(formal, _weights(tables["kinds"].get(support.kind, {})))
    return np.asarray(np.minimum(formal + 0.5 * _from_words(text), 1.0))


@cache
def meets() -> NDArray[np.float64]:
    """Kind asked for by kind given: how well the second answers the first."""
    ids = help_ids()
    table = lexicon("helps")["meets"]
    return np.array([[float(table[row].get(column, 0.0)) for column in ids] for row in ids])


class Figures:
    """What is measured of supports without their words, as arrays in the supports' order."""

    def __init__(self, supports: Sequence[Support]) -> None:
        funding = [each.funding for each in supports]
        self._local = np.array([_local(each) for each in supports], dtype=float)
        self._places: dict[str, list[int]] = {}
        for row, each in enumerate(supports):
            for code in each.municipalities or each.eligibility.counties:
                self._places.setdefault(code, []).append(row)
        self._last = np.array([_ordinal(last_day_of(each)) for each in supports], dtype=float)
        self._cutoffs = [(row, each) for row, each in enumerate(supports) if each.cutoffs]
        self._joint = np.array([each.eligibility.consortium_required for each in supports], dtype=bool)
        self._pays = np.array([each.type in MONEY_TYPES for each in funding], dtype=bool)
        self._least = np.array([_or(each.min_sek, 0.0) for each in funding], dtype=float)
        self._most = np.array([_or(each.max_sek, np.inf) for each in funding], dtype=float)
        self._share = np.array([_or(each.share_percent, 100.0) for each in funding], dtype=float) / 100

    def place(self, facts: Mapping[str, FactValue]) -> Column:
        """How local a support is to this company: 1 when made for its part of the country, 0 elsewhere."""
        inside = np.zeros(len(self._local))
        municipality = clean_code(facts.get("municipality_code"))
        for code in {municipality, clean_code(facts.get("county")) or municipality[:2]}:
            inside[self._places.get(code, [])] = 1.0
        return self._local * inside

    def time(self, today: date) -> Column:
        """How realistic the deadline is: 1 without one or with a month left, 0 when it has passed."""
        last = self._last.copy()
        for row, support in self._cutoffs:
            last[row] = _ordinal(deadline_of(support, today))
        left = last - today.toordinal()
        share = np.ones(len(left))
        for days, value in reversed(ROOM):
            share = np.where(left < days, value, share)
        return np.where(left < 0, 0.0, share)

    def amount(self, planned: float | None, turnover: object) -> Column:
        """How a support's sums suit the planned investment; a half where either is unknown.

        Where no plan is known, a least sum above the company's turnover does not suit it.
        """
        share = np.full(len(self._pays), 0.5)
        if not planned:
            plain = isinstance(turnover, int | float) and not isinstance(turnover, bool) and turnover > 0
            beyond = self._least > (turnover if plain else np.inf)
            return np.where(self._pays & beyond, 0.0, share)
        share = np.where(
            np.isfinite(self._most), np.minimum(1.0, self._most / (WORTH_WHILE * planned)), share
        )
        share = np.where(planned * self._share < self._least, 0.0, share)
        return np.where(self._pays, share, 0.5)

    def size(self, employees: object) -> Column:
        """How bearable the application is: joint projects with several parties weigh on small firms."""
        heavy = 0.5
        if isinstance(employees, int | float) and not isinstance(employees, bool):
            heavy = 0.0 if employees < SMALL else 0.5 if employees < MEDIUM else 1.0
        return np.where(self._joint, heavy, 1.0)


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


def planned_sum(need: Need) -> float | None:
    """The investment planned: as recorded, else the largest sum the need's words name."""
    return need.planned_sek if need.planned_sek is not None else largest_amount(need.text)


def _weights(table: Mapping[str, float]) -> Column:
    return np.array([float(table.get(kind, 0.0)) for kind in help_ids()])


def _from_words(text: Text) -> Column:
    counts = {kind: len(words) for kind, words in help_words(text).items()}
    return _weights({kind: min(1.0, 0.5 + 0.25 * count) for kind, count in counts.items()})


def _shares(weights: Column) -> Column:
    total = weights.sum()
    return np.asarray(weights / total if total else weights)
