"""The login form."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired


class LoginForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    email = StringField(
        _l("E-post"),
        validators=[InputRequired(_l("Skriv din e-postadress."))],
        render_kw={"autocomplete": "username", "type": "email"},
    )
    password = PasswordField(
        _l("Lösenord"),
        validators=[InputRequired(_l("Skriv ditt lösenord."))],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()
