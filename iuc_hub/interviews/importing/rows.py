"""Rows of a table of past interviews, each as one interview's answers, or as everything that is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from iuc_hub.companies.services import checked_number
from iuc_hub.errors import N_, InputError
from iuc_hub.interviews.importing.answer_cells import answer_of
from iuc_hub.interviews.importing.columns import ADVISOR, DAY, NUMBER, fields_of
from iuc_hub.uploads.plans import RowError
from iuc_hub.uploads.tables import Row, text_of
from surveys.conditions import Value
from surveys.guide import Guide

ISO_LENGTH = len("2026-11-24")


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """One interview as a row tells it; ``advisor_id`` is None where the row names nobody."""

    row: int
    company_id: int
    company: str
    held_on: date
    advisor_id: int | None
    answers: Mapping[str, Value]


@dataclass
class RowReader:
    """Reads rows one after the other; ``errors`` holds every reason for a refusal."""

    guide: Guide
    headers: Sequence[str]
    places: Mapping[str, int]
    companies: Mapping[str, tuple[int, str]]
    people: Mapping[str, int]
    today: date
    errors: list[RowError] = field(default_factory=list)
    seen: dict[tuple[int, date], int] = field(default_factory=dict)

    def line(self, row: Row) -> InterviewLine | None:
        """What the row says, or None when it is refused."""
        before = len(self.errors)
        company = self._company(row)
        held_on = self._day(row)
        advisor = self._advisor(row)
        answers = self._answers(row)
        if len(self.errors) == before and not answers:
            self._refuse(
                row, DAY, "", InputError(N_("Raden har inga svar. Ta bort den eller fyll i svaren."))
            )
        if len(self.errors) == before and company and held_on:
            first = self.seen.setdefault((company[0], held_on), row.number)
            if first != row.number:
                again = N_("Samma företag och dag står på rad %(first)s. Ta bort den ena raden.")
                self._refuse(row, DAY, held_on.isoformat(), InputError(again, first=first))
        if len(self.errors) > before or company is None or held_on is None:
            return None
        return InterviewLine(row.number, *company, held_on, advisor, answers)

    def _company(self, row: Row) -> tuple[int, str] | None:
        text = self._text(row, NUMBER)
        try:
            number = checked_number(text, legal_form="EF" if self._is_known(text) else "")
        except InputError as error:
            self._refuse(row, NUMBER, text, error)
            return None
        if number not in self.companies:
            unknown = N_(
                "Företaget %(value)s finns inte i hubben. Ta in det först, med företagets uppgifter."
            )
            self._refuse(row, NUMBER, text, InputError(unknown, value=text))
        return self.companies.get(number)

    def _is_known(self, text: str) -> bool:
        digits = "".join(sign for sign in text if sign.isdigit())
        return digits[-10:] in self.companies

    def _day(self, row: Row) -> date | None:
        text = self._text(row, DAY)
        try:
            day = date.fromisoformat(text[:ISO_LENGTH])
        except ValueError:
            unreadable = N_("”%(value)s” är ingen dag. Skriv den som 2025-03-14.")
            self._refuse(row, DAY, text, InputError(unreadable, value=text))
            return None
        if day > self.today:
            self._refuse(row, DAY, text, InputError(N_("Dagen har inte varit än. Rätta den.")))
        return day

    def _advisor(self, row: Row) -> int | None:
        text = self._text(row, ADVISOR)
        if text and text.casefold() not in self.people:
            unknown = N_(
                "Ingen i hubben heter ”%(value)s”. Skriv namnet eller e-postadressen som på sidan Personer."
            )
            self._refuse(row, ADVISOR, text, InputError(unknown, value=text))
        return self.people.get(text.casefold())

    def _answers(self, row: Row) -> dict[str, Value]:
        answers: dict[str, Value] = {}
        for area in self.guide.areas:
            for item in area.items:
                texts = {each: self._text(row, each) for each in fields_of(item) if each in self.places}
                try:
                    value = answer_of(item, texts)
                except InputError as error:
                    self._refuse(row, error.field or "", texts.get(error.field or "", ""), error)
                    continue
                if value is not None:
                    answers[item.code] = value
        return answers

    def _text(self, row: Row, name: str) -> str:
        place = self.places.get(name)
        return text_of(row.cells[place]).strip() if place is not None else ""

    def _refuse(self, row: Row, name: str, value: str, error: InputError) -> None:
        place = self.places.get(name)
        heading = self.headers[place] if place is not None else ""
        values = {key: each if isinstance(each, int) else str(each) for key, each in error.values.items()}
        self.errors.append(RowError(row.number, heading, value, error.message, values))
