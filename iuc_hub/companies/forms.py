"""The forms of a company, its contact persons and its facts."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlmodel import Session
from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import TextInput

from iuc_hub import taxonomy
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import services
from iuc_hub.companies.models import Company, FactSource
from iuc_hub.ordering import swedish_key


def _digits(value: str | None) -> str | None:
    """Amounts are typed with spaces: 41 000 000."""
    return value.replace(" ", "").replace("\u00a0", "") if isinstance(value, str) else value


class WholeNumberField(IntegerField):
    """A whole number as people type it, with spaces between thousands."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([_digits(value) or "" for value in valuelist] if any(valuelist) else [])
        except ValueError as error:
            self.data = None
            raise ValueError(_l("Skriv ett heltal, till exempel 34 eller 41 000 000.")) from error


def _employees() -> WholeNumberField:
    return WholeNumberField(
        _l("Antal anställda"),
        validators=[
            Optional(),
            NumberRange(min=0, max=1_000_000, message=_l("Antalet anställda ska vara 0 eller fler.")),
        ],
        render_kw={"inputmode": "numeric"},
    )


def _turnover() -> WholeNumberField:
    return WholeNumberField(
        _l("Omsättning förra året, kronor"),
        validators=[
            Optional(),
            NumberRange(min=0, max=10**13, message=_l("Omsättningen ska vara 0 eller mer.")),
        ],
        render_kw={"inputmode": "numeric"},
    )


def _industry() -> StringField:
    return StringField(
        _l("SNI-kod"),
        validators=[Optional(), Length(max=8)],
        description=_l("Två till fem siffror ur SNI 2007. 25620 är legoarbeten i metall."),
        render_kw={"inputmode": "numeric"},
    )


def _founded() -> WholeNumberField:
    return WholeNumberField(
        _l("Startår"),
        validators=[
            Optional(),
            NumberRange(min=1200, max=2100, message=_l("Skriv årtalet med fyra siffror.")),
        ],
        render_kw={"inputmode": "numeric"},
    )


def _contact_fields() -> tuple[StringField, StringField, StringField]:
    return (
        StringField(_l("Roll"), validators=[Optional(), Length(max=120)]),
        StringField(_l("E-post"), validators=[Optional(), Length(max=254)], render_kw={"type": "email"}),
        StringField(_l("Telefon"), validators=[Optional(), Length(max=40)], render_kw={"type": "tel"}),
    )


FACTS = ("employees", "turnover_sek", "sni", "founded_year")


def typed_facts(form: "CompanyForm | FactForm") -> dict[str, services.FactValue]:
    """Fact -> value for every field that was filled in; several SNI codes are typed with commas."""
    typed: dict[str, services.FactValue] = {}
    for fact in FACTS:
        value = form[fact].data
        if isinstance(value, str):
            codes = re.split(r"[,;\s]+", value.strip())
            value = codes[0] if len(codes) == 1 else codes
        if value not in (None, ""):
            typed[fact] = value
    return typed


def shown_facts(facts: Mapping[str, services.FactValue]) -> dict[str, services.FactValue]:
    """The same facts as a form shows them."""
    return {fact: ", ".join(value) if isinstance(value, list) else value for fact, value in facts.items()}


def contact_draft(form: "CompanyForm | ContactForm") -> services.ContactDraft:
    return services.ContactDraft(
        name=form.contact_name.data or "",
        title=form.contact_title.data or "",
        email=form.contact_email.data or "",
        phone=form.contact_phone.data or "",
    )


class CompanyForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    organisation_number = StringField(
        _l("Organisationsnummer"),
        validators=[InputRequired(_l("Skriv organisationsnumret, tio siffror."))],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    name = StringField(
        _l("Företagets namn"),
        validators=[
            InputRequired(_l("Skriv företagets namn.")),
            Length(max=200, message=_l("Namnet är för långt. Högst 200 tecken.")),
        ],
    )
    legal_form = SelectField(_l("Företagsform"), validators=[InputRequired(_l("Välj företagsform."))])
    municipality_code = SelectField(_l("Kommun"), validators=[InputRequired(_l("Välj kommun."))])
    address = StringField(_l("Besöksadress"), validators=[Optional(), Length(max=200)])
    employees = _employees()
    turnover_sek = _turnover()
    sni = _industry()
    founded_year = _founded()
    contact_name = StringField(_l("Kontaktpersonens namn"), validators=[Optional(), Length(max=120)])
    contact_title, contact_email, contact_phone = _contact_fields()

    def offer(self, county: str, language: str) -> None:
        """Fill the lists: the hub's own municipalities first, then the country's."""
        self.legal_form.choices = [
            (code, entry.name(language)) for code, entry in taxonomy.legal_forms().items()
        ]
        places = sorted(taxonomy.municipalities().values(), key=lambda each: swedish_key(each.short))
        self.municipality_code.choices = [("", _("Välj kommun"))] + [
            (each.code, each.short) for each in sorted(places, key=lambda each: each.parent != county)
        ]

    def store(self, session: Session, scope: Scope, *, today: date, now: datetime) -> Company:
        """Hand every field to the services in one transaction of the caller's."""
        draft = services.CompanyDraft(
            organisation_number=self.organisation_number.data or "",
            name=self.name.data or "",
            legal_form=self.legal_form.data or "",
            municipality_code=self.municipality_code.data or "",
            address=self.address.data or "",
        )
        return services.register_company(
            session, scope, draft, facts=typed_facts(self), contact=contact_draft(self), today=today, now=now
        )


class ContactForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    contact_name = StringField(
        _l("Namn"), validators=[InputRequired(_l("Skriv kontaktpersonens namn.")), Length(max=120)]
    )
    contact_title, contact_email, contact_phone = _contact_fields()


class FactForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    """The facts as known; what is changed is recorded with its source and today's date."""

    employees = _employees()
    turnover_sek = _turnover()
    sni = _industry()
    founded_year = _founded()
    source = RadioField(
        _l("Varifrån kommer uppgifterna?"),
        choices=[
            (FactSource.SAID.value, _l("Sagt av företaget")),
            (FactSource.ANNUAL_REPORT.value, _l("Årsredovisningen")),
            (FactSource.REGISTER.value, _l("Ett register")),
        ],
        default=FactSource.SAID.value,
    )
