"""The list of supports: one page of rows with their state, and the choices that narrow it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.listing import queries
from iuc_hub.catalogue.listing.filters import ARCHIVED, CLOSED, COMING, DRAFTS, OPEN, STATES, WINDOWS, Filters
from iuc_hub.catalogue.listing.queries import FacetCounts
from iuc_hub.catalogue.pages import Line, line_of
from iuc_hub.errors import N_

WINDOW_WORDS = {OPEN: N_("Öppet nu"), COMING: N_("Öppnar senare"), CLOSED: N_("Stängt")}
STATE_WORDS = {DRAFTS: N_("Era utkast"), ARCHIVED: N_("Arkiverat")}


@dataclass(frozen=True)
class Listing:
    """One page of the catalogue under its filters."""

    filters: Filters
    lines: Sequence[Line]
    count: int
    page: int
    pages: int
    counts: FacetCounts


@dataclass(frozen=True)
class Choice:
    """One choice of a facet; choosing the current one again takes it away."""

    label: str
    count: int
    url: str
    current: bool


@dataclass(frozen=True)
class Facet:
    """A question with its choices."""

    name: str
    title: str
    choices: Sequence[Choice]


def listing(session: Session, scope: Scope, filters: Filters, *, today: date, page: int) -> Listing:
    """A page past the last is the last."""
    count = queries.count_search(session, scope, filters, today=today)
    pages = max(1, ceil(count / queries.PAGE_SIZE))
    page = min(page, pages)
    rows = queries.search(session, scope, filters, today=today, page=page)
    return Listing(
        filters=filters,
        lines=[line_of(each, today) for each in rows],
        count=count,
        page=page,
        pages=pages,
        counts=queries.facet_counts(session, scope, filters, today=today),
    )


def facets(found: Listing, language: str, say: Callable[[str], str], url: Callable[..., str]) -> list[Facet]:
    """The choices of every facet; what nothing has is left out unless it is the current choice.

    ``url`` gives the address with one filter put in its place, as `Filters.address` takes it.
    """
    counts = found.counts
    told = (
        ("when", N_("Går att söka"), {code: say(WINDOW_WORDS[code]) for code in WINDOWS}, counts.when),
        ("kind", N_("Slag"), _names(taxonomy.kinds(), language), counts.kinds),
        ("theme", N_("Tema"), _names(taxonomy.themes(), language), counts.themes),
        ("county", N_("Gäller i"), _names(taxonomy.counties(), language), counts.counties),
        (
            "unverified",
            N_("Kontroll"),
            {"yes": say(N_("Inte kontrollerat på ett år"))},
            {"yes": counts.unverified},
        ),
        ("state", N_("Inte med i listan"), {code: say(STATE_WORDS[code]) for code in STATES}, counts.states),
    )
    built = (
        Facet(name, say(title), _choices(found.filters, name, words, each, url))
        for name, title, words, each in told
    )
    return [facet for facet in built if facet.choices]


def _names(codes: taxonomy.CodeList, language: str) -> dict[str, str]:
    return {code: entry.name(language) for code, entry in codes.items()}


def _choices(
    filters: Filters, name: str, words: Mapping[str, str], counts: Mapping[str, int], url: Callable[..., str]
) -> list[Choice]:
    current = getattr(filters, name)
    return [
        Choice(label, counts.get(code, 0), url(**{name: "" if code == current else code}), code == current)
        for code, label in words.items()
        if counts.get(code) or code == current
    ]
