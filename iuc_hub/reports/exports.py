"""The rows behind a figure, to look at page by page or to take along as CSV or Excel."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support
from iuc_hub.companies.models import Company
from iuc_hub.errors import N_
from iuc_hub.recommendations.models import Recommendation
from iuc_hub.reports import queries, services, words
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
HEADINGS: Mapping[bool, Sequence[str]] = {
    True: (N_("Företag"), N_("Stöd"), N_("Läge"), N_("Skäl"), N_("Beviljat, kronor")),
    False: (N_("Företag"), N_("Organisationsnummer"), N_("Kommun")),
}


@dataclass(frozen=True)
class RowBehind:
    """One row: the company, what it is about where it is a proposal, and its cells for a file."""

    company_id: int
    title: str
    note: str
    cells: Sequence[str]


@dataclass(frozen=True)
class RowsBehind:
    """The rows behind a figure, all or one page of them, with its name in words and a file's headings."""

    name: str
    words: str
    is_proposals: bool
    total: int
    headings: Sequence[str]
    rows: Sequence[RowBehind]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // ROWS_A_PAGE))


def rows_behind(
    session: Session, scope: Scope, period: Period, name: str, reader: Reader, *, page: int | None = None
) -> RowsBehind:
    """The rows of a figure, for those who may see them: of one page, or without one all.

    Raises:
        NotFound: for an unknown figure.
        Denied: for the analyst, who sees no single company.
    """
    told = words.figure_words(name, reader)
    is_proposals = name.partition(".")[0] in PROPOSALS
    find = services.proposal_ids if is_proposals else services.company_ids
    ids = find(session, scope, period, name)
    shown = ids if page is None else ids[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    if is_proposals:
        rows = [_proposal(row, reader) for row in queries.list_proposals(session, scope, shown)]
    else:
        rows = [_company(each) for each in queries.list_companies(session, scope, shown)]
    headings = [reader.say(each) for each in HEADINGS[is_proposals]]
    return RowsBehind(name, told, is_proposals, len(ids), headings, rows)


def _company(company: Company) -> RowBehind:
    place = words.place_words(company.municipality_code)
    number = organisation_number(company.organisation_number, personal=company.number_is_personal)
    return RowBehind(company.id or 0, company.name, place, [company.name, number, place])


def _proposal(row: tuple[Recommendation, Company, Support], reader: Reader) -> RowBehind:
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
