"""A support seen from the other side: which of the hub's companies it suits, and no others."""

import json
from datetime import timedelta

import html5lib
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from iuc_hub.catalogue import services as catalogue
from iuc_hub.clock import FixedClock
from iuc_hub.db import Database
from iuc_hub.jobs.models import Job
from iuc_hub.recommendations.rematching import services as rematching
from tests import factories
from tests.integration.recommendations import road as made
from tests.integration.recommendations.road import Login, Road
from tests.integration.test_pages import counted_queries
from tests.integration.uploads.test_import_of_companies import run_jobs
from workers.schedule import want_daily_jobs


def suited(browser: FlaskClient, support_id: str) -> str:
    reply = browser.get(f"/catalogue/{support_id}/companies")
    assert reply.status_code == 200
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(reply.text)
    return reply.text


def test_a_support_names_the_companies_and_needs_it_answers(advisor: FlaskClient, road: Road) -> None:
    page = suited(advisor, "robot-ja")
    assert road.company.name in page
    assert road.robot.title["sv"] in page
    assert road.export.title["sv"] not in page
    assert f"need={road.robot.id}" in page
    assert "Passar om…" in suited(advisor, "robot-om")
    for support_id in ("robot-nej", "robot-stangd", "kurs"):
        assert road.company.name not in suited(advisor, support_id), support_id
    assert "Stödet har stängt" in suited(advisor, "robot-stangd")
    assert "/catalogue/robot-ja/companies" in advisor.get("/catalogue/robot-ja").text


def test_a_support_that_others_beat_still_suits_last_and_says_so(
    advisor: FlaskClient, road: Road, session: Session, clock: FixedClock
) -> None:
    better = tuple(
        made.a_support(
            f"robot-{number}", "Automation av kantpressen med robot och kalkyl",
            f"En expert räknar på om investeringen i en robot till kantpressen bär sig. Del {number}.",
        )
        for number in range(5)
    )  # fmt: skip
    made.fill_catalogue(session, clock.now(), better)
    run_jobs(session, clock)
    row = made.matches_of(session, road, road.robot)["robot-ja"]
    assert row.weak
    page = suited(advisor, "robot-ja")
    assert road.company.name in page
    assert "andra stöd passar bättre" in page
    assert "andra stöd passar bättre" not in suited(advisor, "robot-0")


def test_a_withdrawn_need_and_a_decision_are_told_as_they_are(
    advisor: FlaskClient, road: Road, session: Session, clock: FixedClock
) -> None:
    made.accept(advisor, session, road, "robot-ja")
    assert "Tas med" in suited(advisor, "robot-ja")
    road.robot.withdrawn_at = clock.now()
    session.add(road.robot)
    session.commit()
    assert road.company.name not in suited(advisor, "robot-ja")


def test_only_a_companys_newest_matching_counts(
    advisor: FlaskClient, road: Road, session: Session, clock: FixedClock
) -> None:
    smallest = {"employees_max": 9, "applicant": "company"}
    narrowed = made.a_support(
        "robot-ja", "Automationsgenomgång med robotexpert", made.AUTOMATION, eligibility=smallest
    )
    catalogue.import_supports(session, json.dumps(narrowed), clock.now())
    session.commit()
    assert road.company.name in suited(advisor, "robot-ja")
    assert advisor.get(road.url()).status_code == 200
    assert road.company.name not in suited(advisor, "robot-ja")


def test_another_hub_sees_neither_the_companies_nor_a_support_that_is_not_theirs(
    advisor: FlaskClient, road: Road, session: Session, clock: FixedClock, login: Login
) -> None:
    own = json.dumps(made.a_support("vart", "Vårt eget", made.AUTOMATION))
    catalogue.import_supports(session, own, clock.now(), hub_id=road.scope.hub)
    other = factories.an_office(session, now=clock.now())
    session.commit()
    theirs = login(other.advisor)
    assert road.company.name not in suited(theirs, "robot-ja")
    assert theirs.get("/catalogue/vart/companies").status_code == 404


def test_the_page_asks_as_many_questions_for_many_companies_as_for_one(
    advisor: FlaskClient, road: Road, session: Session, clock: FixedClock, database: Database
) -> None:
    suited(advisor, "robot-ja")
    with counted_queries(database) as for_one:
        suited(advisor, "robot-ja")
    for _number in range(3):
        company = factories.a_company(session, road.scope, now=clock.now())
        interview = made.an_interview(session, road.scope, company, clock.now())
        made.a_need(session, interview, "production_automation", made.ROBOT)
        session.commit()
        assert advisor.get(f"/companies/{company.id}/support").status_code == 200
    with counted_queries(database) as for_many:
        page = suited(advisor, "robot-ja")
    assert "4 företag" in page
    assert len(for_many) == len(for_one)


def new_days(session: Session, clock: FixedClock, days: int) -> list[object]:
    """So many days pass and the jobs of each are done; how many companies had to be matched again, each day."""
    found: list[object] = []
    for _day in range(days):
        clock.move(days=1)
        want_daily_jobs()
        run_jobs(session, clock)
        query = select(Job).where(Job.kind == "rematch_hub").order_by(col(Job.id).desc())
        job = session.exec(query).first()
        assert job is not None
        found.append(job.result["touched"])
    return found


def test_on_the_days_that_supports_open_and_close_companies_are_matched_again_with_nobody_looking(
    advisor: FlaskClient, road: Road, session: Session, clock: FixedClock
) -> None:
    today = clock.now().date()
    dated: dict[str, dict[str, object]] = {
        "robot-ja": {"rolling": False, "closes": str(today)},
        "robot-snart": {"opens": str(today + timedelta(days=3))},
    }
    title = "Automationsgenomgång med robotexpert"
    made.fill_catalogue(
        session,
        clock.now(),
        tuple(made.a_support(name, title, made.AUTOMATION, **days) for name, days in dated.items()),
    )
    run_jobs(session, clock)
    assert road.company.name in suited(advisor, "robot-ja")
    assert "Stödet har inte öppnat än" in suited(advisor, "robot-snart")
    clock.move(days=1)
    assert "Stödet har stängt. Företagen här nedanför" in suited(advisor, "robot-ja")
    clock.move(days=-1)
    assert new_days(session, clock, 3) == [1, 0, 1]
    assert road.company.name not in suited(advisor, "robot-ja")
    assert road.company.name in suited(advisor, "robot-snart")


def test_each_day_looks_at_the_hubs_that_have_needs(road: Road, session: Session, clock: FixedClock) -> None:
    factories.a_hub(session)
    assert rematching.want_every_hub(session, now=clock.now()) == 1
    assert rematching.want_every_hub(session, now=clock.now()) == 1, "a second time is harmless"
    waiting = session.exec(select(Job).where(Job.kind == "rematch_hub", Job.hub_id == road.scope.hub)).all()
    assert len(waiting) == 1
