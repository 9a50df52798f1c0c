"""A company with two needs and a small catalogue: what the tests of recommendations start from."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask.testing import FlaskClient
from sqlmodel import Session, col, select
from werkzeug.test import TestResponse

from iuc_hub import mail
from iuc_hub.accounts.models import User
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import services as catalogue
from iuc_hub.companies.models import Company, Contact
from iuc_hub.interviews.guides import CURRENT
from iuc_hub.interviews.models import GuideText, Interview, InterviewState, Need, Priority
from iuc_hub.recommendations import queries
from iuc_hub.recommendations.models import Recommendation, RecommendationChange, StoredMatch
from surveys.guide_file import packaged, packaged_text
from tests import factories
from tests.factories import Office

Login = Callable[..., FlaskClient]
ROBOT = (
    "Företaget vill automatisera kantpressen med en robot, men ingen kan räkna på om investeringen bär sig."
)
EXPORT = "Företaget vill hitta sina första kunder utomlands och behöver en plan för export till Norge."


def a_support(support_id: str, title: str, description: str, **more: object) -> dict[str, object]:
    """One line of a supports.jsonl."""
    return {
        "id": support_id, "kind": "programme", "title": title, "provider": "Region Örebro län",
        "url": "https://stod.example", "language": "sv", "description": description,
        "themes": ["production_automation"], "funding": {"type": "grant", "min_sek": 50000, "max_sek": 250000,
        "share_percent": 50, "state_aid": "de_minimis"}, "eligibility": {"applicant": "company"},
        "opens": None, "closes": None, "rolling": True,
    } | more  # fmt: skip


AUTOMATION = "Oberoende expert räknar på automation och robot i produktionen innan investeringen görs."
CATALOGUE = (
    a_support("robot-ja", "Automationsgenomgång med robotexpert", AUTOMATION),
    a_support(
        "robot-om", "Investeringsstöd för robot och automation", AUTOMATION + " Bidrag till maskinen.",
        criteria=[{"fact": "work_started", "is": "false", "value": None, "clause": "före projektets start"}],
    ),
    a_support(
        "robot-nej", "Automationscheck för de minsta", AUTOMATION,
        eligibility={"employees_max": 9, "applicant": "company"},
    ),
    a_support(
        "robot-stangd", "Robotlyft i höst", AUTOMATION, rolling=False, opens="2026-08-01", closes="2026-10-30"
    ),
    a_support(
        "export", "Exportcheck för första affären utomlands",
        "Checken betalar halva kostnaden för en exportplan och kundsökning på en ny utlandsmarknad.",
        themes=["internationalisation"],
    ),
    a_support(
        "kurs", "Kurs i hållbar trädgård", "En kurs om perenner och kompost.", themes=["energy"],
        kind="offer", funding={"type": "course"},
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Road:
    """A company ready for support, with its advisor and contact."""

    office: Office
    company: Company
    contact: Contact
    robot: Need
    export: Need

    @property
    def scope(self) -> Scope:
        return self.office.scope

    @property
    def advisor(self) -> User:
        return self.office.advisor

    @property
    def id(self) -> int:
        return self.company.id or 0

    def url(self, path: str = "support") -> str:
        return f"/companies/{self.id}/{path}"


def a_need(session: Session, interview: Interview, theme: str, text: str, **more: object) -> Need:
    need = Need.model_validate(
        {
            "hub_id": interview.hub_id, "company_id": interview.company_id, "interview_id": interview.id,
            "identity": f"F:{theme}", "area": "F", "theme": theme, "title": {"sv": text[:30], "en": text[:30]},
            "text": text, "words": "Ingen här kan räkna på det.", "score": 64, "scale": 4,
            "priority": Priority.HIGH, "horizon": "now", "contributions": {"gap": 64}, "reasons": [],
            "rule_version": "tbn-1", "derived_at": interview.created_at, **more,
        }
    )  # fmt: skip
    session.add(need)
    session.flush()
    return need


def an_interview(session: Session, scope: Scope, company: Company, now: datetime) -> Interview:
    digest = f"digest-{company.id}"
    guide = GuideText(name="tbn", version="1", digest=digest, text="name: tbn", stored_at=now)
    session.add(guide)
    session.flush()
    interview = Interview.model_validate(
        {
            "hub_id": scope.hub, "company_id": company.id, "guide_id": guide.id, "advisor_id": scope.user,
            "state": InterviewState.COMPLETED, "planned_at": now, "completed_at": now, "created_at": now,
        }
    )  # fmt: skip
    session.add(interview)
    session.flush()
    return interview


def fill_catalogue(session: Session, now: datetime, supports: tuple[Mapping[str, object], ...]) -> None:
    text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in supports)
    report = catalogue.import_supports(session, text, now, is_example=True)
    assert not report.refused


def a_road(session: Session, office: Office, now: datetime) -> Road:
    fill_catalogue(session, now, CATALOGUE)
    company = factories.a_company(session, office.scope, now=now)
    interview = an_interview(session, office.scope, company, now)
    robot = a_need(session, interview, "production_automation", ROBOT, helps=["advice", "money"])
    export = a_need(
        session, interview, "internationalisation", EXPORT, score=40, scale=3, priority=Priority.MEDIUM
    )
    contact = factories.a_contact(session, office.scope, company)
    session.commit()
    return Road(office, company, contact, robot, export)


def hold_by_the_current_guide(session: Session, road: Road) -> None:
    """Let the interview be one that is held by the guide that new ones are held by."""
    interview = session.get(Interview, road.robot.interview_id)
    assert interview is not None
    stored = session.get(GuideText, interview.guide_id)
    assert stored is not None
    stored.digest, stored.text = packaged(CURRENT).digest, packaged_text(CURRENT)
    session.add(stored)
    session.commit()


def matches_of(session: Session, road: Road, need: Need) -> dict[str, StoredMatch]:
    """Support id -> the newest run's match for the need."""
    run = queries.find_newest_run(session, road.scope, road.id)
    assert run is not None
    rows = queries.list_matches(session, road.scope, run.id or 0, need_ids=[need.id or 0])
    return {row.support_id: row for row in rows}


def recommendation_of(session: Session, road: Road, support_id: str) -> Recommendation:
    session.expire_all()
    return next(
        one
        for one in queries.list_recommendations(session, road.scope, road.id)
        if one.support_id == support_id
    )


def changes_of(session: Session, one: Recommendation) -> list[RecommendationChange]:
    """A recommendation's logged steps, oldest first."""
    query = select(RecommendationChange).where(RecommendationChange.recommendation_id == one.id)
    return list(session.exec(query.order_by(col(RecommendationChange.id))))


def mailed_link(session: Session, road: Road) -> str:
    """The path of the link in the newest letter."""
    text = mail.list_mail(session, hub_id=road.scope.hub)[0].text
    address = next(word for word in text.split() if "/c/" in word)
    return "/c/" + address.rpartition("/c/")[2]


def accept(browser: FlaskClient, session: Session, road: Road, support_id: str) -> TestResponse:
    """Press "Ta med" on the support's card for the robot."""
    session.expire_all()
    match = matches_of(session, road, road.robot)[support_id]
    return browser.post(road.url(f"matches/{match.id}/accept"), data={"need": road.robot.id})


def letter_form(road: Road, **more: object) -> dict[str, object]:
    return {
        "contact": road.contact.id, "subject": "Stöd som passar det ni berättade", "language": "sv",
        "body": "Hej Kjell!\n\nTack för samtalet.", "form_key": "en-nyckel", **more,
    }  # fmt: skip


def send(browser: FlaskClient, road: Road, **more: object) -> TestResponse:
    """Press "Skicka" under the letter."""
    return browser.post(road.url("letter"), data=letter_form(road, **more))


def arrive(browser: FlaskClient, session: Session, road: Road) -> FlaskClient:
    """Open the mailed link in a browser and press its button."""
    link = mailed_link(session, road)
    assert browser.get(link).status_code == 200
    assert browser.post(link).location == "/our-support"
    return browser
