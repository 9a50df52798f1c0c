"""The pages of what follows a letter, for the advisor and the company: whole HTML, and Today's urgent things."""

import html5lib
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from iuc_hub.catalogue.models import Support, SupportDay
from iuc_hub.clock import FixedClock
from tests.integration.recommendations.road import Road, recommendation_of


def checked(page: str) -> str:
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return page


def test_every_page_after_a_letter_is_valid_html(
    session: Session, sent: Road, advisor: FlaskClient, company: FlaskClient, clock: FixedClock
) -> None:
    one, other = (recommendation_of(session, sent, name) for name in ("robot-ja", "robot-om"))
    company.post(f"/our-support/{one.id}", data={"svar": "yes", "revision": one.revision})
    clock.move(days=8)
    checked(advisor.get(f"/recommendations/{one.id}/outcome").text)
    for word in ("reminder", "correction"):
        checked(advisor.get(sent.url(f"letter/{word}")).text)
    advisor.post(f"/recommendations/{one.id}/outcome", data={"after": "in_progress"})
    advisor.post(f"/recommendations/{other.id}/withdraw", data={"reason": "closed"})
    checked(advisor.get(sent.url("letter/withdrawal")).text)
    checked(advisor.get(sent.url("support?need=all")).text)
    checked(company.get("/our-support").text)


def test_today_puts_what_is_most_urgent_first_and_lets_an_answer_be_done_with(
    session: Session, sent: Road, advisor: FlaskClient, company: FlaskClient, clock: FixedClock
) -> None:
    days = {"robot-ja": (9, 2), "robot-om": (20, 40)}
    for row in session.exec(select(Support).where(col(Support.id).in_(days))):
        ahead, row.effort_days = days[row.id]
        row.closes = clock.now().date().replace(month=12, day=ahead)
        row.record = row.record | {"closes": row.closes.isoformat(), "rolling": False}
        session.add_all((row, SupportDay(support_id=row.id, day=row.closes, is_last=True)))
    session.commit()
    one = recommendation_of(session, sent, "robot-ja")
    company.post(f"/our-support/{one.id}", data={"svar": "yes", "revision": one.revision})
    page = checked(advisor.get("/today").text)
    assert page.index("Hinns inte") < page.index("Gott om tid")
    assert "Öppna svaret" in page
    assert advisor.post(f"/recommendations/{one.id}/handled").location == "/today"
    assert "Öppna svaret" not in advisor.get("/today").text
    clock.move(days=8)
    assert sent.url("letter/reminder") in advisor.get("/today").text
