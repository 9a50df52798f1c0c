"""State aid: companies tied by control share a ceiling; awards are entered, removed and put back."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from iuc_hub.clock import FixedClock
from iuc_hub.companies.aid import groups, services
from iuc_hub.companies.aid.services import AwardDraft
from iuc_hub.companies.dealings import AidAward, AidKind
from iuc_hub.companies.models import Company, CompanyGroup
from iuc_hub.errors import Conflict, InputError, InputErrors
from tests import factories
from tests.factories import Office

Login = Callable[..., FlaskClient]


def award(amount: int, day: date, **changed: object) -> AwardDraft:
    values: dict[str, object] = {
        "kind": AidKind.DE_MINIMIS, "awarded_on": day, "amount": Decimal(amount), "currency": "EUR",
        "rate": Decimal(11), "instrument": "Provcheck", "authority": "Exempelregionen",
    }  # fmt: skip
    return AwardDraft(**(values | changed))  # type: ignore[arg-type] # named values of a test


@pytest.fixture
def pair(session: Session, office: Office, clock: FixedClock) -> tuple[Company, Company]:
    made = [
        factories.a_company(session, office.scope, now=clock.now(), name=name)
        for name in ("Moderbolaget AB", "Dotterbolaget AB")
    ]
    session.commit()
    return made[0], made[1]


def left(session: Session, office: Office, company: Company, on: date) -> int:
    room = services.undertaking(session, office.scope, company, on).room
    assert room is not None
    return room.left_eur


def test_a_group_shares_one_ceiling_and_a_company_taken_out_has_its_own(
    office: Office, session: Session, clock: FixedClock, pair: tuple[Company, Company]
) -> None:
    mother, daughter = pair
    now, today = clock.now(), clock.now().date()
    services.add_award(session, office.scope, mother.id or 0, award(200_000, today), now)
    assert left(session, office, daughter, today) == 300_000
    group = groups.put_together(session, office.scope, daughter.id or 0, mother.id or 0, why="Ägs", now=now)
    assert group.name == "Moderbolaget AB"
    assert left(session, office, daughter, today) == left(session, office, mother, today) == 100_000
    groups.rename_group(session, office.scope, mother.id or 0, "Provkoncernen", now)
    groups.take_out(session, office.scope, daughter.id or 0, why="Såld", now=now)
    assert left(session, office, daughter, today) == 300_000
    assert mother.group_id is None


def test_two_groups_are_not_joined_by_accident(
    office: Office, session: Session, clock: FixedClock, pair: tuple[Company, Company]
) -> None:
    scope, now = office.scope, clock.now()
    others = [factories.a_company(session, scope, now=now) for _ in range(2)]
    groups.put_together(session, scope, pair[0].id or 0, pair[1].id or 0, why="", now=now)
    groups.put_together(session, scope, others[0].id or 0, others[1].id or 0, why="", now=now)
    with pytest.raises(Conflict, match="var sin koncern"):
        groups.put_together(session, scope, pair[0].id or 0, others[0].id or 0, why="", now=now)
    with pytest.raises(InputError, match="annat företag"):
        groups.put_together(session, scope, pair[0].id or 0, pair[0].id or 0, why="", now=now)
    assert len(session.exec(select(CompanyGroup)).all()) == 2


def test_an_award_is_kept_in_kronor_and_euro_by_its_own_rate(
    office: Office, session: Session, clock: FixedClock, pair: tuple[Company, Company]
) -> None:
    drafts = (award(110_005, clock.now().date(), currency="SEK"), award(10_001, clock.now().date()))
    rows = [services.add_award(session, office.scope, pair[0].id or 0, each, clock.now()) for each in drafts]
    assert [(row.amount_sek, row.amount_eur) for row in rows] == [(110_005, 10_001), (110_011, 10_001)]


def test_everything_missing_in_an_award_is_told_at_once(
    office: Office, session: Session, clock: FixedClock, pair: tuple[Company, Company]
) -> None:
    draft = AwardDraft(AidKind.DE_MINIMIS, date(2027, 1, 1), Decimal(0), "SEK", Decimal(90), " ", "")
    with pytest.raises(InputErrors) as told:
        services.add_award(session, office.scope, pair[0].id or 0, draft, clock.now())
    assert [each.field for each in told.value.errors] == [
        "awarded_on", "amount", "rate", "instrument", "authority",
    ]  # fmt: skip
    assert session.exec(select(AidAward)).all() == []


def test_an_award_is_entered_removed_and_put_back_on_its_page(
    office: Office, login: Login, session: Session, pair: tuple[Company, Company]
) -> None:
    browser = login(office.advisor)
    opened = browser.get(
        f"/companies/{pair[0].id}/aid/new?instrument=Provcheck&amount=240000&on=2025-06-12"
    ).text
    assert 'value="Provcheck"' in opened
    assert 'value="11,1"' in opened
    sent = {
        "instrument": "Provcheck", "authority": "Exempelregionen", "awarded_on": "2025-06-12",
        "amount": "240 000", "currency": "SEK", "rate": "11,00", "kind": "de_minimis",
    }  # fmt: skip
    assert browser.post(f"/companies/{pair[0].id}/aid/new", data=sent).status_code == 302
    page = browser.get(f"/companies/{pair[0].id}").text
    assert "278\u00a0181 euro kvar" in page
    row = session.exec(select(AidAward)).one()
    removed = browser.post(f"/aid/{row.id}/remove", follow_redirects=True).text
    assert "300\u00a0000 euro kvar" in removed
    assert "Ångra" in removed
    assert "278\u00a0181 euro kvar" in browser.post(f"/aid/{row.id}/restore", follow_redirects=True).text


def test_the_size_counts_the_group_and_says_why(
    office: Office, login: Login, session: Session, clock: FixedClock, pair: tuple[Company, Company]
) -> None:
    browser = login(office.advisor)
    alone = browser.get(f"/companies/{pair[0].id}").text
    assert "Litet företag" in alone
    assert "34 anställda &lt; 50" in alone
    groups.put_together(session, office.scope, pair[0].id or 0, pair[1].id or 0, why="", now=clock.now())
    session.commit()
    together = browser.get(f"/companies/{pair[0].id}").text
    assert "Medelstort företag" in together
    assert "68 anställda" in together
    assert "2 företag tillsammans" in together
