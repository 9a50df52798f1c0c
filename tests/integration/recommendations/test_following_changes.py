"""Whatever changes, matching only whom it can touch stores what matching everybody from scratch would tell."""

import json
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, func, select

from iuc_hub import taxonomy
from iuc_hub.catalogue import services as catalogue
from iuc_hub.catalogue.models import Support, SupportState
from iuc_hub.clock import FixedClock
from iuc_hub.companies import services as companies
from iuc_hub.recommendations import queries
from iuc_hub.recommendations.models import MatchRun, StoredMatch
from iuc_hub.recommendations.previews import supports
from iuc_hub.recommendations.rematching import looking, services
from iuc_hub.recommendations.run_inputs import inputs_of_many
from matching.changes.previews import Listed
from matching.engine import match
from matching.records import match_record, need_matches_record
from matching.unmet import BARRED, BEST
from tests import factories
from tests.factories import Office
from tests.integration.recommendations import road as made

TOP, NEAR = BEST, BARRED
TEXTS = (made.AUTOMATION, "Bidrag till nya ugnar och energikartläggning.", "Kurs om perenner.", made.EXPORT)
THEMES = ("production_automation", "energy", "internationalisation")
NEEDS = (
    (THEMES[0], made.ROBOT),
    (THEMES[2], made.EXPORT),
    (THEMES[1], "Elen och ugnarna kostar för mycket."),
)
COMPANIES = 4


@pytest.fixture(autouse=True)
def _few_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few that a small catalogue has more."""
    monkeypatch.setattr(looking, "KEPT", TOP)
    assert looking.NEAR == NEAR


class Hub:
    """A hub whose world changes at random, the same for the same seed."""

    def __init__(self, session: Session, office: Office, clock: FixedClock, seed: int) -> None:
        self.session, self.office, self.clock = session, office, clock
        self.random = random.Random(seed)  # noqa: S311 - invented changes, the same for the same seed
        self.companies = [self._company() for _number in range(COMPANIES)]
        for number in range(18):
            self.support(number)

    def _company(self) -> int:
        company = factories.a_company(self.session, self.office.scope, now=self.clock.now())
        interview = made.an_interview(self.session, self.office.scope, company, self.clock.now())
        for theme, text in self.random.sample(NEEDS, 2):
            made.a_need(self.session, interview, theme, text)
        return company.id or 0

    def step(self) -> None:
        steps: tuple[Callable[[], None], ...] = (
            self.support,
            self.support,
            self.archive,
            self.fact,
            self.day,
        )
        self.random.choice(steps)()

    def support(self, number: int | None = None) -> None:
        number = self.random.randrange(20) if number is None else number
        days = [None, None, self.clock.now().date() + timedelta(days=self.random.randint(-3, 40))]
        limits: dict[str, Any] = {
            "applicant": "company",
            "employees_max": self.random.choice([None, 5, 40]),
        }
        line = made.a_support(
            f"s{number}", self.random.choice(("Robotstöd", "Energistöd", "Kurs", "Exportcheck")),
            self.random.choice(TEXTS), themes=[self.random.choice(THEMES)], eligibility=limits,
            closes=str(self.random.choice(days) or "") or None, rolling=False,
        )  # fmt: skip
        catalogue.import_supports(self.session, json.dumps(line), self.clock.now())
        row = self.session.get_one(Support, f"s{number}")
        if row.state is SupportState.ARCHIVED:
            catalogue.publish(self.session, self.office.scope, f"s{number}", now=self.clock.now())

    def archive(self) -> None:
        row = self.session.get_one(Support, f"s{self.random.randrange(18)}")
        if row.state is SupportState.PUBLISHED:
            catalogue.archive(self.session, self.office.scope, row.id, now=self.clock.now())

    def fact(self) -> None:
        companies.record_fact(
            self.session, self.office.scope, self.random.choice(self.companies), "employees",
            self.random.choice([8, 34, 60]), source=companies.FactSource.SAID, as_of=self.clock.now().date(),
            now=self.clock.now(),
        )  # fmt: skip

    def day(self) -> None:
        self.clock.move(days=self.random.choice([1, 1, 6, 25]))

    def follow(self) -> services.Kept:
        hub, today = self.office.scope.hub, self.clock.now().date()
        self.session.commit()
        looked = services.look(self.session, hub, self.companies, today=today)
        kept = services.keep(self.session, hub, looked, now=self.clock.now(), today=today)
        self.session.commit()
        self.session.expire_all()
        return kept

    def stored(self) -> dict[str, Any]:
        """Need id -> what its newest result tells."""
        found: dict[str, Any] = {}
        for company_id in self.companies:
            run = queries.find_newest_run(self.session, self.office.scope, company_id)
            assert run is not None
            assert run.holds_on == self.clock.now().date()
            rows = queries.list_matches(self.session, self.office.scope, run.id or 0)
            for result in queries.list_results(self.session, self.office.scope, run.id or 0):
                own = [undated(row.match) for row in rows if row.result_id == result.id]
                found[str(result.need_id)] = (result.unmet, result.why, own)
        return found

    def from_scratch(self) -> dict[str, Any]:
        """The same, of a matching of every need by what is known now."""
        scope, today = self.office.scope, self.clock.now().date()
        wanted = inputs_of_many(self.session, scope, self.companies, today)
        needs = [known for each in wanted.values() for known in each.known_needs]
        index = catalogue.current_index(self.session, scope)
        found = match(index, needs, today, taxonomy.hierarchies(), top=TOP, near=NEAR)
        return {
            one.need_id: (
                one.unmet, need_matches_record(one)["why"],
                [undated(match_record(each)) for each in (*one.matches, *one.near)],
            )
            for one in found
        }  # fmt: skip


def undated(said: Any) -> Any:
    """A match without today's date as rules about the day read it."""
    rules = [
        {name: each[name] for name in ("fact", "result", "clause")} if each["fact"] == "today" else each
        for each in said["criteria"]
    ]
    return {**said, "criteria": rules}


@pytest.mark.parametrize("seed", range(4))
def test_what_is_stored_is_what_everything_matched_anew_would_tell(
    session: Session, office: Office, clock: FixedClock, seed: int
) -> None:
    hub = Hub(session, office, clock, seed)
    hub.follow()
    touched = 0
    for _number in range(12):
        for _each in range(hub.random.randint(1, 2)):
            hub.step()
        touched += hub.follow().touched
        assert hub.stored() == hub.from_scratch()
    assert touched < 12 * COMPANIES
    everything = (select(func.count()).select_from(table) for table in (MatchRun, StoredMatch))
    before = [session.exec(each).one() for each in everything]
    assert hub.follow() == services.Kept(companies=COMPANIES, touched=0, changed=0)
    everything = (select(func.count()).select_from(table) for table in (MatchRun, StoredMatch))
    assert [session.exec(each).one() for each in everything] == before


def test_a_changed_fact_touches_its_company_only(session: Session, office: Office, clock: FixedClock) -> None:
    hub = Hub(session, office, clock, 1)
    hub.follow()
    hub.fact()
    assert hub.follow().touched <= 1


def test_another_hubs_own_support_touches_nobody_here(
    session: Session, office: Office, clock: FixedClock
) -> None:
    hub = Hub(session, office, clock, 1)
    hub.follow()
    other = factories.an_office(session, now=clock.now())
    line = json.dumps(made.a_support("deras", "Robotstöd", made.AUTOMATION))
    catalogue.import_supports(session, line, clock.now(), hub_id=other.hub.id)
    assert hub.follow().touched == 0


def test_somebody_who_was_quicker_is_not_overtaken(
    session: Session, office: Office, clock: FixedClock
) -> None:
    hub = Hub(session, office, clock, 1)
    session.commit()
    today = clock.now().date()
    looked = services.look(session, office.scope.hub, hub.companies, today=today)
    hub.fact()
    hub.follow()
    kept = services.keep(session, office.scope.hub, looked, now=clock.now(), today=today)
    assert (kept.companies, kept.changed) == (COMPANIES, 0)
    assert session.exec(select(func.count()).select_from(MatchRun)).one() == COMPANIES
    assert hub.stored() == hub.from_scratch()


def listed(hub: Hub) -> dict[tuple[int, str], Any]:
    """Every stored match of the newest runs, by need and support: where it stands and what it says."""
    found: dict[tuple[int, str], Any] = {}
    for need_id, (_unmet, _why, matches) in hub.stored().items():
        for rank, each in enumerate(matches, start=1):
            place = 0 if each["verdict"] == "blocked" else rank
            found[int(need_id), each["support_id"]] = (place, each)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_a_preview_of_one_changed_criterion_names_exactly_the_stored_matches_that_change(
    session: Session, office: Office, clock: FixedClock, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supports, "LISTED", Listed(TOP, NEAR))
    hub = Hub(session, office, clock, seed)
    hub.follow()
    before = listed(hub)
    chosen = hub.random.choice(sorted(each for _need, each in before))
    row = session.get_one(Support, chosen)
    rule = {"fact": "work_started", "is": "false", "value": None, "clause": "före start"}
    planned = {**row.record, "criteria": [rule]}
    gathered = supports.gather(session, office.scope.hub, chosen, planned, clock.now().date())
    monkeypatch.setattr(supports, "AT_ONCE", 3)
    preview = supports.count(
        gathered, clock.now().date(), lambda _done, _total: None,
        lambda ids: supports.needs_of(session, office.scope.hub, ids),
    )  # fmt: skip
    catalogue.import_supports(session, json.dumps(planned), clock.now())
    kept = hub.follow()
    after = listed(hub)
    changed = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    assert {(each["need"], each["support"]) for each in preview["rows"]} == changed
    assert changed
    assert kept.changed <= COMPANIES
