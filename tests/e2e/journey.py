"""The road as people walk it: the advisor at a desk, the company on a phone."""

import re

from playwright.sync_api import Page, expect

from tests import factories


def log_in(page: Page, url: str, email: str) -> None:
    page.goto(f"{url}/login")
    page.get_by_label("E-post").fill(email)
    page.get_by_label("Lösenord").fill(factories.PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    expect(page).not_to_have_url(re.compile("/login"))


def add_company(page: Page, name: str, contact_email: str) -> None:
    page.get_by_role("link", name="Företag", exact=True).first.click()
    page.get_by_role("link", name="Lägg till").first.click()
    page.get_by_label("Organisationsnummer").fill("556012-5791")
    page.get_by_label("Företagets namn").fill(name)
    page.get_by_label("Företagsform").select_option(label="Aktiebolag")
    page.get_by_label("Kommun").select_option(label="Hällefors")
    page.get_by_label("Besöksadress").fill("Provgatan 4")
    page.get_by_label("Antal anställda").fill("34")
    page.get_by_label("Omsättning").fill("52 000 000")
    page.get_by_label("SNI-kod").fill("25620")
    page.get_by_label("Kontaktpersonens namn").fill("Kjell Exempelström")
    page.get_by_label("E-post").fill(contact_email)
    page.get_by_role("button", name="Lägg till företaget").click()
    expect(page.get_by_text("Kontrollsiffran i 556012-5791 stämmer inte")).to_be_visible()
    page.get_by_label("Organisationsnummer").fill(factories.an_organisation_number())
    page.get_by_role("button", name="Lägg till företaget").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def tap(page: Page, name: str, value: str) -> None:
    """Press one of an interview's large choices, as a finger does."""
    page.locator(f"label:has(input[name='{name}'][value='{value}'])").click()


def saved(page: Page) -> None:
    """Wait until the page says that everything is stored."""
    expect(page.locator(".netstate")).to_contain_text("Allt sparat")


def go_to_area(page: Page, letter: str) -> None:
    page.goto(re.sub(r"/areas/\w+", f"/areas/{letter}", page.url.split("#")[0]))


def hold_interview(page: Page) -> None:
    """Plan, begin, answer by taps and own words, complete; the needs are shown as they arise."""
    page.get_by_role("link", name="Planera besök").click()
    page.get_by_role("button", name="Börja intervjun nu").click()
    expect(page).to_have_url(re.compile(r"/interviews/\d+/areas/A"))
    go_to_area(page, "F")
    tap(page, "F1-now", "1")
    tap(page, "F1-wanted", "4")
    tap(page, "F3-now", "1")
    tap(page, "F3-wanted", "4")
    tap(page, "F.urgency", "2")
    tap(page, "F.impact", "3")
    words = "Vi vill ha en robot vid kantpressen men ingen här kan räkna på om den bär sig."
    page.get_by_label("Med företagets egna ord").fill(words)
    saved(page)
    expect(page.locator(".livelist")).to_contain_text("Hög")
    page.reload()
    expect(page.locator("input[name='F1-now'][value='1']")).to_be_checked()
    expect(page.get_by_label("Med företagets egna ord")).to_have_value(words)
    go_to_area(page, "H")
    tap(page, "H2-now", "2")
    tap(page, "H2-wanted", "4")
    tap(page, "H.urgency", "3")
    tap(page, "H.impact", "2")
    page.get_by_label("Med företagets egna ord").fill("Två svetsare går i pension och vi hittar inga nya.")
    saved(page)
    page.goto(re.sub(r"/areas/.*", "/completion", page.url))
    page.get_by_role("button", name="Avsluta och se behoven").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Resultat av intervjun")


def choose_and_send(page: Page) -> str:
    """Take two supports for the needs, refuse one with a reason, send; returns the letter's link."""
    page.get_by_role("link", name="Hitta stöd").first.click()
    expect(page.get_by_role("heading", name=re.compile("^Passar(?! om)")).first).to_be_visible()
    take_back_by_key(page)
    page.get_by_role("button", name="Ta med").first.click()
    expect(page.get_by_text("1 stöd valt")).to_be_visible()
    page.get_by_role("button", name="Ta med").first.click()
    expect(page.get_by_text("2 stöd valda")).to_be_visible()
    page.get_by_role("link", name="Skicka till företaget").click()
    page.get_by_role("button", name=re.compile("Skicka 2 förslag")).click()
    page.goto(re.sub(r"/companies/.*", "/dev/outbox", page.url))
    link = page.locator("a[href*='/c/']").first.get_attribute("href")
    assert link is not None
    return link


def take_back_by_key(page: Page) -> None:
    """A takes the chosen card along, U takes that back with the focus still there, ? tells the keys."""
    page.locator("[data-keyitem]").first.focus()
    page.keyboard.press("a")
    expect(page.get_by_text("1 stöd valt")).to_be_visible()
    expect(page.locator("[data-keyitem]").first).to_be_focused()
    page.keyboard.press("u")
    expect(page.get_by_text("Inget valt än")).to_be_visible()
    expect(page.locator("[data-keyitem]").first).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Tangenter")).to_be_visible()
    page.get_by_role("button", name="Stäng").click()


def answer_as_company(page: Page, link: str) -> None:
    """Open the link on a phone: nothing starts until the button is pressed; yes with a comment, then later."""
    page.goto(link)
    page.get_by_role("button", name="Visa förslagen").click()
    expect(page.get_by_text("2 kvar att svara på")).to_be_visible()
    page.get_by_text("Skriv en kommentar").first.click()
    page.get_by_label(re.compile("Kommentar till")).first.fill("Ring efter klockan 15.")
    page.get_by_role("button", name="Ja, gärna").first.click()
    expect(page.get_by_text("Ni har svarat ja.")).to_be_visible()
    expect(page.get_by_text("1 kvar att svara på")).to_be_visible()
    page.get_by_role("button", name="Nej tack").first.click()
    expect(page.get_by_text("Ni har svarat på allt")).to_be_visible()
    page.get_by_role("link", name=re.compile("Ändra svaret")).last.click()
    page.get_by_role("button", name="Senare").first.click()
    expect(page.get_by_text("Ni har svarat senare.")).to_be_visible()


def see_the_answer(page: Page, url: str, company: str) -> None:
    """The advisor finds both replies on Today, and the association's page counts them."""
    page.goto(f"{url}/today")
    replies = page.get_by_role("region", name=re.compile("Svar som kommit in"))
    expect(replies).to_contain_text(company)
    expect(replies).to_contain_text("Ring efter klockan 15.")
    page.goto(f"{url}/reports/association")
    expect(page.get_by_role("link", name=re.compile("har sagt ja till ett förslag"))).to_contain_text("1")
