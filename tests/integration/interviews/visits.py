"""Interviews for tests: a planned visit, its answers sent through the door as a browser would."""

from dataclasses import dataclass, replace
from itertools import count

from flask.testing import FlaskClient
from sqlmodel import Session, col, select
from werkzeug.test import TestResponse

from iuc_hub import clock as clock_module
from iuc_hub.companies.models import Company
from iuc_hub.interviews import answers, services
from iuc_hub.interviews.models import Interview, InterviewChange
from tests import factories
from tests.factories import Office

_keys = count(1)


@dataclass(frozen=True)
class Visit:
    """An interview and the browser of the advisor who holds it."""

    office: Office
    company: Company
    interview: Interview
    browser: FlaskClient

    @property
    def url(self) -> str:
        return f"/interviews/{self.interview.id}"

    def put(
        self, question: str, value: object, *, base: int = 0, key: str | None = None, **more: object
    ) -> TestResponse:
        """Save one answer as the page's script does."""
        return self.browser.put(
            f"{self.url}/answers/{question}",
            json={"value": value, "base_revision": base, **more},
            headers={"Idempotency-Key": key or f"key-{next(_keys)}"},
        )

    def fill(self, session: Session, given: dict[str, object]) -> None:
        """Store answers without the door, each as the first of its question."""
        for question, value in given.items():
            draft = answers.AnswerDraft(question, value, 0)
            answers.save_answer(
                session, self.office.scope, self.interview.id or 0, draft,
                key=f"filled-{next(_keys)}", now=clock_module.now(),
            )  # fmt: skip
        session.commit()

    def complete(self, session: Session, given: dict[str, object]) -> None:
        """Answer and press "Avsluta", ratings or not."""
        self.fill(session, given)
        reply = self.browser.post(f"{self.url}/completion", data={"confirmed": "y"})
        assert reply.status_code == 302, reply.text

    def again(self, session: Session) -> "Visit":
        """A later visit to the same company, planned now."""
        now = clock_module.now()
        later = services.plan_interview(
            session, self.office.scope, self.company.id or 0, None, planned_at=now, now=now
        )
        session.commit()
        return replace(self, interview=later)

    def steps(self, session: Session) -> list[InterviewChange]:
        """The interview's steps, oldest first."""
        session.expire_all()
        changes = session.exec(select(InterviewChange).order_by(col(InterviewChange.id)))
        return [each for each in changes if each.interview_id == self.interview.id]


AUTOMATION: dict[str, object] = {
    "F1": {"now": 2, "wanted": 4},
    "F2": [{"step": "Kantpress", "burden": "heavy_monotonous", "per_year": 40_000}],
    "F.urgency": 2,
    "F.impact": 3,
    "F.words": "Kantpressen är det värsta.",
}
"""Answers that show one need, of high priority."""


def a_visit(session: Session, office: Office, browser: FlaskClient) -> Visit:
    now = clock_module.now()
    company = factories.a_company(session, office.scope, now=now, name="Exempelverkstaden i Hällefors AB")
    contact = factories.a_contact(session, office.scope, company)
    interview = services.plan_interview(
        session, office.scope, company.id or 0, contact.id, planned_at=now, now=now
    )
    session.commit()
    return Visit(office, company, interview, browser)
