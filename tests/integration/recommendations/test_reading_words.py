"""The company's own words shown outside its interview are in the reading log all the same."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from iuc_hub.audit import AuditEntry
from tests.integration.recommendations.road import Road, accept, matches_of


def logged(session: Session) -> list[tuple[int | None, str]]:
    """Who read which interview, an entry each."""
    session.expire_all()
    rows = session.exec(select(AuditEntry).where(AuditEntry.action == "interview.read"))
    return [(row.user_id, row.subject_id) for row in rows]


@pytest.mark.parametrize("place", ["support", "support?need=all", "letter", "match"])
def test_each_page_with_the_companys_words_is_logged_once_a_session(
    advisor: FlaskClient, session: Session, road: Road, place: str
) -> None:
    accept(advisor, session, road, "robot-ja")
    match_id = matches_of(session, road, road.robot)["robot-ja"].id
    for entry in session.exec(select(AuditEntry).where(AuditEntry.action == "interview.read")):
        session.delete(entry)
    session.commit()
    url = road.url(f"matches/{match_id}" if place == "match" else place)
    for _ in range(2):
        page = advisor.get(url)
        assert page.status_code == 200
    assert (road.robot.text if place == "match" else road.robot.words) in page.text
    assert logged(session) == [(road.advisor.id, str(road.robot.interview_id))]
