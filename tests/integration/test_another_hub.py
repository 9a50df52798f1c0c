"""Another hub's ids in any address: the same 404 as for ids that nobody has, and nothing changes."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, SQLModel, col, select
from werkzeug.routing import Rule

from iuc_hub.accounts.access import declared_access
from iuc_hub.accounts.models import Role
from iuc_hub.clock import FixedClock, day_in_sweden
from iuc_hub.companies.dealings import AidAward, CompanyNote, Promise
from iuc_hub.companies.models import Company, Contact
from iuc_hub.config import Settings
from iuc_hub.demo.seed import seed
from iuc_hub.interviews.models import Answer, Interview, Need
from iuc_hub.jobs import Job
from iuc_hub.members.models import FeeClass, Member, MemberFee
from iuc_hub.recommendations.models import Recommendation, RecommendationChange, StoredMatch
from iuc_hub.uploads.models import Upload
from tests import factories
from tests.factories import Office

Login = Callable[..., FlaskClient]
TABLES: dict[str, type[Any]] = {
    "company_id": Company,
    "other_company_id": Company,
    "interview_id": Interview,
    "need_id": Need,
    "match_id": StoredMatch,
    "recommendation_id": Recommendation,
    "contact_id": Contact,
    "note_id": CompanyNote,
    "promise_id": Promise,
    "award_id": AidAward,
    "upload_id": Upload,
    "member_id": Member,
    "fee_id": MemberFee,
    "class_id": FeeClass,
    "job_id": Job,
}


def with_ids_of_a_hub(app: Flask, role: Role) -> list[Rule]:
    """The routes that let the role in and take the id of a hub's row."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if rule.arguments & TABLES.keys()
        and isinstance(access := declared_access(app.view_functions[rule.endpoint]), frozenset)
        and role in access
    ]


def address(rule: Rule, session: Session) -> str:
    values: dict[str, object] = {}
    for name in rule.arguments:
        table = TABLES.get(name)
        values[name] = (
            session.exec(select(table.id)).first()
            if table
            else {"letter": "F", "question": "F1", "ending": "csv", "word": "reminder", "part": "handed"}[
                name
            ]
        )
    built = rule.build(values)
    assert built is not None
    return str(built[1])


def counted(session: Session) -> dict[str, int]:
    """How many rows stand in the tables that an intruder might write to."""
    tables: tuple[type[SQLModel], ...] = (
        Company,
        Interview,
        Answer,
        Need,
        Recommendation,
        RecommendationChange,
        Contact,
        CompanyNote,
        Promise,
        AidAward,
    )
    return {table.__name__: len(session.exec(select(table)).all()) for table in tables}


def test_an_advisor_reaches_nothing_by_another_hubs_ids(
    app: Flask, session: Session, clock: FixedClock, login: Login
) -> None:
    seed(Settings(_env_file=None), now=clock.now(), today=day_in_sweden(clock.now()))
    factories.some_dealings(session, now=clock.now())
    intruder: Office = factories.an_office(session, now=clock.now())
    session.commit()
    before = counted(session)
    browser = login(intruder.advisor)
    rules = with_ids_of_a_hub(app, Role.ADVISOR)
    assert len(rules) > 25
    reached: list[str] = []
    for rule in rules:
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            path = address(rule, session)
            body = (
                {"json": {"value": 1, "base_revision": 0}}
                if method == "PUT"
                else {"data": {"priority": "high"}}
            )
            sent = {} if method == "GET" else body
            reply = browser.open(path, method=method, headers={"Idempotency-Key": "a"}, **sent)
            if reply.status_code != 404:
                reached.append(f"{method} {path} answers {reply.status_code}")
    assert reached == []
    session.expire_all()
    assert counted(session) == before
    assert session.exec(select(Company).where(col(Company.hub_id) == intruder.hub.id)).all() == []
