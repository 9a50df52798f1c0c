"""What is published never shows a small group, nor lets a reader work one out."""

from collections.abc import Sequence
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from iuc_hub.reports.figures import (
    SIZES,
    Figures,
    History,
    Profile,
    Sent,
    figures_of,
    inclusions_of,
    size_class,
    sums_of,
)
from iuc_hub.reports.publishing import Round, published, round_of
from iuc_hub.reports.suppression import SMALLEST, Relation, shown_cells

THEMES = ("energy", "skills_workforce")
TRIED = 30
"""So many of the secrets are attacked in each example: each takes two whole-number programmes."""


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


def invented(seed: int, companies: int) -> list[tuple[Figures, dict[int, int]]]:
    """The figures of three nested periods of an invented network, the longest first."""
    chance = Random(seed)  # noqa: S311 - a repeatable history, not a secret
    register = {
        one: Profile(
            chance.choice(["1880", "1863"]),
            chance.choice(["metal", "wood"]),
            chance.choices(SIZES, [4, 4, 2, 0, 1])[0],
        )
        for one in range(companies)
    }
    newest = {one: chance.choice([None, 0, 1, 2, 2]) for one in register}
    likely = {theme: chance.random() for theme in THEMES}
    needs = {
        one: [(theme, chance.choice(["now", "later"])) for theme in THEMES if chance.random() < likely[theme]]
        for one in register
    }
    sent = [
        Sent(
            number, chance.randrange(companies), chance.choice(["sent", "interested", "granted", "declined"])
        )  # type: ignore[arg-type] # made a state below
        for number in range(companies)
    ]
    made = []
    for layer in range(3):
        met = [one for one, depth in newest.items() if depth is not None and depth >= layer]
        rows = [
            Sent(each.id, each.company, _state(each.state))
            for each in sent
            if each.id % (layer + 1) == 0 or layer == 0
        ]
        nested = [each for each in rows if layer < 2 or each.id % 6 == 0]
        found = figures_of(
            History(
                register, met, met, [(one, theme, when) for one in met for theme, when in needs[one]], nested
            )
        )
        made.append((found, {each.id: each.company for each in sent}))
    return made


def _state(value: object):  # noqa: ANN202 - an enum of another layer
    from iuc_hub.recommendations.models import RecommendationState  # noqa: PLC0415 - only for these rows

    return RecommendationState(value)


class Attacker:
    """Knows every published figure of every period at once, and that counts are whole numbers of nested groups."""

    def __init__(self, layers: Sequence[dict[str, int]], shown: Sequence[dict[str, int | None]]) -> None:
        self.cells = [(layer, name) for layer, counts in enumerate(layers) for name in counts]
        self.place = {cell: place for place, cell in enumerate(self.cells)}
        self.true = np.array([layers[layer][name] for layer, name in self.cells], dtype=float)
        rows: list[tuple[dict[int, float], float, float]] = []
        names = list(layers[0])
        for layer in range(len(layers)):
            for key, parts in sums_of(names).items():
                terms = {self.place[layer, part]: 1.0 for part in parts}
                terms[self.place[layer, key.partition("|")[0]]] = -1.0
                rows.append((terms, 0, 0))
            rows += [
                ({self.place[layer, whole]: 1.0, self.place[layer, part]: -1.0}, 0, np.inf)
                for part, whole in inclusions_of(names)
            ]
        for layer in range(len(layers) - 1):
            rows += [
                ({self.place[layer, name]: 1.0, self.place[layer + 1, name]: -1.0}, 0, np.inf)
                for name in names
            ]
        matrix = np.zeros((len(rows), len(self.cells)))
        for number, (terms, _low, _high) in enumerate(rows):
            for place, sign in terms.items():
                matrix[number, place] = sign
        self.known = LinearConstraint(matrix, [low for _t, low, _h in rows], [high for _t, _l, high in rows])
        self.pinned = np.array([shown[layer].get(name) is not None for layer, name in self.cells])

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
        """Every small or hidden figure, and every small difference of two nested ones."""
        goals = []
        for place, value in enumerate(self.true):
            if 0 < value < SMALLEST or (value and not self.pinned[place]):
                goals.append(np.eye(len(self.true))[place])
        for terms in self.known.A:
            value = float(terms @ self.true)
            if 0 < value < SMALLEST:
                goals.append(terms)
        return goals


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 10_000), st.integers(8, 90))
def test_no_hidden_figure_can_be_worked_out_from_all_published_periods_together(
    seed: int, companies: int
) -> None:
    made = invented(seed, companies)
    rounds = [round_of(found, company_of, places=True) for found, company_of in made]
    names = {name for each in rounds for name in each.counts}
    layers = [{name: each.counts.get(name, 0) for name in sorted(names)} for each in rounds]
    shown = published(rounds)
    for counts, told in zip(layers, shown, strict=True):
        assert all(told[name] in {None, count} for name, count in counts.items())
        assert all(count == 0 or count >= SMALLEST for count in told.values() if count is not None)
    attacker = Attacker(layers, shown)
    chance = Random(seed)  # noqa: S311 - which of many secrets are tried
    tried = chance.sample(attacker.secrets(), min(len(attacker.secrets()), TRIED))
    reachable = [goal for goal in tried if attacker.range_of(goal) < SMALLEST - 0.5]
    assert reachable == []


def test_an_attacker_without_suppression_finds_the_small_groups() -> None:
    rounds = [round_of(found, company_of, places=True) for found, company_of in invented(1, 40)]
    names = sorted({name for each in rounds for name in each.counts})
    layers = [{name: each.counts.get(name, 0) for name in names} for each in rounds]
    everything: list[dict[str, int | None]] = [
        {name: count if count >= SMALLEST or count == 0 else None for name, count in each.items()}
        for each in layers
    ]
    attacker = Attacker(layers, everything)
    assert any(attacker.range_of(goal) < 1 for goal in attacker.secrets()[:TRIED])


def test_proposals_at_fewer_than_five_companies_are_not_published() -> None:
    counts = {"met": 50, "sent": 60, "sent.state:declined": 30, "sent.state:sent": 30}
    behind = {"sent": 20, "sent.state:declined": 3, "sent.state:sent": 17}
    (told,) = published([Round(counts, behind)])
    assert told["sent.state:declined"] is None
    assert told["met"] == 50


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 60))
def test_parts_sum_to_the_whole_and_nested_figures_are_nested(seed: int, companies: int) -> None:
    for found, _company_of in invented(seed, companies + 1):
        figures = {**found.companies, **found.proposals}
        for key, parts in sums_of(figures).items():
            assert sum(len(figures[part]) for part in parts) == len(figures[key.partition("|")[0]])
        for part, whole in inclusions_of(figures):
            assert figures[part] <= figures[whole]
