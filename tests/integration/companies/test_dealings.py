"""What passes between a hub and a company: notes, promises, contacts, consents, corrections, handover."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from iuc_hub import jobs
from iuc_hub.accounts.models import User
from iuc_hub.audit import AuditEntry
from iuc_hub.clock import FixedClock
from iuc_hub.companies import contacts, services
from iuc_hub.companies.changes.services import correct_company
from iuc_hub.companies.dealings import CompanyNote, ConsentWay, NoteKind, Promise, Purpose
from iuc_hub.companies.identity import CompanyDraft
from iuc_hub.companies.models import Company, CompanyChange, CompanyStep, Contact
from iuc_hub.companies.notes import promises
from iuc_hub.companies.notes import services as notes
from iuc_hub.companies.notes.queries import list_open_promises
from iuc_hub.companies.notes.services import NoteDraft
from iuc_hub.companies.people.queries import list_addressees, newest_consents
from iuc_hub.companies.people.services import record_consent
from iuc_hub.config import Settings
from iuc_hub.errors import Conflict, InputError, InputErrors
from iuc_hub.interviews.handing_over.services import hand_over
from iuc_hub.interviews.services import plan_interview
from iuc_hub.ordering import swedish_key
from tests import factories
from tests.factories import Office
from workers.running import run_job

Login = Callable[..., FlaskClient]


@pytest.fixture
def company(session: Session, office: Office, clock: FixedClock) -> Company:
    made = factories.a_company(session, office.scope, now=clock.now(), name="Provverkstaden AB")
    session.commit()
    return made


def acts(session: Session) -> list[str]:
    return list(session.exec(select(AuditEntry.action).order_by(col(AuditEntry.id))))


def test_a_call_is_noted_with_a_promise_that_stands_until_it_is_kept(
    office: Office, login: Login, session: Session, clock: FixedClock, company: Company
) -> None:
    browser = login(office.advisor)
    reply = browser.post(
        f"/companies/{company.id}/notes/new",
        data={
            "kind": "call", "text": "Ville ha hjälp med robotcellen.", "contact_id": "0", "day": "2026-11-24",
            "time": "11:30", "promise": "Skicka exempel", "promise_due": "2026-11-27",
        },
    )  # fmt: skip
    assert reply.status_code == 302, reply.text
    page = browser.get(f"/companies/{company.id}").text
    assert "Ville ha hjälp med robotcellen." in page
    promise = session.exec(select(Promise)).one()
    assert "Skicka exempel" in browser.get("/promises").text
    browser.post(f"/promises/{promise.id}/keep")
    assert "Skicka exempel" not in browser.get("/promises").text
    assert "Löfte hållet: Skicka exempel" in browser.get(f"/companies/{company.id}").text


def test_a_promise_in_a_note_needs_both_words_and_a_day_and_all_is_told_at_once(
    office: Office, session: Session, clock: FixedClock, company: Company
) -> None:
    draft = NoteDraft(NoteKind.CALL, "", clock.now() + timedelta(hours=2), promise="Ringa")
    with pytest.raises(InputErrors) as told:
        notes.write_note(session, office.scope, company.id or 0, draft, clock.now())
    assert [each.field for each in told.value.errors] == ["text", "at", "promise_due"]
    assert session.exec(select(CompanyNote)).all() == []


def test_a_call_nobody_answered_takes_one_tap(
    office: Office, login: Login, session: Session, company: Company
) -> None:
    browser = login(office.advisor)
    browser.post(f"/companies/{company.id}/no-answer")
    note = session.exec(select(CompanyNote)).one()
    assert note.kind is NoteKind.UNANSWERED_CALL
    assert "Ringde utan svar" in browser.get(f"/companies/{company.id}").text


def test_a_deleted_note_comes_back_within_a_day_and_is_wiped_after(
    office: Office, session: Session, clock: FixedClock, company: Company
) -> None:
    draft = NoteDraft(NoteKind.NOTE, "Hemlig plan", clock.now())
    note = notes.write_note(session, office.scope, company.id or 0, draft, clock.now())
    notes.delete_note(session, office.scope, note.id or 0, clock.now())
    notes.restore_note(session, office.scope, note.id or 0, clock.now())
    assert (note.deleted_at, note.text) == (None, "Hemlig plan")
    notes.delete_note(session, office.scope, note.id or 0, clock.now())
    clock.move(days=2)
    with pytest.raises(Conflict):
        notes.restore_note(session, office.scope, note.id or 0, clock.now())
    jobs_waiting = [session.get_one(jobs.Job, each) for each in jobs.list_waiting(session, now=clock.now())]
    assert [job.kind for job in jobs_waiting] == ["wipe_notes", "wipe_notes"]
    session.commit()
    for job in jobs_waiting:
        assert run_job(job.id or 0, Settings(_env_file=None), runner="a test")
    session.expire_all()
    assert note.text == ""


def test_a_note_brought_back_keeps_its_text_when_the_job_comes(
    office: Office, session: Session, clock: FixedClock, company: Company
) -> None:
    draft = NoteDraft(NoteKind.NOTE, "Hemlig plan", clock.now())
    kept, gone = (
        notes.write_note(session, office.scope, company.id or 0, draft, clock.now()) for _ in range(2)
    )
    for note in (kept, gone):
        notes.delete_note(session, office.scope, note.id or 0, clock.now())
    clock.move(hours=23, minutes=59)
    assert jobs.list_waiting(session, now=clock.now()) == []
    assert notes.wipe_deleted(session, now=clock.now()) == 0
    notes.restore_note(session, office.scope, kept.id or 0, clock.now())
    clock.move(minutes=1)
    assert len(jobs.list_waiting(session, now=clock.now())) == 2
    assert notes.wipe_deleted(session, now=clock.now()) == 1
    assert (kept.text, gone.text) == ("Hemlig plan", "")


def test_a_promise_is_moved_dropped_with_a_reason_and_taken_up_again(
    office: Office, session: Session, clock: FixedClock, company: Company
) -> None:
    scope, now = office.scope, clock.now()
    made = promises.make_promise(session, scope, company.id or 0, "Ringa banken", date(2026, 11, 25), now=now)
    promises.move_promise(session, scope, made.id or 0, date(2026, 12, 1), now)
    with pytest.raises(InputError, match="Dagen har varit"):
        promises.move_promise(session, scope, made.id or 0, date(2026, 11, 1), now)
    with pytest.raises(InputError, match="varför"):
        promises.drop_promise(session, scope, made.id or 0, " ", now)
    promises.drop_promise(session, scope, made.id or 0, "Företaget ringde själva", now)
    with pytest.raises(Conflict):
        promises.keep_promise(session, scope, made.id or 0, now)
    promises.reopen_promise(session, scope, made.id or 0, now)
    rows = list_open_promises(session, scope, owner_id=scope.user, until=date(2026, 12, 1))
    assert [promise.due for promise, _company, _owner in rows] == [date(2026, 12, 1)]


def test_a_person_who_left_or_said_no_is_no_addressee_but_stays(
    office: Office, session: Session, clock: FixedClock, company: Company
) -> None:
    scope, now = office.scope, clock.now()
    left, refuses, stays = (factories.a_contact(session, scope, company) for _ in range(3))
    contacts.mark_left(session, scope, left.id or 0, now.date(), now)
    record_consent(
        session, scope, refuses.id or 0, Purpose.CONTACT,
        given=False, way=ConsentWay.SPOKEN, as_of=now.date(), now=now,
    )  # fmt: skip
    assert list_addressees(session, scope, company.id or 0) == [stays]
    contacts.mark_back(session, scope, left.id or 0, now)
    assert list_addressees(session, scope, company.id or 0) == [left, stays]
    assert {"contact_left", "contact_back", "consent_withdrawn"} <= set(acts(session))


def test_the_newest_day_of_a_consent_counts_and_the_history_stays(
    office: Office, login: Login, session: Session, clock: FixedClock, company: Company
) -> None:
    contact = factories.a_contact(session, office.scope, company)
    session.commit()
    browser = login(office.advisor)
    for answer, day in (("yes", "2026-11-24"), ("no", "2026-11-01")):
        sent = {"purpose": "share_with_experts", "given": answer, "way": "written", "as_of": day}
        assert browser.post(f"/contacts/{contact.id}/consent", data=sent).status_code == 302
    found = newest_consents(session, office.scope, [contact.id or 0])[contact.id or 0]
    assert found[Purpose.SHARE_WITH_EXPERTS].given
    page = browser.get(f"/contacts/{contact.id}").text
    assert "Alla svar <span" in page
    assert "1\u00a0nov" in page
    future = {"purpose": "news", "given": "yes", "way": "spoken", "as_of": "2026-12-24"}
    assert "har inte varit än" in browser.post(f"/contacts/{contact.id}/consent", data=future).text


def test_a_contact_is_corrected_by_its_form_with_every_error_at_once(
    office: Office, login: Login, session: Session, company: Company
) -> None:
    contact = factories.a_contact(session, office.scope, company)
    session.commit()
    browser = login(office.advisor)
    wrong = browser.post(f"/contacts/{contact.id}/edit", data={"contact_name": " ", "contact_email": "kjell"})
    assert wrong.status_code == 422
    right = {"contact_name": "Kjell Nytt", "contact_email": "kjell@exempel.example"}
    assert browser.post(f"/contacts/{contact.id}/edit", data=right).status_code == 302
    session.expire_all()
    assert session.exec(select(Contact.name)).one() == "Kjell Nytt"


def test_adding_a_company_tells_everything_that_is_wrong_at_once(
    office: Office, login: Login, session: Session
) -> None:
    sent = {
        "organisation_number": "556012-5791", "name": "Prov AB", "legal_form": "AB",
        "municipality_code": "1883", "sni": "99999", "founded_year": "2030", "contact_name": "Petra",
        "contact_email": "petra",
    }  # fmt: skip
    page = login(office.advisor).post("/companies/new", data=sent).text
    for words in ("Kontrollsiffran", "SNI-koden ”99999”", "2030 är för stort", "ingen e-postadress"):
        assert words in page
    assert session.exec(select(Company)).all() == []


def test_identity_is_corrected_with_from_and_to_and_a_number_only_with_a_reason(
    office: Office, session: Session, clock: FixedClock, company: Company
) -> None:
    number = factories.an_organisation_number()
    old = company.organisation_number
    draft = CompanyDraft(number, "Provverkstaden i Laxå AB", "AB", "1860", "Storgatan 1")
    with pytest.raises(InputError, match="varför numret ändras"):
        correct_company(session, office.scope, company.id or 0, draft, why="", now=clock.now())
    changed = correct_company(
        session, office.scope, company.id or 0, draft, why="Felskrivet", now=clock.now()
    )
    assert changed == ["organisation_number", "name", "municipality_code", "address"]
    log = session.exec(select(CompanyChange)).one()
    assert log.what is CompanyStep.CORRECTED
    assert log.detail["fields"]["organisation_number"] == [old, number]  # type: ignore[index] # stored JSON
    assert (company.name_key, log.why) == (swedish_key("Provverkstaden i Laxå AB"), "Felskrivet")


def test_a_number_that_another_company_has_is_refused_by_name(
    office: Office, session: Session, clock: FixedClock, company: Company
) -> None:
    other = factories.a_company(session, office.scope, now=clock.now(), name="Grannen AB")
    draft = CompanyDraft(other.organisation_number, company.name, "AB", "1863")
    with pytest.raises(Conflict, match="Grannen AB"):
        correct_company(session, office.scope, company.id or 0, draft, why="Fel", now=clock.now())


def test_a_company_is_handed_over_with_its_planned_visits_and_open_promises(
    office: Office, session: Session, clock: FixedClock, company: Company
) -> None:
    scope, now = office.scope, clock.now()
    receiver: User = factories.a_user(session, office.hub, name="Jonas Provström", now=now)
    visit = plan_interview(session, scope, company.id or 0, None, planned_at=now + timedelta(days=3), now=now)
    kept = promises.make_promise(session, scope, company.id or 0, "Gjort", now.date(), now=now)
    promises.keep_promise(session, scope, kept.id or 0, now)
    open_one = promises.make_promise(session, scope, company.id or 0, "Ogjort", now.date(), now=now)
    with pytest.raises(InputError, match="varför"):
        hand_over(session, scope, [company.id or 0], receiver.id or 0, why="", now=now)
    assert hand_over(session, scope, [company.id or 0], receiver.id or 0, why="Föräldraledig", now=now) == 1
    assert {company.advisor_id, visit.advisor_id, open_one.owner_id} == {receiver.id}
    assert kept.owner_id == office.advisor.id
    assert "company_handed_over" in acts(session)
    assert hand_over(session, scope, [company.id or 0], receiver.id or 0, why="Igen", now=now) == 0


def test_the_timeline_is_paged_narrowed_and_newest_first(
    office: Office, login: Login, session: Session, clock: FixedClock, company: Company
) -> None:
    for number in range(25):
        clock.move(days=1)
        draft = NoteDraft(NoteKind.NOTE, f"Anteckning nummer {number:02}", clock.now())
        notes.write_note(session, office.scope, company.id or 0, draft, clock.now())
    session.commit()
    browser = login(office.advisor)
    first = browser.get(f"/companies/{company.id}").text
    assert first.index("nummer 24") < first.index("nummer 05")
    assert "nummer 04" not in first
    assert "nummer 04" in browser.get(f"/companies/{company.id}?page=2").text
    narrowed = browser.get(f"/companies/{company.id}?kind=company").text
    assert "Företaget lades till" in narrowed
    assert "nummer 24" not in narrowed


def test_a_fact_of_a_day_to_come_or_out_of_bounds_is_refused_by_its_field(
    office: Office, login: Login, session: Session, company: Company
) -> None:
    browser = login(office.advisor)
    future = {"employees": "40", "employees_before": "34", "source": "said", "as_of": "2026-12-24"}
    assert "har inte varit än" in browser.post(f"/companies/{company.id}/facts", data=future).text
    wild = {"export_share_percent": "140", "founded_year": "2031", "source": "said"}
    page = browser.post(f"/companies/{company.id}/facts", data=wild).text
    assert "140 är för stort" in page
    assert "2031 är för stort" in page
    known = services.known_facts(session, office.scope, company.id or 0)
    assert "export_share_percent" not in known


def test_every_fact_shows_its_earlier_values_with_who_and_when(
    office: Office, login: Login, session: Session, clock: FixedClock, company: Company
) -> None:
    browser = login(office.advisor)
    clock.move(days=30)
    sent = {"employees": "41", "employees_before": "34", "source": "annual_report", "as_of": "2026-12-01"}
    assert browser.post(f"/companies/{company.id}/facts", data=sent).status_code == 302
    page = browser.get(f"/companies/{company.id}/fact-history").text
    assert "41 anställda" in page
    assert "Ett tidigare värde" in page
    assert "34 anställda" in page
    assert office.advisor.name in page
    assert "Balansomslutning" in page
