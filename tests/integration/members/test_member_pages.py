"""The administrator's and the advisor's pages of members: joined, marked paid, taken along as files."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlmodel import Session, select

from iuc_hub.accounts.models import User
from iuc_hub.clock import FixedClock
from iuc_hub.members import fees, queries
from iuc_hub.members.models import FeeClass, Member, MemberFee, MemberGoal
from tests import factories
from tests.integration.members.association import SMALL, Association

Login = Callable[[User], FlaskClient]


def test_a_company_is_taken_in_charged_and_paid_by_the_forms(
    browser: FlaskClient, session: Session, association: Association, clock: FixedClock
) -> None:
    company = factories.a_company(session, association.office.scope, now=clock.now(), name="Exempelsmide AB")
    session.commit()
    assert "Exempelsmide AB" in browser.get("/members/new?q=smide").text
    form = {"joined_on": "2026-02-01", "fee_class": SMALL}
    address = f"/companies/{company.id}/membership"
    assert browser.post(address, data=form).status_code == 302
    twice = browser.post(address, data=form)
    assert twice.status_code == 422
    assert "redan medlem" in twice.text
    assert "Skapa 1 avgifter" not in browser.get("/members/years/2026/fees").text
    assert browser.post("/members/years/2026/fees").status_code == 302
    assert browser.post("/members/years/2026/fees").status_code == 302
    fee = session.exec(select(MemberFee)).one()
    ticked = {"fee": [str(fee.id), "x"], "paid_on": "2026-03-05", "next": "/members?year=2026"}
    assert browser.post("/members/fees/paid", data=ticked).location == "/members?year=2026"
    assert "Exempelsmide AB" in browser.get("/members?fee=paid").text
    assert "Exempelsmide AB" not in browser.get("/members?fee=unpaid").text
    assert "Exempelsmide AB" not in browser.get("/members/new?q=smide").text


def test_a_wrong_day_or_amount_is_told_by_its_field_and_changes_nothing(
    browser: FlaskClient, session: Session, association: Association, clock: FixedClock
) -> None:
    member, _company = association.join(session, clock.now(), on=date(2026, 1, 1))
    fees.make_year(session, association.scope, 2026, clock.now())
    session.commit()
    fee = queries.list_fees(session, association.scope, member.id or 0)[0]
    reply = browser.post(f"/members/fees/{fee.id}", data={"amount": "-5", "paid_on": "2027-01-01"})
    assert reply.status_code == 422
    assert "hela kronor" in reply.text
    assert "senast idag" in reply.text
    right = {"amount": "4 500", "paid_on": "", "seen_amount": "6000", "seen_paid_on": ""}
    assert browser.post(f"/members/fees/{fee.id}", data=right).status_code == 302
    late = browser.post("/members/fees/paid", data={"fee": fee.id, "paid_on": "2026-13-45"})
    assert late.status_code == 302
    session.expire_all()
    assert session.exec(select(MemberFee.amount_sek, MemberFee.paid_on)).one() == (4500, None)
    assert browser.post(f"/members/{member.id}/leave", data={"left_on": "2020-01-01"}).status_code == 422
    assert browser.post("/members/goal", data={"members": "0", "by_year": "2031"}).status_code == 422
    assert browser.post("/members/goal", data={"members": "120", "by_year": "2031"}).status_code == 302
    assert session.exec(select(MemberGoal.members)).one() == 120
    assert "Målet är 120 medlemmar vid slutet av 2031" in browser.get("/members").text


def test_a_payment_that_came_while_a_fee_was_corrected_is_not_undone(
    browser: FlaskClient, session: Session, association: Association, clock: FixedClock
) -> None:
    member, _company = association.join(session, clock.now(), on=date(2026, 1, 1))
    fees.make_year(session, association.scope, 2026, clock.now())
    session.commit()
    address = f"/members/fees/{queries.list_fees(session, association.scope, member.id or 0)[0].id}"
    seen = {"seen_amount": "6000", "seen_paid_on": ""}
    opened = browser.get(address).text
    assert {field_of(opened, name) for name in seen} == {"6000", ""}
    assert browser.post(address, data={"amount": "6 000", "paid_on": "2026-03-05", **seen}).status_code == 302
    late = browser.post(address, data={"amount": "5 500", "paid_on": "", **seen})
    assert late.status_code == 412
    assert "har ändrats sedan sidan öppnades" in late.text
    shown = {name: field_of(late.text, name) for name in ("amount", "paid_on", *seen)}
    assert shown == {
        "amount": "5 500", "paid_on": "2026-03-05", "seen_amount": "6000", "seen_paid_on": "2026-03-05",
    }  # fmt: skip
    assert browser.post(address, data=shown).status_code == 302
    session.expire_all()
    assert session.exec(select(MemberFee.amount_sek, MemberFee.paid_on)).one() == (5500, date(2026, 3, 5))


def test_a_class_that_a_colleague_corrected_meanwhile_is_not_overwritten(
    browser: FlaskClient, session: Session, association: Association
) -> None:
    row = next(row for row in queries.list_classes(session, association.scope) if row.yearly_sek == 6000)
    address = f"/members/classes/{row.id}"
    seen = field_of(browser.get(address).text, "seen")
    assert browser.post(address, data={"yearly_sek": "6 500", "seen": seen}).status_code == 302
    late = browser.post(address, data={"yearly_sek": "7 000", "seen": seen})
    assert late.status_code == 412
    assert (field_of(late.text, "yearly_sek"), field_of(late.text, "seen")) == ("6 500", "6500")
    session.expire_all()
    assert session.get_one(FeeClass, row.id).yearly_sek == 6500


@pytest.mark.parametrize("year", ["0199500000000000000000", "02026", "20265", "1" * 400, "²026"])
def test_an_address_with_no_year_shows_this_years_members(browser: FlaskClient, year: str) -> None:
    reply = browser.get("/members", query_string={"year": year})
    assert reply.status_code == 200
    assert '<option value="2026" selected' in reply.text


def field_of(page: str, name: str) -> str:
    """What stands in a field of the page."""
    found = re.search(rf'<input[^>]* name="{name}"[^>]*>', page)
    assert found is not None
    value = re.search(r' value="([^"]*)"', found[0])
    return value[1] if value else ""


def test_the_advisor_reads_the_register_and_changes_nothing(
    session: Session, association: Association, clock: FixedClock, login: Login
) -> None:
    member, company = association.join(session, clock.now(), on=date(2026, 1, 1))
    session.commit()
    advisor = login(association.office.advisor)
    page = advisor.get("/members").text
    assert company.name in page
    assert "Lägg till medlem" not in page
    assert "Utträde" not in advisor.get(f"/members/{member.id}").text
    assert advisor.post(f"/members/{member.id}/leave", data={"left_on": "2026-11-01"}).status_code == 404
    assert advisor.get("/members/file.csv").status_code == 404


def test_another_hubs_administrator_reaches_no_membership(
    session: Session, association: Association, clock: FixedClock, login: Login
) -> None:
    member, company = association.join(session, clock.now(), on=date(2026, 1, 1))
    fees.make_year(session, association.scope, 2026, clock.now())
    other = factories.an_office(session, now=clock.now())
    stranger = factories.a_user(
        session, other.hub, role=association.admin.role, name="Stig Främling", now=clock.now()
    )
    session.commit()
    ids = {
        "member": member.id, "fee": session.exec(select(MemberFee.id)).one(),
        "class": session.exec(select(FeeClass.id)).first(), "company": company.id,
    }  # fmt: skip
    browser = login(stranger)
    for path in (
        "/members/{member}", "/members/{member}/change", "/members/{member}/leave", "/members/fees/{fee}",
        "/members/classes/{class}", "/companies/{company}/membership",
    ):  # fmt: skip
        assert browser.get(path.format(**ids)).status_code == 404, path
        assert browser.post(path.format(**ids)).status_code in (404, 405), path
    for path in ("/members/{member}/stay", "/members/classes/{class}/remove"):
        assert browser.post(path.format(**ids)).status_code == 404, path
    browser.post("/members/fees/paid", data={"fee": ids["fee"], "paid_on": "2026-03-01"})
    session.expire_all()
    assert session.exec(select(MemberFee.paid_on)).one() is None
    assert session.exec(select(Member.left_on)).one() is None
    assert company.name not in browser.get("/members?who=all").text


def test_the_register_is_taken_along_as_files_that_run_nothing(
    browser: FlaskClient, session: Session, association: Association, clock: FixedClock
) -> None:
    association.join(session, clock.now(), on=date(2026, 1, 1), name="=HYPERLINK(1) AB")
    fees.make_year(session, association.scope, 2026, clock.now())
    session.commit()
    rows = browser.get("/members/file.csv?year=2026").data.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("Företag;Organisationsnummer;Kommun;Medlem från")
    assert rows[1].startswith("'=HYPERLINK(1) AB;")
    assert rows[1].split(";")[7:] == ["2026", "6000", "", "6000"]
    book = load_workbook(BytesIO(browser.get("/members/file.xlsx?year=2026").data))
    assert book.sheetnames[1:] == ["Medlemmar", "Alla avgifter", "År för år"]
    sheet = list(book["Medlemmar"].iter_rows(values_only=True))
    line = next(row for row in sheet if row[0] == "=HYPERLINK(1) AB")
    assert (line[8], line[10]) == (6000, 6000)
    assert all(cell.data_type != "f" for row in book["Medlemmar"].iter_rows() for cell in row)


def test_a_double_press_on_a_new_class_is_told_and_stored_once(
    browser: FlaskClient, session: Session, association: Association
) -> None:
    form = {"name": "Stödmedlem", "from_year": "2026", "yearly_sek": "1 000"}
    assert browser.post("/members/classes", data=form).status_code == 302
    again = browser.post("/members/classes", data=form)
    assert again.status_code == 422
    assert "redan en avgift från det året" in again.text
    assert "Stödmedlem" in browser.get("/members/classes").text


def test_a_cancelled_membership_says_on_every_page_that_it_never_was(
    browser: FlaskClient, session: Session, association: Association, clock: FixedClock
) -> None:
    member, company = association.join(session, clock.now(), on=date(2027, 1, 1))
    session.commit()
    assert "Blir medlem" in browser.get(f"/members/{member.id}").text
    assert browser.post(f"/members/{member.id}/leave", data={"left_on": "2027-01-01"}).status_code == 302
    page = browser.get(f"/members/{member.id}").text
    assert "Blev aldrig medlem" in page
    assert "Blir medlem" not in page
    assert "Ta in igen" in page
    assert "blev aldrig medlem" in browser.get("/members?who=former").text
    assert "Från 1 jan" not in browser.get(f"/companies/{company.id}").text
