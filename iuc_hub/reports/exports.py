"""The rows behind a figure, to look at page by page or to take along as CSV or Excel."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.errors import N_
from iuc_hub.reports import services, words
from iuc_hub.reports.period import Period
from iuc_hub.uploads.refused_rows import as_csv, as_xlsx
from iuc_hub.web.format import Reader
from iuc_hub.web.names import organisation_number

ROWS_A_PAGE = 50
WRITERS = {"csv": as_csv, "xlsx": as_xlsx}
MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
}
PROPOSALS = ("sent", "rejected")


@dataclass(frozen=True)
class RowBehind:
    """One row: the company, what it is about where it is a proposal, and its cells for a file."""

    company_id: int
    title: str
    note: str
    cells: Sequence[str]


@dataclass(frozen=True)
class RowsBehind:
    """Every row behind a figure, with the figure's name in words and the file's headings."""

    name: str
    words: str
    is_proposals: bool
    headings: Sequence[str]
    rows: Sequence[RowBehind]

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.rows) // ROWS_A_PAGE))

    def page(self, number: int) -> Sequence[RowBehind]:
        start = (number - 1) * ROWS_A_PAGE
        return self.rows[start : start + ROWS_A_PAGE]


def rows_behind(session: Session, scope: Scope, period: Period, name: str, reader: Reader) -> RowsBehind:
    """The rows of a figure, for those who may see them.

    Raises:
        NotFound: for an unknown figure.
        Denied: for the analyst, who sees no single company.
    """
    told = words.figure_words(name, reader)
    if name.partition(".")[0] in PROPOSALS:
        headings = [N_("Företag"), N_("Stöd"), N_("Läge"), N_("Skäl"), N_("Beviljat, kronor")]
        proposals = services.proposal_rows(session, scope, period, name)
        rows = [_proposal(row, reader) for row in proposals]
        return RowsBehind(name, told, True, [reader.say(each) for each in headings], rows)
    headings = [N_("Företag"), N_("Organisationsnummer"), N_("Kommun")]
    companies = services.company_rows(session, scope, period, name)
    rows = [
        RowBehind(
            each.id or 0, each.name, words.place_words(each.municipality_code),
            [each.name, organisation_number(each.organisation_number, personal=each.number_is_personal),
             words.place_words(each.municipality_code)],
        )
        for each in companies
    ]  # fmt: skip
    return RowsBehind(name, told, False, [reader.say(each) for each in headings], rows)


def _proposal(row: services.ProposalRow, reader: Reader) -> RowBehind:
    one, company, support = row
    state = words.STATE_WORDS.get(one.state.value)
    standing = reader.say(state) if state else ""
    name = "rejected" if one.state.value == "rejected" else f"sent.state:{one.state.value}"
    reason = words.reason_words(name, one.reason, reader) if one.reason else ""
    amount = "" if one.granted_sek is None else str(one.granted_sek)
    note = ", ".join(each for each in (support.title, standing or reason) if each)
    return RowBehind(
        company.id or 0, company.name, note, [company.name, support.title, standing, reason, amount]
    )


def written(found: RowsBehind, ending: str) -> bytes:
    """The rows as a file."""
    return WRITERS[ending](iter([list(found.headings), *(list(row.cells) for row in found.rows)]))


def file_name(name: str, ending: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") + f".{ending}"
