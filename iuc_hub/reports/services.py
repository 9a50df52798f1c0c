"""The figures of a period for whoever asks: the hub's own, each with its rows."""

from collections.abc import Iterable, Mapping

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.reports import queries
from iuc_hub.reports.branches import branch_of
from iuc_hub.reports.figures import Figures, History, figures_of
from iuc_hub.reports.memory.remembering import Remembered
from iuc_hub.reports.memory.triggers import COMPANIES, INTERVIEWS, NOTES, POPULATION, PROPOSALS
from iuc_hub.reports.overview import Overview, Population, overview_of
from iuc_hub.reports.period import Period

CONTACTS = (INTERVIEWS, PROPOSALS, NOTES)
"""The parts that tell who was reached, and what came of it."""


def history(session: Session, scope: Scope, period: Period) -> History:
    """The rows of the period, of the caller's hub or, for the analyst, of all."""
    return _history(session, scope, period, Remembered(session, scope))


def _history(session: Session, scope: Scope, period: Period, known: Remembered) -> History:
    days = (period.first, period.last)
    held, told = (INTERVIEWS,), (PROPOSALS,)
    return History(
        companies=known.take("register", (COMPANIES,), lambda: queries.list_profiles(session, scope)),
        contacted=known.take(
            ("contacted", *days), CONTACTS, lambda: queries.list_contacted(session, scope, period)
        ),
        met=known.take(("met", *days), held, lambda: queries.list_met(session, scope, period)),
        needs=known.take(("needs", *days), held, lambda: queries.list_needs(session, scope, period)),
        sent=known.take(("sent", *days), told, lambda: queries.list_sent(session, scope, period)),
        rejected=known.take(("rejected", *days), told, lambda: queries.list_rejected(session, scope, period)),
    )


def figures(session: Session, scope: Scope, period: Period) -> Figures:
    """Everything counted in the period, each figure with its rows."""
    known = Remembered(session, scope)
    return known.take(
        ("figures", period.first, period.last),
        (COMPANIES, *CONTACTS),
        lambda: figures_of(_history(session, scope, period, known)),
    )


def overview(session: Session, scope: Scope, period: Period) -> Overview:
    """The hub's own overview of the period."""
    found = figures(session, scope, period)
    return overview_of(found, period, population(session, scope, found))


def population(session: Session, scope: Scope, found: Figures) -> Population:
    """The companies there are to meet: of the newest source taken in, else of the hub's own register."""
    used = None if scope.hub_id is None else queries.find_population_in_use(session, scope)
    if used is None:
        return Population(
            {
                (place, branch): len(rows)
                for name, rows in found.companies.items()
                for place, branch in [_place_of_register(name)]
                if branch
            }
        )
    known = Remembered(session, scope)
    counts = known.take(
        ("population", *used),
        (POPULATION,),
        lambda: _by_branch(queries.list_population(session, scope, used)),
    )
    return Population(counts, source=used[0], year=used[1])


def _by_branch(rows: Iterable[tuple[str, str, int]]) -> Mapping[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for place, sni, companies in rows:
        key = (place, branch_of(sni))
        counts[key] = counts.get(key, 0) + companies
    return counts


def _place_of_register(name: str) -> tuple[str, str]:
    head, _dot, branch = name.partition(".branch:")
    kind, _dot, place = head.partition(".place:")
    return (place, branch) if kind == "register" and place else ("", "")


def company_ids(session: Session, scope: Scope, period: Period, name: str) -> list[int]:
    """The companies behind one figure, by name, for those who may see them.

    Raises:
        NotFound: for an unknown figure.
        Denied: for the analyst, who sees no single company.
    """
    behind = figures(session, scope, period).rows(name)
    by_name = Remembered(session, scope).take(
        "by name", (COMPANIES,), lambda: queries.list_companies_by_name(session, scope)
    )
    return [each for each in by_name if each in behind]


def proposal_ids(session: Session, scope: Scope, period: Period, name: str) -> list[int]:
    """The recommendations behind one figure, by company.

    Raises:
        NotFound: for an unknown figure.
        Denied: for the analyst, who sees no single company.
    """
    behind = figures(session, scope, period).proposal_rows(name)
    by_company = Remembered(session, scope).take(
        "by company", (COMPANIES, PROPOSALS), lambda: queries.list_proposals_by_company(session, scope)
    )
    return [each for each in by_company if each in behind]
