"""The forms of a contact person's consents and of one who has left."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are older
from wtforms.validators import InputRequired

from iuc_hub.companies.dealings import ConsentWay, Purpose

PURPOSES = [
    SelectChoice(Purpose.SHARE_WITH_EXPERTS.value, _l("Dela behov och namn med experter vi enas om")),
    SelectChoice(Purpose.CONTACT.value, _l("Ta emot brev och samtal från oss")),
    SelectChoice(Purpose.NEWS.value, _l("Få nyheter och inbjudningar")),
    SelectChoice(Purpose.QUOTE.value, _l("Citeras med namn")),
]
WAYS = [
    SelectChoice(ConsentWay.SPOKEN.value, _l("Muntligt")),
    SelectChoice(ConsentWay.WRITTEN.value, _l("Skriftligt")),
]


class ConsentForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    purpose = RadioField(_l("Vad gäller svaret?"), choices=PURPOSES, default=Purpose.SHARE_WITH_EXPERTS.value)
    given = RadioField(
        _l("Vad svarade personen?"),
        choices=[SelectChoice("yes", _l("Ja")), SelectChoice("no", _l("Nej, eller tar tillbaka sitt ja"))],
        validators=[InputRequired(_l("Välj ja eller nej."))],
    )
    way = RadioField(_l("Hur?"), choices=WAYS, default=ConsentWay.SPOKEN.value)
    as_of = DateField(_l("Vilken dag?"), validators=[InputRequired(_l("Skriv den dag svaret gavs."))])


class LeftForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    on = DateField(
        _l("Sista dagen på företaget"), validators=[InputRequired(_l("Skriv den dag personen slutade."))]
    )
