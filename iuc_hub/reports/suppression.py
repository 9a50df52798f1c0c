"""Which figures of a publication must be hidden so that nobody can work out a small group from the rest."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

SMALLEST = 5
"""A published group has at least this many members (DOMAIN: rules of the field)."""
ROUNDING = 1e-6
Floats = NDArray[np.float64]
PATIENCE = 12
"""After so many rounds of hiding one by one, everything that is least dear is hidden at once."""
ENOUGH = 12
"""So many known secrets are looked for before something is hidden for them."""
DEAREST = 10
"""What ranks so high is hidden when nothing else that is connected is left to hide."""
FAR = 4
"""Nobody's guess of a figure is let further than so many times the largest figure, which keeps it finite."""

Cell = Hashable
"""A figure of the publication, such as its period and its name."""


@dataclass(frozen=True)
class Relation:
    """What every reader knows: the parts sum to the whole, or to no more than it where they are not all of it.

    The rest of the whole is guarded as a group of its own where it is ``a_group``: those who lack what the parts have.
    """

    whole: tuple[Cell, ...]
    parts: tuple[Cell, ...]
    exact: bool = True
    a_group: bool = True

    def rest(self, values: Mapping[Cell, int]) -> int:
        """How much of the whole is not in the parts."""
        return sum(values[cell] for cell in self.whole) - sum(values[cell] for cell in self.parts)

    def holds(self, values: Mapping[Cell, int]) -> bool:
        """Whether the figures are as the reader believes; what was edited in between may have made them otherwise."""
        if not all(cell in values for cell in (*self.whole, *self.parts)):
            return False
        return self.rest(values) == 0 if self.exact else self.rest(values) >= 0


class Readers:
    """What readers can work out: each figure's range, given what is shown and what they know.

    Every figure, shown or not, is a variable of at least nought; where parts are not all of a whole, so is the
    rest, since those who lack something are a group as well.
    """

    def __init__(
        self, values: Mapping[Cell, int], relations: Sequence[Relation], small: Collection[Cell] = ()
    ) -> None:
        self._cells = list(values)
        self._place = {cell: place for place, cell in enumerate(self._cells)}
        self._relations = [each for each in relations if each.holds(values)]
        loose = [each for each in self._relations if not each.exact]
        rests = [each.rest(values) for each in loose]
        groups = [rest if each.a_group else 0 for each, rest in zip(loose, rests, strict=True)]
        self._values = np.array([*values.values(), *rests], dtype=float)
        self._groups = self._equations()
        self._small = {place for place, value in enumerate((*values.values(), *groups)) if is_small(value)}
        self._small |= {self._place[cell] for cell in small if cell in self._place}

    def _equations(self) -> Any:  # noqa: ANN401 - scipy's sparse matrices have no common type
        from scipy.sparse import csr_array  # noqa: PLC0415 - heavy: loaded when something is published

        rows, columns, signs, rest = [], [], [], len(self._cells)
        for row, each in enumerate(self._relations):
            terms = [(self._place[cell], 1.0) for cell in each.parts]
            terms += [(self._place[cell], -1.0) for cell in each.whole]
            if not each.exact:
                terms.append((rest, 1.0))
                rest += 1
            rows += [row] * len(terms)
            columns += [column for column, _sign in terms]
            signs += [sign for _column, sign in terms]
        return csr_array((signs, (rows, columns)), shape=(len(self._relations), rest))

    def exposed(self, shown: Collection[Cell], hidden: Collection[Cell], enough: int) -> list[int]:
        """So many of the hidden or small ones that are known to less than ``SMALLEST`` from lowest to highest."""
        fixed = np.zeros(len(self._values))
        fixed[[self._place[cell] for cell in shown]] = 1.0
        places = {self._place[cell] for cell in hidden if cell in self._place}
        guarded = self._small | {place for place in places if self._values[place] > 0}
        lowest, highest = self._values.copy(), self._values.copy()
        self._widen_together(guarded, fixed, lowest, highest)
        found: list[int] = []
        for place in sorted(guarded):
            for sign in (-1.0, 1.0):
                if _is_narrow(lowest[place], highest[place]):
                    self._widen({place: sign}, fixed, lowest, highest)
            if _is_narrow(lowest[place], highest[place]):
                found.append(place)
            if len(found) >= enough:
                break
        return found

    def exposed_cells(self, shown: Collection[Cell], hidden: Collection[Cell]) -> list[Any]:
        """The hidden or small figures that are known to less than ``SMALLEST``."""
        found = self.exposed(shown, hidden, len(self._values))
        return [self._cells[place] for place in found if place < len(self._cells)]

    def _widen_together(
        self, guarded: Collection[int], fixed: Floats, lowest: Floats, highest: Floats
    ) -> None:
        """Push every range at once as far as it goes: a few large questions instead of two for each figure."""
        left = len(guarded) + 1
        while True:
            narrow = [place for place in guarded if _is_narrow(lowest[place], highest[place])]
            if not narrow or len(narrow) >= left:
                return
            left = len(narrow)
            for sign in (-1.0, 1.0):
                self._widen(dict.fromkeys(narrow, sign), fixed, lowest, highest)

    def _widen(self, goals: Mapping[int, float], fixed: Floats, lowest: Floats, highest: Floats) -> None:
        """Stretch the ranges to a state of all figures where these are as high (-1) or as low (1) as can be.

        None of several is pushed further than it must be, so that the others get room.
        """
        from scipy.optimize import linprog  # noqa: PLC0415 - heavy: loaded when something is published

        aim = np.zeros(len(self._values))
        far = np.full(len(self._values), FAR * self._values.max(initial=0) + FAR * SMALLEST)
        for place, sign in goals.items():
            aim[place] = sign
            far[place] = max(lowest[place] + SMALLEST, self._values[place])
        floor = np.where(fixed > 0, self._values, 0.0)
        bounds = np.column_stack((floor, np.where(fixed > 0, self._values, far)))
        equal = np.zeros(len(self._relations))
        found = linprog(aim, A_eq=self._groups, b_eq=equal, bounds=bounds)  # type: ignore[call-overload] # the stubs lack arrays as bounds
        if found.status == 0:
            np.minimum(lowest, found.x, out=lowest)
            np.maximum(highest, found.x, out=highest)

    def named_first(self, exposed: Sequence[int], out: Collection[Cell]) -> list[int]:
        """Those of the exposed that are hidden figures, or if there are none, all of them."""
        named = [place for place in exposed if place < len(self._cells) and self._cells[place] in out]
        return named or list(exposed)

    def nearest(self, place: int, open_cells: Collection[Cell]) -> list[Cell]:
        """The cells among ``open_cells`` in the relations around a variable, the closest circle that has any."""
        reached, seen = {place}, set[int]()
        matrix = self._groups
        while reached - seen:
            seen |= reached
            rows = {row for column in reached for row in self._rows_of(column)}
            reached = {
                int(column)
                for row in rows
                for column in matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
            } | seen
            here = [self._cells[at] for at in reached if at < len(self._cells)]
            if found := [cell for cell in here if cell in open_cells]:
                return found
        return []

    def _rows_of(self, column: int) -> Iterable[int]:
        if not hasattr(self, "_by_column"):
            self._by_column: dict[int, list[int]] = {}
            for row in range(len(self._relations)):
                for at in self._groups.indices[self._groups.indptr[row] : self._groups.indptr[row + 1]]:
                    self._by_column.setdefault(int(at), []).append(row)
        return self._by_column.get(column, ())


def _is_narrow(lowest: float, highest: float) -> bool:
    """Whether the whole numbers between lie closer than ``SMALLEST``; nobody counts half a company."""
    return bool(np.floor(highest + ROUNDING) - np.ceil(lowest - ROUNDING) < SMALLEST)


def is_small(count: float) -> bool:
    return 0 < count < SMALLEST


def shown_cells(
    values: Mapping[Cell, int],
    relations: Sequence[Relation],
    *,
    candidates: Collection[Cell],
    already: Collection[Cell] = (),
    hidden: Collection[Cell] = (),
    small: Collection[Cell] = (),
    keep: Callable[[Cell], int] = lambda _cell: 0,
) -> frozenset[Cell]:
    """Which of the candidates may be shown beside what is shown ``already``.

    Small ones are hidden, then others beside them until no small group, shown or derived, nor any hidden figure
    can be worked out to less than ``SMALLEST`` between lowest and highest. What ``keep`` ranks highest is hidden
    last; of equals the smallest goes first. ``hidden`` was decided before; ``small`` names cells that are about few
    although they count more.
    """
    few = set(small)
    open_cells = {cell for cell in candidates if cell not in few and not is_small(values[cell])}
    dearest = {cell for cell in open_cells if keep(cell) >= DEAREST}
    readers = Readers(values, relations, small)
    for attempt in count():
        out = {*hidden, *candidates} - open_cells
        enough = 1 if attempt >= PATIENCE else ENOUGH
        if not open_cells or not (exposed := readers.exposed({*already, *open_cells}, out, enough)):
            break
        fewer = set(open_cells)
        for place in readers.named_first(exposed, out):
            found = readers.nearest(place, open_cells - dearest) or readers.nearest(place, open_cells)
            if found and fewer.issuperset(found):  # else one of them is hidden already, which may be enough
                fewer.discard(
                    min(found, key=lambda cell: (keep(cell), values[cell] == 0, values[cell], str(cell)))
                )
        if attempt >= PATIENCE:
            least = min(keep(cell) for cell in open_cells)
            fewer = {cell for cell in fewer if keep(cell) > least}
        if fewer == open_cells:
            break
        open_cells = fewer
    return frozenset(open_cells)
