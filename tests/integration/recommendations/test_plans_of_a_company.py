"""Plans on the advisor's page: the order suggested, what is counted, and taking all of it along."""

import io
import re
import unicodedata
from datetime import timedelta
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import event
from sqlmodel import Session

from iuc_hub.accounts.models import Role
from iuc_hub.catalogue import services as catalogue
from iuc_hub.clock import FixedClock
from iuc_hub.companies import services as companies
from iuc_hub.companies.aid import services as aid
from iuc_hub.companies.aid.services import AwardDraft
from iuc_hub.companies.dealings import AidKind
from iuc_hub.interviews.models import Interview
from iuc_hub.recommendations import queries
from iuc_hub.recommendations.models import RecommendationState as State
from tests import factories
from tests.factories import Office
from tests.integration.recommendations import road as made
from tests.integration.recommendations.road import Login, Road, a_need, a_support

STEPS = ("robot-forstudie", "robot-bidrag", "robot-lan")
SUPPORTS = (
    a_support(
        "robot-forstudie", "Förstudie robot", "En oberoende expert räknar på robot och automation i produktionen.",
        funding={"type": "voucher", "max_sek": 200000, "share_percent": 50, "state_aid": "de_minimis"},
    ),
    a_support(
        "robot-bidrag", "Investeringsbidrag robot", "Bidrag till investering i robot och automation i produktionen.",
        funding={"type": "grant", "max_sek": 1100000, "share_percent": 50, "state_aid": "de_minimis"},
        cutoffs=["2027-06-30", "2027-12-31"],
    ),
    a_support(
        "robot-lan", "Lån till robot", "Lån till investering i robot och automation i produktionen.",
        funding={"type": "loan", "max_sek": 5000000, "state_aid": "none"},
    ),
)  # fmt: skip
WORDS = (
    "Företaget vill köpa en robot till kantpressen och automatisera produktionen, men ingen kan räkna på det."
)


@pytest.fixture
def road(session: Session, office: Office, clock: FixedClock) -> Road:
    """A company that plans to invest two million in a robot, with three supports that belong together."""
    road = made.a_road(session, office, clock.now())
    made.fill_catalogue(session, clock.now(), SUPPORTS)
    for support_id in ("robot-ja", "robot-om"):
        catalogue.archive(session, road.scope, support_id, now=clock.now())
    road.robot.text = WORDS
    session.add(road.robot)
    companies.record_fact(
        session, road.scope, road.id, "planned_sek", 2_000_000, source=companies.FactSource.SAID,
        as_of=clock.now().date(), now=clock.now(),
    )  # fmt: skip
    session.commit()
    return road


def award(session: Session, road: Road, clock: FixedClock, eur: int) -> None:
    draft = AwardDraft(
        AidKind.DE_MINIMIS, clock.now().date() - timedelta(days=100), Decimal(eur), "EUR", Decimal(11),
        "Ett tidigare stöd", "Region Örebro län",
    )  # fmt: skip
    aid.add_award(session, road.scope, road.id, draft, clock.now())
    session.commit()


def plan_on(browser: FlaskClient, road: Road) -> str:
    """The plan's part of the page for the robot; empty where there is none."""
    page = browser.get(road.url(f"support?need={road.robot.id}")).text
    found = re.search(r'<section class="fitgroup plan".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def take(browser: FlaskClient, road: Road, supports: tuple[str, ...] = STEPS) -> int:
    data = {"plan": "investment", "support": list(supports), "need": road.robot.id}
    return browser.post(f"/companies/{road.id}/needs/{road.robot.id}/plan", data=data).status_code


def test_the_page_suggests_an_order_with_days_and_sums(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    award(session, road, clock, 100_000)
    plan = plan_on(advisor, road)

    places = [
        plan.index(title) for title in ("Förstudie robot", "Investeringsbidrag robot", "Lån till robot")
    ]
    assert places == sorted(places)
    assert "30\N{NO-BREAK SPACE}juni\N{NO-BREAK SPACE}2027" in plan
    assert "Inget får beställas eller börja innan ansökan är inlämnad." in plan
    assert "Ska vara beslutat innan investeringen börjar." in plan
    counted = 18_182 + 90_910
    assert f"{counted:,}".replace(",", "\N{NO-BREAK SPACE}") in plan
    assert f"{300_000 - 100_000 - counted:,}".replace(",", "\N{NO-BREAK SPACE}") in plan
    assert "(EU) 2023/2831" in plan


def test_an_empty_ledger_is_asked_about_and_no_room_is_claimed(advisor: FlaskClient, road: Road) -> None:
    plan = plan_on(advisor, road)

    assert "Vilka stöd av mindre betydelse har företaget" in plan
    assert f"/companies/{road.id}/aid" in plan
    assert "kvar under taket" not in plan


def test_a_grant_without_room_is_left_out_and_said_to_be(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    award(session, road, clock, 250_000)
    plan = plan_on(advisor, road)

    assert "är inte med: Investeringsbidrag robot." in plan
    assert "Det skulle falla utanför helt." in plan
    assert "Utrymmet räcker från" in plan


def test_all_steps_are_taken_along_at_once(advisor: FlaskClient, session: Session, road: Road) -> None:
    assert take(advisor, road) == 302

    session.expire_all()
    taken = queries.list_recommendations(session, road.scope, road.id)
    assert {(one.support_id, one.state) for one in taken} == {(each, State.ACCEPTED) for each in STEPS}
    assert "Ta med alla steg" not in plan_on(advisor, road)
    assert take(advisor, road) == 302


def test_the_paper_tells_the_company_the_order(advisor: FlaskClient, session: Session, road: Road) -> None:
    made.hold_by_the_current_guide(session, road)
    made.accept(advisor, session, road, STEPS[0])
    assert "Idenhärordningen" not in paper(advisor, road)

    take(advisor, road)
    text = paper(advisor, road)
    assert "Idenhärordningen" in text
    places = [
        text.index(each) for each in ("1.Förstudierobot", "2.Investeringsbidragrobot", "3.Låntillrobot")
    ]
    assert places == sorted(places)
    assert "Skavarabeslutatinnaninvesteringenbörjar." in text


def paper(browser: FlaskClient, road: Road) -> str:
    """What the company's paper says, without spaces and what line breaks make of them."""
    pages = PdfReader(io.BytesIO(browser.get(road.url("support/paper.pdf")).data)).pages
    text = "".join(page.extract_text() for page in pages)
    return "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) != "Cf")


def test_what_is_no_longer_the_plan_takes_nothing_along(
    advisor: FlaskClient, session: Session, road: Road, clock: FixedClock
) -> None:
    award(session, road, clock, 250_000)

    assert take(advisor, road) == 409
    assert take(advisor, road, STEPS[::-1]) == 409
    session.expire_all()
    assert queries.list_recommendations(session, road.scope, road.id) == []


def test_what_was_passed_over_is_no_step(advisor: FlaskClient, session: Session, road: Road) -> None:
    match = made.matches_of(session, road, road.robot)["robot-lan"]
    advisor.post(road.url(f"matches/{match.id}/reject"), data={"reason": "bad_timing", "comment": ""})

    plan = plan_on(advisor, road)
    assert "Investeringsbidrag robot" in plan
    assert "Lån till robot" not in plan


def test_another_need_of_another_company_has_no_such_plan(advisor: FlaskClient, road: Road) -> None:
    data = {"plan": "investment", "support": list(STEPS)}
    assert (
        advisor.post(f"/companies/{road.id}/needs/{road.robot.id + 999}/plan", data=data).status_code == 404
    )


def test_an_admin_sees_the_plan_and_takes_nothing_along(
    road: Road, session: Session, office: Office, login: Login, advisor: FlaskClient, clock: FixedClock
) -> None:
    admin = factories.a_user(session, office.hub, role=Role.HUB_ADMIN, now=clock.now())
    session.commit()
    browser = login(admin)
    assert plan_on(browser, road)
    assert "Ta med alla steg" not in plan_on(browser, road)
    assert take(browser, road) in (403, 404)


def test_the_plan_reads_in_english(advisor: FlaskClient, road: Road) -> None:
    advisor.post("/language", data={"language": "en"})
    plan = plan_on(advisor, road)
    assert "Suggested order" in plan
    assert "Must be decided before the investment begins." in plan


def test_more_needs_with_plans_cost_no_more_queries(
    advisor: FlaskClient, session: Session, road: Road
) -> None:
    interview = session.get(Interview, road.robot.interview_id)
    assert interview is not None
    for number in range(3):
        a_need(
            session, interview, "production_automation", f"{WORDS} Nummer {number}.", identity=f"F:{number}"
        )
    session.commit()
    advisor.get(road.url("support?need=all"))
    asked: list[str] = []
    event.listen(
        session.connection(), "before_cursor_execute", lambda _c, _cu, text, *_more: asked.append(text)
    )
    advisor.get(road.url(f"support?need={road.robot.id}"))
    for_one, asked[:] = len(asked), []
    assert advisor.get(road.url("support?need=all")).text.count("fitgroup plan") == 4
    assert 5 < len(asked) <= for_one
