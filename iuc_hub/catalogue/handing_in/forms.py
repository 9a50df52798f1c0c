"""The form that hands in a file of supports."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired


class SupportFileForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    file = FileField(
        _l("Fil"),
        validators=[FileRequired(_l("Välj en CSV-fil, en Excelfil eller en supports.jsonl."))],
        description=_l("CSV eller Excel (.xlsx) med rubriker i första raden, eller en supports.jsonl."),
        render_kw={"accept": ".csv,.txt,.xlsx,.jsonl"},
    )
