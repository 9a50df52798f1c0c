"""An ordinary week in the demo hub: the advisor's day on a tablet, the administrator's quarterly report."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from iuc_hub import clock
from tests import factories
from tests.e2e.conftest import Demo, OpenPage, log_in

pytestmark = pytest.mark.xdist_group("demo")
TABLET, DESK = 820, 1440
PROMISE = "Skicka namnet på den som kan svetsrobotar"
COMPANY = "Exempelsvets i Hallsberg AB"


def test_an_advisors_ordinary_day(demo: Demo, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(TABLET)
    log_in(page, demo.url, demo.user("advisor"))
    expect(page.locator("main .btn-primary:visible")).to_have_count(1)
    find_as_one_types(page)
    note_a_call_with_a_promise(page)
    keep_the_promise(page, demo.url)
    tell_what_became_of_a_yes(page, demo.url)
    take_in_companies(page, demo.url, tmp_path)


def find_as_one_types(page: Page) -> None:
    page.get_by_role("link", name="Företag", exact=True).first.click()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ företag$"))
    page.get_by_label("Namn, organisationsnummer eller kontaktperson").press_sequentially("exempelsv")
    expect(page.get_by_role("status")).to_have_text("Ett företag")
    page.get_by_role("link", name=COMPANY).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(COMPANY)


def note_a_call_with_a_promise(page: Page) -> None:
    page.get_by_role("link", name="Skriv in samtal eller anteckning").click()
    page.get_by_label("Vad sades eller hände?").fill("Marie vill veta vem som kan svetsrobotar.")
    page.get_by_label("Vad har du lovat?").fill(PROMISE)
    page.get_by_label("När ska det vara gjort?").fill((clock.today() + timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(COMPANY)
    expect(page.locator(".timeline").first).to_contain_text("Marie vill veta vem som kan svetsrobotar.")


def keep_the_promise(page: Page, url: str) -> None:
    page.goto(f"{url}/today")
    promises = page.get_by_role("region", name=re.compile("Löften"))
    expect(promises).to_contain_text(PROMISE)
    promises.get_by_role("button", name=f"Gjort {PROMISE}").click()
    expect(page.get_by_text(PROMISE)).to_have_count(0)


def tell_what_became_of_a_yes(page: Page, url: str) -> None:
    page.goto(f"{url}/today")
    replies = page.get_by_role("region", name=re.compile("Svar som kommit in"))
    replies.get_by_role("link", name=re.compile("Öppna svaret.*Exempelverkstaden")).first.click()
    page.get_by_role("link", name=re.compile("Vad hände")).first.click()
    page.get_by_role("button", name="Det pågår").click()
    expect(page.locator(".timeline")).to_contain_text("Pågår")
    page.get_by_label("Beviljat belopp i kronor").fill("240 000")
    page.get_by_role("button", name="Beviljat").click()
    expect(page.locator("main")).to_contain_text("240 000 kr")


def take_in_companies(page: Page, url: str, folder: Path) -> None:
    good, bad = factories.an_organisation_number(), "556012-5791"
    file = folder / "lista.csv"
    file.write_text(
        "Organisationsnummer;Företag;Kommun;Anställda\n"
        f"{good};Påhittade Presset AB;Nora;12\n{bad};Skrivfel AB;Nora;7\n",
        encoding="utf-8",
    )
    page.goto(f"{url}/companies/import")
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_label("Uppgifterna gäller").fill("2026-01-15")
    page.get_by_role("button", name="Granska filen").click()
    expect(page.get_by_text("Kontrollsiffran i 556012-5791 stämmer inte")).to_be_visible()
    page.get_by_label(re.compile("Utelämna raden med fel")).check()
    page.get_by_role("button", name="Ta in filen").click()
    expect(page.get_by_text("Filen är intagen.")).to_be_visible()
    page.goto(f"{url}/companies?q=presset")
    expect(page.get_by_role("link", name="Påhittade Presset AB")).to_be_visible()


def test_an_administrators_quarterly_report(demo: Demo, open_page: OpenPage) -> None:
    page = open_page(DESK)
    log_in(page, demo.url, demo.user("hub_admin"))
    page.get_by_role("link", name="Allt", exact=True).click()
    figure = page.get_by_role("link", name=re.compile("företag är intervjuade"))
    interviewed = int(figure.inner_text().split()[0])
    figure.click()
    expect(page.locator("main .entries > li")).to_have_count(interviewed)
    page.go_back()
    page.get_by_role("link", name="Gör rapporten").click()
    sheets = load_workbook(io.BytesIO(made(page, "Excel")), read_only=True)
    values = {cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row}
    assert interviewed in values
    pages = PdfReader(io.BytesIO(made(page, "PDF"))).pages
    assert 1 < len(pages) < 12
    text = " ".join(each.extract_text() for each in pages)
    assert re.search(rf"\b{interviewed}\b", text)


def made(page: Page, form: str) -> bytes:
    """Want the association's report in a format, wait for the job and save the file."""
    page.get_by_role("region", name="För föreningen").get_by_role("button", name=form).click()
    link = page.get_by_role("link", name=f"Föreningens rapport, {form}").first
    for _attempt in range(60):
        if link.is_visible():
            break
        page.wait_for_timeout(1000)
        page.reload()
    with page.expect_download() as waiting:
        link.click()
    return Path(waiting.value.path()).read_bytes()
