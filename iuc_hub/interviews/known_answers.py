"""What is known of a company before it is asked: stands in a question's fields until somebody confirms it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import yaml
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.accounts.scope import Scope
from iuc_hub.clock import day_in_sweden
from iuc_hub.companies.models import Company, CompanyFact, FactSource
from iuc_hub.companies.queries import list_facts
from iuc_hub.companies.services import latest_facts
from iuc_hub.web.names import organisation_number, place
from surveys.answers import AnswerError
from surveys.conditions import Value
from surveys.forms import from_form
from surveys.guide import Area, Guide, Question


class _Origin(BaseModel):
    """Where one field's value comes from; ``steps`` tells from which number on each choice holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: str = Field(alias="from")
    steps: dict[str, float] = {}


@dataclass(frozen=True)
class Known:
    """What stands in a field, as it would be typed; without a source it is the hub's own record of the company."""

    value: str
    source: FactSource | None
    as_of: date


@dataclass(frozen=True)
class Suggestion:
    """What a question's fields begin with, by field name."""

    fields: Mapping[str, Known]

    def filled(self) -> dict[str, list[str]]:
        return {name: [known.value] for name, known in self.fields.items()}

    def answer(self, item: Question) -> Value:
        """The answer that confirming it would give; None when the guide would refuse it."""
        return _answer(item, self.filled())

    def opened(self) -> list[str]:
        """What the fields begin with, as a form sends it along."""
        return [f"{name}={known.value}" for name, known in self.fields.items()]


def opened_with(item: Question, sent: Sequence[str]) -> Value:
    """The answer that the fields held when they were shown, as `Suggestion.opened` sent it along."""
    return _answer(item, {name: [value] for name, _, value in (each.partition("=") for each in sent)})


def _answer(item: Question, fields: Mapping[str, list[str]]) -> Value:
    try:
        return from_form(item, fields)
    except AnswerError:
        return None


@cache
def _origins() -> Mapping[str, Mapping[str, Mapping[str, _Origin]]]:
    """Guide -> question -> field -> origin."""
    text = (taxonomy.REFERENCE / "known_answers.yaml").read_text(encoding="utf-8")
    return {
        guide: {
            question: {field: _Origin.model_validate(origin) for field, origin in fields.items()}
            for question, fields in questions.items()
        }
        for guide, questions in yaml.safe_load(text).items()
    }


def suggestions(
    session: Session, scope: Scope, guide: Guide, area: Area, company: Company
) -> dict[str, Suggestion]:
    """Question -> what its fields begin with, for the area's questions of which something is known."""
    asked = {item.code: item for item in area.items if item.code in _origins().get(guide.name, {})}
    if not asked:
        return {}
    facts = latest_facts(list_facts(session, scope, [company.id or 0])).get(company.id or 0, {})
    found: dict[str, Suggestion] = {}
    for code, item in asked.items():
        origins = _origins()[guide.name][code]
        known = {
            f"{code}-0-{part.code}": told
            for part in item.fields
            if part.code in origins and (told := _known(origins[part.code], company, facts)) is not None
        }
        if known:
            found[code] = Suggestion(known)
    return found


def _known(origin: _Origin, company: Company, facts: Mapping[str, CompanyFact]) -> Known | None:
    if origin.what == "organisation_number":
        number = organisation_number(company.organisation_number)
        return None if company.number_is_personal else Known(number, None, day_in_sweden(company.created_at))
    if origin.what == "place":
        where = ", ".join(each for each in (company.address, place(company.municipality_code)) if each)
        return Known(where, None, day_in_sweden(company.created_at))
    row = facts.get(origin.what)
    text = _text(origin, row) if row is not None else None
    return Known(text, row.source, row.as_of) if row is not None and text is not None else None


def _text(origin: _Origin, row: CompanyFact) -> str | None:
    value = row.value
    if origin.steps:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return next((code for code, first in reversed(origin.steps.items()) if value >= first), None)
    codes = value if isinstance(value, list) else [str(value)]
    return ", ".join(taxonomy.name_of(taxonomy.industries(), code, "sv") for code in codes)
