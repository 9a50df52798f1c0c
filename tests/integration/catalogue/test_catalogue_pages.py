"""The catalogue's pages: found by words and facets, honest about state and verification, closed to others."""

from collections.abc import Callable
from dataclasses import replace

import html5lib
import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from iuc_hub.accounts.models import Role
from iuc_hub.catalogue import pages, services
from iuc_hub.catalogue.listing import queries
from iuc_hub.catalogue.listing.filters import Filters
from iuc_hub.clock import FixedClock
from tests import factories
from tests.factories import Office
from tests.integration.catalogue.supports import a_file, a_line

Login = Callable[..., FlaskClient]
TODAY_IS = "2026-11-24"


@pytest.fixture
def stocked(session: Session, office: Office, clock: FixedClock) -> Office:
    """An office whose catalogue has an open, a closing, a coming and a closed support, and one of its own."""
    shared = a_file(
        a_line("oppen", title="Ångström energikoll", themes=["energy"], url="javascript:alert(1)"),
        a_line("snart", title="Robotcheck Bergslagen", kind="call", opens="2026-11-01", closes=TODAY_IS),
        a_line("kommer", title="Spårbart", kind="call", opens="2026-12-14", closes="2027-01-30"),
        a_line("stangd", title="Höstens omgång", kind="call", closes="2026-11-23"),
        a_line("stopp", title="Delad omgång", cutoffs=["2026-11-30", "2027-02-01"]),
    )
    services.import_supports(session, shared, clock.now(), is_example=True)
    own = a_file(a_line("vart", title="Hubbens egen check", verified_on="2026-11-02"))
    services.import_supports(session, own, clock.now(), hub_id=office.hub.id)
    session.commit()
    return office


def found(session: Session, office: Office, clock: FixedClock, **filters: object) -> list[str]:
    chosen = Filters(**filters)  # type: ignore[arg-type]
    return [row.id for row in queries.search(session, office.scope, chosen, today=clock.now().date())]


def test_words_are_found_in_title_and_provider_whatever_their_case(
    stocked: Office, session: Session, clock: FixedClock
) -> None:
    assert found(session, stocked, clock, words="ÅNGSTRÖM") == ["oppen"]
    assert found(session, stocked, clock, words="exempel bergslagen") == ["snart"]
    assert found(session, stocked, clock, words="100%") == []


def test_what_closes_first_comes_first_and_what_cannot_be_applied_for_last(
    stocked: Office, session: Session, clock: FixedClock
) -> None:
    assert found(session, stocked, clock) == ["snart", "stopp", "vart", "oppen", "stangd", "kommer"]
    assert found(session, stocked, clock, when="open") == ["snart", "stopp", "vart", "oppen"]


def test_every_facets_count_is_the_number_its_choice_shows(
    stocked: Office, session: Session, clock: FixedClock
) -> None:
    limited = a_file(
        a_line("lanet", eligibility={"counties": ["18", "20"]}), a_line("kommunen", municipalities=["1863"])
    )
    services.import_supports(session, limited, clock.now())
    services.archive(session, stocked.scope, "kommunen", now=clock.now())
    session.commit()
    today = clock.now().date()
    for base in (Filters(), Filters(words="r"), Filters(when="open"), Filters(kind="call", when="closed")):
        counts = queries.facet_counts(session, stocked.scope, base, today=today)
        told = {
            "kind": counts.kinds, "theme": counts.themes, "county": counts.counties, "when": counts.when,
            "unverified": {"yes": counts.unverified}, "state": counts.states,
        }  # fmt: skip
        for name, each in told.items():
            for code, count in each.items():
                chosen = replace(base, **{name: code})
                found = queries.count_search(session, stocked.scope, chosen, today=today)
                assert found == count, (base, name, code)
    assert queries.facet_counts(session, stocked.scope, Filters(), today=today).counties == {"18": 7, "20": 7}


def test_a_countys_supports_are_its_own_and_the_whole_countrys(
    stocked: Office, session: Session, clock: FixedClock
) -> None:
    limited = a_file(
        a_line("dalarna", eligibility={"counties": ["20"]}), a_line("hallefors", municipalities=["1863"])
    )
    services.import_supports(session, limited, clock.now())
    assert "hallefors" in found(session, stocked, clock, county="18")
    assert "oppen" in found(session, stocked, clock, county="18")
    assert "dalarna" not in found(session, stocked, clock, county="18")
    moved = a_file(a_line("hallefors", municipalities=["2085"]))
    services.import_supports(session, moved, clock.now())
    assert "hallefors" not in found(session, stocked, clock, county="18")


def test_the_days_of_a_month_are_its_cut_offs_and_last_days(
    stocked: Office, login: Login, session: Session, clock: FixedClock
) -> None:
    browser = login(stocked.advisor)
    november = browser.get("/deadlines").text.replace("\xa0", " ")
    assert "Sista dagar i november 2026" in november
    for words in (
        "tis 24 nov",
        "Robotcheck Bergslagen",
        "mån 30 nov",
        "Delad omgång",
        "delstopp, fler följer",
    ):
        assert words in november, words
    assert "Spårbart" not in november
    february = browser.get("/deadlines?month=2027-02").text
    assert february.count("Delad omgång") == 1
    assert "Ingen sista dag i mars 2027" in browser.get("/deadlines?month=2027-03").text.replace("\xa0", " ")
    assert "november 2026" in browser.get("/deadlines?month=9999-99").text.replace("\xa0", " ")
    assert "Robotcheck" not in browser.get("/deadlines?theme=energy").text


def test_the_list_says_state_and_verification(stocked: Office, login: Login) -> None:
    text = login(stocked.advisor).get("/catalogue").text
    for words in (
        "Öppet löpande",
        "Öppet till tis",
        "Öppnar mån",
        "Stängde mån",
        "Öppet, delstopp mån",
        "Exempel, inte kontrollerat",
        "Kontrollerat mån",
        "Bara för er hubb",
    ):
        assert words in text.replace("\xa0", " "), words


@pytest.mark.parametrize(
    "address",
    [
        "/catalogue?kind=nonsense&theme=x&page=-3",
        "/catalogue?page=999999999999",
        "/catalogue?q=%25_%27%22%5C",
    ],
)
def test_a_senseless_address_shows_the_list_anyway(stocked: Office, login: Login, address: str) -> None:
    assert login(stocked.advisor).get(address).status_code == 200


def test_another_hubs_own_support_is_not_there(
    stocked: Office, session: Session, clock: FixedClock, login: Login
) -> None:
    other = factories.an_office(session, now=clock.now())
    session.commit()
    theirs, ours = login(other.advisor), login(stocked.advisor)
    assert ours.get("/catalogue/vart").status_code == 200
    assert theirs.get("/catalogue/vart").status_code == 404
    assert theirs.get("/catalogue/finns-inte").status_code == 404
    assert "Hubbens egen check" not in theirs.get("/catalogue").text


@pytest.mark.parametrize("role", [Role.ANALYST, Role.EXPERT])
def test_analysts_and_experts_read_supports_but_check_no_companies(
    stocked: Office, session: Session, clock: FixedClock, login: Login, role: Role
) -> None:
    company = factories.a_company(session, stocked.scope, now=clock.now(), name="Hemliga Verkstan AB")
    user = factories.a_user(session, None, role=role, now=clock.now())
    session.commit()
    reply = login(user).get(f"/catalogue/oppen?company={company.id}")
    assert reply.status_code == 200
    assert "Hemliga" not in reply.text
    assert "Kontrollera ett företag" not in reply.text


def test_a_company_is_checked_against_every_rule(
    stocked: Office, session: Session, clock: FixedClock, login: Login
) -> None:
    rules = a_line(
        "villkor",
        eligibility={"employees_max": 32, "counties": ["18"], "applicant": "company"},
        criteria=[{"fact": "work_started", "is": "false", "value": None, "clause": "Innan arbetet börjar."}],
    )
    services.import_supports(session, a_file(rules), clock.now())
    small = factories.a_company(session, stocked.scope, now=clock.now(), employees=20)
    large = factories.a_company(session, stocked.scope, now=clock.now(), employees=34)
    session.commit()
    browser = login(stocked.advisor)
    unknown = browser.get(f"/catalogue/villkor?company={small.id}").text
    assert "Kan få stödet om…" in unknown
    assert "Fråga företaget" in unknown
    assert "Innan arbetet börjar." in unknown
    blocked = browser.get(f"/catalogue/villkor?company={large.id}").text
    assert "Kan inte få stödet nu" in blocked
    assert "2 anställda för många" in blocked


def test_another_hubs_company_can_not_be_checked(
    stocked: Office, session: Session, clock: FixedClock, login: Login
) -> None:
    other = factories.an_office(session, now=clock.now())
    company = factories.a_company(session, other.scope, now=clock.now())
    session.commit()
    assert login(stocked.advisor).get(f"/catalogue/oppen?company={company.id}").status_code == 404


def test_a_link_that_is_no_web_address_is_not_a_link(stocked: Office, login: Login) -> None:
    assert "javascript:" not in login(stocked.advisor).get("/catalogue/oppen").text


def test_an_archived_support_says_so_on_its_page(
    stocked: Office, session: Session, clock: FixedClock, login: Login
) -> None:
    services.archive(session, stocked.scope, "snart", now=clock.now())
    session.commit()
    browser = login(stocked.advisor)
    assert "Arkiverat." in browser.get("/catalogue/snart").text
    assert "Robotcheck Bergslagen" not in browser.get("/catalogue").text


def test_the_history_names_the_fields_that_changed(
    stocked: Office, session: Session, clock: FixedClock, login: Login
) -> None:
    line = a_line("oppen", title="Ångström energikoll", themes=["energy"], closes="2027-03-01")
    services.import_supports(session, a_file(line), clock.now(), user_id=stocked.advisor.id)
    session.commit()
    text = login(stocked.advisor).get("/catalogue/oppen").text
    assert "länk" in text
    assert "sista dag" in text
    assert stocked.advisor.name in text


@pytest.mark.parametrize("address", ["/catalogue", "/catalogue?q=zzz", "/catalogue/stopp", "/catalogue/vart"])
def test_the_catalogues_page_is_valid_html(stocked: Office, login: Login, address: str) -> None:
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
        login(stocked.advisor).get(address).text
    )


def test_a_long_description_is_cut_between_sentences_or_words() -> None:
    sentence = "Här står en mening. " * 20
    assert pages.shortened(sentence).endswith("mening.")
    assert len(pages.shortened(sentence)) <= 200
    assert pages.shortened("ord " * 100).endswith("ord …")
    assert pages.shortened("Kort.") == "Kort."
