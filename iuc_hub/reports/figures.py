"""Every figure of a report, computed once from plain rows: a figure is a name and the ids behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from iuc_hub.errors import N_, NotFound
from iuc_hub.recommendations.lifecycle import UNDER_WAY
from iuc_hub.recommendations.models import RecommendationState as State
from iuc_hub.reports.branches import branch_of, branches

SIZES = ("1-9", "10-49", "50-249", "250-", "unknown")
UPPER = {"1-9": 9, "10-49": 49, "50-249": 249}
HORIZONS = ("now", "one_to_two_years", "later")
STANDINGS = (
    State.SENT, State.INTERESTED, State.LATER, State.DECLINED, State.IN_PROGRESS, State.GRANTED, State.REFUSED,
    State.DELIVERED, State.ABANDONED, State.WITHDRAWN,
)  # fmt: skip
"""Where a sent recommendation can stand; every one is in exactly one of these."""
YES = frozenset({State.INTERESTED, *UNDER_WAY})
"""The company has said yes; what is under way or ended began with one."""
DONE = frozenset({State.GRANTED, State.DELIVERED})
FUNNEL = ("contacted", "met", "needs", "proposed", "yes", "under_way", "done")
"""From the first contact to what came of it; each step's companies are among the step's before it."""
NO_REASON = "none"


@dataclass(frozen=True)
class Profile:
    """What a company is counted by."""

    place: str
    branch: str
    size: str


@dataclass(frozen=True)
class Sent:
    """A recommendation that was sent in the period, as it stands now."""

    id: int
    company: int
    state: State
    reason: str | None = None
    granted_sek: int | None = None


@dataclass(frozen=True)
class Rejected:
    """A recommendation that the advisor passed over in the period."""

    id: int
    company: int
    reason: str | None


@dataclass(frozen=True)
class History:
    """The rows of one period. ``companies`` is the register, without those merged into another.

    ``needs`` is (company, theme, horizon) of every need that counts; see the glossary for which do.
    """

    companies: Mapping[int, Profile]
    contacted: Iterable[int] = ()
    met: Iterable[int] = ()
    needs: Iterable[tuple[int, str, str]] = ()
    sent: Sequence[Sent] = ()
    rejected: Sequence[Rejected] = ()


@dataclass(frozen=True)
class Figures:
    """``companies`` and ``proposals`` hold, by the figure's name, the ids of what it counts.

    ``granted`` holds, by company, what it got in SEK.
    """

    companies: Mapping[str, frozenset[int]]
    proposals: Mapping[str, frozenset[int]]
    granted: Mapping[int, int]
    themes: tuple[str, ...]
    places: tuple[str, ...]
    counted_at: datetime | None = field(default=None, compare=False)

    @property
    def granted_sek(self) -> int:
        return sum(self.granted.values())

    def count(self, name: str) -> int:
        """How many stand behind a figure; a name of nobody is nought."""
        return len(self.companies.get(name) or self.proposals.get(name) or ())

    def rows(self, name: str) -> frozenset[int]:
        """The companies behind a figure of companies.

        Raises:
            NotFound: for a name that no figure has.
        """
        return _found(self.companies, name)

    def proposal_rows(self, name: str) -> frozenset[int]:
        """The recommendations behind a figure of proposals.

        Raises:
            NotFound: for a name that no figure has.
        """
        return _found(self.proposals, name)


def _found(figures: Mapping[str, frozenset[int]], name: str) -> frozenset[int]:
    if name not in figures:
        raise NotFound(N_("Den siffran finns inte i rapporten. Gå tillbaka och välj en av dem som visas."))
    return figures[name]


def size_class(employees: int | None) -> str:
    """The network's size classes; a sole owner without staff counts among the smallest."""
    if employees is None:
        return "unknown"
    return next((name for name, most in UPPER.items() if employees <= most), "250-")


def profile_of(place: str, sni: object, employees: object) -> Profile:
    """A company's profile from its municipality and the newest values known of it."""
    known = int(employees) if isinstance(employees, int | float) and employees >= 0 else None
    return Profile(place, branch_of(sni), size_class(known))


class _Sets:
    """Sets that grow by name."""

    def __init__(self) -> None:
        self._sets: dict[str, set[int]] = {}

    def add(self, name: str, row: int) -> None:
        self._sets.setdefault(name, set()).add(row)

    def frozen(self) -> dict[str, frozenset[int]]:
        return {name: frozenset(rows) for name, rows in self._sets.items()}

    def named(self, name: str) -> set[int]:
        return self._sets.setdefault(name, set())


def figures_of(history: History, *, counted_at: datetime | None = None) -> Figures:
    """Count a period's rows."""
    register = history.companies
    found = _Sets()
    _count_places(found, "register", register, register)
    met = found.named("met")
    met |= register.keys() & set(history.met)
    found.named("contacted").update(met, register.keys() & set(history.contacted))
    _count_places(found, "met", met, register)
    _count_sizes(found, "met", met, register)
    _count_needs(found, history)
    _count_funnel(found, history.sent)
    proposals = _proposals(history)
    themes = {theme for _company, theme, _horizon in history.needs}
    frozen = found.frozen()
    return Figures(
        companies=frozen,
        proposals=proposals,
        granted=_granted(history.sent),
        themes=tuple(sorted(themes, key=lambda theme: (-len(frozen.get(f"theme:{theme}", ())), theme))),
        places=tuple(sorted({each.place for each in register.values()})),
        counted_at=counted_at,
    )


def _count_places(found: _Sets, name: str, companies: Iterable[int], register: Mapping[int, Profile]) -> None:
    whole = found.named(name)
    for company in companies:
        place, branch = register[company].place, register[company].branch
        whole.add(company)
        found.add(f"{name}.place:{place}", company)
        found.add(f"{name}.branch:{branch}", company)
        found.add(f"{name}.place:{place}.branch:{branch}", company)


def _count_sizes(found: _Sets, name: str, companies: Iterable[int], register: Mapping[int, Profile]) -> None:
    for size in SIZES:
        found.named(f"{name}.size:{size}")
    for company in companies:
        found.add(f"{name}.size:{register[company].size}", company)


def _count_needs(found: _Sets, history: History) -> None:
    needs, met = found.named("needs"), found.named("met")
    themes = set()
    for company, theme, horizon in history.needs:
        if company in met:
            needs.add(company)
            found.add(f"theme:{theme}", company)
            found.add(f"theme:{theme}.horizon:{horizon}", company)
            themes.add(theme)
    for theme in themes:
        _count_sizes(found, f"theme:{theme}", found.named(f"theme:{theme}"), history.companies)
    _count_sizes(found, "needs", needs, history.companies)


def _count_funnel(found: _Sets, sent: Iterable[Sent]) -> None:
    needs = found.named("needs")
    steps = {"proposed": None, "yes": YES, "under_way": frozenset(UNDER_WAY), "done": DONE}
    for name in steps:
        found.named(name)
    for each in sent:
        for name, states in steps.items():
            if each.company in needs and (states is None or each.state in states):
                found.add(name, each.company)


def _granted(sent: Iterable[Sent]) -> dict[int, int]:
    amounts: dict[int, int] = {}
    for each in sent:
        if each.state in DONE and each.granted_sek:
            amounts[each.company] = amounts.get(each.company, 0) + each.granted_sek
    return amounts


def _proposals(history: History) -> dict[str, frozenset[int]]:
    found = _Sets()
    for name in ("sent", "rejected", *(f"sent.state:{state.value}" for state in STANDINGS)):
        found.named(name)
    for each in history.sent:
        found.add("sent", each.id)
        found.add(f"sent.state:{each.state.value}", each.id)
        if each.state is State.DECLINED:
            found.add(f"sent.state:declined.reason:{each.reason or NO_REASON}", each.id)
    for passed in history.rejected:
        found.add("rejected", passed.id)
        found.add(f"rejected.reason:{passed.reason or NO_REASON}", passed.id)
    return found.frozen()


def sums_of(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Whole -> the parts that make it up without overlap, for the figures of these names.

    A theme's horizons overlap, since a company can have one need now and another later, and are no such parts.
    """
    known = set(names)
    sums: dict[str, list[str]] = {}
    for name in sorted(known):
        whole, dot, part = name.rpartition(".")
        if dot and whole in known and not part.startswith("horizon:"):
            kind = part.partition(":")[0]
            sums.setdefault(f"{whole}|{kind}", []).append(name)
    for name in sorted(known):
        head, place, rest = name.partition(".place:")
        if (
            place
            and ".branch:" in rest
            and (column := f"{head}.branch:{rest.partition('.branch:')[2]}") in known
        ):
            sums.setdefault(f"{column}|place", []).append(name)
    return {key: tuple(parts) for key, parts in sums.items()}


def inclusions_of(names: Iterable[str]) -> list[tuple[str, str]]:
    """(part, whole) of the figures whose rows are always among another's."""
    known = set(names)
    pairs = list(zip(FUNNEL[1:], FUNNEL[:-1], strict=True))
    for name in known:
        theme, _dot, part = name.partition(".")
        if name.startswith("theme:"):
            pairs.append(
                (name, theme if part.startswith("horizon:") else f"needs.{part}" if part else "needs")
            )
        elif name.startswith("needs."):
            pairs.append((name, f"met.{part}"))
    return sorted((part, whole) for part, whole in pairs if part in known and whole in known)


def branch_codes(figures: Figures) -> tuple[str, ...]:
    """The branches of the register, in the order of reports; industry's own always stand there."""
    return tuple(
        code
        for code, each in branches().items()
        if each.divisions or figures.count(f"register.branch:{code}")
    )
