"""What is published never shows a small group, nor lets a reader work one out."""

from collections.abc import Sequence
from datetime import date
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from iuc_hub.reports.figures import size_class
from iuc_hub.reports.period import Period
from iuc_hub.reports.publishing import Round, published, round_of
from iuc_hub.reports.suppression import SMALLEST, Relation, is_small, shown_cells
from tests.unit.reports.histories import QUARTER_ENDS, Invented, invented, rounds_until

TRIED = 12
"""So many of the secrets are attacked in each example: each takes two whole-number programmes."""
YEAR = Period("own", date(2026, 1, 1), date(2026, 12, 31))


def whole_and_parts(parts: dict[str, int]) -> frozenset[object]:
    values = {"whole": sum(parts.values()), **parts}
    return shown_cells(
        values,
        [Relation(("whole",), tuple(parts))],
        candidates=values,
        keep=lambda cell: int(cell == "whole"),
    )


def test_what_need_not_be_hidden_is_shown() -> None:
    assert whole_and_parts({"1-9": 12, "10-49": 0, "50-249": 30}) == {"whole", "1-9", "10-49", "50-249"}


def test_beside_a_small_part_another_is_hidden() -> None:
    assert whole_and_parts({"1-9": 12, "10-49": 3, "50-249": 30}) == {"whole", "50-249"}


def test_two_small_parts_hide_no_more_than_they_must() -> None:
    assert whole_and_parts({"a": 4, "b": 4, "c": 30}) == {"whole", "c"}


def test_a_small_part_in_a_table_with_margins_cant_be_subtracted_in_either_direction() -> None:
    values = {"all": 60, "r1": 30, "r2": 30, "c1": 30, "c2": 30, "11": 3, "12": 27, "21": 27, "22": 3}
    relations = [
        Relation(("all",), ("r1", "r2")), Relation(("all",), ("c1", "c2")), Relation(("r1",), ("11", "12")),
        Relation(("r2",), ("21", "22")), Relation(("c1",), ("11", "21")), Relation(("c2",), ("12", "22")),
    ]  # fmt: skip
    shown = shown_cells(values, relations, candidates=values, keep=lambda cell: 2 - len(str(cell)))
    assert not shown & {"11", "12", "21", "22"}


def test_those_who_lack_it_are_a_group_as_well() -> None:
    values = {"met": 40, "needs": 37}
    shown = shown_cells(
        values,
        [Relation(("met",), ("needs",), exact=False)],
        candidates=values,
        keep=lambda cell: int(cell == "met"),
    )
    assert shown == {"met"}


def test_the_size_classes_meet_at_their_borders() -> None:
    borders = {
        0: "1-9", 9: "1-9", 10: "10-49", 49: "10-49", 50: "50-249", 249: "50-249", 250: "250-", None: "unknown",
    }  # fmt: skip
    assert {employees: size_class(employees) for employees in borders} == borders


Counts = dict[str, int]
Shown = dict[str, int | None]


def published_in_turn(made: Invented, last: date) -> tuple[list[Round], list[Shown]]:
    """Every period of every round until a day, each decided when the earlier ones were out."""
    done: list[Round] = []
    shown: list[Shown] = []
    for periods in rounds_until(last):
        rounds = [round_of(made.figures(each), made.company_of, each, places=True) for each in periods]
        for one, told in zip(rounds, published(rounds, done), strict=True):
            seen = frozenset(name for name in one.counts if told[name] is not None)
            done.append(Round(one.counts, one.behind, one.period, seen))
            shown.append(told)
    return done, shown


class Attacker:
    """Has every report of every quarter, knows how figures are counted, and that they are whole numbers.

    What it knows is written here anew, not taken from the code it attacks.
    """

    def __init__(self, layers: Sequence[Round], shown: Sequence[Shown]) -> None:
        names = sorted({name for each in layers for name in each.counts})
        self.layers, self.names = layers, names
        self.place = {
            (layer, name): layer * len(names) + at
            for layer in range(len(layers))
            for at, name in enumerate(names)
        }
        self.true = np.array([each.counts.get(name, 0) for each in layers for name in names], dtype=float)
        self.pinned = np.array(
            [told.get(name, 0) is not None for told in shown for name in names], dtype=bool
        )
        self.rows: list[tuple[dict[int, float], float]] = []
        self.groups: list[np.ndarray] = []
        for layer in range(len(layers)):
            self._know_of_period(layer)
        for one in range(len(layers)):
            for two in range(len(layers)):
                self._know_of_two(one, two)
        matrix = np.zeros((len(self.rows), len(self.true)))
        for number, (terms, _high) in enumerate(self.rows):
            for place, sign in terms.items():
                matrix[number, place] += sign
        self.known = LinearConstraint(matrix, 0, [high for _terms, high in self.rows])

    def _know(
        self, more: list[tuple[int, str]], less: list[tuple[int, str]], *, exact: bool = False, group: bool = False
    ) -> None:  # fmt: skip
        if not all(cell in self.place for cell in (*more, *less)):
            return
        terms: dict[int, float] = {}
        for cells, sign in ((more, 1.0), (less, -1.0)):
            for cell in cells:
                terms[self.place[cell]] = terms.get(self.place[cell], 0) + sign
        self.rows.append((terms, 0 if exact else np.inf))
        if group:
            goal = np.zeros(len(self.true))
            for place, sign in terms.items():
                goal[place] += sign
            self.groups.append(goal)

    def _know_of_period(self, at: int) -> None:
        def parts(start: str) -> list[tuple[int, str]]:
            return [
                (at, name) for name in self.names if name.startswith(start) and "." not in name[len(start) :]
            ]

        themes = [name for name in self.names if name.startswith("theme:") and "." not in name]
        for whole in ("met", "needs", *themes):
            self._know([(at, whole)], parts(f"{whole}.size:"), exact=True)
        self._know([(at, "met")], parts("met.place:"), exact=True)
        self._know([(at, "met")], parts("met.branch:"), exact=True)
        self._know([(at, "sent")], parts("sent.state:"), exact=True)
        self._know([(at, "rejected")], parts("rejected.reason:"), exact=True)
        for more, less in zip(("contacted", "met", "needs", "proposed", "yes", "under_way"),
                              ("met", "needs", "proposed", "yes", "under_way", "done"), strict=True):  # fmt: skip
            self._know([(at, more)], [(at, less)], group=True)
        self._know([(at, each) for each in themes], [(at, "needs")])
        for theme in themes:
            self._know([(at, "needs")], [(at, theme)], group=True)
            self._know(parts(f"{theme}.horizon:"), [(at, theme)])
            for _at, name in parts(f"{theme}.horizon:"):
                self._know([(at, theme)], [(at, name)], group=True)
            for _at, name in parts(f"{theme}.size:"):
                self._know([(at, "needs" + name[len(theme) :])], [(at, name)], group=True)
        for _at, name in parts("needs.size:"):
            self._know([(at, name.replace("needs", "met"))], [(at, name)], group=True)
        self._know([(at, "sent")], [(at, "proposed")])

    def _know_of_two(self, one: int, two: int) -> None:
        """That of two periods one holds the other, or follows it and a third is both."""
        a, b = self.layers[one].period, self.layers[two].period
        first = a.first or date.min
        if one != two and first <= (b.first or date.min) and b.last <= a.last:
            for name in self.names:
                lasts = name in {"contacted", "met", "sent"} or name.startswith("met.")
                if lasts or a.last == b.last:
                    self._know([(one, name)], [(two, name)], group=True)
        if b.first is None or (b.first - a.last).days != 1:
            return
        for both in range(len(self.layers)):
            whole = self.layers[both].period
            if (whole.first, whole.last) != (a.first, b.last):
                continue
            self._know([(both, "sent")], [(one, "sent"), (two, "sent")], exact=True)
            for name in self.names:
                if name.startswith(("met", "needs", "theme:")):
                    self._know([(one, name), (two, name)], [(both, name)])
                    met_again = [(one, "met"), (two, "met"), (both, name)]
                    self._know(met_again, [(both, "met"), (one, name), (two, name)])

    def range_of(self, goal: np.ndarray) -> float:
        """How far apart the lowest and the highest possible value of this combination are."""
        bounds = np.where(self.pinned, self.true, 0), np.where(self.pinned, self.true, self.true.max() + 50)
        found = [
            milp(sign * goal, constraints=self.known, integrality=np.ones(len(goal)), bounds=bounds)
            for sign in (1, -1)
        ]
        assert all(each.status == 0 for each in found)
        return float(found[1].fun * -1 - found[0].fun)

    def secrets(self) -> list[np.ndarray]:
        """Every small or hidden figure of the reports, and every small group that is the difference of two figures."""
        cells = [
            np.eye(len(self.true))[place]
            for (_layer, name), place in self.place.items()
            if is_small(self.true[place])
            or (self.true[place] and not self.pinned[place] and not name.startswith("needs."))
        ]
        return cells + [goal for goal in self.groups if 0 < goal @ self.true < SMALLEST]


def reachable(attacker: Attacker, seed: int) -> list[np.ndarray]:
    """Of some of the secrets, those known to less than five from lowest to highest."""
    chance = Random(seed)  # noqa: S311 - which of many secrets are tried
    secrets = attacker.secrets()
    tried = chance.sample(secrets, min(len(secrets), TRIED))
    return [goal for goal in tried if attacker.range_of(goal) < SMALLEST - 0.5]


@settings(max_examples=2, deadline=None)
@given(st.integers(0, 10_000), st.integers(8, 70), st.sampled_from(QUARTER_ENDS[:2]))
def test_no_hidden_figure_can_be_worked_out_from_all_reports_of_all_quarters_together(
    seed: int, companies: int, last: date
) -> None:
    layers, shown = published_in_turn(invented(seed, companies), last)
    for layer, told in zip(layers, shown, strict=True):
        assert all(told[name] in {None, count} for name, count in layer.counts.items())
        assert all(count == 0 or count >= SMALLEST for count in told.values() if count is not None)
    assert reachable(Attacker(layers, shown), seed) == []


def test_an_attacker_finds_what_quarters_decided_one_by_one_give_away() -> None:
    made = invented(9, 80)
    layers: list[Round] = []
    shown: list[Shown] = []
    for periods in rounds_until(QUARTER_ENDS[1]):
        rounds = [round_of(made.figures(each), made.company_of, each, places=True) for each in periods]
        layers += rounds
        shown += published(rounds)
    attacker = Attacker(layers, shown)
    assert any(attacker.range_of(goal) < 1 for goal in attacker.secrets())


def test_a_later_quarter_never_tells_who_was_new_when_they_are_few() -> None:
    before = Round({"met": 30}, {}, Period("own", None, date(2026, 6, 30)), frozenset({"met"}))
    for new, expected in ((33, None), (35, 35), (30, 30)):
        (told,) = published([Round({"met": new}, {}, Period("own", None, date(2026, 9, 30)))], [before])
        assert told["met"] == expected


def test_proposals_at_fewer_than_five_companies_are_not_published() -> None:
    counts = {"met": 50, "sent": 60, "sent.state:declined": 30, "sent.state:sent": 30}
    behind = {"sent": 20, "sent.state:declined": 3, "sent.state:sent": 17}
    (told,) = published([Round(counts, behind, YEAR)])
    assert told["sent.state:declined"] is None
    assert told["met"] == 50
