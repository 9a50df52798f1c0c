"""Files of every form are taken in by one service: tried first, stored once, and logged."""

import pytest
from sqlmodel import Session, col, select

from iuc_hub import jobs
from iuc_hub.audit import AuditEntry
from iuc_hub.catalogue import queries, services
from iuc_hub.catalogue.importing import ImportReport
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.services import Form
from iuc_hub.clock import FixedClock
from iuc_hub.errors import FileError, NotFound
from tests import factories
from tests.factories import Office
from tests.integration.catalogue.supports import a_file, a_line
from tests.unit.exchange.pages import FACT_SHEET, PROJECT_LIST

PAGE, SHEET = PROJECT_LIST.encode(), FACT_SHEET.encode()


def take_in(
    session: Session, office: Office, clock: FixedClock, content: bytes, form: Form, **more: object
) -> ImportReport:
    wanted: dict[str, object] = {"where": "sida.txt", "now": clock.now()} | more
    report = services.import_file(session, office.scope, content, form, **wanted)  # type: ignore[arg-type]
    session.commit()
    return report


def counts(report: ImportReport) -> tuple[int, ...]:
    return tuple(report.counts.values())


@pytest.mark.parametrize(("content", "form", "new", "refused"), [
    (PAGE, Form.PROJECT_LIST, 2, 1),
    (SHEET, Form.FACT_SHEET, 1, 0),
    (b"id;kind;titel\na;call;Robotcheck\n", Form.CSV, 1, 0),
    (a_file(a_line("a"), "inte json").encode(), Form.JSONL, 1, 1),
])  # fmt: skip
def test_a_second_run_changes_nothing_whatever_the_form(
    session: Session, office: Office, clock: FixedClock, content: bytes, form: Form, new: int, refused: int
) -> None:
    assert counts(take_in(session, office, clock, content, form)) == (new, 0, 0, refused)
    clock.move(hours=1)
    assert counts(take_in(session, office, clock, content, form)) == (0, 0, new, refused)
    entries = session.exec(select(AuditEntry).where(AuditEntry.action == "supports_imported")).all()
    assert [entry.detail["new"] for entry in entries] == [new]
    assert entries[0].user_id == office.scope.user_id


def test_a_dry_run_counts_the_same_and_writes_nothing(
    session: Session, office: Office, clock: FixedClock
) -> None:
    tried = take_in(session, office, clock, PAGE, Form.PROJECT_LIST, dry_run=True)
    for kind in (Support, AuditEntry, jobs.Job):
        assert session.exec(select(kind)).all() == []
    assert queries.find_version(session) is None
    done = take_in(session, office, clock, PAGE, Form.PROJECT_LIST)
    assert counts(tried) == counts(done)
    assert [error.text() for error in tried.refused] == [error.text() for error in done.refused]


def test_a_file_refused_as_a_whole_changes_nothing(
    session: Session, office: Office, clock: FixedClock
) -> None:
    with pytest.raises(FileError):
        take_in(session, office, clock, b"id;kind;titel;budget\na;call;T;5\n", Form.CSV)
    assert session.exec(select(Support)).all() == []


def test_what_somebody_adds_to_a_project_stays_when_its_page_is_taken_in_again(
    session: Session, office: Office, clock: FixedClock
) -> None:
    take_in(session, office, clock, SHEET, Form.FACT_SHEET)
    row = session.exec(select(Support)).one()
    row.record = row.record | {"themes": ["energy"], "verified_on": "2026-11-12"}
    row.effort_days = 3
    session.add(row)
    session.commit()
    assert counts(take_in(session, office, clock, SHEET, Form.FACT_SHEET)) == (0, 0, 1, 0)
    other = FACT_SHEET.replace("200 nya jobb", "250 nya jobb").encode()
    assert counts(take_in(session, office, clock, other, Form.FACT_SHEET)) == (0, 1, 0, 0)
    row = session.exec(select(Support)).one()
    assert row.record["themes"] == ["energy"]
    assert row.effort_days == 3
    assert row.verified_on is None, "what has changed since has not been verified"


def test_a_file_without_a_day_of_verification_does_not_take_the_stored_one_away(
    session: Session, office: Office, clock: FixedClock
) -> None:
    take_in(session, office, clock, a_file(a_line("a", verified_on="2026-11-12")).encode(), Form.JSONL)
    assert counts(take_in(session, office, clock, a_file(a_line("a")).encode(), Form.JSONL)) == (0, 0, 1, 0)
    assert "verified_on" in session.exec(select(Support)).one().record


def test_nobody_takes_supports_into_another_hub(session: Session, office: Office, clock: FixedClock) -> None:
    other = factories.an_office(session, now=clock.now())
    session.commit()
    with pytest.raises(NotFound):
        take_in(session, office, clock, SHEET, Form.FACT_SHEET, hub_id=other.hub.id)
    take_in(session, office, clock, SHEET, Form.FACT_SHEET, hub_id=office.hub.id)
    assert session.exec(select(Support.hub_id)).all() == [office.hub.id]
    assert set(session.exec(select(jobs.Job.hub_id).order_by(col(jobs.Job.id)))) == {office.hub.id}


def test_a_csv_export_is_imported_unchanged(session: Session, office: Office, clock: FixedClock) -> None:
    rules = [{"fact": "own_it", "is": "true", "clause": 'Eget; "IT"'}]
    lines = (
        a_line("a", criteria=rules, description="Två\nrader; och\tmer"),
        a_line("b", cutoffs=["2027-01-15"]),
    )
    take_in(session, office, clock, a_file(*lines).encode(), Form.JSONL)
    take_in(session, office, clock, SHEET, Form.FACT_SHEET)
    text, count = services.export_supports(session, form=Form.CSV)
    assert count == 3
    assert counts(take_in(session, office, clock, text.encode("utf-8-sig"), Form.CSV)) == (0, 0, 3, 0)


def test_an_ended_project_is_shown_as_closed(session: Session, office: Office, clock: FixedClock) -> None:
    take_in(session, office, clock, SHEET, Form.FACT_SHEET)
    row = session.exec(select(Support)).one()
    assert row.closes is not None
    assert row.closes < clock.now().date()
