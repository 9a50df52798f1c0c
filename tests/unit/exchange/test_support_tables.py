"""Supports as CSV and Excel: read by their headings, refused by row and column, and written back the same."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from iuc_hub.errors import FileError
from iuc_hub.exchange import sheets
from iuc_hub.exchange.catalogue_files import Form, Parsed, read_catalogue
from iuc_hub.exchange.support_columns import read_column_map
from iuc_hub.exchange.support_tables import dump_csv
from iuc_hub.exchange.supports import parse_supports
from matching.types import Criterion, Eligibility, Funding, Op, Project, Support
from tests.unit.exchange.pages import outcome
from tests.unit.matching.cases import dev_supports, needs_dev_set


def a_book(*rows: Sequence[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def from_csv(text: str, **more: Any) -> Parsed:
    return read_catalogue(text.encode(), Form.CSV, "stöd.csv", **more)


def refused(content: bytes, form: Form = Form.CSV, **more: Any) -> FileError:
    with pytest.raises(FileError) as caught:
        read_catalogue(content, form, "stöd.csv", **more)
    assert str(caught.value).endswith(".")
    return caught.value


HEADINGS = ("Id", "Typ", "Titel", "Teman", "Län", "Högsta belopp", "Stänger", "Löpande", "SNI", "Beskrivning")
FULL = (
    "a",
    "Utlysning",
    "Robotcheck",
    "Energi; digitalisation",
    "Örebro län;19",
    "250 000",
    "2026-12-31",
    "ja",
    "C",
    "",
)


def check_full(support: Support) -> None:
    assert (support.id, support.kind, support.title) == ("a", "call", "Robotcheck")
    assert support.themes == ("energy", "digitalisation")
    assert support.eligibility.counties == ("18", "19")
    assert support.eligibility.sni == ("C",)
    assert (support.funding.max_sek, support.closes, support.rolling) == (250_000, date(2026, 12, 31), True)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_swedish_headings_and_names_of_codes_are_read_whatever_parts_the_cells(delimiter: str) -> None:
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in (HEADINGS, FULL)]
    parsed = from_csv("\ufeff" + "\r\n".join(lines) + "\r\n\r\n")
    assert not parsed.refused
    check_full(parsed.rows[0][1])
    assert parsed.rows[0][0] == 2


def test_excels_own_numbers_days_and_truth_are_read() -> None:
    row = [*FULL]
    row[5], row[6], row[7], row[8] = 250000, date(2026, 12, 31), True, 25
    parsed = read_catalogue(a_book(HEADINGS, row), Form.XLSX, "stöd.xlsx")
    assert not parsed.refused
    assert parsed.rows[0][1].eligibility.sni == ("25",)
    row[8] = "C"
    check_full(read_catalogue(a_book(HEADINGS, row), Form.XLSX, "stöd.xlsx").rows[0][1])


@pytest.mark.parametrize(
    ("heading", "cell", "words"),
    [
        ("Typ", "present", "present"),
        ("Titel", "", "saknas"),
        ("Teman", "robotar", "robotar"),
        ("Län", "99", "99"),
        ("Högsta belopp", "mycket", "inte ett tal"),
        ("Högsta belopp", "1.500", "två sätt"),
        ("Högsta belopp", "-5", "utanför"),
        ("Stänger", "31/12", "inte ett datum"),
        ("Löpande", "kanske", "varken ja eller nej"),
        ("SNI", "99999", "99999"),
        ("Titel", "#N/A", "felet #N/A"),
        ("Id", " a", "blanktecken"),
    ],
)
def test_a_wrong_cell_is_refused_by_row_and_heading_and_holds_up_no_other(
    heading: str, cell: str, words: str
) -> None:
    wrong = [*FULL]
    wrong[HEADINGS.index(heading)] = cell
    rows = (HEADINGS, wrong, ["b", *FULL[1:]])
    text = "\n".join("\t".join(row) for row in rows)
    for content, form in ((text.encode(), Form.CSV), (a_book(*rows), Form.XLSX)):
        parsed = read_catalogue(content, form, "stöd")
        assert [support.id for _row, support in parsed.rows] == ["b"]
        (error,) = parsed.refused
        assert (error.row, error.field) == (2, heading)
        assert words in str(error)


def test_a_number_that_may_have_lost_its_first_zero_is_asked_about() -> None:
    parsed = read_catalogue(a_book(("id", "kind", "title", "SNI"), ("a", "call", "T", 1110)), Form.XLSX, "x")
    known = read_catalogue(
        a_book(("id", "kind", "title", "SNI"), ("a", "call", "T", "01110")), Form.XLSX, "x"
    )
    assert not known.refused
    assert parsed.refused
    assert parsed.refused[0].field == "SNI"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tom"),
        (b"\n \n", "tom"),
        ("id;kind;titel\nå".encode("latin-1"), "UTF-8"),
        (b"id,kind,title,title\na,call,T,T", "två gånger"),
        (b"id,kind,title,Titel\na,call,T,T", "samma fält"),
        (b"id,kind,title,budget\na,call,T,5", "budget"),
        (b"id,kind\na,call", "title"),
        (b"id,kind,title\na,call,T,mer", "ingen rubrik"),
        (b'id,kind,title\na,call,"T\n', "citattecknen"),
        (b'id,kind,title\na,call,"T"x\n', "citattecknen"),
    ],
)
def test_a_broken_table_is_refused_whole_in_clear_words(content: bytes, words: str) -> None:
    assert words in str(refused(content))


def a_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 2_000_000)
    return out.getvalue()


def test_what_is_no_workbook_or_unpacks_to_too_much_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "UNPACKED", 1_000_000)
    assert "ingen Excelfil" in str(refused(b"id,kind,title\n", Form.XLSX))
    assert "ingen Excelfil" in str(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Form.XLSX))
    assert "packar upp" in str(refused(a_bomb(), Form.XLSX))
    monkeypatch.setattr(sheets, "UNPACKED", 10_000_000)
    assert "ingen Excelfil" in str(refused(a_bomb(), Form.XLSX))
    monkeypatch.setattr(sheets, "LARGEST", 10)
    assert "större än" in str(refused(a_book(("id",)), Form.XLSX))


def test_a_workbook_with_entities_that_grow_is_refused_at_once() -> None:
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    evil = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{grown}]><worksheet>&e11;</worksheet>'
    whole, out = a_book(("id", "kind", "title")), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as given, zipfile.ZipFile(out, "w") as packed:
        for each in given.infolist():
            packed.writestr(each, evil if "sheet1" in each.filename else given.read(each))
    assert "ingen Excelfil" in str(refused(out.getvalue(), Form.XLSX))


def test_a_column_map_names_fields_and_passes_others_over() -> None:
    column_map = read_column_map(b"Nr: id\nSort: kind\nVad: title\nAnteckning: null\n", "karta.yaml")
    text = "Nr,Sort,Vad,Anteckning\na,call,Robotcheck,hemligt\n"
    assert from_csv(text, column_map=column_map).rows[0][1].title == "Robotcheck"
    assert "anteckning" in str(refused(b"Nr,Sort,Vad\na,call,T", column_map=column_map))


@pytest.mark.parametrize("content", [b"", b"- a", b"a: [", b"a: finns_inte", b"a: 5", b"\xff", b"&a [*a]"])
def test_a_column_map_that_says_something_else_is_refused(content: bytes) -> None:
    with pytest.raises(FileError):
        read_column_map(content, "karta.yaml")


def test_a_column_map_belongs_to_tables() -> None:
    assert "kolumnkarta" in str(refused(b"{}", Form.JSONL, column_map={"a": "id"}))


def test_no_text_of_an_export_is_a_formula() -> None:
    text = dump_csv([Support("a", "call", "=1+1", provider="@sum", project=Project(aims=("-5 ton", "+5")))])
    assert "'=1+1" in text
    assert "'@sum" in text
    assert "'-5 ton; +5" in text


@needs_dev_set
def test_the_development_catalogue_comes_back_from_csv_as_it_was() -> None:
    parsed = from_csv(dump_csv(dev_supports()))
    assert not parsed.refused
    assert tuple(support for _row, support in parsed.rows) == dev_supports()


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
words = texts.filter(str.strip)
ids = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
numbers = st.none() | st.integers(0, 10**15) | st.floats(0, 10**9, allow_subnormal=False)
days = st.none() | st.dates(date(1900, 1, 1), date(2200, 1, 1))
supports = st.builds(
    Support,
    id=ids,
    kind=st.sampled_from(["call", "project"]),
    title=words,
    provider=texts,
    description=texts,
    source=texts,
    themes=st.lists(st.sampled_from(["energy", "digitalisation"]), unique=True).map(tuple),
    funding=st.builds(Funding, type=st.sampled_from(["none", "grant"]), max_sek=numbers),
    eligibility=st.builds(
        Eligibility,
        turnover_min_sek=st.none() | st.floats(-(10**9), 10**9, allow_subnormal=False),
        legal_forms=st.lists(words, max_size=3).map(tuple),
        sni=st.lists(st.sampled_from(["C", "25", "01110"])).map(tuple),
        counties=st.lists(st.sampled_from(["01", "18"])).map(tuple),
        consortium_required=st.booleans(),
    ),
    closes=days,
    rolling=st.booleans(),
    cutoffs=st.lists(st.dates(date(2000, 1, 1)), max_size=2).map(lambda found: tuple(sorted(found))),
    verified_on=days,
    project=st.none()
    | st.builds(
        Project, owner=words, granted_sek=numbers, starts=days, aims=st.lists(words, max_size=3).map(tuple)
    ),
    criteria=st.lists(
        st.builds(Criterion, words.map(str.strip), st.just(Op.TRUE), clause=texts), max_size=2
    ).map(tuple),
)


@given(st.lists(supports, max_size=4, unique_by=lambda support: support.id))
def test_whatever_a_support_says_a_csv_gives_it_back(given_supports: list[Support]) -> None:
    parsed = from_csv(dump_csv(given_supports))
    assert not parsed.refused
    assert [support for _row, support in parsed.rows] == given_supports


@given(st.binary(max_size=200), st.sampled_from(list(Form)))
def test_no_bytes_make_it_stumble(content: bytes, form: Form) -> None:
    assert outcome(content, form)


@settings(max_examples=30)
@given(st.integers(0, 6000), st.binary(min_size=1, max_size=8))
def test_no_damage_to_a_workbook_makes_it_stumble(at: int, damage: bytes) -> None:
    whole = a_book(HEADINGS, FULL)
    assert outcome(whole[:at] + damage + whole[at + len(damage) :], Form.XLSX)


def test_an_empty_project_says_nothing() -> None:
    text = '{"id": "a", "kind": "project", "title": "T", "project": {"owner": ""}}'
    assert parse_supports(text, "x")[0].project is None
