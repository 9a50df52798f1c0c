"""The forms of the ledger of state aid and of groups of companies."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are older
from wtforms.validators import InputRequired, Length, Optional

from iuc_hub.companies.aid.services import AwardDraft
from iuc_hub.companies.dealings import AidKind
from iuc_hub.companies.fact_forms import PlainNumberField, read_number
from iuc_hub.companies.models import Company
from iuc_hub.companies.thresholds import euro_rate_on

KINDS = [
    SelectChoice(AidKind.DE_MINIMIS.value, _l("Stöd av mindre betydelse")),
    SelectChoice(
        AidKind.DE_MINIMIS_SGEI.value, _l("Stöd av mindre betydelse för tjänster av allmänt intresse")
    ),
    SelectChoice(AidKind.OTHER.value, _l("Annat statligt stöd, räknas inte mot taket")),
]


class AwardForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    instrument = StringField(
        _l("Stödets namn"), validators=[InputRequired(_l("Skriv vad stödet heter.")), Length(max=200)]
    )
    authority = StringField(
        _l("Vem beslutade?"),
        validators=[InputRequired(_l("Skriv vem som beslutade om stödet.")), Length(max=200)],
    )
    awarded_on = DateField(
        _l("Dagen då rätten till stödet uppstod"),
        validators=[InputRequired(_l("Skriv dagen då rätten till stödet uppstod, oftast beslutets dag."))],
        description=_l("Oftast beslutets dag. Den dagen börjar de tre åren."),
    )
    amount = PlainNumberField(
        _l("Belopp"),
        validators=[InputRequired(_l("Skriv beloppet med siffror, mer än 0."))],
        description=_l("Bidragsekvivalenten före skatt, som den står i beslutet."),
        render_kw={"inputmode": "decimal"},
    )
    currency = RadioField(
        _l("I vilken valuta?"),
        choices=[SelectChoice("SEK", _l("Kronor")), SelectChoice("EUR", _l("Euro"))],
        default="SEK",
    )
    rate = PlainNumberField(
        _l("Kronor för en euro"),
        validators=[
            InputRequired(_l("Skriv hur många kronor en euro kostade den dagen, till exempel 11,05."))
        ],
        description=_l("Förslaget är en exempelkurs. Skriv dagens kurs enligt beslutet eller Riksbanken."),
        render_kw={"inputmode": "decimal"},
    )
    kind = RadioField(_l("Vilket slags stöd?"), choices=KINDS, default=AidKind.DE_MINIMIS.value)
    source = StringField(
        _l("Varifrån vet ni det?"),
        validators=[Optional(), Length(max=200)],
        description=_l("Till exempel beslutet, företagets egen uppgift eller registret."),
    )
    recommendation = HiddenField()

    def begin(self, values: "MultiDict[str, str]", today: date) -> None:
        """Fill a form that was opened with what the link to it says."""
        for name in ("instrument", "authority", "amount", "source", "recommendation"):
            self[name].data = values.get(name, "")[:200]
        self.awarded_on.data = _day(values.get("on", ""))
        rate = euro_rate_on(self.awarded_on.data or today)
        self.rate.data = str(rate.sek).replace(".", ",") if rate else ""

    def draft(self) -> AwardDraft:
        """What the form says, once it is valid."""
        recommendation = self.recommendation.data or ""
        return AwardDraft(
            kind=AidKind(self.kind.data),
            awarded_on=self.awarded_on.data,
            amount=_decimal(self.amount.data),
            currency=self.currency.data,
            rate=_decimal(self.rate.data),
            instrument=self.instrument.data or "",
            authority=self.authority.data or "",
            source=self.source.data or "",
            recommendation_id=int(recommendation) if recommendation.isdecimal() else None,
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _decimal(text: str | None) -> Decimal | None:
    value = read_number(text or "")
    return None if value is None else Decimal(str(value))


class GroupForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    other = SelectField(
        _l("Vilket företag har samma ägare eller styr det?"),
        coerce=int,
        description=_l("Företag som ett annat bestämmer över, genom ägande eller avtal, räknas ihop."),
    )
    why = StringField(
        _l("Varifrån vet ni det?"), validators=[Optional(), Length(max=300)],
        description=_l("Till exempel årsredovisningen eller vad ägaren säger."),
    )  # fmt: skip

    def offer(self, companies: Sequence[Company], company_id: int) -> None:
        """Every other company of the hub, by name."""
        self.other.choices = [
            SelectChoice(str(each.id), each.name) for each in companies if each.id != company_id
        ]


class GroupNameForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    name = StringField(
        _l("Koncernens namn"), validators=[InputRequired(_l("Skriv koncernens namn.")), Length(max=200)]
    )
