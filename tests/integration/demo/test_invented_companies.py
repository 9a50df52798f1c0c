"""The invented companies are told once, go on after an interruption, and leave the rest of the demo as it was.

All 73 take minutes on a busy machine, so these tests tell the first of every stage and all the others' answers are
checked against the guide by the unit tests.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

import pytest
from sqlmodel import Session, col, select

from iuc_hub.accounts.models import Hub
from iuc_hub.accounts.queries import find_user_by_email
from iuc_hub.clock import FixedClock
from iuc_hub.companies.models import Company
from iuc_hub.companies.services import known_facts
from iuc_hub.config import Mode, Settings
from iuc_hub.demo import pools
from iuc_hub.demo.seed import TELL_DEMO, seed, tell_invented, want_invented
from iuc_hub.errors import Conflict
from iuc_hub.interviews.models import Interview, InterviewState, Need
from iuc_hub.jobs import JobState
from iuc_hub.jobs.models import Job
from iuc_hub.members.fees import plan_year
from iuc_hub.members.years import register
from iuc_hub.recommendations.models import Recommendation, RecommendationState
from tests import factories
from tests.databases import OneConnection
from workers.running import run_job

SETTINGS = Settings(_env_file=None, public_url="http://demo.example")
SAMPLE = 11


@pytest.fixture(autouse=True)
def _one_of_every_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan with one company a stage in the first hub, and two in the second."""
    whole = pools.plan()
    first, second = whole.hubs
    few = [
        first.model_copy(update={"stages": tuple(_one(each) for each in first.stages[1:])}),
        second.model_copy(update={"stages": tuple(_one(each) for each in second.stages[-2:])}),
    ]
    monkeypatch.setattr(pools, "plan", lambda: whole.model_copy(update={"hubs": tuple(few)}))


def _one(stage: pools.StagePlan) -> pools.StagePlan:
    return stage.model_copy(update={"count": 1})


@pytest.fixture
def told(database: OneConnection, clock: FixedClock) -> Iterator[OneConnection]:
    """The demo with its people, catalogue and hand-told stories, but none of the invented ones yet."""
    seed(SETTINGS, now=clock.now(), today=clock.now().date())
    return database


def tell(clock: FixedClock, most: int = 1000) -> int:
    """Tell until so many steps are taken; returns how many companies were added."""
    steps = tell_invented(SETTINGS, now=clock.now(), today=clock.now().date())
    return list(islice(steps, most))[-1].added


def names(session: Session) -> list[str]:
    return sorted(session.exec(select(Company.name)))


def test_every_stage_can_be_told_and_a_second_telling_adds_nothing(
    told: OneConnection, clock: FixedClock
) -> None:
    assert tell(clock) == SAMPLE
    with told.session(write=False) as session:
        interviews = Counter(each.state for each in session.exec(select(Interview)))
        assert interviews[InterviewState.CANCELLED] == 1
        assert interviews[InterviewState.PLANNED] >= 4
        states = {each.state for each in session.exec(select(Recommendation))}
        assert {RecommendationState.SENT, RecommendationState.ACCEPTED} <= states
        assert len(session.exec(select(Need)).all()) > 20
        before = names(session)
    clock.move(days=3)
    assert tell(clock) == 0
    with told.session(write=False) as session:
        assert names(session) == before


def test_an_interrupted_telling_is_continued_on_another_day(told: OneConnection, clock: FixedClock) -> None:
    assert tell(clock, most=5) == 4
    clock.move(days=2)
    assert tell(clock) == SAMPLE - 4
    with told.session(write=False) as session:
        assert len(set(names(session))) == SAMPLE + 5


def test_the_second_hub_has_its_own_companies(told: OneConnection, clock: FixedClock) -> None:
    tell(clock)
    with told.session(write=False) as session:
        query = select(Hub.slug, Company.name).join(Company, col(Company.hub_id) == Hub.id)
        counted = Counter(slug for slug, _name in session.exec(query))
    assert counted == {"exempelhubben": SAMPLE - 2 + 5, "ovningshubben": 2}


def test_the_rest_is_a_job_that_is_wanted_once_and_shows_its_progress(
    told: OneConnection, clock: FixedClock
) -> None:
    now, today = clock.now(), clock.now().date()
    first, again = want_invented(now=now, today=today), want_invented(now=now, today=today)
    assert first is not None
    assert again is not None
    assert first.id == again.id
    assert run_job(first.id or 0, SETTINGS, runner="test")
    with told.session(write=False) as session:
        job = session.exec(select(Job).where(Job.kind == TELL_DEMO)).one()
        assert (job.state, job.done, job.total) == (JobState.DONE, SAMPLE, SAMPLE)
        assert job.result == {"companies": SAMPLE}
        assert job.hub_id is not None
    assert want_invented(now=now, today=today) is None


def test_invented_companies_are_refused_in_production(clock: FixedClock) -> None:
    production = SETTINGS.model_copy(update={"mode": Mode.PRODUCTION})
    with pytest.raises(Conflict):
        next(tell_invented(production, now=clock.now(), today=clock.now().date()))


def test_the_members_that_are_told_have_their_fees_and_matching_knows_them(
    told: OneConnection, clock: FixedClock
) -> None:
    tell(clock)
    today = clock.now().date()
    with told.session(write=False) as session:
        admin = find_user_by_email(session, "birgit@exempelhubben.example")
        assert admin is not None
        scope = factories.scope_of(admin)
        known = register(session, scope, today)
        assert known.members > 1
        assert known.goal is not None
        assert plan_year(session, scope, today.year, clock.now()).wanted == []
        company = session.exec(
            select(Company).where(Company.name == "Exempelverkstaden i Hällefors AB")
        ).one()
        assert known_facts(session, scope, company.id or 0)["member"] is True
