"""The register as files: the memberships that are asked for as CSV, and with all fees and years as a workbook."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from iuc_hub.accounts.queries import get_hub
from iuc_hub.accounts.scope import Scope
from iuc_hub.documents import report_workbook
from iuc_hub.documents.report import Cell, Column, Kind, Report, Section, Table
from iuc_hub.errors import N_
from iuc_hub.members import queries
from iuc_hub.members.filters import Filters
from iuc_hub.members.queries import Line
from iuc_hub.members.years import Register, register
from iuc_hub.uploads.refused_rows import as_csv
from iuc_hub.web.format import Reader
from iuc_hub.web.names import organisation_number, place

MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MEMBERSHIPS = (
    (N_("Företag"), Kind.TEXT), (N_("Organisationsnummer"), Kind.TEXT), (N_("Kommun"), Kind.TEXT),
    (N_("Medlem från"), Kind.DAY), (N_("Slutade"), Kind.DAY), (N_("Skäl"), Kind.TEXT),
    (N_("Avgiftsklass"), Kind.TEXT), (N_("År"), Kind.TEXT), (N_("Avgift, kr"), Kind.NUMBER),
    (N_("Betald den"), Kind.DAY), (N_("Återstår, kr"), Kind.NUMBER),
)  # fmt: skip
YEARS = (
    (N_("År"), Kind.TEXT), (N_("Vid årets början"), Kind.NUMBER), (N_("Nya"), Kind.NUMBER),
    (N_("Slutade"), Kind.NUMBER), (N_("Vid årets slut"), Kind.NUMBER), (N_("Avgifter"), Kind.NUMBER),
    (N_("Att betala, kr"), Kind.NUMBER), (N_("Betalt, kr"), Kind.NUMBER), (N_("Återstår, kr"), Kind.NUMBER),
)  # fmt: skip


def written(
    session: Session, scope: Scope, filters: Filters, ending: str, *, reader: Reader, today: date
) -> bytes:
    """The register as a file of that ending, headings in the reader's language."""
    lines = queries.list_lines(session, scope, filters, today)
    if ending == "csv":
        headings = [reader.say(title) for title, _kind in MEMBERSHIPS]
        return as_csv(
            iter([headings, *([_plain(cell) for cell in _cells(line, filters.year)] for line in lines)])
        )
    fees = [_cells(line, line[2].year) for line in queries.list_all_fees(session, scope)]
    sums = queries.sum_lines(session, scope, filters, today)
    total: list[Cell] = [None] * len(MEMBERSHIPS)
    total[0], total[8], total[10] = reader.say(N_("Summa")), sums.owed, sums.left
    sections = (
        Section(
            reader.say(N_("Medlemmar")),
            table=Table(_columns(MEMBERSHIPS, reader), [_cells(line, filters.year) for line in lines], total),
        ),
        Section(reader.say(N_("Alla avgifter")), table=Table(_columns(MEMBERSHIPS, reader), fees)),
        _years(register(session, scope, today), reader),
    )
    hub = get_hub(session, scope.hub)
    report = Report(
        title=reader.say(N_("Medlemmar")), lead=reader.say(N_("Föreningens medlemmar och avgifter.")),
        period=str(filters.year), made_on=today, hub=hub.name, sections=sections, contact=hub.email,
    )  # fmt: skip
    return report_workbook(report, reader)


def _columns(named: Sequence[tuple[str, Kind]], reader: Reader) -> list[Column]:
    return [Column(reader.say(title), kind) for title, kind in named]


def _cells(line: Line, year: int) -> list[Cell]:
    member, company, fee = line
    number = organisation_number(company.organisation_number, personal=company.number_is_personal)
    left = None if fee is None else 0 if fee.paid_on else fee.amount_sek
    return [
        company.name, number, place(company.municipality_code), member.joined_on, member.left_on, member.why_left,
        member.fee_class, str(year), fee.amount_sek if fee else None, fee.paid_on if fee else None, left,
    ]  # fmt: skip


def _years(found: Register, reader: Reader) -> Section:
    rows: list[list[Cell]] = [
        [
            str(one.year), one.start, one.came, one.left, one.end, one.fees.members, one.fees.owed, one.fees.paid,
            one.fees.left,
        ]
        for one in found.years
    ]  # fmt: skip
    return Section(reader.say(N_("År för år")), table=Table(_columns(YEARS, reader), rows))


def _plain(cell: Cell) -> str:
    """As a program reads it: days as 2026-11-28, amounts without spaces, nothing where nothing is known."""
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)
