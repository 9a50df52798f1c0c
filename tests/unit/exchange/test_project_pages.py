"""Pages about financed projects are read by their labels; what can't be read is refused, never guessed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iuc_hub import taxonomy
from iuc_hub.errors import FileError
from iuc_hub.exchange.catalogue_files import Form, Parsed, read_catalogue
from iuc_hub.exchange.page_text import Label
from iuc_hub.exchange.page_values import kronor, numeric_aim, period, project_id
from iuc_hub.exchange.personal import without_people
from iuc_hub.exchange.supports import dump_supports, parse_supports
from matching.eligibility import check
from matching.types import Company, Support, Verdict
from tests.unit.exchange.pages import FACT_SHEET, PROJECT_LIST, outcome
from tests.unit.matching.cases import SHARED

SEEDS = SHARED / "seeds"
LIST_SEED, SHEET_SEED = SEEDS / "001_d411b1e12eacac8e.txt", SEEDS / "000_c7a883a596d84e01.txt"
needs_seeds = pytest.mark.skipif(
    not SEEDS.exists(), reason="the founding documents are not beside the repository"
)


def listed(text: str) -> Parsed:
    return read_catalogue(text.encode(), Form.PROJECT_LIST, "sida.txt")


def sheet(text: str = FACT_SHEET) -> Support:
    return read_catalogue(text.encode(), Form.FACT_SHEET, "blad.txt").rows[0][1]


def only_refusal(text: str, form: Form = Form.PROJECT_LIST) -> FileError:
    try:
        refused = read_catalogue(text.encode(), form, "sida.txt").refused
    except FileError as error:
        return error
    assert len(refused) == 1
    return refused[0]


def test_a_list_gives_each_project_its_owner_period_and_purpose() -> None:
    parsed = listed(PROJECT_LIST)
    first, second = (support for _row, support in parsed.rows)
    assert first.project is not None
    assert second.project is not None
    assert (first.kind, first.title, first.language) == ("project", "Kraft i verkstaden", "sv")
    assert first.project.owner == first.provider == "Låtsasköpings kommun"
    assert (first.project.starts, first.project.ends) == (date(2012, 3, 1), date(2014, 10, 31))
    assert first.description == "Projektets syfte är att stärka verkstäderna i kommunen."
    assert (second.title, second.project.ends) == ("Många vägar — nya affärer", date(2012, 2, 29))
    assert second.description == "Syftet är att fler företag ska växa."


def test_a_misprinted_period_is_quoted_with_its_row_and_never_guessed() -> None:
    error = only_refusal(PROJECT_LIST)
    assert PROJECT_LIST.split("\n")[(error.row or 0) - 1].startswith("Projektägare: Ortnamns kommun")
    assert "”20112-01” är ingen månad" in str(error)
    assert "20112-01 — 2014-10" in str(error)


def test_the_source_is_the_file_and_the_pages_own_day_and_nobody_has_verified_it() -> None:
    support = listed(PROJECT_LIST).rows[0][1]
    assert support.source == "sida.txt, senast ändrad 15 november 2013"
    assert support.verified_on is None
    assert sheet().source == "blad.txt, senast ändrad 16 april 2012"


@pytest.mark.parametrize(
    "labels",
    [
        "Projektägare : Byns kommun\r\nProjekttid :\u00a0201203\u00a0—\u00a0201410",
        "Projekttid: 2012-03 - 2014-10\n\nProjektägare: Byns kommun",
        "Projektägare:\nByns kommun\nProjektperiod:\n2012-03 till 2014-10",
        "PROJEKTÄGARE: Byns\u00a0kommun\nMedfinansiär: En fond\nProjekttid: 201203-201410",
        "Projektägare: Byns kommun Projekttid: 2012-03-01 – 2014-10-31\nKontaktperson: Låtsa Låtsasson",
    ],
)
def test_labels_may_stand_in_other_ways(labels: str) -> None:
    parsed = listed(f"Rubrik\n\n{labels}\n\nSyftet är att växa.\n\nSenast ändrad 2013-11-15\n")
    project = parsed.rows[0][1].project
    assert not parsed.refused
    assert project is not None
    assert (project.owner, project.starts, project.ends) == (
        "Byns kommun",
        date(2012, 3, 1),
        date(2014, 10, 31),
    )
    assert parsed.rows[0][1].description == "Syftet är att växa."


HEAD = "Projektägare: Byns kommun Projekttid: 201203 — 201410"


@pytest.mark.parametrize(
    ("text", "row", "words"),
    [
        (f"Text som slutar.\n\n{HEAD}\n\nSyftet är gott.", 3, "namn saknas"),
        ("Rubrik\n\nProjekttid: 201203 — 201410\n\nSyftet är gott.", 3, "Ägaren"),
        ("Rubrik\n\nProjektägare:\n\nProjekttid: 201203 — 201410\n\nSyftet är gott.", 3, "Ägaren"),
        ("Rubrik\n\nProjektägare: Byns kommun\n\nSyftet är gott.", 3, "Tiden"),
        (f"Rubrik\n\n{HEAD}\n", 3, "Syftet"),
        (f"Rubrik\n\n{HEAD[:-9]}\n\nSyftet är gott.", 3, "går inte att läsa"),
        ("Rubrik\nProjektägare: A Projekttid: 2012 — 2014\n\nSyfte.", 2, "”2012” är ingen månad"),
        ("Rubrik\nProjektägare: A Projekttid: 2014-01 — 2012-01\n\nSyfte.", 2, "slutar innan den börjar"),
        ("Rubrik\nProjektägare: A Projekttid: 201213 — 201401\n\nSyfte.", 2, "201213"),
        (f"Rubrik\n\n{HEAD}\nBeviljat stöd: 3 miljoner\n\nSyftet är gott.", 4, "Beloppet"),
        ("En sida om något annat.", None, "Inga projekt"),
        ("", None, "Inga projekt"),
    ],
)
def test_what_is_missing_or_unreadable_is_refused_by_row_with_a_remedy(
    text: str, row: int | None, words: str
) -> None:
    error = only_refusal(text)
    assert error.row == row
    assert words in str(error)
    assert str(error).endswith(".")


def test_a_project_that_stands_twice_is_refused_and_the_first_row_named() -> None:
    once = f"Rubrik\n\n{HEAD}\n\nSyftet är gott.\n\n"
    error = only_refusal(once * 2)
    assert (error.row, error.values["first"]) == (9, 3)


def test_an_id_does_not_change_with_dashes_and_capitals_and_always_fits() -> None:
    assert project_id("Åmåls kommun", "Håll ut — nu") == project_id("ÅMÅLS kommun", "Håll ut - nu")
    assert project_id("Åmåls kommun", "Håll ut") == "projekt-amals-kommun-hall-ut"
    first, second = project_id("A", "x" * 300), project_id("A", "x" * 301)
    assert len(first) <= 120
    assert first != second


def test_a_fact_sheet_gives_owner_sum_period_and_counted_aims() -> None:
    support = sheet()
    project = support.project
    assert project is not None
    assert (support.title, project.owner, project.granted_sek) == (
        "Företagande i Exempelby", "Exempelby kommun", 3_080_000,
    )  # fmt: skip
    assert (project.starts, project.ends) == (date(2011, 3, 1), date(2013, 12, 31))
    assert project.aims == ("10–15 nya företag", "200 nya jobb")
    assert support.url == "http://exempelby.example/jobb"
    assert support.description.startswith("Syftet är att:")
    assert "Exempelby behövde nya branscher." in support.description
    assert "Att samarbetet blir bättre." in support.description


def test_no_person_is_left_in_what_is_taken_from_a_page() -> None:
    text = dump_supports([sheet()])
    for word in ("Fiktivsson", "Låtsasson", "VD", "Besöken", "uppskattade", "latsa@", "070-"):
        assert word not in text
    assert "Deltagarna har träffats." in text


@pytest.mark.parametrize(
    "told",
    [
        "– Vi är glada. Det går bra, säger Låtsa Låtsasson.",
        "”Vi är glada”, säger hon.",
        "Kontakta projektledare Låtsa Låtsasson för mer.",
        "Skriv till latsa@exempel.example så svarar vi.",
        "Ring 070-174 06 05 för mer.",
        "Ring +46 70 174 06 05 för mer.",
    ],
)
def test_what_tells_of_a_person_is_left_out_and_the_rest_kept(told: str) -> None:
    assert without_people(["Syftet är att växa.", told]) == ("Syftet är att växa.",)


def test_a_quote_signed_on_the_line_below_goes_with_its_name() -> None:
    assert without_people(["Före.", "”Det går bra.”", "Låtsa Låtsasson, VD", "Efter."]) == ("Före.", "Efter.")


def test_quoted_names_of_projects_are_kept() -> None:
    text = 'Projektet är en del av "Jobb till alla" som kommunen driver under perioden 2009-05-01.'
    assert without_people([text]) == (text,)


@pytest.mark.parametrize(
    ("label", "named"),
    [("Projektägare", "Projektägare"), ("Beviljat stöd", "Beviljat stöd"), ("Projektperiod", "Projekttid")],
)
def test_a_fact_sheet_that_lacks_a_fact_is_refused_by_its_label(label: str, named: str) -> None:
    text = "\n".join(line for line in FACT_SHEET.split("\n") if not line.startswith(label))
    error = only_refusal(text, Form.FACT_SHEET)
    assert error.row is not None
    assert named in str(error)


def test_a_fact_sheet_without_a_title_is_refused_rather_than_named_after_the_page() -> None:
    error = only_refusal(FACT_SHEET.replace("Företagande i Exempelby\n", ""), Form.FACT_SHEET)
    assert "namn saknas" in str(error)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("3 080 000 kronor", 3_080_000), ("3 080 000:-", 3_080_000), ("SEK 500000", 500_000),
        ("1,5 mkr", 1_500_000), ("450 tkr", 450_000), ("2 miljoner kronor", 2_000_000),
        ("3 080 000", None), ("3 08 000 kr", None), ("500 000 euro", None), ("cirka 3 mkr", None), ("", None),
    ],
)  # fmt: skip
def test_a_sum_is_read_with_its_unit_or_refused(written: str, expected: float | None) -> None:
    label = Label("grant", "Beviljat stöd", written, 7)
    if expected is not None:
        assert kronor(label, "x") == expected
        return
    with pytest.raises(FileError) as caught:
        kronor(label, "x")
    assert (caught.value.row, caught.value.field) == (7, "Beviljat stöd")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("- Att totalt 10-15 nya företag ska tillkomma;", "10–15 nya företag"),
        ("• Minst 2 000 jobb", "Minst 2 000 jobb"),
        ("- Att öka försäljningen med 20 % till 2015.", "öka försäljningen med 20 % till 2015"),
        ("- Att vara klara senast 2015.", None),
        ("- Att samarbetet blir bättre.", None),
    ],
)
def test_an_aim_is_numeric_where_it_counts_something(told: str, expected: str | None) -> None:
    assert numeric_aim(told) == expected


def test_a_project_can_be_had_while_it_runs_and_never_after() -> None:
    company = Company("c")
    for day, verdict in ((date(2013, 12, 31), Verdict.ELIGIBLE), (date(2014, 1, 1), Verdict.BLOCKED)):
        assert check(sheet(), company, day, taxonomy.hierarchies())[0] is verdict


@given(st.text(), st.sampled_from([Form.PROJECT_LIST, Form.FACT_SHEET]))
def test_any_text_is_read_or_refused_in_words(text: str, form: Form) -> None:
    read_or_refused(text.encode(), form)


pieces = st.lists(
    st.sampled_from([*PROJECT_LIST.split("\n"), *FACT_SHEET.split("\n"), "\r", "\u2028"]), max_size=30
)


@given(pieces, st.sampled_from([Form.PROJECT_LIST, Form.FACT_SHEET]))
def test_the_lines_of_a_page_in_any_order_are_read_or_refused_in_words(lines: list[str], form: Form) -> None:
    read_or_refused("\n".join(lines).encode(), form)


@given(st.text(alphabet="0123456789 -–—till", max_size=25))
def test_a_period_is_read_or_refused(written: str) -> None:
    with suppress(FileError):
        starts, ends = period(Label("period", "Projekttid", written, 1), "x")
        assert starts <= ends


def read_or_refused(content: bytes, form: Form) -> None:
    parsed = outcome(content, form)
    if isinstance(parsed, str):
        assert parsed
        return
    supports = tuple(support for _row, support in parsed.rows)
    assert parse_supports(dump_supports(supports), "again") == supports
    assert all(error.row for error in parsed.refused)


@needs_seeds
def test_the_founding_list_gives_nine_projects_and_quotes_the_tenths_period() -> None:
    parsed = read_catalogue(LIST_SEED.read_bytes(), Form.PROJECT_LIST, LIST_SEED.name)
    assert len(parsed.rows) == 9
    assert all(
        support.project and support.project.owner and support.description for _row, support in parsed.rows
    )
    (error,) = parsed.refused
    assert error.row == 63
    assert "20112-01" in str(error)


@needs_seeds
def test_the_founding_fact_sheet_gives_its_figures_and_no_person() -> None:
    content = SHEET_SEED.read_bytes()
    support = read_catalogue(content, Form.FACT_SHEET, SHEET_SEED.name).rows[0][1]
    project = support.project
    assert project is not None
    assert (project.granted_sek, project.starts, project.ends) == (
        3_080_000,
        date(2011, 3, 1),
        date(2013, 12, 31),
    )
    assert [aim.split()[0] for aim in project.aims] == ["10–15", "200"]
    for word in ("Nilsson", "Andersson", "@", "0454"):
        assert word in content.decode()
        assert word not in dump_supports([support])
