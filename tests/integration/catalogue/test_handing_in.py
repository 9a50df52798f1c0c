"""A hub's own supports from a file: planned first, named by row and column, and never anybody else's."""

import json
from collections.abc import Callable

from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from iuc_hub.accounts.models import Role
from iuc_hub.catalogue import services as catalogue
from iuc_hub.catalogue.handing_in import example
from iuc_hub.catalogue.models import Support, SupportState
from iuc_hub.clock import FixedClock
from iuc_hub.uploads import UploadKind, services
from iuc_hub.uploads.models import Upload, UploadState
from tests import factories
from tests.factories import Office
from tests.integration.catalogue.supports import a_file, a_line
from tests.integration.uploads.test_import_of_companies import run_jobs, taken_in

Login = Callable[..., FlaskClient]


def handed_in(session: Session, office: Office, clock: FixedClock, content: bytes, name: str) -> Upload:
    upload = services.receive(
        session, office.scope, UploadKind.SUPPORTS, name, content, settings={}, now=clock.now()
    )
    run_jobs(session, clock)
    return session.get_one(Upload, upload.id)


def own(session: Session, office: Office) -> list[Support]:
    session.expire_all()
    query = select(Support).where(Support.hub_id == office.hub.id).order_by(col(Support.id))
    return list(session.exec(query))


def test_the_example_files_are_taken_in_as_the_hubs_own_and_again_change_nothing(
    session: Session, office: Office, clock: FixedClock
) -> None:
    for ending in ("csv", "xlsx"):
        upload = handed_in(session, office, clock, example.file(ending)[0], f"stod.{ending}")
        assert upload.errors == []
        taken_in(session, office, clock, upload)
    (support,) = own(session, office)
    assert (support.id, support.revision) == (f"{office.hub.slug}-verktygslada", 1)
    assert support.state is SupportState.PUBLISHED
    assert (support.record["kind"], support.record["municipalities"]) == ("offer", ["1863"])
    assert upload.counts == {"new": 0, "changed": 0, "unchanged": 1, "refused": 0}


def test_every_error_names_its_row_and_the_files_own_column(
    session: Session, office: Office, clock: FixedClock
) -> None:
    rows = (
        "Slag;Namn;Högsta belopp;Län;Stänger",
        "Erbjudande;Bra;100 000;Örebro län;2027-01-31",
        "Trolleri;Fel slag;;;",
        "Erbjudande;Fel belopp;massor;;",
        "Erbjudande;Fel län;;Ankeborg;",
        "Erbjudande;;;;",
        "Erbjudande;Bra;5;;",
    )
    upload = handed_in(session, office, clock, "\n".join(rows).encode(), "stod.csv")
    places = [(each["row"], each["column"], each["value"]) for each in upload.errors]
    assert places == [
        (3, "Slag", "Trolleri"), (4, "Högsta belopp", "massor"), (5, "Län", "Ankeborg"), (6, "Namn", ""),
        (7, "Namn", "Bra"),
    ]  # fmt: skip
    assert upload.counts == {"new": 1, "changed": 0, "unchanged": 0, "refused": 5}
    taken_in(session, office, clock, upload, leave_out=True)
    assert [each.title for each in own(session, office)] == ["Bra"]


def test_a_catalogue_file_is_previewed_with_before_and_after_and_taken_in_whole(
    session: Session, office: Office, clock: FixedClock
) -> None:
    whole = {
        "criteria": [{"any_of": [{"fact": "employees", "is": "at_most", "value": 9}], "clause": "Små."}],
        "cutoffs": ["2026-12-01"], "closes": "2027-02-01", "rolling": False, "description": "[ett] 'citat'\n= två",
    }  # fmt: skip
    first = a_file(a_line("a", **whole), a_line("b", themes=["energy"]))
    taken_in(session, office, clock, handed_in(session, office, clock, first.encode(), "supports.jsonl"))
    stored = {each.id: each.record for each in own(session, office)}
    expected = json.loads(a_line(f"{office.hub.slug}-a", **whole))
    for name, value in expected.items():
        if name not in ("funding", "eligibility"):
            assert stored[f"{office.hub.slug}-a"][name] == value, name
    second = a_file(a_line("a", **whole), a_line("b", themes=["energy"], funding={"max_sek": 300000}))
    upload = handed_in(session, office, clock, second.encode(), "supports.jsonl")
    assert upload.counts == {"new": 0, "changed": 1, "unchanged": 1, "refused": 0}
    changes = services.preview_of(upload)["changes"]
    assert isinstance(changes, list)
    told = {each["field"]: (each["before"], each["after"]) for each in changes}
    assert told["funding.max_sek"] == ("200\xa0000\xa0kr", "300\xa0000\xa0kr")


def test_what_a_file_has_no_column_for_stays_as_somebody_has_made_it(
    session: Session, office: Office, clock: FixedClock
) -> None:
    first = "Id;Slag;Namn;Högsta belopp;Teman\nlyft;Program;Lyftet;100 000;Energi"
    taken_in(session, office, clock, handed_in(session, office, clock, first.encode(), "stod.csv"))
    (support,) = own(session, office)
    made = {
        "criteria": [{"fact": "work_started", "is": "false"}], "opens": "2026-12-01",
        "eligibility": {"applicant": "company", "counties": ["18"], "employees_max": 49},
        "project": {"owner": "Region Exempel"}, "funding": {"type": "grant", "max_sek": 100000},
    }  # fmt: skip
    line = a_line(support.id, kind="programme", title="Lyftet", themes=["energy"], **made)
    catalogue.import_supports(session, a_file(line), clock.now(), hub_id=office.hub.id)
    before = own(session, office)[0].record
    upload = handed_in(session, office, clock, first.encode(), "stod.csv")
    assert upload.counts == {"new": 0, "changed": 0, "unchanged": 1, "refused": 0}
    second = first.replace("100 000", "250 000").replace("Energi", "")
    upload = handed_in(session, office, clock, second.encode(), "stod.csv")
    changes = services.preview_of(upload)["changes"]
    assert isinstance(changes, list)
    assert sorted(each["field"] for each in changes) == ["funding.max_sek", "themes"]
    taken_in(session, office, clock, upload)
    after = own(session, office)[0].record
    assert after == before | {"themes": [], "funding": before["funding"] | {"max_sek": 250000}}  # type: ignore[operator]


def test_a_row_that_does_not_go_with_what_stands_is_refused_by_its_column(
    session: Session, office: Office, clock: FixedClock
) -> None:
    opens = a_file(a_line(f"{office.hub.slug}-lyft", opens="2027-05-01"))
    catalogue.import_supports(session, opens, clock.now(), hub_id=office.hub.id)
    file = "Id;Slag;Namn;Stänger\nlyft;Program;Lyftet;2027-04-01".encode()
    upload = handed_in(session, office, clock, file, "stod.csv")
    (error,) = upload.errors
    assert (error["row"], error["column"], error["value"]) == (2, "Stänger", "2027-04-01")
    assert upload.counts == {"new": 0, "changed": 0, "unchanged": 0, "refused": 1}


def test_long_names_and_ids_that_differ_at_the_end_are_supports_of_their_own(
    session: Session, office: Office, clock: FixedClock
) -> None:
    long = "Stöd till omställning och investeringar i industrins leverantörskedjor, etapp"
    file = f"Slag;Namn\nProgram;{long} ett\nProgram;{long} två".encode()
    upload = handed_in(session, office, clock, file, "stod.csv")
    assert upload.counts == {"new": 2, "changed": 0, "unchanged": 0, "refused": 0}
    taken_in(session, office, clock, upload)
    assert [each.title[-3:] for each in own(session, office)] in (["ett", "två"], ["två", "ett"])
    assert handed_in(session, office, clock, file, "stod.csv").counts["unchanged"] == 2
    given = (
        f"Id;Slag;Namn\n{'a' * 70}-1;Program;Ett\n{'a' * 70}-2;Program;Två\n{'b' * 130};Program;Tre".encode()
    )
    upload = handed_in(session, office, clock, given, "stod.csv")
    assert upload.counts == {"new": 2, "changed": 0, "unchanged": 0, "refused": 1}
    assert upload.errors[0]["row"] == 4


def test_a_file_touches_neither_the_shared_supports_nor_another_hubs(
    session: Session, office: Office, clock: FixedClock
) -> None:
    other = factories.an_office(session, now=clock.now())
    catalogue.import_supports(session, a_file(a_line("delat")), clock.now())
    catalogue.import_supports(session, a_file(a_line("andras")), clock.now(), hub_id=other.hub.id)
    file = a_file(a_line("delat", title="Kapat"), a_line("andras", title="Kapat")).encode()
    taken_in(session, office, clock, handed_in(session, office, clock, file, "supports.jsonl"))
    titles = {each.id: each.title for each in session.exec(select(Support))}
    assert (titles["delat"], titles["andras"]) == ("Robotcheck", "Robotcheck")
    assert [each.id for each in own(session, office)] == [
        f"{office.hub.slug}-andras",
        f"{office.hub.slug}-delat",
    ]


def test_what_is_no_json_is_refused_whole_with_its_row(
    session: Session, office: Office, clock: FixedClock
) -> None:
    upload = handed_in(session, office, clock, (a_line("a") + "\n[1]\n").encode(), "supports.jsonl")
    assert upload.state is UploadState.REFUSED
    assert upload.errors[0]["values"] == {"row": "2"}


def test_an_admin_hands_in_a_file_on_the_page_and_an_advisor_may_not(
    session: Session, office: Office, clock: FixedClock, login: Login
) -> None:
    admin = factories.a_user(session, office.hub, role=Role.HUB_ADMIN, now=clock.now())
    session.commit()
    browser = login(admin)
    assert "/support-import" in browser.get("/catalogue").text
    assert browser.get("/support-import/example.xlsx").status_code == 200
    assert "Välj en CSV-fil" in browser.post("/support-import", data={}).text
    upload = handed_in(session, office, clock, example.file("csv")[0], "stod.csv")
    session.commit()
    page = browser.get(f"/uploads/{upload.id}").text
    assert "Egna stöd från en fil" in page
    advisor = login(office.advisor)
    assert advisor.get("/support-import").status_code == 404
    assert advisor.get(f"/uploads/{upload.id}").status_code == 404
