"""Matches a hub's companies again on nobody's behalf, some at a time: looked at first, then stored all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import services as catalogue
from iuc_hub.companies.queries import lock_companies
from iuc_hub.recommendations.models import MatchRun
from iuc_hub.recommendations.queries import list_companies_with_needs
from iuc_hub.recommendations.rematching import queries
from iuc_hub.recommendations.rematching.looking import Looked
from iuc_hub.recommendations.rematching.looking import look as look_at
from iuc_hub.recommendations.rematching.storing import store_runs
from iuc_hub.recommendations.run_inputs import inputs_of_many

A_PART = 50
"""Companies that one job looks at: their needs fill the engine's cache, and storing them keeps nobody waiting."""


@dataclass(frozen=True)
class Kept:
    """How many companies were looked at, had to be matched to know, and got a new run."""

    companies: int
    touched: int
    changed: int


def _scope(hub_id: int) -> Scope:
    return Scope(role=Role.HUB_ADMIN, actor="system", hub_id=hub_id)


def companies_to_match(session: Session, hub_id: int) -> list[int]:
    """The hub's companies that have a need."""
    return list_companies_with_needs(session, _scope(hub_id))


def parts(session: Session, hub_id: int) -> list[list[int]]:
    """The same, as many at a time as one job takes."""
    companies = companies_to_match(session, hub_id)
    return [companies[start : start + A_PART] for start in range(0, len(companies), A_PART)]


def want_every_hub(session: Session, *, now: datetime) -> int:
    """Have the hubs that have needs looked at, as each day wants: deadlines come closer, companies grow older.

    Tells how many hubs.
    """
    hubs = queries.list_hubs_with_needs(session)
    catalogue.want_rematching(session, hubs, now=now)
    return len(hubs)


def look(session: Session, hub_id: int, company_ids: Sequence[int], *, today: date) -> Mapping[int, Looked]:
    """What there is to store of these companies; reads only, so that nobody waits while they are matched."""
    return look_at(session, _scope(hub_id), company_ids, today)


def keep(session: Session, hub_id: int, looked: Mapping[int, Looked], *, now: datetime, today: date) -> Kept:
    """Store it, after looking again at those that somebody has changed or matched meanwhile.

    Companies stay locked until the transaction ends, so that two who match the same one take turns.
    """
    scope = _scope(hub_id)
    lock_companies(session, scope, list(looked))
    late = _changed_meanwhile(session, scope, looked, today)
    again = look_at(session, scope, sorted(late), today) if late else {}
    still = [each for company_id, each in looked.items() if company_id not in late]
    return write(session, scope, [each for each in (*still, *again.values()) if each.wanted.needs], now=now)


def write(session: Session, scope: Scope, looked: Sequence[Looked], *, now: datetime) -> Kept:
    """New runs where something is to be told, and a note on the others that they still hold."""
    for wanted in {(each.wanted.day, each.wanted.number) for each in looked}:
        holding = [
            each.newest.id or 0
            for each in looked
            if each.draft is None and each.newest is not None
            and (each.wanted.day, each.wanted.number) == wanted
            and (each.newest.holds_on, each.newest.holds_for) != wanted
        ]  # fmt: skip
        if holding:
            queries.let_hold(session, scope, holding, on=wanted[0], number=wanted[1])
    drafts = [each.draft for each in looked if each.draft is not None]
    store_runs(session, scope, drafts, now=now)
    return Kept(len(looked), sum(each.touched for each in looked), len(drafts))


def _changed_meanwhile(session: Session, scope: Scope, looked: Mapping[int, Looked], today: date) -> set[int]:
    """The companies of which something else is known than when they were looked at."""
    now = inputs_of_many(session, scope, list(looked), today)
    runs = queries.list_newest_runs(session, scope, list(looked))
    return {
        company_id
        for company_id, each in looked.items()
        if company_id not in now
        or not each.wanted.like(now[company_id])
        or _id(each.newest) != _id(runs.get(company_id))
    }


def _id(run: MatchRun | None) -> int | None:
    return run.id if run is not None else None
