"""What the pages of versions and words are asked through: valid pages, and the jobs they want."""

from collections.abc import Callable

import html5lib
from flask.testing import FlaskClient
from sqlmodel import Session, select

from iuc_hub.jobs import Job
from iuc_hub.versions.serving import shipped_model

Login = Callable[..., FlaskClient]
NEW = {
    "words": "fräsen, montering", "name": "Fräsning i metall", "theme": "internationalisation",
    "up": "automation", "seen": shipped_model().version,
}  # fmt: skip


def valid(browser: FlaskClient, path: str) -> str:
    reply = browser.get(path)
    assert reply.status_code == 200, reply.text
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(reply.text)
    return reply.text


def job_of(session: Session, kind: str) -> Job:
    return session.exec(select(Job).where(Job.kind == kind).order_by(Job.id.desc())).first()  # type: ignore[union-attr, return-value] # a column
