"""The company's paper: what its page says, on two to four accessible pages, each to the right people."""

import io
import unicodedata
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlmodel import Session

from iuc_hub.clock import FixedClock
from iuc_hub.recommendations import paper
from iuc_hub.web.format import current_reader
from tests import factories
from tests.integration.recommendations.road import (
    Login,
    Road,
    accept,
    arrive,
    hold_by_the_current_guide,
    recommendation_of,
)

HOSTILE = '#import "x": * $a$ *fet* <etikett> \\ @sida // [slut] 😀 "citat"'


@pytest.fixture(autouse=True)
def guide(session: Session, road: Road) -> None:
    """The interview is held by the guide that new ones are held by."""
    hold_by_the_current_guide(session, road)


def plain(text: str) -> str:
    return "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) != "Cf")


def words(content: bytes) -> str:
    """The text without what line breaks make of it."""
    return plain("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def test_the_advisor_gets_what_is_taken_along_as_an_accessible_document(
    advisor: FlaskClient, session: Session, road: Road
) -> None:
    accept(advisor, session, road, "robot-ja")
    got = advisor.get(road.url("support/paper.pdf"))
    assert got.status_code == 200
    assert got.mimetype == "application/pdf"
    assert "F%C3%B6rslag%20till" in got.headers["Content-Disposition"]
    pdf = PdfReader(io.BytesIO(got.data))
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "sv"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert pdf.metadata is not None
    assert pdf.metadata.title == f"Förslag till {road.company.name}"
    said = words(got.data)
    for text in (
        "Ingen här kan räkna på det.",
        "Automationsgenomgång med robotexpert",
        "Bidrag, 50 000–250 000 kr, högst 50 % av kostnaden",
        "Bidrag från Region Örebro län",
        "Exempel, ej kontrollerad",
        "Vem ser vad?",
        road.advisor.name,
    ):
        assert plain(text) in said


def test_paper_and_page_say_the_same(sent: Road, session: Session, app: Flask) -> None:
    company = arrive(app.test_client(), session, sent)
    page = company.get("/our-support").text
    assert "/our-support/paper.pdf" in page
    said = words(company.get("/our-support/paper.pdf").data)
    for text in ("Automationsgenomgång med robotexpert", "Investeringsstöd för robot och automation",
                 "En ansökan, som vi hjälper er med", "Det ni har berättat stannar hos"):  # fmt: skip
        assert text in page
        assert plain(text) in said


def test_the_company_gets_nothing_that_was_not_sent_to_it(
    advisor: FlaskClient, session: Session, sent: Road, app: Flask
) -> None:
    one = recommendation_of(session, sent, "robot-om")
    told = {"reason": "closed"}
    assert advisor.post(f"/recommendations/{one.id}/withdraw", data=told).status_code == 302
    said = words(arrive(app.test_client(), session, sent).get("/our-support/paper.pdf").data)
    assert plain("Automationsgenomgång") in said
    assert plain("Investeringsstöd för robot") not in said


def test_an_answer_stands_where_the_boxes_were(session: Session, sent: Road, app: Flask) -> None:
    company = arrive(app.test_client(), session, sent)
    one = recommendation_of(session, sent, "robot-ja")
    company.post(
        f"/our-support/{one.id}", data={"revision": one.revision, "svar": "yes", "kommentar": "Ring"}
    )
    said = words(company.get("/our-support/paper.pdf").data)
    assert plain("Ni har svarat ja. ”Ring”") in said


def test_another_hub_gets_no_paper(session: Session, road: Road, login: Login, clock: FixedClock) -> None:
    other = factories.an_office(session, now=clock.now())
    session.commit()
    assert login(other.advisor).get(road.url("support/paper.pdf")).status_code == 404


def test_the_longest_texts_fill_at_most_four_pages_and_hostile_ones_stay_texts(
    app: Flask, session: Session, sent: Road
) -> None:
    with app.test_request_context():
        reader = current_reader()
        gathered = paper.gather(session, sent.scope, sent.id, reader=reader)
        paper.print_paper(gathered, reader)
        long = "Vi vet inte hur man räknar på det. " * 40
        for need, said in zip(gathered.needs, (HOSTILE, long + "x" * 400), strict=False):
            need.words = said
            need.title = {"sv": (HOSTILE + " Att automatisera kantpressen och lagret ")[:120]}
        many = replace(
            gathered,
            needs=list(gathered.needs) * 6,
            offers=list(gathered.offers) * 4,
            whys=["Stödet gäller automation, som är det ni behöver. " * 4] * 4 * len(gathered.offers),
        )
        made = paper.print_paper(many, reader)
        session.rollback()
    assert 2 <= len(PdfReader(io.BytesIO(made.content)).pages) <= 4
    assert plain(HOSTILE) in words(made.content)
