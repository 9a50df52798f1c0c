"""A hub where two advisors have decided on the same support for several companies, and its jobs run in place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from iuc_hub import jobs
from iuc_hub.accounts.models import Role, User
from iuc_hub.accounts.scope import Scope
from iuc_hub.clock import FixedClock
from iuc_hub.config import Settings
from iuc_hub.recommendations import matching, queries
from iuc_hub.recommendations import services as recommendations
from iuc_hub.recommendations.models import MatchRun, NeedResult, StoredMatch
from tests import factories
from tests.integration.recommendations import road as made
from tests.integration.recommendations.road import Road
from workers.work import Work

Key = tuple[int, str]
TEXTS = (
    "Vi vill automatisera kantpressen med en robot men kan inte räkna på det.",
    "En robot ska betjäna fräsen, någon behöver räkna på investeringen.",
    "Automation av svetsningen, oberoende råd om robot.",
    "Robot till plåtbearbetningen, vi vet inte om den bär sig.",
    "Vi funderar på robotcell för montering.",
    "Automatisera packningen med robot.",
)


@dataclass(frozen=True)
class Taught:
    """The hub's admin, and its companies with a decided need each."""

    road: Road
    admin: User
    companies: tuple[int, ...]

    @property
    def scope(self) -> Scope:
        return factories.scope_of(self.admin)


def a_taught_hub(session: Session, road: Road, clock: FixedClock) -> Taught:
    """Six companies, the robot's genomgång taken for each, by two advisors in turns."""
    now = clock.now()
    other = factories.a_user(session, road.office.hub, now=now)
    admin = factories.a_user(session, road.office.hub, role=Role.HUB_ADMIN, now=now)
    scopes, companies = (road.scope, factories.scope_of(other)), []
    for at, text in enumerate(TEXTS):
        scope = scopes[at % 2]
        company = factories.a_company(session, scope, now=now, employees=20 + 20 * at)
        interview = made.an_interview(session, scope, company, now)
        need = made.a_need(session, interview, "production_automation", text, helps=["advice"])
        run = matching.match_company(session, scope, company.id or 0, now=now, today=now.date()).run
        rows = queries.list_matches(session, scope, run.id or 0, need_ids=[need.id or 0])
        row = next(one for one in rows if one.support_id == "robot-ja")
        recommendations.accept(session, scope, company.id or 0, row.id or 0, now=now, language="sv")
        companies.append(company.id or 0)
    session.commit()
    return Taught(road, admin, tuple(companies))


def run(session: Session, job_id: int, task: Callable[[Work], None], now: datetime) -> jobs.Job:
    """Do a wanted job as a worker would."""
    session.commit()
    claim = jobs.claim(session, job_id, runner="a test", now=now, lease_seconds=60)
    session.commit()
    assert claim is not None
    task(Work(claim, Settings(_env_file=None)))
    session.expire_all()
    return session.get_one(jobs.Job, job_id)


def match_again(session: Session, taught: Taught, now: datetime) -> None:
    for company_id in taught.companies:
        matching.match_company(session, taught.scope, company_id, now=now, today=now.date())
    session.commit()


def stored(session: Session, taught: Taught) -> dict[Key, tuple[object, ...]]:
    """Every match in the companies' newest runs by need and support, with all that is stored of it."""
    session.expire_all()
    found = {}
    for company_id in taught.companies:
        newest = queries.find_newest_run(session, taught.scope, company_id)
        query = (
            select(StoredMatch, NeedResult)
            .join(NeedResult, col(NeedResult.id) == StoredMatch.result_id)
            .join(MatchRun, col(MatchRun.id) == NeedResult.run_id)
            .where(MatchRun.id == (newest.id if newest else 0))
        )
        for row, result in session.exec(query):
            blocked = row.verdict == "blocked"
            place = 0 if blocked else row.rank
            found[result.need_id, row.support_id] = (place, row.score_tenths, row.verdict, row.match)
    return found
