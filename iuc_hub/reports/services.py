"""The figures of a report, computed once from plain rows so that page and rows can't disagree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.models import Company
from iuc_hub.errors import N_, NotFound
from iuc_hub.recommendations.models import RecommendationState
from iuc_hub.reports import queries
from iuc_hub.reports.period import Period, longer_periods
from iuc_hub.reports.suppression import published_parts, published_share, published_whole

SIZES = ("1-9", "10-49", "50-249", "250-", "unknown")
UPPER = {"1-9": 9, "10-49": 49, "50-249": 249}
STANDINGS = (
    RecommendationState.INTERESTED,
    RecommendationState.LATER,
    RecommendationState.DECLINED,
    RecommendationState.SENT,
    RecommendationState.IN_PROGRESS,
    RecommendationState.GRANTED,
    RecommendationState.REFUSED,
    RecommendationState.DELIVERED,
    RecommendationState.ABANDONED,
    RecommendationState.WITHDRAWN,
)
"""Where a sent recommendation can stand; every one is in exactly one of these."""


@dataclass(frozen=True)
class Figures:
    """The sets behind every figure: a figure is the size of its set, its rows are the set."""

    companies: int
    interviewed: frozenset[int]
    themes: Mapping[str, frozenset[int]]
    sizes: Mapping[str, frozenset[int]]
    replies: Mapping[RecommendationState, Sequence[int]]

    @property
    def with_needs(self) -> frozenset[int]:
        return frozenset().union(*self.themes.values())

    @property
    def proposed_to(self) -> frozenset[int]:
        """Interviewed companies with needs that were sent something."""
        sent = {company for companies in self.replies.values() for company in companies}
        return self.with_needs & sent

    @property
    def said_yes(self) -> frozenset[int]:
        return self.proposed_to & set(self.replies[RecommendationState.INTERESTED])

    @property
    def sent(self) -> int:
        """Recommendations sent; the sum of the replies."""
        return sum(len(companies) for companies in self.replies.values())

    def rows(self, name: str) -> frozenset[int]:
        """The companies behind a figure named as in the page's links.

        Raises:
            NotFound: for a name that no figure has.
        """
        kind, _, key = name.partition(":")
        if kind == "theme" and key in self.themes:
            return self.themes[key]
        if kind == "size" and key in self.sizes:
            return self.sizes[key]
        if kind == "reply" and key in {state.value for state in STANDINGS}:
            return frozenset(self.replies[RecommendationState(key)])
        plain = {
            "interviewed": self.interviewed,
            "with_needs": self.with_needs,
            "proposed_to": self.proposed_to,
            "said_yes": self.said_yes,
        }
        if name not in plain:
            raise NotFound(
                N_("Den siffran finns inte i rapporten. Gå tillbaka och välj en av dem som visas.")
            )
        return plain[name]


def size_class(employees: int | None) -> str:
    """The network's size classes; a sole owner without staff counts among the smallest."""
    if employees is None:
        return "unknown"
    return next((name for name, most in UPPER.items() if employees <= most), "250-")


def figures(session: Session, scope: Scope, period: Period) -> Figures:
    """Everything counted in the period, of the caller's hub or, for the analyst, of all."""
    interviewed = queries.list_interviewed(session, scope, period)
    themes: dict[str, set[int]] = {}
    for company_id, theme in queries.list_needs(session, scope, period):
        themes.setdefault(theme, set()).add(company_id)
    employees = queries.list_employees(session, scope, interviewed)
    sizes: dict[str, set[int]] = {name: set() for name in SIZES}
    for company_id in interviewed:
        sizes[size_class(employees.get(company_id))].add(company_id)
    replies: dict[RecommendationState, list[int]] = {state: [] for state in STANDINGS}
    for row in queries.list_sent(session, scope, period):
        replies[row.state].append(row.company_id)
    known = [theme for theme in taxonomy.themes() if theme in themes]
    return Figures(
        companies=queries.count_companies(session, scope),
        interviewed=frozenset(interviewed),
        themes={
            theme: frozenset(themes[theme])
            for theme in sorted(known, key=lambda theme: (-len(themes[theme]), theme))
        },
        sizes={name: frozenset(found) for name, found in sizes.items()},
        replies=replies,
    )


def rows_of(session: Session, scope: Scope, period: Period, name: str) -> list[Company]:
    """The companies behind one figure, for those who may see them.

    Raises:
        NotFound: for an unknown figure.
        Denied: for the analyst, who sees no single company.
    """
    found = figures(session, scope, period).rows(name)
    return queries.list_companies(session, scope, sorted(found))


@dataclass(frozen=True)
class NetworkFigures:
    """What may be published of all hubs together; None stands for a group too small to show."""

    hubs: int
    interviewed: int | None
    with_needs: int | None
    themes: Mapping[str, int | None]
    sizes: Mapping[str, int | None]


def network_figures(session: Session, scope: Scope, period: Period) -> NetworkFigures:
    """All hubs' interviews pooled, with small groups and what would reveal them left out."""
    found = figures(session, scope, period)
    longer = [figures(session, scope, each) for each in longer_periods(period)]
    whole = published_whole(len(found.interviewed), [len(each.interviewed) for each in longer])

    def share(companies: frozenset[int], elsewhere: Sequence[frozenset[int]]) -> int | None:
        around = [(len(ours), len(each.interviewed)) for ours, each in zip(elsewhere, longer, strict=True)]
        return None if whole is None else published_share(len(companies), whole, around)

    return NetworkFigures(
        hubs=queries.count_hubs(session),
        interviewed=whole,
        with_needs=share(found.with_needs, [each.with_needs for each in longer]),
        themes={
            theme: share(companies, [each.themes[theme] for each in longer])
            for theme, companies in found.themes.items()
        },
        sizes=dict.fromkeys(found.sizes)
        if whole is None
        else published_parts(_counted(found.sizes), [_counted(each.sizes) for each in longer]),
    )


def _counted(parts: Mapping[str, frozenset[int]]) -> dict[str, int]:
    return {name: len(companies) for name, companies in parts.items()}
