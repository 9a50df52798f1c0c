"""A support written by people: every field, errors where they belong, nothing lost, and the hub's own drafts."""

import json
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import html5lib
import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from iuc_hub.accounts.models import Role
from iuc_hub.audit import AuditEntry
from iuc_hub.catalogue import queries, services
from iuc_hub.catalogue.models import Support, SupportState
from iuc_hub.catalogue.shelf import current_index
from iuc_hub.clock import FixedClock
from iuc_hub.jobs.models import Job
from tests import factories
from tests.factories import Office
from tests.integration.catalogue.supports import a_file, a_line

Login = Callable[..., FlaskClient]
WHOLE = {"any_of": [{"fact": "employees", "is": "at_most", "value": 49}, {"fact": "member", "is": "true"}]}
FULL: dict[str, Any] = {
    "kind": "call", "closes": "2027-03-01", "opens": "2026-11-01", "rolling": False, "cutoffs": ["2026-12-15"],
    "funding": {"type": "grant", "min_sek": 50000, "max_sek": 250000, "share_percent": 50, "state_aid": "de_minimis"},
    "eligibility": {
        "employees_min": 2, "employees_max": 249, "sni": ["25", "28"], "counties": ["18"], "legal_forms": ["AB"],
        "applicant": "company", "turnover_min_sek": 1500000, "consortium_required": True,
    },
    "municipalities": ["1863", "1880"], "members_only": True, "source": "Utlysningstexten",
    "project": {"owner": "Region Exempel", "granted_sek": 10},
    "criteria": [
        {"fact": "work_started", "is": "false", "clause": "Innan arbetet börjar."}, WHOLE,
        {"fact": "planned_sek", "is": "between", "value": [50000, 2500000]},
        {"fact": "municipality_code", "is": "under", "value": ["1863"]},
    ],
}  # fmt: skip

EXAMPLES = Path(__file__).parents[3] / "examples" / "supports.jsonl"
OTHERWISE_STORED: list[dict[str, Any]] = [
    {"themes": ["supply_chain", "energy", "digitalisation"]},
    {"eligibility": {"applicant": "company", "counties": ["20", "18", "03"], "legal_forms": ["EK", "AB"]}},
    {"municipalities": ["1880", "1480", "1863"]},
    {"description": "Första raden.\n\n  Andra raden.\n", "title": "Två  blanka", "provider": " Region "},
]
"""What imports have stored in another order, or with other blanks, than the form gives back."""


@pytest.fixture
def stocked(session: Session, office: Office, clock: FixedClock) -> Office:
    """One support that all hubs share, one of the office's own with everything set, and one of another hub."""
    services.import_supports(session, a_file(a_line("delat")), clock.now())
    services.import_supports(session, a_file(a_line("eget", **FULL)), clock.now(), hub_id=office.hub.id)
    other = factories.a_hub(session)
    services.import_supports(session, a_file(a_line("andras")), clock.now(), hub_id=other.id)
    session.commit()
    return office


@pytest.fixture
def browser(stocked: Office, login: Login) -> FlaskClient:
    return login(stocked.advisor)


def stored(session: Session, support_id: str) -> Support:
    session.expire_all()
    return session.exec(select(Support).where(Support.id == support_id)).one()


def typed(page: str) -> dict[str, Any]:
    """What the page's form would send: every field as it stands."""
    form = html5lib.parse(page, namespaceHTMLElements=False).find(
        ".//form[@class='fields is-page support-form']"
    )
    assert form is not None
    sent: dict[str, Any] = {}
    for one in form.iter():
        name = one.get("name")
        if name is None or one.tag == "button":
            continue
        if one.tag == "select":
            chosen = [each.get("value") for each in one if each.get("selected") is not None]
            sent[name] = chosen[0] if chosen else next(iter(one)).get("value")
        elif one.get("type") == "checkbox":
            if one.get("checked") is not None:
                sent.setdefault(name, []).append(one.get("value"))
        else:
            text = one.text or ""
            sent[name] = text.replace("\n", "\r\n") if one.tag == "textarea" else one.get("value", "")
    return sent


def test_a_form_sent_as_it_was_opened_changes_nothing(browser: FlaskClient, session: Session) -> None:
    before = stored(session, "eget").record
    page = browser.get("/catalogue/eget/edit").text
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert "Villkoret har flera delar" in page
    assert browser.post("/catalogue/eget/edit", data=typed(page)).status_code == 302
    assert (stored(session, "eget").record, stored(session, "eget").revision) == (before, 1)


def test_no_support_of_the_example_catalogue_is_another_for_having_been_opened(
    browser: FlaskClient, session: Session, stocked: Office, clock: FixedClock
) -> None:
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines()
    lines += [a_line(f"lista-{number}", **each) for number, each in enumerate(OTHERWISE_STORED)]
    report = services.import_supports(session, a_file(*lines), clock.now(), hub_id=stocked.hub.id)
    assert report.new == len(lines), report.refused
    session.commit()
    for line in lines:
        support_id = json.loads(line)["id"]
        before = stored(session, support_id).record
        page = browser.get(f"/catalogue/{support_id}/edit").text
        assert browser.post(f"/catalogue/{support_id}/edit", data=typed(page)).status_code == 302, support_id
        assert (stored(session, support_id).record, stored(session, support_id).revision) == (before, 1)


def test_a_judgement_of_the_work_leaves_the_comparison_with_the_source(
    browser: FlaskClient, session: Session, stocked: Office
) -> None:
    browser.post("/catalogue/eget/verify", data={"revision": 1})
    sent = typed(browser.get("/catalogue/eget/edit").text) | {"effort_days": "7"}
    assert browser.post("/catalogue/eget/edit", data=sent).status_code == 302
    support = stored(session, "eget")
    assert (support.effort_days, support.revision, support.verified_by) == (7, 2, stocked.advisor.name)


def test_what_is_typed_becomes_the_next_revision_with_the_rest_as_it_was(
    browser: FlaskClient, session: Session, stocked: Office
) -> None:
    sent = typed(browser.get("/catalogue/eget/edit").text)
    sent |= {
        "title": "Robotcheck plus", "max_sek": "300 000", "municipalities": "Hällefors, Lindesberg",
        "closes": "", "effort_days": "4", "why": "Ny utlysningstext", "criteria-0-gone": "y",
        "criteria-4-fact": "Anställda", "criteria-4-op": "between", "criteria-4-value": "10–49",
        "criteria-4-clause": "Små företag.",
    }  # fmt: skip
    assert browser.post("/catalogue/eget/edit", data=sent).status_code == 302
    support = stored(session, "eget")
    assert (support.title, support.revision, support.effort_days) == ("Robotcheck plus", 2, 4)
    assert support.record["funding"]["max_sek"] == 300000  # type: ignore[index]
    assert support.record["municipalities"] == ["1863", "1885"]
    assert support.record["project"]["owner"] == "Region Exempel"  # type: ignore[index]
    assert str(support.closes) == "2026-12-15"
    rules = [
        *FULL["criteria"][1:],
        {"fact": "employees", "is": "between", "value": [10, 49], "clause": "Små företag."},
    ]
    assert support.record["criteria"] == rules
    newest, by = queries.list_revisions(session, stocked.scope, "eget")[0]
    assert (newest.why, by, newest.effort_days) == ("Ny utlysningstext", stocked.advisor.name, 4)
    page = unescape(browser.get("/catalogue/eget/history").text).replace("\xa0", " ")
    for words in ("250 000 kr", "300 000 kr", "Hällefors", "Små företag.", "Ny utlysningstext"):
        assert words in page, words
    assert "max_sek" not in page
    assert "2027-03-01" not in page.replace('datetime="', "")


def test_every_error_stands_by_its_field_and_nothing_typed_is_lost(
    browser: FlaskClient, session: Session
) -> None:
    sent = typed(browser.get("/catalogue/eget/edit").text)
    sent |= {
        "title": "", "url": "javascript:alert(1)", "min_sek": "900 000", "employees_max": "många",
        "municipalities": "Atlantis", "sni": "99999", "opens": "2027-12-01", "effort_days": "999",
        "criteria-4-fact": "Energianvändning", "criteria-4-op": "at_least", "criteria-4-value": "mycket",
        "criteria-5-value": "34",
    }  # fmt: skip
    reply = browser.post("/catalogue/eget/edit", data=sent)
    page = unescape(reply.text)
    assert reply.status_code == 422
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(reply.text)
    kept = typed(reply.text)
    for name in (
        "url",
        "min_sek",
        "employees_max",
        "municipalities",
        "sni",
        "criteria-4-value",
        "effort_days",
    ):
        assert kept[name] == sent[name], name
    assert "Skriv stödets namn." in page
    assert stored(session, "eget").revision == 1
    sent |= {"title": "Robotcheck", "employees_max": "249"}
    page = unescape(browser.post("/catalogue/eget/edit", data=sent).text)
    for words in (
        "”Atlantis” finns inte i listan",
        "”mycket” är varken ett tal",
        "Skriv vad villkoret gäller",
    ):
        assert words in page, words
    sent |= {"municipalities": "Hällefors", "criteria-4-value": "500"}
    sent |= {name: "" for name in sent if name.startswith("criteria-5")}
    page = unescape(browser.post("/catalogue/eget/edit", data=sent).text)
    for words in (
        "En länk börjar med https://", "Det högsta värdet är lägre", "”99999” finns inte i kodlistan",
        "Stänger innan det öppnar", "Skriv antalet arbetsdagar",
    ):  # fmt: skip
        assert words in page, words
    assert stored(session, "eget").revision == 1


def test_what_a_field_can_not_read_is_told_by_what_to_write_instead(
    browser: FlaskClient, session: Session
) -> None:
    opened = typed(browser.get("/catalogue/eget/edit").text)
    sent = opened | {
        "opens": "imorgon", "cutoffs-0": "15/12", "effort_days": "två", "max_sek": "mycket", "kind": "trolleri",
    }  # fmt: skip
    page = unescape(browser.post("/catalogue/eget/edit", data=sent).text)
    assert page.count("Skriv dagen med år, månad och dag, till exempel 2026-11-24.") >= 2
    for words in (
        "Skriv antalet arbetsdagar som ett heltal, till exempel 4.",
        "Skriv ett tal, till exempel 34, 12,5 eller 41 000 000.",
        "Välj något av det som står i listan.",
    ):
        assert words in page, words
    assert "giltig" not in page
    assert "Not a valid" not in page
    assert browser.post("/catalogue/eget/edit", data=opened | {"share_percent": "12,5"}).status_code == 302
    assert stored(session, "eget").record["funding"]["share_percent"] == 12.5  # type: ignore[index]


def test_asking_for_more_rows_saves_nothing_and_keeps_what_was_typed(
    browser: FlaskClient, session: Session
) -> None:
    sent = typed(browser.get("/catalogue/eget/edit").text) | {"title": "På väg", "more": "1"}
    reply = browser.post("/catalogue/eget/edit", data=sent)
    assert reply.status_code == 200
    kept = typed(reply.text)
    assert kept["title"] == "På väg"
    assert len([name for name in kept if name.endswith("-clause")]) == 3 + 3
    assert stored(session, "eget").revision == 1


def test_a_change_made_meanwhile_is_told_and_what_was_typed_can_be_saved_again(
    browser: FlaskClient, session: Session
) -> None:
    mine = typed(browser.get("/catalogue/eget/edit").text) | {"title": "Min", "source": ""}
    theirs = typed(browser.get("/catalogue/eget/edit").text) | {"title": "Deras"}
    assert browser.post("/catalogue/eget/edit", data=theirs).status_code == 302
    reply = browser.post("/catalogue/eget/edit", data=mine)
    assert reply.status_code == 412
    assert "Någon har ändrat stödet medan du skrev" in reply.text
    assert stored(session, "eget").title == "Deras"
    again = typed(reply.text)
    assert again["title"] == "Min"
    assert browser.post("/catalogue/eget/edit", data=again).status_code == 302
    assert (stored(session, "eget").title, stored(session, "eget").revision) == ("Min", 3)


def test_what_was_left_alone_after_a_change_made_meanwhile_says_that_change(
    browser: FlaskClient, session: Session
) -> None:
    opened = typed(browser.get("/catalogue/eget/edit").text)
    theirs = opened | {
        "description": "Deras ord.\r\nTvå rader.", "max_sek": "400 000", "closes": "2027-04-01",
        "themes": ["energy"], "cutoffs-0": "2027-01-15", "effort_days": "9", "members_only": [],
        "criteria-0-clause": "Före start.", "criteria-2-gone": "y",
        "criteria-4-fact": "Anställda", "criteria-4-op": "at_least", "criteria-4-value": "10",
    }  # fmt: skip
    mine = opened | {
        "title": "Min",
        "share_percent": "40",
        "compared": "y",
        "criteria-3-clause": "I Hällefors.",
    }
    assert browser.post("/catalogue/eget/edit", data=theirs).status_code == 302
    after_them = stored(session, "eget").record
    reply = browser.post("/catalogue/eget/edit", data=mine)
    assert reply.status_code == 412
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(reply.text)
    again = typed(reply.text)
    assert "compared" not in again, "their words are not those that were compared"
    assert browser.post("/catalogue/eget/edit", data=again).status_code == 302
    support = stored(session, "eget")
    mine_of_rules = [FULL["criteria"][3] | {"clause": "I Hällefors."}]
    assert (support.revision, support.effort_days, support.verified_on) == (3, 9, None)
    rules = support.record["criteria"]
    assert isinstance(rules, list)
    assert {json.dumps(each, sort_keys=True) for each in rules} == {
        json.dumps(each, sort_keys=True)
        for each in (
            WHOLE, FULL["criteria"][0] | {"clause": "Före start."}, *mine_of_rules,
            {"fact": "employees", "is": "at_least", "value": 10},
        )
    }  # fmt: skip
    assert support.record | {"criteria": []} == after_them | {
        "title": "Min", "funding": after_them["funding"] | {"share_percent": 40}, "criteria": [],  # type: ignore[operator]
    }  # fmt: skip


def test_new_words_are_unverified_until_they_are_compared_and_old_words_brought_back_are_as_they_were(
    browser: FlaskClient, session: Session, stocked: Office
) -> None:
    browser.post("/catalogue/eget/verify", data={"revision": 1})
    sent = typed(browser.get("/catalogue/eget/edit").text) | {"title": "Annat"}
    browser.post("/catalogue/eget/edit", data=sent)
    assert stored(session, "eget").verified_on is None
    sent = typed(browser.get("/catalogue/eget/edit").text) | {
        "title": "Tredje",
        "compared": "y",
        "effort_days": "3",
    }
    browser.post("/catalogue/eget/edit", data=sent)
    assert stored(session, "eget").verified_by == stocked.advisor.name
    reply = browser.post("/catalogue/eget/go-back", data={"revision": 3, "to": 1}, follow_redirects=True)
    assert "Tillbaka till en tidigare lydelse: namn" in unescape(reply.text)
    support = stored(session, "eget")
    assert (support.title, support.revision, support.verified_by) == ("Robotcheck", 4, stocked.advisor.name)
    assert support.effort_days is None
    assert browser.post("/catalogue/eget/go-back", data={"revision": 4, "to": 4}).status_code == 409
    assert browser.post("/catalogue/eget/go-back", data={"revision": 3, "to": 1}).status_code == 412
    acts = [each.action for each in session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))]
    assert acts[-1] == "support_brought_back"
    assert acts.count("support_changed") == 2


def test_who_may_not_change_a_support_gets_no_form(
    stocked: Office, browser: FlaskClient, login: Login, session: Session, clock: FixedClock
) -> None:
    assert browser.get("/catalogue/delat/edit").status_code == 403
    assert "/catalogue/delat/edit" not in browser.get("/catalogue/delat").text
    assert browser.get("/catalogue/andras/edit").status_code == 404
    assert browser.get("/catalogue/andras/history").status_code == 404
    admin = factories.a_user(session, stocked.hub, role=Role.HUB_ADMIN, now=clock.now())
    session.commit()
    browser = login(admin)
    sent = typed(browser.get("/catalogue/delat/edit").text) | {"title": "Delat och ändrat"}
    assert browser.post("/catalogue/andras/edit", data=sent).status_code == 404
    assert browser.post("/catalogue/delat/edit", data=sent).status_code == 302
    assert stored(session, "delat").title == "Delat och ändrat"


def test_a_hubs_own_support_is_a_draft_until_it_is_published_and_nobody_elses(
    stocked: Office, browser: FlaskClient, login: Login, session: Session, clock: FixedClock
) -> None:
    sent = typed(browser.get("/new-support").text) | {"title": "Vår egen verktygslåda", "themes": ["energy"]}
    address = browser.post("/new-support", data=sent).location
    assert browser.post("/new-support", data=sent).location == address, "sent twice it is the same support"
    support_id = address.removeprefix("/catalogue/")
    support = stored(session, support_id)
    assert (support.state, support.hub_id, support.revision) == (SupportState.DRAFT, stocked.hub.id, 1)
    assert "Utkast" in browser.get(address).text
    assert "Vår egen verktygslåda" not in browser.get("/catalogue").text
    assert "Vår egen verktygslåda" in browser.get("/catalogue?state=drafts").text
    assert support_id not in {each.id for each in current_index(session, stocked.scope).supports}
    jobs = len(session.exec(select(Job)).all())
    assert "Väntar på granskning" in browser.post(f"{address}/review", follow_redirects=True).text
    assert browser.post(f"{address}/archive").status_code == 409
    assert "Utkast" in browser.post(f"{address}/draft", follow_redirects=True).text
    assert len(session.exec(select(Job)).all()) == jobs, "nothing is matched again for a draft"
    other = factories.an_office(session, now=clock.now())
    session.commit()
    for path in (address, f"{address}/edit", f"{address}/history"):
        assert login(other.advisor).get(path).status_code == 404
    assert login(other.advisor).post(f"{address}/publish").status_code == 404
    browser = login(stocked.advisor)
    browser.post(f"{address}/publish")
    assert stored(session, support_id).state is SupportState.PUBLISHED
    assert "Vår egen verktygslåda" in browser.get("/catalogue").text
    assert support_id in {each.id for each in current_index(session, stocked.scope).supports}
    assert "Vår egen verktygslåda" not in login(other.advisor).get("/catalogue").text


def test_a_new_support_that_is_corrected_and_sent_again_says_the_correction(
    stocked: Office, browser: FlaskClient, session: Session
) -> None:
    sent = typed(browser.get("/new-support").text) | {"title": "Verktygslåda", "max_sek": "10 000"}
    address = browser.post("/new-support", data=sent).location
    support_id = address.removeprefix("/catalogue/")
    corrected = sent | {"title": "Verktygslådan", "max_sek": "100 000", "effort_days": "2"}
    assert browser.post("/new-support", data=corrected).location == address
    support = stored(session, support_id)
    assert (support.title, support.effort_days, support.state) == ("Verktygslådan", 2, SupportState.DRAFT)
    assert support.record["funding"]["max_sek"] == 100000  # type: ignore[index]
    assert len(session.exec(select(Support).where(Support.hub_id == stocked.hub.id)).all()) == 2
    assert browser.post("/new-support", data=corrected).location == address
    reply = browser.post("/new-support", data=sent)
    assert reply.status_code == 422
    assert "Stödet är redan sparat, och någon har arbetat vidare med det." in unescape(reply.text)
    assert stored(session, support_id).title == "Verktygslådan"


def test_words_of_ones_own_become_a_fact_that_the_company_is_asked_about(
    browser: FlaskClient, session: Session
) -> None:
    sent = typed(browser.get("/catalogue/eget/edit").text)
    sent |= {"criteria-4-fact": "Har ISO 14001", "criteria-4-op": "true", "criteria-4-value": ""}
    browser.post("/catalogue/eget/edit", data=sent)
    assert stored(session, "eget").record["criteria"][-1] == {"fact": "Har_ISO_14001", "is": "true"}  # type: ignore[index]
    assert 'value="Har ISO 14001"' in browser.get("/catalogue/eget/edit").text
    page = unescape(browser.get("/catalogue/eget").text).replace("\xa0", " ")
    assert "Har ISO 14001: ja krävs" in page
    assert "Minst ett av: högst 49 anställda; endast för medlemmar" in page
