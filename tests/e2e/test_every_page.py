"""Every page that a role's links lead to, on three screens: answers, fits, is accessible, and logs no error."""

import re
from contextlib import closing

import pytest
from playwright.sync_api import ConsoleMessage, Error, Page

from tests.e2e.conftest import Demo, OpenPage, log_in

pytestmark = pytest.mark.xdist_group("demo")
WIDTHS = (1440, 820, 390)
TABLET = 820
FIRST_PAGES = {
    "advisor": "/today",
    "hub_admin": "/reports/association",
    "analyst": "/reports/network",
    "expert": "/own-supports",
}
LOOKED_INTO = 3
LEAST = {"advisor": 18, "hub_admin": 8, "analyst": 3, "expert": 3}
"""How many kinds of page a role's links lead to at least: a crawl that finds fewer has gone blind."""
TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter(one => {
  const box = one.getBoundingClientRect();
  if (box.width === 0 || box.right <= innerWidth + 1) return false;
  for (let up = one.parentElement; up; up = up.parentElement) {
    if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX)) return false;
  }
  return !one.closest('.visually-hidden, [hidden]');
}).map(one => one.outerHTML.slice(0, 120))"""
AXE = """() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
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


def reachable(page: Page, url: str, first: str) -> list[str]:
    """One address of every kind of page that links lead to from the first; a few of a kind are looked into."""
    kinds: dict[str, list[str]] = {kind_of(first): [first]}
    waiting, files = [first], set()
    while waiting:
        path = waiting.pop(0)
        if not shows(page, url + path):
            files.add(kind_of(path))
            continue
        links: list[str] = page.eval_on_selector_all(
            "a[href]", "all => all.map(one => one.getAttribute('href').split('#')[0])"
        )
        for link in links:
            known = kinds.setdefault(kind_of(link), []) if link.startswith("/") else None
            if known is not None and link not in known and len(known) < LOOKED_INTO:
                known.append(link)
                waiting.append(link)
    return [paths[0] for kind, paths in kinds.items() if kind not in files]


def seen_on_every_screen(page: Page) -> list[str]:
    """What is wrong with an open page on a wide screen, a tablet or a phone."""
    problems: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        problems += [f"{width} is too wide: {element}" for element in page.evaluate(TOO_WIDE)]
        if width != TABLET:  # it shows what the phone or the wide screen shows, in another place
            problems += [f"{width}: {violation}" for violation in page.evaluate(AXE)]
    return problems


@pytest.mark.parametrize("role", FIRST_PAGES)
def test_every_page_of_the_role_answers_fits_and_is_accessible(
    demo: Demo, open_page: OpenPage, axe: str, role: str
) -> None:
    problems: list[str] = []
    page = open_page(WIDTHS[0])
    listen(page, problems)
    log_in(page, demo.url, demo.user(role))
    paths = reachable(page, demo.url, FIRST_PAGES[role])
    for path in paths:
        page.goto(demo.url + path)
        page.evaluate("document.fonts.ready.then(() => null)")
        page.evaluate(axe)
        problems += [f"{path} {problem}" for problem in seen_on_every_screen(page)]
    assert len(paths) >= LEAST[role], paths
    assert problems == []


def test_a_page_that_is_too_wide_or_inaccessible_would_be_found(open_page: OpenPage, axe: str) -> None:
    with closing(open_page(390)) as page:
        page.set_content("<main><h1>x</h1><p style='width: 900px'>wide</p><img src='data:,'></main>")
        assert page.evaluate(TOO_WIDE) != []
        page.evaluate(axe)
        assert any("image-alt" in violation for violation in page.evaluate(AXE))


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
            assert page.evaluate(AXE) == [], f"{width} {step}"
            if step == "arrive":
                page.get_by_role("button", name="Visa förslagen").click()
                page.wait_for_url(re.compile("/our-support"))
