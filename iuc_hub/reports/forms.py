"""The form that hands in a table of how many companies there are."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, StringField
from wtforms.validators import Length, NumberRange, Optional


class PopulationForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    file = FileField(
        _l("Fil"),
        validators=[FileRequired(_l("Välj en CSV-fil eller en Excelfil."))],
        description=_l("CSV eller Excel (.xlsx) med rubrikerna Kommun, SNI-kod och Antal företag."),
        render_kw={"accept": ".csv,.txt,.xlsx"},
    )
    source = StringField(
        _l("Källa"),
        validators=[Optional(), Length(max=200, message=_l("Källan är för lång. Högst 200 tecken."))],
        description=_l(
            "Till exempel SCB:s företagsregister. Behövs om filen inte har en egen kolumn för den."
        ),
    )
    year = IntegerField(
        _l("År"),
        validators=[
            Optional(),
            NumberRange(min=1990, max=2100, message=_l("Skriv årtalet med fyra siffror.")),
        ],
        description=_l("Behövs om filen inte har en egen kolumn för det."),
    )

    def settings(self) -> dict[str, object]:
        """What was chosen besides the file."""
        return {"source": (self.source.data or "").strip(), "year": str(self.year.data or "")}
