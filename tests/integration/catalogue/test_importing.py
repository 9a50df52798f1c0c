"""A file is taken in once, row by row; what can't be taken in says why and holds up nothing else."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from iuc_hub import jobs
from iuc_hub.catalogue import queries, services
from iuc_hub.catalogue.importing import ImportReport
from iuc_hub.catalogue.listing import queries as listing
from iuc_hub.catalogue.listing.filters import Filters
from iuc_hub.catalogue.models import CatalogueVersion, Support, SupportRevision, SupportState, SupportTheme
from iuc_hub.clock import FixedClock
from tests import factories
from tests.factories import Office
from tests.integration.catalogue.supports import a_file, a_line


def take_in(session: Session, clock: FixedClock, text: str, **more: object) -> ImportReport:
    report = services.import_supports(session, text, clock.now(), **more)  # type: ignore[arg-type]
    session.commit()
    return report


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, len(report.refused)


def version(session: Session) -> tuple[int, str]:
    row = session.exec(select(CatalogueVersion)).one()
    return row.number, row.token


def rematches(session: Session) -> list[int | None]:
    query = select(jobs.Job.hub_id).where(jobs.Job.kind == "rematch_hub").order_by(col(jobs.Job.id))
    return list(session.exec(query))


def test_a_second_run_changes_nothing(session: Session, office: Office, clock: FixedClock) -> None:
    text = a_file(a_line("a"), a_line("b", title="Energikoll", employees=1))
    assert counts(take_in(session, clock, text)) == (2, 0, 0, 0)
    before = version(session)
    assert rematches(session) == [office.hub.id]
    clock.move(hours=1)
    assert counts(take_in(session, clock, text)) == (0, 0, 2, 0)
    assert version(session) == before
    assert rematches(session) == [office.hub.id]
    assert len(session.exec(select(SupportRevision)).all()) == 2


def test_a_changed_row_gets_a_revision_a_version_and_its_new_themes(
    session: Session, office: Office, clock: FixedClock
) -> None:
    take_in(session, clock, a_file(a_line("a")))
    number, token = version(session)
    clock.move(hours=1)
    changed = a_line("a", title="Robotcheck plus", themes=["energy"])
    assert counts(take_in(session, clock, a_file(changed), user_id=office.advisor.id)) == (0, 1, 0, 0)
    row = session.exec(select(Support)).one()
    assert (row.revision, row.title, row.updated_at) == (2, "Robotcheck plus", clock.now())
    assert version(session)[0] == number + 1
    assert version(session)[1] != token
    revisions = queries.list_revisions(session, office.scope, "a")
    assert [(each.revision, by) for each, by in revisions] == [(2, office.advisor.name), (1, "")]
    assert [each.theme for each in queries.list_parts(session, SupportTheme, ["a"])["a"]] == ["energy"]


def test_the_same_content_keeps_its_mark_as_an_example(
    session: Session, office: Office, clock: FixedClock
) -> None:
    take_in(session, clock, a_file(a_line("a")), is_example=True)
    assert counts(take_in(session, clock, a_file(a_line("a")))) == (0, 0, 1, 0)
    assert session.exec(select(Support)).one().is_example
    take_in(session, clock, a_file(a_line("a", description="Kontrollerad.")))
    assert not session.exec(select(Support)).one().is_example


@pytest.mark.parametrize(
    ("line", "field", "words"),
    [
        ("inte json", None, "inte giltig JSON"),
        ("[1, 2]", None, "inte ett objekt"),
        (a_line("b", themes=["robotics"]), "themes", "robotics"),
        (a_line("b", kind="grant"), "kind", "grant"),
        (a_line("b", title=""), "title", "tomt"),
        (a_line("b", opens="2026-13-01"), "opens", "2026-13-01"),
        (a_line("b", opens="2026-12-01", closes="2026-11-01"), "closes", "Stänger innan det öppnar"),
        (a_line("b", eligibility={"sni": ["99999"]}), "eligibility.sni", "99999"),
        (a_line("b", eligibility={"employes_max": 9}), "eligibility.employes_max", "finns inte i formatet"),
        (a_line("b", title="noll\x00tecken"), "id", "tecken som inte kan lagras"),
        (a_line("b" * 121), "id", "120 tecken"),
        (a_line("a"), "id", "rad 1"),
    ],
)
def test_a_row_that_cannot_be_taken_in_names_row_field_and_remedy_and_holds_up_no_other(
    session: Session, office: Office, clock: FixedClock, line: str, field: str | None, words: str
) -> None:
    report = take_in(session, clock, a_file(a_line("a"), line, a_line("c")))
    assert (report.new, len(report.refused)) == (2, 1)
    refusal = report.refused[0]
    assert (refusal.row, refusal.field) == (2, field)
    assert words in refusal.text()


def test_texts_with_other_line_separators_stay_one_row(
    session: Session, office: Office, clock: FixedClock
) -> None:
    text = "Första\u2028andra\u0085tredje"
    assert counts(take_in(session, clock, a_file(a_line("a", description=text)))) == (1, 0, 0, 0)
    assert session.exec(select(Support)).one().record["description"] == text


def test_an_id_of_another_hub_or_of_the_shared_catalogue_is_refused(
    session: Session, office: Office, clock: FixedClock
) -> None:
    other = factories.an_office(session, now=clock.now())
    session.commit()
    take_in(session, clock, a_file(a_line("a")))
    take_in(session, clock, a_file(a_line("b")), hub_id=office.hub.id)
    for hub_id, line in ((other.hub.id, a_line("b", title="Kapat")), (None, a_line("b", title="Kapat"))):
        report = take_in(session, clock, a_file(line), hub_id=hub_id)
        assert counts(report) == (0, 0, 0, 1)
        assert "används redan" in report.refused[0].text()
    assert {row.title for row in session.exec(select(Support))} == {"Robotcheck"}


def test_a_local_import_matches_only_its_own_hub_again(
    session: Session, office: Office, clock: FixedClock
) -> None:
    factories.an_office(session, now=clock.now())
    session.commit()
    take_in(session, clock, a_file(a_line("a")), hub_id=office.hub.id)
    assert rematches(session) == [office.hub.id]


def test_an_archived_support_is_neither_listed_nor_indexed_and_stays_archived_when_imported_again(
    session: Session, office: Office, clock: FixedClock
) -> None:
    take_in(session, clock, a_file(a_line("a"), a_line("b")))
    services.archive(session, office.scope, "a", now=clock.now())
    session.commit()
    assert [row.id for row in listing.search(session, office.scope, Filters(), today=clock.now().date())] == [
        "b"
    ]
    assert [each.id for each in services.current_index(session, office.scope).supports] == ["b"]
    take_in(session, clock, a_file(a_line("a", title="Nytt namn")))
    assert queries.get_support(session, office.scope, "a").state is SupportState.ARCHIVED
    services.publish(session, office.scope, "a", now=clock.now())
    assert len(services.current_index(session, office.scope).supports) == 2


def test_what_is_exported_is_imported_unchanged(session: Session, office: Office, clock: FixedClock) -> None:
    take_in(session, clock, a_file(a_line("a", cutoffs=["2027-01-15"]), a_line("b", members_only=True)))
    text, count = services.export_supports(session)
    assert count == 2
    assert counts(take_in(session, clock, text)) == (0, 0, 2, 0)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=st.text(max_size=40), at=st.integers(min_value=0, max_value=200))
def test_no_damage_to_a_row_stops_the_import(
    session: Session, office: Office, clock: FixedClock, damage: str, at: int
) -> None:
    line = a_line("skadad")
    broken = line[:at] + damage + line[at + len(damage) :]
    report = services.import_supports(session, a_file(broken, a_line("hel")), clock.now())
    total = report.new + report.changed + report.unchanged + len(report.refused)
    assert total == sum(1 for row in a_file(broken, a_line("hel")).split("\n") if row.strip())
    assert queries.get_support(session, office.scope, "hel").title == "Robotcheck"
