"""The form that hands in a file of companies."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are older
from wtforms.validators import InputRequired

from iuc_hub.accounts.models import User
from iuc_hub.companies.models import FactSource


class ImportForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    file = FileField(
        _l("Fil"),
        validators=[FileRequired(_l("Välj en CSV-fil eller en Excelfil."))],
        description=_l("CSV eller Excel (.xlsx), med rubriker i första raden."),
        render_kw={"accept": ".csv,.txt,.xlsx"},
    )
    source = RadioField(
        _l("Varifrån kommer uppgifterna?"),
        choices=[
            SelectChoice(FactSource.REGISTER.value, _l("Ett register")),
            SelectChoice(FactSource.ANNUAL_REPORT.value, _l("Årsredovisningen")),
            SelectChoice(FactSource.SAID.value, _l("Sagt av företaget")),
        ],
        default=FactSource.REGISTER.value,
        validators=[InputRequired(_l("Välj varifrån uppgifterna kommer."))],
    )
    as_of = DateField(
        _l("Uppgifterna gäller"),
        validators=[InputRequired(_l("Skriv dagen som uppgifterna gäller."))],
        description=_l("En egen kolumn för källa eller dag i filen går före."),
    )
    advisor_id = SelectField(_l("Rådgivare för nya företag"), coerce=int)

    def offer(self, colleagues: Sequence[User], me: int) -> None:
        """Fill the list of advisors, the caller first."""
        ordered = sorted(colleagues, key=lambda user: user.id != me)
        self.advisor_id.choices = [SelectChoice(user.id, user.name) for user in ordered]

    def settings(self) -> dict[str, object]:
        """What was chosen besides the file."""
        return {
            "source": self.source.data, "as_of": str(self.as_of.data or ""),
            "advisor_id": self.advisor_id.data,
        }  # fmt: skip
