"""The form that hands in a file of past interviews."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired


class ImportForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    file = FileField(
        _l("Fil"),
        validators=[FileRequired(_l("Välj en CSV-fil eller en Excelfil."))],
        description=_l("CSV eller Excel (.xlsx), med rubriker i första raden och en intervju på varje rad."),
        render_kw={"accept": ".csv,.txt,.xlsx"},
    )
