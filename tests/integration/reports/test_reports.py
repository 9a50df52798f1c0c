"""The figures are the same on page, in Excel, PDF and JSON as in their rows; the network's hide what they must."""

import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest
from babel import Locale
from flask.testing import FlaskClient
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlmodel import Session, select

from iuc_hub.accounts.models import Role
from iuc_hub.clock import FixedClock, day_in_sweden
from iuc_hub.interviews.models import GuideText, Interview, InterviewState, Need, Priority
from iuc_hub.reports import making, services
from iuc_hub.reports.figures import inclusions_of, sums_of
from iuc_hub.reports.models import Population, ReportFormat
from iuc_hub.reports.papers import Heading, written
from iuc_hub.reports.period import Period, period_between, period_named, previous, round_named
from iuc_hub.reports.publications import services as publishing
from iuc_hub.web.format import Reader
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
    employees: int | None = 34, company_id: int | None = None,
) -> Interview:  # fmt: skip
    """An interview finished so many days ago that found these needs, at a new company or this one."""
    if company_id is None:
        company_id = factories.a_company(session, office.scope, now=clock.now(), employees=employees).id
    at = clock.now() - timedelta(days=days_ago)
    interview = Interview.model_validate(
        {
            "hub_id": office.hub.id, "company_id": company_id, "guide_id": guide_id, "advisor_id": office.advisor.id,
            "state": InterviewState.COMPLETED, "planned_at": at, "started_at": at, "completed_at": at,
            "created_at": at,
        }
    )  # fmt: skip
    session.add(interview)
    session.flush()
    for theme in themes:
        need = {
            "hub_id": office.hub.id, "company_id": company_id, "interview_id": interview.id, "identity": f"X:{theme}",
            "area": "X", "theme": theme, "title": {"sv": theme, "en": theme}, "text": theme, "score": 50, "scale": 3,
            "priority": Priority.MEDIUM, "horizon": "now", "contributions": {}, "reasons": [], "rule_version": "tbn-1",
            "derived_at": at,
        }  # fmt: skip
        session.add(Need.model_validate(need))
    session.flush()
    return interview


def random_history(session: Session, office: Office, clock: FixedClock, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - a repeatable history, not a secret
    text = guide(session, clock)
    for _ in range(chance.randint(1, 15)):
        interviewed(
            session, office, clock, text.id or 0,
            themes=tuple(chance.sample(THEMES, chance.randint(0, len(THEMES)))),
            days_ago=chance.randint(0, 400), employees=chance.choice([None, 4, 30, 120, 700]),
        )  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_parts_sum_to_the_whole_and_every_figure_equals_its_rows(
    office: Office, session: Session, clock: FixedClock, seed: int
) -> None:
    random_history(session, office, clock, seed)
    today = day_in_sweden(clock.now())
    for name in ("year", "quarter", "last_quarter", "all"):
        period = period_named(name, today)
        found = services.figures(session, office.scope, period)
        overview = services.overview(session, office.scope, period)
        for key, parts in sums_of(found.companies).items():
            assert sum(found.count(part) for part in parts) == found.count(key.partition("|")[0])
        for part, whole in inclusions_of(found.companies):
            assert found.companies[part] <= found.companies[whole]
        for figure in ("met", *(f"theme:{theme}" for theme in found.themes)):
            rows = services.company_ids(session, office.scope, period, figure)
            assert len(rows) == overview.count(figure)


@pytest.mark.parametrize("seed", [11, 12])
def test_page_excel_pdf_json_and_rows_give_the_same_numbers(
    office: Office, session: Session, clock: FixedClock, login: Login, seed: int
) -> None:
    random_history(session, office, clock, seed)
    session.commit()
    period = period_named("all", day_in_sweden(clock.now()))
    reader = Reader(Locale("sv"), clock.now())
    files = {
        form: making.written_for(
            session, office.scope, "overview", form, period, reader=reader, today=period.last
        )
        for form in ReportFormat
    }
    figures = json.loads(files[ReportFormat.JSON])["figures"]
    met = figures["met"]
    book = load_workbook(io.BytesIO(files[ReportFormat.XLSX]))
    themes = {
        row[0]: row[1]
        for row in book["Behov per tema och storlek"].iter_rows(values_only=True)
        if row[0] and isinstance(row[1], int)
    }
    assert themes.pop("Intervjuade") == met
    names = {"energy": "Energi", "skills_workforce": "Kompetens och bemanning", "digitalisation": "Digitalisering",
             "production_automation": "Produktion och automation"}  # fmt: skip
    assert themes == {
        names[theme]: figures[f"theme:{theme}"] for theme in THEMES if f"theme:{theme}" in figures
    }
    paper = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(files[ReportFormat.PDF])).pages)
    browser = login(office.advisor)
    page = browser.get("/reports/association?period=all").text
    for theme in THEMES:
        if count := figures.get(f"theme:{theme}"):
            link = f"/reports/association/rows/theme:{theme}?period=all"
            assert f'<a href="{link}">{count}</a>' in page
            rows = browser.get(f"{link}&format=csv").get_data(as_text=True).strip().splitlines()
            assert len(rows) - 1 == count
            assert f"{names[theme]} {count}" in " ".join(paper.split())
    assert f"<b>{met}</b>" in page


def test_the_last_day_of_the_period_counts_and_the_day_before_the_first_does_not(
    office: Office, session: Session, clock: FixedClock
) -> None:
    text = guide(session, clock)
    inside = interviewed(session, office, clock, text.id or 0, themes=(), days_ago=0)
    outside = interviewed(session, office, clock, text.id or 0, themes=(), days_ago=365)
    period = period_named("year", day_in_sweden(clock.now()))
    found = services.figures(session, office.scope, period).rows("met")
    assert inside.company_id in found
    assert outside.company_id not in found


def test_a_need_counts_until_an_interview_of_the_period_supersedes_it(
    office: Office, session: Session, clock: FixedClock
) -> None:
    text = guide(session, clock)
    first = interviewed(session, office, clock, text.id or 0, themes=("energy",), days_ago=300)
    later = interviewed(
        session, office, clock, text.id or 0, themes=(), days_ago=5, company_id=first.company_id
    )
    need = session.exec(select(Need).where(Need.interview_id == first.id)).one()
    need.superseded_by = later.id
    session.add(need)
    session.flush()
    today = day_in_sweden(clock.now())
    then = period_between(None, today - timedelta(days=100), today)
    assert services.figures(session, office.scope, then).count("theme:energy") == 1
    assert services.figures(session, office.scope, period_named("all", today)).count("theme:energy") == 0


def test_a_company_merged_into_another_is_counted_nowhere(
    office: Office, session: Session, clock: FixedClock
) -> None:
    kept = factories.a_company(session, office.scope, now=clock.now())
    gone = factories.a_company(session, office.scope, now=clock.now())
    gone.merged_into, gone.merged_at = kept.id, clock.now()
    session.add(gone)
    session.flush()
    period = period_named("all", day_in_sweden(clock.now()))
    assert services.figures(session, office.scope, period).rows("register") == {kept.id}


def test_coverage_counts_against_the_newest_numbers_taken_in_and_says_whose_they_are(
    office: Office, session: Session, clock: FixedClock, login: Login
) -> None:
    text = guide(session, clock)
    interviewed(session, office, clock, text.id or 0, themes=())
    for year, companies in ((2024, 9), (2025, 40)):
        session.add(
            Population(
                hub_id=office.scope.hub, municipality_code="1863", sni="25", companies=companies, year=year,
                source="Påhittat register", recorded_at=clock.now(),
            )
        )  # fmt: skip
    session.commit()
    page = login(office.advisor).get("/reports/association").text
    assert "av 40 företag är intervjuade" in page
    assert "Antalet företag kommer från Påhittat register, 2025." in page


def test_the_page_shows_the_figures_and_each_leads_to_its_rows(
    office: Office, session: Session, clock: FixedClock, login: Login
) -> None:
    text = guide(session, clock)
    interviewed(session, office, clock, text.id or 0, themes=("energy",))
    session.commit()
    browser = login(office.advisor)
    page = browser.get("/reports/association?period=all&compare=1").text
    assert "/reports/association/rows/theme:energy?period=all" in page
    rows = browser.get("/reports/association/rows/theme:energy?period=all")
    assert "Exempelverkstad" in rows.text
    assert browser.get("/reports/association/rows/nonsense").status_code == 404
    assert "Exempelverkstad" in browser.get("/reports/association/rows/met?format=csv").text
    own = browser.get("/reports/association?period=own&from=2026-12-01&to=2026-11-01").text
    assert "Den första dagen kommer efter den sista" in own


def test_another_hubs_interviews_are_not_in_the_figures(
    office: Office, session: Session, clock: FixedClock
) -> None:
    other = factories.an_office(session, now=clock.now())
    text = guide(session, clock)
    interviewed(session, other, clock, text.id or 0, themes=("energy",))
    found = services.figures(session, office.scope, period_named("all", day_in_sweden(clock.now())))
    assert found.count("register") == 0
    assert found.count("met") == 0


def test_the_analyst_gets_pooled_figures_and_no_company(
    office: Office, session: Session, clock: FixedClock, login: Login
) -> None:
    text = guide(session, clock)
    themes = [("energy",)] * 12 + [("digitalisation",)] * 3 + [("skills_workforce",)] * 6 + [()] * 9
    for number, found_themes in enumerate(themes):
        interviewed(
            session, office, clock, text.id or 0, days_ago=70, employees=4 if number < 3 else 30, themes=found_themes
        )  # fmt: skip
    analyst = factories.a_user(session, None, role=Role.ANALYST, now=clock.now())
    session.commit()
    browser = login(analyst)
    assert "Räkna dem nu" in browser.get("/reports/network?period=last_quarter").text
    browser.post("/reports/network")
    assert "räknas…" in browser.get("/reports/network?period=last_quarter").text
    scope, period = factories.scope_of(analyst), round_named("last_quarter", day_in_sweden(clock.now()))
    made = publishing.decide(publishing.gather(session, scope, period.last), now=clock.now())
    publishing.keep(session, scope, made)
    session.commit()
    page = browser.get("/reports/network?period=last_quarter").text
    assert "Exempelverkstad" not in page
    assert "Energi" in page
    found = publishing.find_overview(session, scope, period)
    assert found is not None
    assert found.count("met") == 30
    assert found.count("theme:digitalisation") is None
    assert found.count("met.size:1-9") is None
    assert browser.get("/reports/association/rows/met").status_code == 404


def test_a_report_is_made_by_a_job_kept_with_who_wanted_it_and_thrown_away_after_three_months(
    office: Office, session: Session, clock: FixedClock, login: Login
) -> None:
    admin = factories.a_user(
        session, office.hub, role=Role.HUB_ADMIN, name="Birgit Exempelgren", now=clock.now()
    )
    session.commit()
    browser = login(admin)
    days = {"period": "own", "from": "2026-07-01", "to": "2026-09-30"}
    browser.post("/reports/files", data={"kind": "overview", "format": "json", **days})
    waiting = browser.get("/reports/files").text
    assert "görs…" in waiting
    assert "Birgit Exempelgren" in waiting
    scope = factories.scope_of(admin)
    wanted = making.want(
        session, scope, "overview", "json", Period("own", date(2026, 7, 1), date(2026, 9, 30)), language="sv",
        now=clock.now(),
    )  # fmt: skip
    report_id = wanted.id or 0
    today = day_in_sweden(clock.now())
    steps: list[tuple[int, int]] = []
    made = making.make(
        making.gather(session, report_id), now=clock.now(), today=today, tell=lambda *step: steps.append(step)
    )
    assert steps == [(1, 2)]
    making.store(session, report_id, made, now=clock.now(), today=today)
    session.commit()
    got = browser.get(f"/reports/files/{report_id}")
    assert json.loads(got.data)["period"] == {"first": "2026-07-01", "last": "2026-09-30"}
    clock.move(days=91)
    assert making.prune(session, now=clock.now()) == 2


def test_the_previous_period_is_the_same_days_earlier() -> None:
    today = date(2026, 11, 24)
    quarter = previous(period_named("quarter", today))
    year = previous(period_named("year", today))
    assert quarter is not None
    assert (quarter.first, quarter.last) == (date(2026, 7, 1), date(2026, 8, 24))
    assert year is not None
    assert (year.first, year.last) == (date(2025, 1, 1), date(2025, 11, 24))
    assert previous(period_named("all", today)) is None


def test_a_hidden_figure_is_never_said_to_be_small(
    office: Office, session: Session, clock: FixedClock
) -> None:
    text = guide(session, clock)
    for number in range(20):
        interviewed(
            session, office, clock, text.id or 0, themes=(), days_ago=70, employees=4 if number < 3 else 30
        )
    today = day_in_sweden(clock.now())
    period = round_named("last_quarter", today)
    made = publishing.decide(publishing.gather(session, office.scope, period.last), now=clock.now())
    overview = publishing.overview_of_publication(made, period)
    heading = Heading("Exempelhubben", today)
    content = written("published", ReportFormat.XLSX, overview, heading, Reader(Locale("sv"), clock.now()))
    sheet = load_workbook(io.BytesIO(content))["Behov per tema och storlek"]
    row = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "Intervjuade")
    assert row[1:4] == (20, "visas inte", "visas inte")
