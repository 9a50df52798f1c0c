"""Companies from a file: every error named by its place, the preview kept, nothing twice and nothing half."""

import io
import zipfile
from collections import Counter

import pytest
from openpyxl import Workbook
from sqlmodel import Session, func, select

from iuc_hub import jobs
from iuc_hub.audit import AuditEntry
from iuc_hub.clock import FixedClock
from iuc_hub.companies.models import Company, CompanyChange, CompanyFact, Contact, FactSource
from iuc_hub.config import Settings
from iuc_hub.db import Database, transaction
from iuc_hub.errors import Conflict, Stale
from iuc_hub.uploads import UploadKind, services
from iuc_hub.uploads.models import Upload, UploadState
from tests import factories
from tests.factories import Office
from tests.integration.test_pages import counted_queries
from tests.integration.uploads.planted import HEADINGS, MISTAKES, NAME, NUMBER, STAFF, Planted, planted
from workers import running


def run_jobs(session: Session, clock: FixedClock) -> None:
    """Run what waits and what that wants, as a runner would."""
    session.commit()
    while waiting := jobs.list_waiting(session, now=clock.now()):
        for job_id in waiting:
            running.run_job(job_id, Settings(_env_file=None), runner="test")
        session.expire_all()


def handed_in(
    session: Session, office: Office, clock: FixedClock, content: bytes, name: str = "lista.csv"
) -> Upload:
    upload = services.receive(
        session, office.scope, UploadKind.COMPANIES, name, content,
        settings={"source": "register", "as_of": "2026-01-15", "advisor_id": office.advisor.id}, now=clock.now(),
    )  # fmt: skip
    run_jobs(session, clock)
    return session.get_one(Upload, upload.id)


def taken_in(
    session: Session, office: Office, clock: FixedClock, upload: Upload, *, leave_out: bool = False
) -> Upload:
    services.want_taking_in(
        session, office.scope, upload.id or 0, fingerprint=services.fingerprint_of(upload),
        leave_out=leave_out, now=clock.now(),
    )  # fmt: skip
    run_jobs(session, clock)
    return session.get_one(Upload, upload.id)


def stored(session: Session) -> dict[str, int]:
    return {
        table.__name__: session.exec(select(func.count()).select_from(table)).one()
        for table in (Company, CompanyFact, Contact, CompanyChange)
    }


def test_five_thousand_companies_with_planted_errors(
    session: Session, office: Office, clock: FixedClock, database: Database
) -> None:
    file = planted()
    assert len(file.places) == 37
    assert len(MISTAKES) >= 12
    with counted_queries(database) as asked:
        upload = handed_in(session, office, clock, file.csv())
    assert len(asked) < 40
    assert upload.state is UploadState.CHECKED
    assert {(error["row"], error["column"]) for error in upload.errors} == file.places
    assert len(upload.errors) == 37
    assert upload.counts == {"new": 4963, "changed": 0, "unchanged": 0, "refused": 37}
    with counted_queries(database) as asked:
        after = taken_in(session, office, clock, upload, leave_out=True)
    assert len(asked) < 60
    assert after.state is UploadState.TAKEN_IN
    assert after.counts == upload.counts
    assert stored(session)["Company"] == after.counts["new"]
    assert stored(session)["Contact"] == after.counts["new"]


def test_every_error_quotes_the_value_and_says_what_to_write(
    session: Session, office: Office, clock: FixedClock
) -> None:
    upload = handed_in(session, office, clock, planted(60, 13).csv())
    texts = [str(error["message"]) % error["values"] for error in upload.errors]
    assert len(texts) == 13
    for error, text in zip(upload.errors, texts, strict=True):
        assert str(error["value"])[:12].strip() in text, text
        assert text.endswith("."), text
        assert text.count(".") + text.count(":") >= 2, text


def test_a_file_with_errors_is_not_taken_in_until_the_rows_are_left_out_on_purpose(
    session: Session, office: Office, clock: FixedClock
) -> None:
    upload = handed_in(session, office, clock, planted(40, 3).csv())
    with pytest.raises(Conflict, match="rader med fel"):
        taken_in(session, office, clock, upload)
    assert stored(session)["Company"] == 0


def test_the_same_file_again_changes_nothing(session: Session, office: Office, clock: FixedClock) -> None:
    file = planted(50, 0)
    taken_in(session, office, clock, handed_in(session, office, clock, file.csv()))
    before = stored(session)
    again = handed_in(session, office, clock, file.csv(encoding="utf-8-sig", delimiter=","))
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 50, "refused": 0}
    taken_in(session, office, clock, again)
    assert stored(session) == before


def test_changes_are_shown_field_by_field_and_leave_the_old_values_as_history(
    session: Session, office: Office, clock: FixedClock
) -> None:
    file = planted(20, 0)
    taken_in(session, office, clock, handed_in(session, office, clock, file.csv()))
    old_name, old_staff = file.rows[3][NAME], file.rows[4][STAFF]
    file.rows[3][NAME], file.rows[4][STAFF] = "Bytt Namn AB", "241"
    file.rows[4]["Uppgifterna gäller"] = "2026-10-01"
    upload = handed_in(session, office, clock, file.csv())
    assert upload.counts == {"new": 0, "changed": 2, "unchanged": 18, "refused": 0}
    shown = services.preview_of(upload)["changes"]
    assert isinstance(shown, list)
    assert {
        "row": 5,
        "subject": old_name,
        "field": "name",
        "before": old_name,
        "after": "Bytt Namn AB",
    } in shown
    assert next(each for each in shown if each["field"] == "employees")["before"] == old_staff
    after = taken_in(session, office, clock, upload)
    assert after.counts == upload.counts
    renamed = session.exec(select(Company).where(Company.name == "Bytt Namn AB")).one()
    change = session.exec(select(CompanyChange).where(CompanyChange.company_id == renamed.id)).one()
    assert change.detail["fields"] == {"name": [old_name, "Bytt Namn AB"]}
    counted = session.exec(
        select(CompanyFact).where(
            CompanyFact.fact == "employees", CompanyFact.as_of > clock.now().date().replace(month=2)
        )
    ).all()
    assert [each.value for each in counted] == [241]
    assert counted[0].source is FactSource.REGISTER
    assert session.exec(select(AuditEntry).where(AuditEntry.subject_kind == "upload")).all() != []


def test_pressing_twice_and_running_twice_takes_in_once(
    session: Session, office: Office, clock: FixedClock
) -> None:
    upload = handed_in(session, office, clock, planted(30, 0).csv())
    for _press in range(3):
        services.want_taking_in(
            session, office.scope, upload.id or 0, fingerprint=services.fingerprint_of(upload),
            leave_out=False, now=clock.now(),
        )  # fmt: skip
    assert len(jobs.list_waiting(session, now=clock.now())) == 1
    run_jobs(session, clock)
    jobs.enqueue(
        session, "take_in_upload", {"upload_id": upload.id, "user_id": office.advisor.id}, now=clock.now()
    )
    run_jobs(session, clock)
    assert stored(session)["Company"] == 30


def test_a_runner_that_dies_in_the_middle_leaves_nothing_and_the_next_takes_all(
    session: Session, office: Office, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = handed_in(session, office, clock, planted(30, 0).csv())

    def dies(*_args: object, **_named: object) -> None:
        raise RuntimeError("the machine lost power")

    with monkeypatch.context() as power:
        power.setattr("iuc_hub.uploads.services.audit.record", dies)
        taken_in(session, office, clock, upload)
    assert stored(session)["Company"] == 0
    assert session.get_one(Upload, upload.id).state is UploadState.CHECKED
    clock.move(hours=2)
    run_jobs(session, clock)
    assert stored(session)["Company"] == 30


def test_a_database_that_changed_meanwhile_gives_a_new_preview_and_takes_nothing_in(
    session: Session, office: Office, clock: FixedClock
) -> None:
    file = planted(10, 0)
    upload = handed_in(session, office, clock, file.csv())
    other = handed_in(session, office, clock, Planted(file.rows[:1], frozenset()).csv())
    taken_in(session, office, clock, other)
    after = taken_in(session, office, clock, upload)
    assert after.state is UploadState.CHECKED
    assert services.preview_of(after)["outdated"] is True
    assert after.counts == {"new": 9, "changed": 0, "unchanged": 1, "refused": 0}
    assert stored(session)["Company"] == 1
    with pytest.raises(Stale):
        services.want_taking_in(
            session,
            office.scope,
            upload.id or 0,
            fingerprint="an older page",
            leave_out=False,
            now=clock.now(),
        )


def workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr] # a new workbook has a sheet
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 100_000_000)
    return content.getvalue()


GOOD = planted(5, 0)
BROKEN = {
    "truncated.xlsx": workbook([list(HEADINGS), list(GOOD.rows[0].values())])[:-300],
    "binary.csv": bytes(range(256)) * 20,
    "no header.csv": GOOD.csv().split(b"\n", 1)[1],
    "wrong encoding.csv": GOOD.csv(encoding="utf-16"),
    "mac.csv": GOOD.csv(encoding="mac_roman"),
    "twice encoded.csv": GOOD.csv().decode("latin-1").encode(),
    "no rows.csv": GOOD.csv().split(b"\n", 1)[0],
    "bomb.xlsx": bomb(),
    "header twice.csv": GOOD.csv().replace("Startår".encode(), b"SNI-kod", 1),
    "empty.csv": b"\n\n",
    "open quote.csv": GOOD.csv().replace(b"Industrigatan", b'"Industrigatan', 1),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_whole_and_changes_nothing(
    session: Session, office: Office, clock: FixedClock, name: str
) -> None:
    upload = handed_in(session, office, clock, BROKEN[name], name)
    assert upload.state is UploadState.REFUSED, upload.counts
    assert len(upload.errors) == 1
    assert set(stored(session).values()) == {0}


def test_latin_1_and_excel_hold_the_same_as_utf_8(
    session: Session, office: Office, clock: FixedClock
) -> None:
    latin = handed_in(session, office, clock, GOOD.csv(encoding="latin-1", delimiter="\t"))
    assert services.preview_of(latin)["encoding"] == "Latin-1"
    taken_in(session, office, clock, latin)
    rows: list[list[object]] = [list(HEADINGS)]
    for row in GOOD.rows:
        cells: dict[str, object] = dict(row) | {NUMBER: int(row[NUMBER]), STAFF: float(row[STAFF])}
        rows.append(list(cells.values()))
    excel = handed_in(session, office, clock, workbook(rows), "lista.xlsx")
    assert excel.counts == {"new": 0, "changed": 0, "unchanged": 5, "refused": 0}


def test_a_column_under_another_heading_is_chosen_on_the_page(
    session: Session, office: Office, clock: FixedClock
) -> None:
    content = GOOD.csv().replace("Företag;".encode(), b"Benamning;", 1)
    upload = handed_in(session, office, clock, content)
    assert upload.state is UploadState.REFUSED
    services.choose(session, office.scope, upload.id or 0, {"columns": {"name": "Benamning"}}, clock.now())
    run_jobs(session, clock)
    upload = session.get_one(Upload, upload.id)
    assert upload.counts["new"] == 5


def test_another_hubs_companies_are_left_alone(session: Session, office: Office, clock: FixedClock) -> None:
    file = planted(5, 0)
    taken_in(session, office, clock, handed_in(session, office, clock, file.csv()))
    other = factories.an_office(session, now=clock.now())
    upload = handed_in(session, other, clock, file.csv())
    assert upload.counts["new"] == 5
    taken_in(session, other, clock, upload)
    assert Counter(session.exec(select(Company.hub_id))) == {office.hub.id: 5, other.hub.id: 5}
    with transaction() as opened, pytest.raises(Exception, match="finns inte i er hubb"):
        services.cancel(opened, office.scope, upload.id or 0, clock.now())
