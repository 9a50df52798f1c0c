"""Rows of a table of companies, each as what it says of one company, or as everything that is wrong with it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from iuc_hub.companies.importing.cells import Reader, readers
from iuc_hub.companies.models import SOLE_TRADER, FactSource
from iuc_hub.companies.services import FactValue, checked_number
from iuc_hub.errors import N_, InputError
from iuc_hub.uploads.plans import Handed, RowError
from iuc_hub.uploads.tables import Row, text_of

FACTS = ("employees", "turnover_sek", "turnover_tkr", "sni", "founded_year")
IDENTITY = ("name", "legal_form", "municipality_code", "address")
CONTACT = ("contact_name", "contact_title", "contact_email", "contact_phone")
DIGITS, LIMITED = 10, "AB"


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """One company as a row tells it; a field whose cell is empty is absent."""

    row: int
    number: str
    identity: Mapping[str, str]
    facts: Mapping[str, FactValue]
    contact: Mapping[str, str]
    advisor_id: int | None
    source: FactSource
    as_of: date


@dataclass
class RowReader:
    """Reads rows one after the other, remembering the numbers it has met."""

    places: Mapping[str, int]
    headers: Sequence[str]
    source: FactSource
    as_of: date
    read: Mapping[str, Reader]
    company_of: Callable[[str], int | None]
    seen: dict[str, int] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    met: dict[tuple[str, str], object] = field(default_factory=dict)

    def line(self, row: Row) -> CompanyLine | None:
        """What the row says, or None when it is refused; ``errors`` then tells why."""
        if row.surplus:
            self._refuse(
                row,
                "",
                "",
                InputError(
                    N_(
                        "Raden har fler celler än det finns rubriker. Kontrollera skiljetecken och citattecken."
                    )
                ),
            )
            return None
        before = len(self.errors)
        values = dict(self._values(row))
        number = self._number(row, values)
        company = self.company_of(number) if number else None
        if number and company is None:
            self._demand(row, values, number)
        return self._line(row.number, number, values) if len(self.errors) == before else None

    def _values(self, row: Row) -> Iterator[tuple[str, object]]:
        for name, read in self.read.items():
            if text := self._text(row, name):
                try:
                    yield name, self._read(name, text, read)
                except InputError as error:
                    self._refuse(row, name, text, error)
        if not self._text(row, "name"):
            self._refuse(row, "name", "", InputError(N_("Företagets namn saknas. Skriv det i raden.")))
        if not self._text(row, "contact_name") and any(self._text(row, each) for each in CONTACT[1:]):
            self._refuse(
                row,
                "contact_name",
                "",
                InputError(
                    N_("Kontaktpersonens namn saknas. Skriv det, eller töm roll, e-post och telefon.")
                ),
            )

    def _read(self, name: str, text: str, read: Reader) -> object:
        """What the cell says; cells of a column often say the same."""
        if (name, text) not in self.met:
            self.met[name, text] = read(text)
        return self.met[name, text]

    def _number(self, row: Row, values: Mapping[str, object]) -> str:
        """The ten digits, "" when they are refused."""
        text = self._text(row, "organisation_number")
        cell = row.cells[self.places["organisation_number"]]
        text = text.zfill(DIGITS) if isinstance(cell, int | float) else text
        person = values.get("legal_form") == SOLE_TRADER
        unsure = "legal_form" not in values and text.replace("-", "").replace(" ", "")[-8:-7] < "2"
        if not text:
            error = InputError(N_("Organisationsnumret saknas. Skriv tio siffror, som 556012-5790."))
            self._refuse(row, "organisation_number", "", error)
            return ""
        try:
            number = checked_number(
                text, legal_form=SOLE_TRADER if person or (unsure and self._text(row, "legal_form")) else ""
            )
            self._demand_once(row, number)
        except InputError as error:
            self._refuse(row, "organisation_number", text, error)
            return ""
        return number

    def _demand_once(self, row: Row, number: str) -> None:
        known = self.company_of(number)
        key = f"company {known}" if known else number
        if (earlier := self.seen.setdefault(key, row.number)) != row.number:
            raise InputError(
                N_("”%(value)s” står också på rad %(earlier)s. Behåll en av raderna."),
                value=self._text(row, "organisation_number"), earlier=earlier,
            )  # fmt: skip

    def _demand(self, row: Row, values: dict[str, object], number: str) -> None:
        """What a new company must have; a number that opens with 5 is a limited company's."""
        if not self._text(row, "legal_form"):
            if number.startswith("5"):
                values["legal_form"] = LIMITED
            else:
                self._refuse(
                    row,
                    "legal_form",
                    "",
                    InputError(N_("Företagsformen saknas. Skriv till exempel HB eller Enskild firma.")),
                )
        if not self._text(row, "municipality_code"):
            self._refuse(
                row,
                "municipality_code",
                "",
                InputError(N_("Kommunen saknas. Skriv kommunens namn, som Hällefors.")),
            )

    def _line(self, row: int, number: str, values: Mapping[str, object]) -> CompanyLine:
        facts = {name: values[name] for name in FACTS if name in values}
        if (thousands := facts.pop("turnover_tkr", None)) is not None:
            facts.setdefault("turnover_sek", thousands)
        source, as_of, advisor = values.get("source"), values.get("as_of"), values.get("advisor")
        return CompanyLine(
            row, number,
            {name: str(values[name]) for name in IDENTITY if name in values},
            facts,  # type: ignore[arg-type] # the readers of these fields give facts' values
            {name: str(values[name]) for name in CONTACT if name in values},
            advisor if isinstance(advisor, int) else None,
            source if isinstance(source, FactSource) else self.source,
            as_of if isinstance(as_of, date) else self.as_of,
        )  # fmt: skip

    def _text(self, row: Row, name: str) -> str:
        place = self.places.get(name)
        return "" if place is None else text_of(row.cells[place])

    def _refuse(self, row: Row, name: str, value: str, error: InputError) -> None:
        heading = self.headers[self.places[name]] if name in self.places else name
        values = {key: each if isinstance(each, int) else str(each) for key, each in error.values.items()}
        self.errors.append(RowError(row.number, heading, value, error.message, values))


def row_reader(
    handed: Handed, places: Mapping[str, int], colleagues: Mapping[str, int],
    company_of: Callable[[str], int | None],
) -> RowReader:  # fmt: skip
    """A reader with what the person chose for rows that do not say it themselves."""
    today = handed.today
    every = readers(today, colleagues)
    return RowReader(
        places, handed.table.headers,
        FactSource(handed.chosen("source") or FactSource.REGISTER),
        date.fromisoformat(handed.chosen("as_of")) if handed.chosen("as_of") else today,
        {name: every[name] for name in every if name in places},
        company_of,
    )  # fmt: skip
