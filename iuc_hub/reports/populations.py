"""How many companies there are to meet, taken in from a table: every row checked, the whole file or nothing."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.accounts.scope import Scope
from iuc_hub.errors import N_
from iuc_hub.ordering import swedish_key
from iuc_hub.reports import queries
from iuc_hub.reports.models import Population
from iuc_hub.taxonomy import REFERENCE
from iuc_hub.uploads.columns import demand, find_columns, read_columns
from iuc_hub.uploads.plans import CHANGED, NEW, REFUSED, UNCHANGED, Change, Handed, Plan, RowError
from iuc_hub.uploads.tables import Row, text_of

COLUMNS = read_columns(REFERENCE / "population_columns.yaml")
MOST_COMPANIES = 10_000_000
EARLIEST, LATEST = 1990, 2100
CODE = re.compile(r"\d{2,5}")
LONGEST_SOURCE = 200


@dataclass(frozen=True)
class Line:
    """A row that can be taken in."""

    row: int
    place: str
    sni: str
    companies: int
    year: int
    source: str

    @property
    def key(self) -> tuple[str, str, int, str]:
        return (self.place, self.sni, self.year, self.source)


@dataclass
class _Reader:
    """Reads rows by the columns found, and collects what is wrong with each."""

    places: Mapping[str, int]
    headers: Sequence[str]
    year: str
    source: str
    errors: list[RowError] = field(default_factory=list)
    seen: dict[tuple[str, str, int, str], int] = field(default_factory=dict)

    def line(self, row: Row) -> Line | None:
        before = len(self.errors)
        place, sni = self._place(row), self._sni(row)
        companies = self._number(row, "companies", 0, MOST_COMPANIES)
        year = self._number(row, "year", EARLIEST, LATEST, otherwise=self.year)
        source = (self._text(row, "source") or self.source).strip()[:LONGEST_SOURCE]
        if not source:
            self._wrong(
                row, "source", N_("Källan saknas. Skriv den i filen, eller välj den när du lämnar in.")
            )
        if len(self.errors) > before:
            return None
        line = Line(row.number, place, sni, companies, year, source)
        if first := self.seen.get(line.key):
            self._wrong(
                row,
                "sni",
                N_("Samma kommun, bransch, år och källa står också på rad %(first)s."),
                first=first,
            )
            return None
        self.seen[line.key] = row.number
        return line

    def _text(self, row: Row, name: str) -> str:
        return text_of(row.cells[self.places[name]]) if name in self.places else ""

    def _wrong(self, row: Row, name: str, message: str, **values: str | int) -> None:
        heading = self.headers[self.places[name]] if name in self.places else ""
        self.errors.append(RowError(row.number, heading, self._text(row, name), message, values))

    def _place(self, row: Row) -> str:
        typed = self._text(row, "municipality_code")
        code = typed[:4] if typed[:4].isdigit() else ""
        if code in taxonomy.municipalities():
            return code
        named = [each.code for each in taxonomy.municipalities().values() if _same(typed, each)]
        if len(named) == 1:
            return named[0]
        self._wrong(
            row, "municipality_code", N_("Ingen kommun heter så. Skriv namnet eller den fyrsiffriga koden.")
        )
        return ""

    def _sni(self, row: Row) -> str:
        typed = self._text(row, "sni").replace(".", "")
        found = CODE.match(typed)
        if found is None or not taxonomy.known_industry(found[0]):
            self._wrong(
                row, "sni", N_("SNI-koden finns inte. Skriv två till fem siffror ur SNI 2007, som 25.")
            )
            return ""
        return found[0]

    def _number(self, row: Row, name: str, least: int, most: int, otherwise: str = "") -> int:
        typed = (self._text(row, name) or otherwise).replace(" ", "").replace("\u00a0", "")
        if typed.isascii() and typed.isdigit() and least <= int(typed) <= most:
            return int(typed)
        self._wrong(row, name, N_("Skriv ett heltal mellan %(least)s och %(most)s."), least=least, most=most)
        return 0


def _same(typed: str, entry: taxonomy.Entry) -> bool:
    return bool(typed) and swedish_key(typed) in {swedish_key(entry.short), swedish_key(entry.sv)}


def plan(session: Session, scope: Scope, handed: Handed) -> Plan:
    """Check every row; reads only. One wrong row and the whole file waits until it is mended or left out.

    Raises:
        InputError: the table lacks a column that can't be done without.
    """
    headers = handed.table.headers
    places = find_columns(headers, COLUMNS, handed.chosen_columns())
    demand(places, COLUMNS, headers)
    reader = _Reader(places, headers, handed.chosen("year"), handed.chosen("source"))
    lines = [line for row in handed.table.rows if (line := reader.line(row)) is not None]
    known = _known(session, scope, lines)
    new = [line for line in lines if line.key not in known]
    changed = [line for line in lines if line.key in known and known[line.key].companies != line.companies]
    counts = {
        NEW: len(new), CHANGED: len(changed), UNCHANGED: len(lines) - len(new) - len(changed),
        REFUSED: len(handed.table.rows) - len(lines),
    }  # fmt: skip
    return Plan(
        counts=counts,
        errors=reader.errors,
        changes=[_change(line, known[line.key].companies) for line in changed],
        writes=[[*line.key, line.companies] for line in (*new, *changed)],
        take_in=_taker(scope, new, changed),
        columns={name: headers[place] for name, place in places.items()},
    )


def _known(
    session: Session, scope: Scope, lines: Sequence[Line]
) -> dict[tuple[str, str, int, str], Population]:
    used = sorted({(line.source, line.year) for line in lines})
    rows = [
        row for source, year in used for row in queries.list_population_rows(session, scope, source, year)
    ]
    return {(row.municipality_code, row.sni, row.year, row.source): row for row in rows}


def _change(line: Line, before: int) -> Change:
    place = taxonomy.places()[line.place].short
    return Change(line.row, f"{place}, {line.sni}", "companies", str(before), str(line.companies))


def _taker(scope: Scope, new: Sequence[Line], changed: Sequence[Line]) -> Callable[[Session, datetime], None]:
    """What was taken in of other sources and years stays; the newest year is the one in use."""

    def take_in(session: Session, now: datetime) -> None:
        known = _known(session, scope, changed)
        for line in changed:
            row = known[line.key]
            row.companies, row.recorded_at, row.recorded_by = line.companies, now, scope.user_id
            session.add(row)
        for line in new:
            session.add(
                Population(
                    hub_id=scope.hub, municipality_code=line.place, sni=line.sni, companies=line.companies,
                    year=line.year, source=line.source, recorded_at=now, recorded_by=scope.user_id,
                )
            )  # fmt: skip
        session.flush()

    return take_in
