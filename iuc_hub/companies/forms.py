"""The forms that add a company with its contact person, and correct what identifies it."""

import re
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlmodel import Session
from wtforms import IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are older
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import TextInput

from iuc_hub import taxonomy
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import services
from iuc_hub.companies.models import Company, Contact
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
        validators=[Optional(), Length(max=60)],
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


def typed_facts(form: "CompanyForm") -> dict[str, services.FactValue]:
    """Fact -> value for every field that was filled in."""
    typed = {fact: _typed(form[fact].data) for fact in FACTS}
    return {fact: value for fact, value in typed.items() if value is not None}


def _typed(data: int | str | None) -> services.FactValue:
    """A field's value, None when it is empty; several SNI codes are typed with commas."""
    if not isinstance(data, str):
        return data
    codes = [code for code in re.split(r"[,;\s]+", data) if code]
    return codes if len(codes) > 1 else "".join(codes) or None


def contact_draft(form: "CompanyForm | ContactForm") -> services.ContactDraft:
    return services.ContactDraft(
        name=form.contact_name.data or "",
        title=form.contact_title.data or "",
        email=form.contact_email.data or "",
        phone=form.contact_phone.data or "",
    )


def _offered(county: str, language: str) -> tuple[list[SelectChoice], list[SelectChoice]]:
    """Legal forms, and municipalities with the county's own first."""
    forms = [SelectChoice(code, entry.name(language)) for code, entry in taxonomy.legal_forms().items()]
    places = sorted(taxonomy.municipalities().values(), key=lambda each: swedish_key(each.short))
    near = sorted(places, key=lambda each: each.parent != county)
    return forms, [
        SelectChoice("", _("Välj kommun")),
        *(SelectChoice(each.code, each.short) for each in near),
    ]


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
        self.legal_form.choices, self.municipality_code.choices = _offered(county, language)

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


class IdentityForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    """What identifies a company, to be corrected."""

    name = StringField(_l("Företagets namn"), validators=[InputRequired(_l("Skriv företagets namn."))])
    organisation_number = StringField(
        _l("Organisationsnummer"),
        validators=[InputRequired(_l("Skriv organisationsnumret, tio siffror."))],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    legal_form = SelectField(_l("Företagsform"), validators=[InputRequired(_l("Välj företagsform."))])
    municipality_code = SelectField(_l("Kommun"), validators=[InputRequired(_l("Välj kommun."))])
    address = StringField(_l("Besöksadress"), validators=[Optional(), Length(max=200)])
    why = StringField(
        _l("Varför ändras det?"),
        validators=[Optional(), Length(max=500)],
        description=_l("Krävs när organisationsnumret ändras."),
    )

    def offer(self, county: str, language: str) -> None:
        self.legal_form.choices, self.municipality_code.choices = _offered(county, language)

    def begin(self, company: Company) -> None:
        """Fill the fields of a form that was opened, not sent."""
        for name in ("name", "organisation_number", "legal_form", "municipality_code", "address"):
            self[name].data = getattr(company, name)

    def draft(self) -> services.CompanyDraft:
        return services.CompanyDraft(
            organisation_number=self.organisation_number.data or "",
            name=self.name.data or "",
            legal_form=self.legal_form.data or "",
            municipality_code=self.municipality_code.data or "",
            address=self.address.data or "",
        )


class ContactForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    contact_name = StringField(
        _l("Namn"), validators=[InputRequired(_l("Skriv kontaktpersonens namn.")), Length(max=120)]
    )
    contact_title, contact_email, contact_phone = _contact_fields()

    def begin(self, contact: Contact) -> None:
        """Fill the fields of a form that was opened, not sent."""
        self.contact_name.data, self.contact_title.data = contact.name, contact.title
        self.contact_email.data, self.contact_phone.data = contact.email, contact.phone
