"""The association's figures reconcile with their rows; the network's hide what they must."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from iuc_hub.accounts.models import Role
from iuc_hub.clock import FixedClock, day_in_sweden
from iuc_hub.interviews.models import GuideText, Interview, InterviewState, Need, Priority
from iuc_hub.reports import services
from iuc_hub.reports.period import period_named
from tests import factories
from tests.factories import Office

Login = Callable[..., FlaskClient]
THEMES = ("energy", "skills_workforce", "digitalisation", "production_automation")


def guide(session: Session, clock: FixedClock) -> GuideText:
    text = GuideText(name="tbn", version="1", digest="d", text="x", stored_at=clock.now())
    session.add(text)
    session.flush()
    return text


def interviewed(
    session: Session, office: Office, clock: FixedClock, guide_id: int, *, themes: tuple[str, ...], days_ago: int = 1,
    employees: int | None = 34,
) -> int:  # fmt: skip
    """A company whose interview was finished so many days ago and found these needs."""
    company = factories.a_company(session, office.scope, now=clock.now(), employees=employees)
    at = clock.now() - timedelta(days=days_ago)
    interview = Interview.model_validate(
        {
            "hub_id": office.hub.id, "company_id": company.id, "guide_id": guide_id, "advisor_id": office.advisor.id,
            "state": InterviewState.COMPLETED, "planned_at": at, "started_at": at, "completed_at": at,
            "created_at": at,
        }
    )  # fmt: skip
    session.add(interview)
    session.flush()
    for theme in themes:
        need = {
            "hub_id": office.hub.id, "company_id": company.id, "interview_id": interview.id, "identity": f"X:{theme}",
            "area": "X", "theme": theme, "title": {"sv": theme, "en": theme}, "text": theme, "score": 50, "scale": 3,
            "priority": Priority.MEDIUM, "horizon": "now", "contributions": {}, "reasons": [], "rule_version": "tbn-1",
            "derived_at": at,
        }  # fmt: skip
        session.add(Need.model_validate(need))
    session.flush()
    return company.id or 0


@pytest.mark.parametrize("seed", range(5))
def test_parts_sum_to_the_whole_and_every_figure_equals_its_rows(
    office: Office, session: Session, clock: FixedClock, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311 - a repeatable history, not a secret
    text = guide(session, clock)
    for _ in range(chance.randint(1, 25)):
        interviewed(
            session, office, clock, text.id or 0,
            themes=tuple(chance.sample(THEMES, chance.randint(0, len(THEMES)))),
            days_ago=chance.randint(0, 400), employees=chance.choice([None, 4, 30, 120, 700]),
        )  # fmt: skip
    today = day_in_sweden(clock.now())
    for name in ("year", "quarter", "all"):
        period = period_named(name, today)
        found = services.figures(session, office.scope, period)
        assert sum(len(part) for part in found.sizes.values()) == len(found.interviewed)
        assert found.with_needs <= found.interviewed
        assert found.said_yes <= found.proposed_to <= found.with_needs
        for theme, companies in found.themes.items():
            rows = services.rows_of(session, office.scope, period, f"theme:{theme}")
            assert {row.id for row in rows} == companies
        rows = services.rows_of(session, office.scope, period, "interviewed")
        assert len(rows) == len(found.interviewed)


def test_the_last_day_of_the_period_counts_and_the_day_before_the_first_does_not(
    office: Office, session: Session, clock: FixedClock
) -> None:
    text = guide(session, clock)
    inside = interviewed(session, office, clock, text.id or 0, themes=(), days_ago=0)
    interviewed(session, office, clock, text.id or 0, themes=(), days_ago=328)
    outside = interviewed(session, office, clock, text.id or 0, themes=(), days_ago=365)
    period = period_named("year", day_in_sweden(clock.now()))
    found = services.figures(session, office.scope, period).interviewed
    assert inside in found
    assert outside not in found


def test_the_page_shows_the_figures_and_each_leads_to_its_rows(
    office: Office, session: Session, clock: FixedClock, login: Login
) -> None:
    text = guide(session, clock)
    interviewed(session, office, clock, text.id or 0, themes=("energy",))
    session.commit()
    browser = login(office.advisor)
    page = browser.get("/reports/association?period=all").text
    assert "/reports/association/rows/theme:energy?period=all" in page
    rows = browser.get("/reports/association/rows/theme:energy?period=all")
    assert "Exempelverkstad" in rows.text
    assert browser.get("/reports/association/rows/nonsense").status_code == 404


def test_another_hubs_interviews_are_not_in_the_figures(
    office: Office, session: Session, clock: FixedClock
) -> None:
    other = factories.an_office(session, now=clock.now())
    text = guide(session, clock)
    interviewed(session, other, clock, text.id or 0, themes=("energy",))
    found = services.figures(session, office.scope, period_named("all", day_in_sweden(clock.now())))
    assert found.companies == 0
    assert found.interviewed == frozenset()


def test_the_analyst_gets_pooled_figures_and_no_company(
    office: Office, session: Session, clock: FixedClock, login: Login
) -> None:
    text = guide(session, clock)
    for number in range(12):
        interviewed(
            session, office, clock, text.id or 0,
            themes=("energy",) if number < 6 else ("digitalisation",) if number < 9 else (),
            employees=4 if number < 3 else 30,
        )  # fmt: skip
    analyst = factories.a_user(session, None, role=Role.ANALYST, now=clock.now())
    session.commit()
    browser = login(analyst)
    page = browser.get("/reports/network").text
    assert "Exempelverkstad" not in page
    assert "Digitalisering" not in page
    assert "Energi" in page
    found = services.network_figures(
        session, factories.scope_of(analyst), period_named("year", day_in_sweden(clock.now()))
    )
    assert found.themes == {"energy": 6, "digitalisation": None}
    assert found.sizes["1-9"] is None
    assert found.sizes["10-49"] is None
    assert browser.get("/reports/association/rows/interviewed").status_code == 404


def test_a_quarter_that_leaves_three_of_the_years_companies_is_not_published(
    office: Office, session: Session, clock: FixedClock
) -> None:
    text = guide(session, clock)
    for number in range(12):
        days_ago = 1 if number < 9 else 120
        interviewed(session, office, clock, text.id or 0, themes=("energy",), days_ago=days_ago)
    analyst = factories.scope_of(factories.a_user(session, None, role=Role.ANALYST, now=clock.now()))
    today = day_in_sweden(clock.now())
    year = services.network_figures(session, analyst, period_named("year", today))
    quarter = services.network_figures(session, analyst, period_named("quarter", today))
    assert (year.interviewed, year.themes) == (12, {"energy": 12})
    assert (quarter.interviewed, quarter.themes) == (None, {"energy": None})
