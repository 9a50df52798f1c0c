"""A report on paper: accessible, complete, and every text only ever a text."""

import io
import unicodedata

import pytest
from pypdf import PdfReader

from iuc_hub.documents import report_pdf
from iuc_hub.documents.alphabet import BOX, printable
from iuc_hub.documents.report import Bar, Bars, Column, Kind, Section, Table
from tests.unit.documents.reports import HOSTILE, READER, a_report


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def words(pdf: PdfReader) -> str:
    """The text without what line breaks make of it."""
    text = "".join(page.extract_text() for page in pdf.pages)
    return "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) != "Cf")


def test_a_report_is_a_tagged_document_with_title_and_language() -> None:
    pdf = read(report_pdf(a_report(), READER))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "sv"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Uppföljning 2026"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_figures_are_written_as_swedes_write_them() -> None:
    said = words(read(report_pdf(a_report(), READER)))
    for text in ("12,5mkr", "1250", "25%", "250000kr", "färreän5", "Sida1av", "fre20nov2026"):
        assert text in said


def test_a_picture_tells_its_figures_to_those_who_listen() -> None:
    content = read(report_pdf(a_report(), READER))
    spoken = [
        str(each.get_object().get("/Alt", ""))
        for each in (content.get_object(number) for number in range(1, len(content.xref[0])))
        if isinstance(each, dict)
    ]
    assert any("10–49: färre än 5" in each for each in spoken)


@pytest.mark.parametrize("text", [HOSTILE, "ord" * 300, "rad\nrad", "\0\x1b[31m\u202eödnäv\ufeff", "中文 ا"])
def test_a_hostile_text_comes_out_as_it_is(text: str) -> None:
    table = Table([Column(text), Column("Antal", Kind.NUMBER)], [[text, 1]], [text, 1])
    section = Section(text, text, table, Bars(text, [Bar(text, [1])], [text]))
    report = a_report(title=text, lead=text, period=text, hub=text, sections=[section], notes=[text])
    said = words(read(report_pdf(report, READER)))
    expected = "".join(sign for sign in printable(text) if not sign.isspace() and sign != "\u200b")
    assert said.count(expected) >= 5


def test_what_no_font_draws_is_a_visible_box_and_what_hides_is_left_out() -> None:
    assert printable("a中\0b\u202ec\ufe0f") == f"a{BOX}bc"


def test_a_report_without_anything_is_still_a_page() -> None:
    empty = a_report(sections=[], notes=[], figures=[], sources=[], lead="")
    assert len(read(report_pdf(empty, READER)).pages) == 1


def test_a_row_that_lacks_a_cell_is_refused_where_it_is_made() -> None:
    with pytest.raises(ValueError, match="row 1 has 1 cells for 2 columns"):
        Table([Column("A"), Column("B")], [["bara en"]])


def test_labels_and_hidden_figures_stay_on_one_line_in_a_table_of_seven_columns() -> None:
    sizes = [
        "Alla",
        "1–9 anställda",
        "10–49 anställda",
        "50–249 anställda",
        "250 anställda eller fler",
        "Okänt antal",
    ]
    table = Table(
        [Column("Tema"), *(Column(each, Kind.NUMBER) for each in sizes)],
        [["Innovation och produktutveckling", *["visas inte"] * 6]],
    )
    paper = report_pdf(a_report(sections=[Section("Behov", "", table)]), READER)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
    assert "Innovation och produktutveckling" in text
    assert text.count("visas inte") == 6
