"""Two companies that are one: found with reasons, merged with every row of every table accounted for."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, func, select

from iuc_hub.accounts.models import User
from iuc_hub.accounts.scope import Scope
from iuc_hub.audit import AuditEntry
from iuc_hub.clock import FixedClock, day_in_sweden
from iuc_hub.companies import queries as companies
from iuc_hub.companies.duplicates import Reason, find_pairs
from iuc_hub.companies.models import Company, CompanyChange, Contact
from iuc_hub.companies.services import known_facts
from iuc_hub.companies.signposts import MergedAway
from iuc_hub.config import Settings
from iuc_hub.demo.seed import seed
from iuc_hub.desk.merging import queries, services, tables
from iuc_hub.errors import Stale
from iuc_hub.interviews.models import Interview
from iuc_hub.members import classes
from iuc_hub.members.models import Member, MemberFee
from iuc_hub.members.services import join, leave
from iuc_hub.uploads import UploadKind
from iuc_hub.uploads import services as uploads
from tests import factories
from tests.factories import Office
from tests.integration.uploads.test_import_of_companies import run_jobs

Login = Callable[..., FlaskClient]


def rows_of(session: Session, scope: Scope, company_id: int) -> dict[str, int]:
    return {each.name: queries.count_rows(session, scope, each, company_id) for each in tables.of_companies()}


def merged(
    session: Session, scope: Scope, clock: FixedClock, survivor: int, loser: int, *chosen: str
) -> dict[str, object]:
    before = services.preview(session, scope, survivor=survivor, loser=loser)
    wish = services.Merge(survivor, loser, frozenset(chosen), before.fingerprint())
    receipt = services.merge(session, scope, wish, clock.now())
    session.commit()
    session.expire_all()
    return receipt


@pytest.fixture
def hub(session: Session, clock: FixedClock) -> Scope:
    """The demo's hub, whose advisor has companies with everything."""
    seed(Settings(_env_file=None), now=clock.now(), today=day_in_sweden(clock.now()))
    session.expire_all()
    busiest = session.exec(
        select(Interview.advisor_id).group_by(Interview.advisor_id).order_by(func.count().desc())
    ).first()

    return factories.scope_of(session.get_one(User, busiest))


def test_every_row_of_every_table_is_accounted_for(session: Session, clock: FixedClock, hub: Scope) -> None:
    busy = session.exec(
        select(Interview.company_id)
        .where(Interview.hub_id == hub.hub)
        .group_by(Interview.company_id)
        .order_by(func.count().desc())
    ).all()
    loser, survivor = busy[0], busy[1]
    for each in (survivor, loser):
        session.add(
            Member.model_validate(
                {
                    "hub_id": hub.hub,
                    "company_id": each,
                    "fee_class": "A",
                    "joined_on": "2019-03-03",
                    "recorded_at": clock.now(),
                }
            )
        )
    session.commit()
    mine, theirs = rows_of(session, hub, survivor), rows_of(session, hub, loser)
    assert sum(count > 0 for count in theirs.values()) >= 4
    audits = session.exec(select(func.count()).select_from(AuditEntry)).one()
    receipt = merged(session, hub, clock, survivor, loser)
    after = rows_of(session, hub, survivor)
    assert set(rows_of(session, hub, loser).values()) == {0}
    expected = {name: mine[name] + theirs[name] for name in mine}
    expected["contact"] -= int(str(receipt["joined_contacts"]))
    joined = [each["joined"] for each in receipt["joined_memberships"] if "joined" in each]  # type: ignore[attr-defined]
    assert joined
    expected["member"] -= sum(len(each) - 1 for each in joined)
    expected["company_change"] += 1
    expected["company_fact"] += 1  # the register tells matching that the survivor is a member
    assert after == expected
    assert session.exec(select(func.count()).select_from(AuditEntry)).one() == audits + 2
    assert receipt["counts"] == {
        name: [mine[name], theirs[name]] for name in mine if mine[name] or theirs[name]
    }


def test_equal_contacts_become_one_and_others_stay(
    session: Session, clock: FixedClock, office: Office
) -> None:
    one, other = (
        factories.a_company(session, office.scope, now=clock.now(), name="Exempelsmide AB") for _ in range(2)
    )
    factories.a_contact(session, office.scope, one, email="kjell@exempel.example")
    factories.a_contact(session, office.scope, other, email="kjell@exempel.example")
    factories.a_contact(session, office.scope, other, email="kjell@annan.example")
    session.commit()
    receipt = merged(session, office.scope, clock, one.id or 0, other.id or 0)
    assert receipt["joined_contacts"] == 1
    assert len(session.exec(select(Contact).where(Contact.company_id == one.id)).all()) == 2


def test_fees_of_both_memberships_are_kept(session: Session, clock: FixedClock, office: Office) -> None:
    one, other = (factories.a_company(session, office.scope, now=clock.now()) for _ in range(2))
    for company, years in ((one, (2024, 2025)), (other, (2025, 2026))):
        member = Member.model_validate(
            {
                "hub_id": office.hub.id,
                "company_id": company.id,
                "fee_class": "A",
                "joined_on": "2024-01-01",
                "recorded_at": clock.now(),
            }
        )
        session.add(member)
        session.flush()
        for year in years:
            session.add(
                MemberFee.model_validate(
                    {
                        "hub_id": office.hub.id,
                        "member_id": member.id,
                        "year": year,
                        "amount_sek": 1000 + year,
                        "recorded_at": clock.now(),
                    }
                )
            )
    session.commit()
    merged(session, office.scope, clock, one.id or 0, other.id or 0)
    assert sorted(session.exec(select(MemberFee.year)).all()) == [2024, 2025, 2026]
    change = session.exec(select(CompanyChange).where(CompanyChange.company_id == one.id)).one()
    assert "3025" in str(change.detail["joined_memberships"])


def test_the_survivor_of_a_member_is_a_member_to_matching(
    session: Session, clock: FixedClock, office: Office
) -> None:
    one, other = (factories.a_company(session, office.scope, now=clock.now()) for _ in range(2))
    day = clock.now().date()
    classes.add_class(session, office.scope, name="Alla", from_year=2020, amount=1000, now=clock.now())
    left = join(
        session,
        office.scope,
        one.id or 0,
        fee_class="Alla",
        joined_on=day.replace(year=2020),
        now=clock.now(),
    )
    leave(session, office.scope, left.id or 0, left_on=day, why="", now=clock.now())
    join(
        session,
        office.scope,
        other.id or 0,
        fee_class="Alla",
        joined_on=day.replace(year=2021),
        now=clock.now(),
    )
    session.commit()
    assert known_facts(session, office.scope, one.id or 0)["member"] is False
    merged(session, office.scope, clock, one.id or 0, other.id or 0)
    assert known_facts(session, office.scope, one.id or 0)["member"] is True


def test_the_old_number_and_address_lead_to_the_survivor(
    session: Session, clock: FixedClock, office: Office, login: Login
) -> None:
    one, other = (factories.a_company(session, office.scope, now=clock.now()) for _ in range(2))
    session.commit()
    old_number = other.organisation_number
    merged(session, office.scope, clock, one.id or 0, other.id or 0, "organisation_number", "name")
    survivor = session.get_one(Company, one.id)
    assert (survivor.organisation_number, survivor.name) == (old_number, other.name)
    reply = login(office.advisor).get(f"/companies/{other.id}")
    assert reply.status_code == 302
    assert reply.location == f"/companies/{one.id}"
    with pytest.raises(MergedAway):
        companies.get_company(session, office.scope, other.id or 0)
    assert [each.id for each in companies.list_companies(session, office.scope)] == [one.id]
    content = (
        f"Orgnr;Namn;Anställda\n{session.get_one(Company, other.id).organisation_number};{survivor.name};77\n"
    )
    upload = uploads.receive(
        session,
        office.scope,
        UploadKind.COMPANIES,
        "a.csv",
        content.encode(),
        settings={"as_of": "2026-11-24"},
        now=clock.now(),
    )
    run_jobs(session, clock)
    session.refresh(upload)
    assert upload.counts == {"new": 0, "changed": 1, "unchanged": 0, "refused": 0}


def test_a_preview_that_is_no_longer_true_merges_nothing(
    session: Session, clock: FixedClock, office: Office
) -> None:
    one, other = (factories.a_company(session, office.scope, now=clock.now()) for _ in range(2))
    session.commit()
    wish = services.Merge(one.id or 0, other.id or 0, frozenset(), "seen yesterday")
    with pytest.raises(Stale):
        services.merge(session, office.scope, wish, clock.now() + timedelta(minutes=1))
    assert session.get_one(Company, other.id).merged_into is None


def test_likely_duplicates_are_found_with_reasons_and_not_asked_about_again(
    session: Session, clock: FixedClock, office: Office, login: Login
) -> None:
    one = factories.a_company(session, office.scope, now=clock.now(), name="Övningsplåt i Hällefors AB")
    other = factories.a_company(
        session, office.scope, now=clock.now(), name="ÖVNINGSPLÅT I HÄLLEFORS AKTIEBOLAG"
    )
    near = factories.a_company(session, office.scope, now=clock.now(), name="Övningsplåd Hällefors AB")
    factories.a_company(session, office.scope, now=clock.now(), name="Helt Annan Påhittad HB")
    session.commit()
    pairs = {
        (pair.first.id, pair.second.id): pair.reasons for pair in services.list_pairs(session, office.scope)
    }
    assert Reason.SAME_NAME in pairs[one.id, other.id]
    assert Reason.SIMILAR_NAME in pairs[one.id, near.id]
    browser = login(office.advisor)
    assert "samma namn" in browser.get("/companies/duplicates").text
    assert browser.get(f"/companies/{one.id}/merge/{other.id}").status_code == 200
    assert browser.post(f"/companies/{one.id}/apart/{other.id}").status_code == 302
    session.expire_all()
    left = {(pair.first.id, pair.second.id) for pair in services.list_pairs(session, office.scope)}
    assert (one.id, other.id) not in left


def test_five_thousand_companies_are_compared_in_seconds() -> None:
    many = [
        Company(
            id=n,
            hub_id=1,
            organisation_number=f"{n:010d}",
            name=f"Företag {n * 7919 % 9973} AB",
            name_key=f"f}}retag {n * 7919 % 9973} ab",
            legal_form="AB",
            municipality_code=f"18{n % 60:02d}",
            advisor_id=1,
            created_at=None,
        )  # type: ignore[arg-type] # only the matching of names is tried
        for n in range(5000)
    ]
    assert find_pairs(many, [], frozenset()) is not None
