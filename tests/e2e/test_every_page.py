"""Every page that a role's links lead to, on three screens: answers, fits, is accessible, and logs no error."""

import re
from contextlib import closing

import pytest
from playwright.sync_api import ConsoleMessage, Error, Page

from tests.e2e.conftest import Demo, OpenPage, log_in

pytestmark = pytest.mark.xdist_group("demo")
WIDTHS = (1440, 820, 390)
RULES: dict[int, dict[str, object]] = {1440: {}, 390: {"color-contrast": {"enabled": False}}}
"""A tablet shows what the others show, in another place; a phone has the wide screen's colours."""
FIRST_PAGES = {
    "advisor": "/today",
    "hub_admin": "/reports/association",
    "analyst": "/reports/network",
    "expert": "/own-supports",
}
LOOKED_INTO = 2
LEAST = {"advisor": 25, "hub_admin": 25, "analyst": 3, "expert": 3}
"""How many kinds of page a role's links lead to at least: a crawl that finds fewer has gone blind."""
TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter(one => {
  const box = one.getBoundingClientRect();
  if (box.width === 0 || box.right <= innerWidth + 1) return false;
  for (let up = one.parentElement; up; up = up.parentElement) {
    if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX)) return false;
  }
  return !one.closest('.visually-hidden, [hidden]');
}).map(one => one.outerHTML.slice(0, 120))"""
AXE = """rules => axe.run(document, {rules, resultTypes: ['violations']}).then(found => found.violations.map(
  each => each.id + ': ' + each.nodes.map(node => node.target.join(' ')).slice(0, 3).join(' | ')))"""


def counts(said: ConsoleMessage) -> bool:
    """An error counts, but for the icon that a browser looks for beside a file, which can't name its own."""
    return said.type == "error" and not said.location["url"].endswith("/favicon.ico")


def listen(page: Page, problems: list[str]) -> None:
    """Note every error that a page's scripts or its content security policy report."""
    page.on("pageerror", lambda error: problems.append(f"error in a script: {error}"))
    page.on(
        "console",
        lambda said: problems.append(f"{said.text} {said.location['url']}") if counts(said) else None,
    )


def kind_of(path: str) -> str:
    """Addresses that differ only in an id or a search are one kind of page."""
    return re.sub(r"/(areas|rows|catalogue)/[^/?]+", r"/\1/x", re.sub(r"\d+", "N", path)).split("?")[0]


def shows(page: Page, address: str) -> bool:
    """Whether the address is a page, with an answer of 200, rather than a file."""
    try:
        reply = page.goto(address)
    except Error as error:
        if "Download is starting" in error.message:
            return False
        raise
    assert reply is not None
    assert reply.status == 200, f"{address} answers {reply.status}"
    return reply.header_value("content-type") == "text/html; charset=utf-8"


def crawled(page: Page, url: str, first: str, axe: str) -> tuple[list[str], list[str]]:
    """One address of every kind of page that links lead to from the first, and what is wrong with those pages.

    A few of a kind are looked into for further links; a page is checked where it is first met.
    """
    kinds: dict[str, list[str]] = {kind_of(first): [first]}
    waiting, met, problems = [first], [], []
    while waiting:
        path = waiting.pop(0)
        if not shows(page, url + path):
            continue
        links: list[str] = page.eval_on_selector_all(
            "a[href]", "all => all.map(one => one.getAttribute('href').split('#')[0])"
        )
        if path == kinds[kind_of(path)][0]:
            met.append(path)
            problems += [f"{path} {problem}" for problem in seen_on_every_screen(page, axe)]
        for link in links:
            known = kinds.setdefault(kind_of(link), []) if link.startswith("/") else None
            if known is not None and link not in known and len(known) < LOOKED_INTO:
                known.append(link)
                waiting.append(link)
    return met, problems


def seen_on_every_screen(page: Page, axe: str) -> list[str]:
    """What is wrong with an open page on a wide screen, a tablet or a phone; leaves it on the wide one."""
    problems: list[str] = []
    page.evaluate("document.fonts.ready.then(() => null)")
    page.evaluate(axe)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        problems += [f"{width} is too wide: {element}" for element in page.evaluate(TOO_WIDE)]
        rules = RULES.get(width)
        if rules is not None:
            problems += [f"{width}: {violation}" for violation in page.evaluate(AXE, rules)]
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    return problems


@pytest.mark.parametrize("role", FIRST_PAGES)
def test_every_page_of_the_role_answers_fits_and_is_accessible(
    demo: Demo, open_page: OpenPage, axe: str, role: str
) -> None:
    problems: list[str] = []
    page = open_page(WIDTHS[0])
    listen(page, problems)
    log_in(page, demo.url, demo.user(role))
    paths, found = crawled(page, demo.url, FIRST_PAGES[role], axe)
    assert len(paths) >= LEAST[role], paths
    assert problems + found == []


def test_a_page_that_is_too_wide_or_inaccessible_would_be_found(open_page: OpenPage, axe: str) -> None:
    with closing(open_page(390)) as page:
        page.set_content("<main><h1>x</h1><p style='width: 900px'>wide</p><img src='data:,'></main>")
        assert page.evaluate(TOO_WIDE) != []
        page.evaluate(axe)
        assert any("image-alt" in violation for violation in page.evaluate(AXE, {}))


def test_the_companys_own_pages_fit_a_phone_and_are_accessible(
    demo: Demo, open_page: OpenPage, axe: str
) -> None:
    advisor = open_page(1440)
    log_in(advisor, demo.url, demo.user("advisor"))
    advisor.goto(f"{demo.url}/dev/outbox")
    link = advisor.locator("a[href*='/c/']").first.get_attribute("href")
    assert link is not None
    for width in WIDTHS:
        page = open_page(width)
        page.goto(demo.url + "/c/" + link.split("/c/")[1])
        for step in ("arrive", "offers"):
            assert page.evaluate(TOO_WIDE) == [], f"{width} {step}"
            page.evaluate(axe)
            assert page.evaluate(AXE, {}) == [], f"{width} {step}"
            if step == "arrive":
                page.get_by_role("button", name="Visa förslagen").click()
                page.wait_for_url(re.compile("/our-support"))
