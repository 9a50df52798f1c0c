"""The form in which the facts of a company are corrected, one field a fact of the catalogue."""

import re
from collections.abc import Mapping
from datetime import date

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, Field, HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are older
from wtforms.validators import Length, Optional, ValidationError

from iuc_hub.companies.fact_catalogue import NUMBERS, FactKind, FactValue, KnownFact, typed_facts
from iuc_hub.companies.models import FactSource

YES, NO = "yes", "no"
SOURCES = [
    SelectChoice(FactSource.SAID.value, _l("Sagt av företaget")),
    SelectChoice(FactSource.ANNUAL_REPORT.value, _l("Årsredovisningen")),
    SelectChoice(FactSource.REGISTER.value, _l("Ett register")),
]


NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?")


def read_number(text: str) -> int | float | None:
    """A number as people type it, "41 000 000" or "12,5"; None when it is none."""
    plain = re.sub(r"\s", "", text).replace(",", ".")
    if not NUMBER.fullmatch(plain):
        return None
    value = float(plain)
    return int(plain) if "." not in plain else value


class PlainNumberField(StringField):
    """A text field that holds a number; what was typed stays as it was typed."""

    def pre_validate(self, _form: object) -> None:
        if self.data and self.data.strip() and read_number(self.data) is None:
            raise ValidationError(_l("Skriv ett heltal, till exempel 34 eller 41 000 000."))


def _field(fact: KnownFact) -> Field:
    if fact.kind in NUMBERS:
        return PlainNumberField(validators=[Optional()], render_kw={"inputmode": "decimal"})
    if fact.kind is FactKind.YES_NO:
        words = [SelectChoice("", _l("Vet inte")), SelectChoice(YES, _l("Ja")), SelectChoice(NO, _l("Nej"))]
        return SelectField(validators=[Optional()], choices=words)
    return StringField(validators=[Optional(), Length(max=200)])


class _FactForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    """The facts as known; only a field that differs from what it was opened with is a correction.

    What each field was opened with comes back in a hidden field, so that a form that is older than a change
    made elsewhere does not write the old value back.
    """

    source = RadioField(_l("Varifrån kommer uppgifterna?"), choices=SOURCES, default=FactSource.SAID.value)
    as_of = DateField(
        _l("Vilken dag gäller de?"),
        validators=[Optional()],
        description=_l("För en årsredovisning räkenskapsårets sista dag, annars dagen det sades."),
    )

    def __init__(self) -> None:
        super().__init__()
        language = str(get_locale() or "sv")
        for fact in typed_facts():
            unit = fact.unit(language)
            self[fact.code].label.text = f"{fact.name(language)}, {unit}" if unit else fact.name(language)
            self[fact.code].description = fact.question(language)

    def begin(self, facts: Mapping[str, FactValue], today: date) -> None:
        """Fill the fields of a form that was opened, not sent."""
        for fact in typed_facts():
            self[fact.code].data = self[f"{fact.code}_before"].data = _shown(fact, facts.get(fact.code))
        self.as_of.data = today

    def corrected(self) -> dict[str, FactValue]:
        """Fact -> value for every field that was changed; None for one that was emptied or left unsaid."""
        found: dict[str, FactValue] = {}
        for fact in typed_facts():
            field = self[fact.code]
            value = _read(fact, field.data or "")
            if field.raw_data and value != _read(fact, self[f"{fact.code}_before"].data or ""):
                found[fact.code] = value
        return found


def _read(fact: KnownFact, text: str) -> FactValue:
    """The value that a field's text stands for; None for an empty one. Several SNI codes stand with commas."""
    if fact.kind in NUMBERS:
        return read_number(text)
    if fact.kind is FactKind.YES_NO:
        return {YES: True, NO: False}.get(text)
    if fact.kind is FactKind.CODES:
        codes = [code for code in re.split(r"[,;\s]+", text) if code]
        return codes if len(codes) > 1 else "".join(codes) or None
    return text.strip() or None


def _shown(fact: KnownFact, value: FactValue) -> str:
    """A value as its field shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, int | float) and fact.kind is not FactKind.YEAR:
        return _typed_number(value)
    return str(value)


def _typed_number(value: float) -> str:
    """As "34", "41 000 000" and "12,5": read back as the same number."""
    grouped_from = 10_000
    whole = int(value) if value == int(value) else value
    text = f"{whole:,}" if abs(whole) >= grouped_from else str(whole)
    return text.replace(",", " ").replace(".", ",")


def _with_fields() -> type[_FactForm]:
    fields: dict[str, Field] = {}
    for fact in typed_facts():
        fields[fact.code] = _field(fact)
        fields[f"{fact.code}_before"] = HiddenField()
    return type("FactForm", (_FactForm,), fields)


FactForm = _with_fields()
